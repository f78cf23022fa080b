"""Addresses of signing in and out, and of the keys of programs."""

from django.urls import path

from renjian_site.authorities.views import keys, sign_in

app_name = "authorities"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("keys/", keys.keys, name="keys"),
    path("keys/new/", keys.new_key, name="new-key"),
    path("keys/<int:pk>/", keys.key, name="key"),
    path("keys/<int:pk>/revoke/", keys.revoke_key, name="revoke-key"),
]
