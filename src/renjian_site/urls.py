"""Addresses of the whole site."""

from django.urls import include, path

from renjian_site.authorities.api import router as keys
from renjian_site.authorities.views.sign_in import healthz
from renjian_site.cases.api import router as jurisdiction
from renjian_site.draws.api import router as draws
from renjian_site.inspections.api import router as tasks
from renjian_site.kit.api.frame import make_api
from renjian_site.portal.api import router as public
from renjian_site.portal.law_api import router as law
from renjian_site.registers.api.bodies import bodies, designated_labs
from renjian_site.registers.api.certificates import certificates
from renjian_site.registers.api.objects import declarations, entries, exemptions
from renjian_site.registers.api.subjects import organisations, practitioners
from renjian_site.registers.api.uploads import router as uploads

api = make_api()
api.add_router("/me", keys)
api.add_router("/certificates", certificates)
api.add_router("/bodies", bodies)
api.add_router("/organisations", organisations)
api.add_router("/designated-labs", designated_labs)
api.add_router("/practitioners", practitioners)
api.add_router("/objects", entries)
api.add_router("/exemptions", exemptions)
api.add_router("/declarations", declarations)
api.add_router("/uploads", uploads)
api.add_router("/draws", draws)
api.add_router("/tasks", tasks)
api.add_router("/jurisdiction", jurisdiction)
api.add_router("/public", public)
api.add_router("/public", law)

handler500 = "renjian_site.kit.recovery.fault"
urlpatterns = [
    path("", include("renjian_site.portal.urls")),
    path("", include("renjian_site.authorities.urls")),
    path("", include("renjian_site.authorities.named_by_allauth")),
    path("", include("renjian_site.console.urls")),
    path("", include("renjian_site.kit.urls")),
    path("issued/", include("renjian_site.kit.documents.urls")),
    path("consultations/", include("renjian_site.consultations.urls")),
    path("registers/", include("renjian_site.registers.urls")),
    path("risk/", include("renjian_site.risk.urls")),
    path("draws/", include("renjian_site.draws.urls")),
    path("inspections/", include("renjian_site.inspections.urls")),
    path("cases/", include("renjian_site.cases.urls")),
    path("law/", include("renjian_site.catalogue.urls")),
    path("api/v1/", api.urls),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", healthz, name="healthz"),
]
