"""Addresses of issued documents for officers; anybody verifies them on the portal."""

from django.urls import path

from renjian_site.kit.documents import views

app_name = "documents"
urlpatterns = [
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/file.<str:form>", views.file, name="file"),
    path("<int:pk>/make-again/", views.make_again, name="make-again"),
]
