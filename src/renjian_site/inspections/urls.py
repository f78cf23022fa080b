"""Addresses of inspections."""

from django.urls import path

from renjian_site.inspections import views

app_name = "inspections"
urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("take-up/<int:draw_id>/", views.take_up, name="take-up"),
    path("board/<int:draw_id>/", views.board, name="board"),
    path("estimates/<int:draw_id>/", views.estimates, name="estimates"),
    path("<int:pk>/replace/", views.replace, name="replace"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/findings/", views.add_finding, name="add-finding"),
    path("<int:pk>/result/", views.enter_result, name="enter-result"),
    path("<int:pk>/recuse/", views.recuse, name="recuse"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/sheet/", views.issue_sheet, name="issue-sheet"),
    path("<int:pk>/send-back/", views.send_back, name="send-back"),
]
