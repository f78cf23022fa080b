"""Addresses that anybody may open."""

from django.urls import path

from renjian_site.portal import checkpoints, documents, views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("certificate/<path:number>.json", views.certificate_json, name="certificate-json"),
    path("certificate/<path:number>/", views.certificate, name="certificate"),
    path("public/certificates/", views.holders, name="holders"),
    path("public/draws/", views.draw_list, name="draws"),
    path("public/draws/<int:pk>/", views.draw, name="draw"),
    path("public/draws/<int:pk>-changes.jsonl", views.draw_changes, name="draw-changes"),
    path("public/draws/<int:pk>.json", views.draw_json, name="draw-json"),
    path("public/verify.py", views.verifier, name="verifier"),
    path("documents/", documents.search, name="documents"),
    path("documents/<str:code>/", documents.document, name="document"),
    path("documents/<str:code>.json", documents.document_json, name="document-json"),
    path("public/ledger/", checkpoints.checkpoints, name="checkpoints"),
    path("public/ledger.json", checkpoints.checkpoints_json, name="checkpoints-json"),
    path("public/ledger/keys.txt", checkpoints.keys, name="ledger-keys"),
    path("public/ledger/<int:pk>/", checkpoints.checkpoint, name="checkpoint"),
    path("public/ledger/<int:pk>.json", checkpoints.checkpoint_json, name="checkpoint-json"),
    path("public/ledger/<int:pk>.txt", checkpoints.checkpoint_note, name="checkpoint-note"),
    path("public/ledger/<int:old>-<int:new>.json", checkpoints.consistency, name="consistency"),
    path("public/results/", views.results, name="results"),
    path("public/results.json", views.results_json, name="results-json"),
]
