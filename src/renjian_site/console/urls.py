"""Addresses of the officer's frame."""

from django.urls import path

from renjian_site.console import board_views, ledger_views, unit_views, views

app_name = "console"
urlpatterns = [
    path("inbox/", views.inbox_page, name="inbox"),
    path("search/", views.search_page, name="search"),
    path("keep/", views.keep, name="keep"),
    path("thread/<str:kind>/<int:pk>/", views.thread_part, name="thread"),
    path("units/reform/<str:kind>/<int:pk>/", unit_views.reform, name="reform"),
    path("units/changes/<int:pk>/", unit_views.unit_change, name="unit-change"),
    path("units/changes/<int:pk>/approve/", unit_views.approve_reform, name="approve-reform"),
    path("units/changes/<int:pk>/return/", unit_views.return_reform, name="return-reform"),
    path("units/changes/<int:pk>/cancel/", unit_views.cancel_reform, name="cancel-reform"),
    path("board/", board_views.own_board, name="board"),
    path("board/<str:code>/", board_views.board_of, name="board-of"),
    path("board/<str:code>/table.csv", board_views.board_table, name="board-table"),
    path("ledger/", ledger_views.entries, name="ledger"),
    path("ledger/entry/<int:pk>/", ledger_views.entry, name="ledger-entry"),
    path("ledger/entry/<int:pk>.json", ledger_views.entry_proof, name="ledger-proof"),
    path("ledger/checkpoints/", ledger_views.checkpoints, name="checkpoints"),
    path("ledger/checkpoints/make/", ledger_views.make_checkpoint, name="make-checkpoint"),
    path("ledger/checkpoints/<int:pk>/", ledger_views.checkpoint, name="checkpoint"),
    path("ledger/checkpoints/<int:pk>/countersign/", ledger_views.countersign, name="countersign"),
    path(
        "ledger/checkpoints/<int:pk>/request.txt",
        ledger_views.witness_request,
        name="witness-request",
    ),
    path(
        "ledger/checkpoints/<int:pk>/bring/",
        ledger_views.bring_countersignature,
        name="bring-countersignature",
    ),
    path("ledger/checkpoints/<int:pk>/key/", ledger_views.register_key, name="register-key"),
    path("ledger/looks/", ledger_views.look_list, name="looks"),
]
