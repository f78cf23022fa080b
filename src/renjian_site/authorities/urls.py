"""Addresses of signing in and out, and of the keys of programs."""

from django.urls import path

from renjian_site.authorities import views

app_name = "authorities"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("keys/", views.keys, name="keys"),
    path("keys/new/", views.new_key, name="new-key"),
    path("keys/<int:pk>/", views.key, name="key"),
    path("keys/<int:pk>/revoke/", views.revoke_key, name="revoke-key"),
]
