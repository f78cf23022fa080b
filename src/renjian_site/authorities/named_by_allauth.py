"""Addresses that django-allauth leads to by names of its own; of its pages, those that we offer."""

from django.urls import path

from renjian_site.authorities.views import portal_sign_in, second_factors, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/code/", second_factors.code, name="mfa_authenticate"),
    path("sign-in/passkey/", second_factors.sign_in_by_passkey, name="mfa_login_webauthn"),
    path(
        "sign-in/portal/<str:provider_id>/callback/",
        portal_sign_in.portal_callback,
        name="openid_connect_callback",
    ),
    path("account/confirm/", second_factors.confirm, name="account_reauthenticate"),
    path("account/confirm/code/", second_factors.confirm_by_code, name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        second_factors.confirm_by_passkey,
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/factors/", second_factors.factors, name="mfa_index"),
    path("account/factors/telephone/", second_factors.add_telephone, name="mfa_activate_totp"),
    path(
        "account/factors/telephone/remove/",
        second_factors.remove_telephone,
        name="mfa_deactivate_totp",
    ),
    path("account/factors/passkey/", second_factors.add_passkey, name="mfa_add_webauthn"),
    path(
        "account/factors/passkey/<int:pk>/remove/",
        second_factors.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("account/factors/codes/", second_factors.codes, name="mfa_view_recovery_codes"),
    path(
        "account/factors/codes/new/",
        second_factors.make_codes,
        name="mfa_generate_recovery_codes",
    ),
]
