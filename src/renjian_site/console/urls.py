"""Addresses of the officer's frame."""

from django.urls import path

from renjian_site.console import views

app_name = "console"
urlpatterns = [
    path("inbox/", views.inbox_page, name="inbox"),
    path("search/", views.search_page, name="search"),
    path("keep/", views.keep, name="keep"),
    path("thread/<str:kind>/<int:pk>/", views.thread_part, name="thread"),
    path("ledger/", views.ledger_page, name="ledger"),
]
