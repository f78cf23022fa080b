"""What happens to a draw after it: somebody keeps away, an object falls out. Nobody is chosen."""

from datetime import datetime

from django.utils import timezone

from renjian_site.authorities.queries import people_by_card
from renjian_site.draws import afterwards, crews, queries, seats
from renjian_site.draws.models import Draw, DrawnObject, LateRecusal
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


@command
def replace_officer(
    actor: Actor, drawn_id: int, person_id: int, because: str, *, at: datetime
) -> DrawnObject:
    """Let the next in the order of the draw stand in for an officer who keeps away after all."""
    drawn = queries.drawn_in_area(actor).select_for_update(of=("self",)).get(pk=drawn_id)
    draw = _locked(actor, drawn.draw_id)
    object, standing = crews.id_of(drawn), afterwards.standing_of(draw)
    before = standing.teams[object].officers
    cards = people_by_card(actor, before)
    leaving = next(card for card, key in cards.items() if key == person_id)
    able = crews.able(actor, draw, object, timezone.localdate(at))
    entries = list(afterwards.kept_away(standing, object, leaving, able, at))
    afterwards.keep(draw, entries)
    team = standing.teams[object]
    seats.keep_change(actor, drawn, team)
    came = team.officers[before.index(leaving)]
    LateRecusal.objects.create(
        drawn=drawn,
        left_id=person_id,
        came_id=people_by_card(actor, [came])[came],
        because=because,
        decided_by_id=actor.person_id,
        decided_at=at,
    )
    record("draw.officer-replaced", f"draw:{draw.pk}", object=object, left=leaving, came=came)
    return drawn


@command
def replace_object(actor: Actor, drawn_id: int, because: str, *, at: datetime) -> list[DrawnObject]:
    """Let the next in reserve stand in for an object that cannot be visited.

    Returns what is visited otherwise now: the new object, if the reserve had one left, and drawn
    ones that serve another item of a merged visit.
    """
    draw = _locked(actor, queries.drawn_by(actor).get(pk=drawn_id).draw_id)
    out = queries.drawn_by(actor).select_for_update(of=("self",)).get(pk=drawn_id)
    standing = afterwards.standing_of(draw)
    entry = afterwards.fallen_out(standing, crews.id_of(out), because, at)
    afterwards.keep(draw, [entry])
    out.is_out = True
    out.save(update_fields=["is_out"])
    changed = []
    for team in (standing.teams[one["object"]] for one in entry["teams"]):
        if team.object == entry["by"]:
            changed += _joined(actor, draw, team.object)
            continue
        uscc = team.object.removeprefix("org:")
        known = queries.drawn_by(actor).get(draw=draw, organisation__uscc=uscc)
        seats.keep_change(actor, known, team)
        changed.append(known)
    record(
        "draw.object-replaced",
        f"draw:{draw.pk}",
        object=crews.id_of(out),
        by=entry["by"] or "–",
        because=because,
    )
    return changed


def _joined(actor: Actor, draw: Draw, object: str) -> list[DrawnObject]:
    """Keep the object that stands in, behind those that were drawn."""
    standing = afterwards.standing_of(draw)
    tickets = {
        one["id"]: (stratum["stratum"], one["ticket"])
        for stratum in standing.record["strata"]
        for one in stratum["reserve"]
    }
    units = {one["id"]: one["unit"] for one in standing.record["objects"]}
    place = draw.drawn.count() + 1
    return seats.keep_teams(actor, draw, [standing.teams[object]], tickets, units, place)


def _locked(actor: Actor, draw_id: int) -> Draw:
    """The draw, so that two changes at once come one after the other."""
    return queries.draws(actor).select_for_update(of=("self",)).get(pk=draw_id)
