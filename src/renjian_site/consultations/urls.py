"""Addresses of requests for instructions and replies."""

from django.urls import path

from renjian_site.consultations.views import asking, replying

app_name = "consultations"
urlpatterns = [
    path("", asking.consultations, name="consultations"),
    path("asked/", asking.asked, name="asked"),
    path("to-answer/", asking.to_answer, name="to-answer"),
    path("new/", asking.new, name="new"),
    path("<int:pk>/", asking.consultation, name="consultation"),
    path("<int:pk>/edit/", asking.edit, name="edit"),
    path("<int:pk>/send/", asking.send, name="send"),
    path("<int:pk>/receive/", asking.receive, name="receive"),
    path("<int:pk>/ask-back/", asking.ask_back, name="ask-back"),
    path("<int:pk>/supplement/", asking.supplement, name="supplement"),
    path("<int:pk>/forward/", asking.forward, name="forward"),
    path("<int:pk>/take-back/", asking.take_back, name="take-back"),
    path("<int:pk>/reply/", replying.write, name="write-reply"),
    path("<int:pk>/reply/issue/", replying.issue, name="issue-reply"),
    path("replies/", replying.replies, name="replies"),
    path("replies/<int:pk>/", replying.reply, name="reply"),
    path("replies/<int:pk>/repeal/", replying.repeal, name="repeal"),
]
