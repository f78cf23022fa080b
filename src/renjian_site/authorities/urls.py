"""Addresses of signing in and out."""

from django.urls import path

from renjian_site.authorities import views

app_name = "authorities"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
]
