"""The pages of the board over subordinate authorities."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from renjian.authorities.oversight import why_not_oversee
from renjian.authorities.rights import Right, who_may
from renjian.kernel.refusal import Refused
from renjian_site.console.board import Board, board, headings
from renjian_site.kit.http import Request, for_roles


@for_roles(*who_may(Right.READ_BOARD))
@require_GET
def own_board(request: Request) -> HttpResponse:
    """The board over the authorities directly below the actor's own."""
    return _page(request, request.actor.authority.code)


@for_roles(*who_may(Right.READ_BOARD))
@require_GET
def board_of(request: Request, code: str) -> HttpResponse:
    """The board one level further down."""
    return _page(request, code)


@for_roles(*who_may(Right.READ_BOARD))
@require_GET
def board_table(request: Request, code: str) -> HttpResponse:
    """The same counts as a table for a spreadsheet."""
    found = _found(request, code)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="board-{found.unit.code}-{day}.csv"'
    writer = csv.writer(answer)
    writer.writerow([_("单位"), *(figure.title for figure in found.total.figures)])
    for line in (*found.lines, found.total):
        writer.writerow([line.name, *(figure.number for figure in line.figures)])
    return answer


def _page(request: Request, code: str) -> HttpResponse:
    board = _found(request, code)
    context = {"board": board, "lines": board.lines, "headings": headings()}
    context["now"] = timezone.now()
    return render(request, "console/board.html", context)


def _found(request: Request, code: str) -> Board:
    if reasons := why_not_oversee(request.actor.level):
        raise Refused(*reasons)
    return board(request.actor, code, timezone.localdate())
