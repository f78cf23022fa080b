"""Addresses of draws."""

from django.urls import path

from renjian_site.draws import views

app_name = "draws"
urlpatterns = [
    path("", views.draws, name="draws"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.draw, name="draw"),
    path("<int:pk>/freeze/", views.freeze, name="freeze"),
    path("<int:pk>/draw/", views.carry_out, name="carry-out"),
    path("<int:pk>/minutes/", views.issue_minutes, name="issue-minutes"),
    path("<int:pk>/record.json", views.full_record, name="full-record"),
]
