"""Addresses of the frame's own pages: downloads, acts on many rows, jobs."""

from django.urls import path

from renjian_site.kit import views

app_name = "kit"
urlpatterns = [
    path("downloads/", views.downloads, name="downloads"),
    path("downloads/<int:pk>/", views.download, name="download"),
    path("bulk/", views.bulk_runs, name="bulk-runs"),
    path("bulk/<int:pk>/", views.bulk_run, name="bulk-run"),
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:job_id>/again/", views.try_again, name="try-again"),
]
