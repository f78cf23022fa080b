"""Addresses of draws."""

from django.urls import path

from renjian_site.draws import step_views, views

app_name = "draws"
urlpatterns = [
    path("", views.draws, name="draws"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.draw, name="draw"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/draw/", views.carry_out, name="carry-out"),
    path("<int:pk>/source/", step_views.source, name="source"),
    path("<int:pk>/visits/", step_views.visits, name="visits"),
    path("<int:pk>/value/", step_views.value, name="value"),
    path("<int:pk>/void/", step_views.void, name="void"),
    path("<int:pk>/void/agree/", step_views.agree_to_void, name="agree-to-void"),
    path("<int:pk>/void/refuse/", step_views.refuse_to_void, name="refuse-to-void"),
    path("<int:pk>/reveal/", step_views.reveal, name="reveal"),
    path("<int:pk>/minutes/", views.issue_minutes, name="issue-minutes"),
    path("<int:pk>/record.json", views.full_record, name="full-record"),
]
