"""The seats of teams as they are stored: lead and second at the object, the others beside them."""

from collections.abc import Iterator, Mapping, Sequence

from renjian.draws.priority import Team
from renjian_site.authorities.queries import people_by_card, under
from renjian_site.draws import crews
from renjian_site.draws.models import Companion, Draw, DrawnObject
from renjian_site.kit.actor import Actor
from renjian_site.registers.queries import by_uscc

BATCH = 2000
FIRST = 3  # the place of the first companion, behind lead and second


def keep_teams(
    actor: Actor,
    draw: Draw,
    teams: Sequence[Team],
    tickets: Mapping[str, tuple[str, str]],
    units: Mapping[str, str],
    first: int = 1,
) -> list[DrawnObject]:
    """Keep drawn objects with their teams, in the order of the assignment.

    ``tickets`` gives stratum and ticket (hex) of each object, ``units`` the code of its unit.
    """
    objects = by_uscc(actor, [team.object.removeprefix("org:") for team in teams])
    people = people_by_card(actor, {card for team in teams for card in team.officers})
    authorities = dict(under(actor).values_list("code", "pk"))
    drawn = DrawnObject.objects.bulk_create(
        [
            DrawnObject(
                draw=draw,
                organisation=objects[team.object.removeprefix("org:")],
                authority_id=authorities[units[team.object]],
                position=position,
                stratum=tickets[team.object][0],
                ticket=tickets[team.object][1],
                lead_id=people[team.lead],
                second_id=people[team.second],
                items=list(team.items),
            )
            for position, team in enumerate(teams, start=first)
        ],
        batch_size=BATCH,
    )
    pairs = zip(drawn, teams, strict=True)
    along = [one for object, team in pairs for one in _along(object, team, people)]
    Companion.objects.bulk_create(along, batch_size=BATCH)
    return drawn


def keep_change(actor: Actor, drawn: DrawnObject, team: Team) -> None:
    """Give the seats of a drawn object to another team."""
    people = people_by_card(actor, team.officers)
    drawn.lead_id, drawn.second_id = people[team.lead], people[team.second]
    drawn.items = list(team.items)
    drawn.save(update_fields=["lead", "second", "items"])
    drawn.refresh_from_db(fields=["lead", "second"])
    drawn.companions.all().delete()
    Companion.objects.bulk_create(_along(drawn, team, people))


def _along(drawn: DrawnObject, team: Team, people: Mapping[str, int]) -> Iterator[Companion]:
    """Who goes along with lead and second: the seats go on from theirs."""
    for place, card in enumerate(team.others, start=FIRST):
        yield Companion(drawn=drawn, place=place, person_id=people[card])
    for place, expert in enumerate(team.experts, start=FIRST + len(team.others)):
        yield Companion(drawn=drawn, place=place, expert_id=crews.expert_in(expert))
