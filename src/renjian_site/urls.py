"""Addresses of the whole site."""

from django.urls import include, path

from renjian_site.authorities.views import healthz

urlpatterns = [
    path("", include("renjian_site.portal.urls")),
    path("", include("renjian_site.authorities.urls")),
    path("", include("renjian_site.console.urls")),
    path("registers/", include("renjian_site.registers.urls")),
    path("risk/", include("renjian_site.risk.urls")),
    path("draws/", include("renjian_site.draws.urls")),
    path("inspections/", include("renjian_site.inspections.urls")),
    path("cases/", include("renjian_site.cases.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz, name="healthz"),
]
