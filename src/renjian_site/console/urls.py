"""Addresses of the officer's frame."""

from django.urls import path

from renjian_site.console import views

app_name = "console"
urlpatterns = [
    path("inbox/", views.inbox_page, name="inbox"),
    path("ledger/", views.ledger_page, name="ledger"),
]
