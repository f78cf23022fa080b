"""Addresses of clues and cases."""

from django.urls import path

from renjian_site.cases import limit_views, penalty_views, trial_views, views

app_name = "cases"
urlpatterns = [
    path("", views.clues, name="clues"),
    path("filed/", views.cases, name="cases"),
    path("from-finding/<int:finding_id>/", views.from_finding, name="from-finding"),
    path("<int:pk>/", views.clue, name="clue"),
    path("<int:pk>/expect/", views.expect, name="expect"),
    path("<int:pk>/file/", views.file_case, name="file"),
    path("<int:pk>/transfer-up/", views.transfer_up, name="transfer-up"),
    path(
        "<int:pk>/documents/<int:document_id>/replace/",
        views.replace_document,
        name="replace-document",
    ),
    path("<int:pk>/parts/", views.bring_in, name="bring-in"),
    path("<int:pk>/superior-documents/", views.file_document, name="file-document"),
    path("<int:pk>/act-days/", limit_views.keep_act_days, name="act-days"),
    path("<int:pk>/limit/", limit_views.limit, name="limit"),
    path("<int:pk>/limit/stop/", limit_views.enter_stop, name="enter-stop"),
    path("<int:pk>/limit/extend/", limit_views.ask_extension, name="ask-extension"),
    path("stops/<int:stop_id>/end/", limit_views.end_stop, name="end-stop"),
    path("stops/<int:stop_id>/decide/", limit_views.decide_stop, name="decide-stop"),
    path(
        "extensions/<int:extension_id>/decide/",
        limit_views.decide_extension,
        name="decide-extension",
    ),
    path("filed/<int:pk>/penalty/", penalty_views.penalty, name="penalty"),
    path("filed/<int:pk>/notice/", penalty_views.issue_notice, name="issue-notice"),
    path("try/", trial_views.attempt, name="try"),
    path("parts/<int:participation_id>/end/", views.end_part, name="end-part"),
    path("receive/<int:movement_id>/", views.receive, name="receive"),
]
