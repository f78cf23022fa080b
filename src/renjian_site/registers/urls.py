"""Addresses of the registers."""

from django.urls import path

from renjian_site.registers import views

app_name = "registers"
urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<path:number>/", views.certificate, name="certificate"),
    path("bodies/", views.bodies, name="bodies"),
    path("reports/", views.reports, name="reports"),
    path("uploads/", views.upload, name="upload"),
    path("uploads/all/", views.uploads, name="uploads"),
    path("uploads/<int:pk>/", views.upload_result, name="upload-result"),
    path("samples/<str:name>", views.sample, name="sample"),
]
