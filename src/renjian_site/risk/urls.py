"""Addresses of the risk classes."""

from django.urls import path

from renjian_site.risk import views

app_name = "risk"
urlpatterns = [path("classes/", views.classes, name="classes")]
