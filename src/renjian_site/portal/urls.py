"""Addresses that anybody may open."""

from django.urls import path

from renjian_site.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("certificate/<str:number>/", views.certificate, name="certificate"),
    path("certificate/<str:number>.json", views.certificate_json, name="certificate-json"),
    path("public/draws/", views.draw_list, name="draws"),
    path("public/draws/<int:pk>/", views.draw, name="draw"),
    path("public/draws/<int:pk>.json", views.draw_json, name="draw-json"),
    path("public/verify.py", views.verifier, name="verifier"),
    path("public/results/", views.results, name="results"),
    path("public/results.json", views.results_json, name="results-json"),
]
