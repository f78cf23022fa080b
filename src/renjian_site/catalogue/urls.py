"""Addresses of the catalogue of law."""

from django.urls import path

from renjian_site.catalogue.views import browsing, changing, reckoning, working_days

app_name = "catalogue"
urlpatterns = [
    path("", browsing.law, name="law"),
    path("offences/<str:code>/", browsing.one_offence, name="offence"),
    path("limits/", browsing.limits, name="limits"),
    path("limits/<str:name>/", reckoning.limit, name="limit"),
    path("lawful-days/", reckoning.lawful_days, name="lawful-days"),
    path("instruments/", browsing.instruments, name="instruments"),
    path("procedure/", browsing.procedure_of_law, name="procedure"),
    path("differences/", browsing.differences, name="differences"),
    path("unsettled/", changing.unsettled, name="unsettled"),
    path("changes/", changing.changes, name="changes"),
    path("changes/add/", changing.add, name="add"),
    path("changes/new/<str:table>/<str:entry>/", changing.propose, name="propose"),
    path("changes/<int:pk>/", changing.change, name="change"),
    path("changes/<int:pk>/approve/", changing.approve_change, name="approve-change"),
    path("changes/<int:pk>/refuse/", changing.refuse_change, name="refuse-change"),
    path("working-days/", working_days.working_days, name="working-days"),
    path("working-days/enter/", working_days.enter, name="enter-year"),
    path("working-days/<int:pk>/", working_days.arrangement, name="arrangement"),
    path("working-days/<int:pk>/approve/", working_days.approve, name="approve-arrangement"),
    path("working-days/<int:pk>/refuse/", working_days.refuse, name="refuse-arrangement"),
]
