"""Addresses of the registers."""

from django.urls import path

from renjian_site.registers import import_views, object_views, register_views, restriction_views, views

app_name = "registers"
urlpatterns = [
    path("certificates/", register_views.certificates, name="certificates"),
    path("certificates/<path:number>/", register_views.certificate, name="certificate"),
    path("bodies/", register_views.bodies, name="bodies"),
    path("bodies/<str:approval_no>/", register_views.body, name="body"),
    path(
        "bodies/<str:approval_no>/restrict/", restriction_views.restrict_body, name="restrict-body"
    ),
    path("designated-labs/", register_views.designated_labs, name="designated-labs"),
    path("designated-labs/<str:code>/", register_views.designated_lab, name="designated-lab"),
    path("practitioners/", register_views.practitioners, name="practitioners"),
    path("practitioners/<str:registration_no>/", register_views.practitioner, name="practitioner"),
    path("organisations/", register_views.organisations, name="organisations"),
    path("organisations/<int:pk>/", register_views.organisation, name="organisation"),
    path(
        "organisations/<int:pk>/restrict/",
        restriction_views.restrict_organisation,
        name="restrict-organisation",
    ),
    path("restrictions/<int:pk>/lift/", restriction_views.lift, name="lift-restriction"),
    path("plans/", register_views.plans, name="plans"),
    path("plans/<int:pk>/", register_views.plan, name="plan"),
    path("sign-ins/", register_views.sign_ins, name="sign-ins"),
    path("results/", register_views.results, name="results"),
    path("results/<int:pk>/", register_views.result, name="result"),
    path("products/", register_views.products, name="products"),
    path("products/<int:pk>/", register_views.product, name="product"),
    path("transactions/", register_views.transactions, name="transactions"),
    path("transactions/<int:pk>/", register_views.transaction, name="transaction"),
    path("codes/", register_views.codes, name="codes"),
    path("exemptions/", register_views.exemptions, name="exemptions"),
    path("exemptions/<int:pk>/", register_views.exemption, name="exemption"),
    path("declarations/", register_views.declarations, name="declarations"),
    path("declarations/<int:pk>/", register_views.declaration, name="declaration"),
    path("objects/", object_views.objects, name="objects"),
    path("objects/counts/", object_views.object_counts, name="object-counts"),
    path("objects/enter/", object_views.enter_object, name="enter-object"),
    path("objects/import/", object_views.import_objects, name="import-objects"),
    path("objects/<int:pk>/", object_views.entry, name="object"),
    path("objects/<int:pk>/out/", object_views.move_out, name="move-object-out"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/<int:pk>/", import_views.import_result, name="import"),
    path("imports/<int:pk>/columns/", import_views.confirm_columns, name="confirm-columns"),
    path("imports/<int:pk>/commit/", import_views.commit, name="commit-import"),
    path("imports/<int:pk>/undo/", import_views.undo, name="undo-import"),
    path("imports/template/<str:kind>/", import_views.template, name="import-template"),
    path("reports/", views.reports, name="reports"),
    path("uploads/", views.upload, name="upload"),
    path("uploads/all/", views.uploads, name="uploads"),
    path("uploads/<int:pk>/", views.upload_result, name="upload-result"),
    path("uploads/<int:pk>/commit/", views.commit, name="commit-upload"),
    path("uploads/<int:pk>/marked/", views.marked_copy, name="marked-copy"),
    path("uploads/template/", views.template, name="report-template"),
    path("uploads/checks/", views.checks, name="checks"),
    path("uploads/<int:pk>/undo/", register_views.undo, name="undo-upload"),
    path("samples/<str:name>", views.sample, name="sample"),
]
