"""Clues and cases judged as whole matters, with the territory that the site knows."""

from datetime import date
from functools import partial

from django.utils import timezone

from renjian.cases.explanation import fine_branch
from renjian.jurisdiction.judging import Judgement, judge
from renjian.jurisdiction.place import Node
from renjian.jurisdiction.spans import Territory
from renjian.jurisdiction.tree import Branch, leaves, tree_of
from renjian_site.cases import queries
from renjian_site.cases.matters import fine_on, limitation_of, matter_of
from renjian_site.cases.models import Case, Clue, IntendedPenalty
from renjian_site.kit.actor import Actor


def tree_of_clue(actor: Actor, clue: Clue, day: date) -> Branch:
    """The reasons for who handles a clue, as a tree."""
    judgement = _judged(actor, clue, None, day)
    return tree_of(judgement.handlings[0], _law_day(clue, day), (_time(clue, day),))


def tree_of_case(actor: Actor, case: Case, intended: IntendedPenalty | None, day: date) -> Branch:
    """The reasons for who decides a case by its intended penalty, with the lawful fine."""
    judgement = _judged(actor, case.clue, intended, day)
    fine = fine_on(case.clue, intended, day) if intended else None
    branches = (_time(case.clue, day), fine_branch(fine))
    return tree_of(judgement.handlings[0], _law_day(case.clue, day), branches)


def _time(clue: Clue, day: date) -> Branch:
    return leaves("time", limitation_of(clue, day))


def _law_day(clue: Clue, day: date) -> date:
    """The day whose numbers of articles are cited: that of the act, where it is on record."""
    return clue.act_days.law_day(clue.found_on) or day


def _judged(actor: Actor, clue: Clue, intended: IntendedPenalty | None, day: date) -> Judgement:
    matter = matter_of(clue, intended)
    return judge(matter, on=day, territory=territory_of(actor, day))


def territory_of(actor: Actor, day: date) -> Territory:
    """The authorities around a place, as the site has them on a day."""
    return partial(_around, actor, day)


def _around(actor: Actor, day: date, place: str) -> list[Node]:
    """Who covers a place on a day; for a day before the site knew any cover, who does today."""
    found = queries.territory(actor, place, day)
    if any(node.coverage for node in found):
        return found
    return queries.territory(actor, place, timezone.localdate())
