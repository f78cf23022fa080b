"""Acts on draws from the chance to the tasks: draw, minutes, who stands in. There is no redraw."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from renjian.draws import beacon
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.plan import Plan
from renjian.draws.pool import Leaf
from renjian.draws.priority import Team
from renjian.draws.record import Outcome, carry_out, full, public
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import people_by_card, under
from renjian_site.draws import chance, crews, frozen, queries
from renjian_site.draws.documents import minutes
from renjian_site.draws.models import Companion, Draw, DrawnObject, LateRecusal, Void
from renjian_site.draws.steps import at_stage
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address
from renjian_site.kit.files import keep
from renjian_site.registers.queries import by_uscc

BATCH = 2000
SEATS = ("lead_id", "second_id")  # the others are companions, whose places go on from these


@command
def draw(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Draw objects and officers by the seed that plan and public value give, and publish it."""
    found = at_stage(actor, draw_id, Draw.Stage.FROZEN)
    if reasons := why_not_draw(actor, found, at):
        raise Refused(*reasons)
    package = frozen.package_of(found)
    outcome = carry_out(
        Plan.from_json(found.plan or {}),
        bytes.fromhex(found.plan_hash),
        [Leaf(**leaf) for leaf in package["objects"]],
        [Officer(**officer) for officer in package["officers"]],
        [Recusal(**recusal) for recusal in package["recusals"]],
        evidence=chance.value_of(found),
        secret=frozen.secret_of(found),
        experts=package.get("experts", ()),
    )
    _store(actor, found, outcome)
    found.record_file = keep([canonical(full(outcome, package["openings"]))]).sha256
    found.public_file = keep([canonical(public(outcome))]).sha256
    found.drawn_at = at
    found.stage = Draw.Stage.DRAWN
    found.save(update_fields=["record_file", "public_file", "drawn_at", "stage"])
    record(
        "draw.drawn",
        f"draw:{found.pk}",
        seed=outcome.seed.hex(),
        record=found.record_file,
        objects=len(outcome.assignment.teams),
    )
    return found


def why_not_draw(actor: Actor, draw: Draw, at: datetime) -> tuple[Reason, ...]:
    """Why a frozen draw cannot be carried out now: its public value is not there yet."""
    named = (draw.plan or {})["beacon"]
    asked = draw.voids.filter(state=Void.State.ASKED).exists()
    waits = (
        reason(
            "draw.void-waits",
            "已经有人申请作废抽查“{title}”，决定以前不能抽取。请负责人先决定。",
            title=draw.title,
        ),
    )
    return (
        *(waits if asked else ()),
        *(beacon.why_not_yet(named, int(at.timestamp())) or chance.why_not_known(draw)),
    )


@command
def issue_minutes(actor: Actor, draw_id: int, *, at: datetime) -> int:
    """Issue the minutes of a draw (抽取记录); give the key of the document."""
    found = queries.own(actor).select_for_update().get(pk=draw_id)
    if reasons := why_not_issue_minutes(actor, found):
        raise Refused(*reasons)
    paper = minutes(found, queries.drawn(actor, draw_id))
    address = Address(f"draw:{found.pk}", reverse("draws:draw", args=[found.pk]))
    document = documents.issue(actor, paper, address, at=at)
    if document.issued_at == at:
        record("draw.minutes-issued", f"draw:{found.pk}", document=document.number)
    else:
        # There is one document however often it is asked for: the ledger says so too.
        record("document.issued-already", f"document:{document.pk}", number=document.number)
    return document.pk


def why_not_issue_minutes(actor: Actor, draw: Draw) -> tuple[Reason, ...]:
    """Why the actor cannot issue the minutes of a draw."""
    reasons = []
    if draw.authority_id != actor.authority.pk:
        reasons.append(
            reason("draw.minutes-other-authority", "抽取记录由组织抽取的机关制发，您不在该机关。")
        )
    if draw.public_file and not draw.is_published:
        reasons.append(
            reason(
                "draw.minutes-sealed",
                "抽查“{title}”是密封抽取，结果公布以前不能制发抽取记录。",
                title=draw.title,
            )
        )
    if not draw.public_file:
        reasons.append(
            reason(
                "draw.minutes-before-draw",
                "抽查“{title}”还没有抽取，没有可以制发的记录。请在抽取完成后制发。",
                title=draw.title,
            )
        )
    return tuple(reasons)


@command
def reveal(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Publish the result of a sealed draw with its secret, after the last visit."""
    found = queries.draws(actor).select_for_update(of=("self",)).get(pk=draw_id)
    if reasons := why_not_reveal(actor, found, at):
        raise Refused(*reasons)
    _reveal(found, at)
    return found


def why_not_reveal(actor: Actor, draw: Draw, at: datetime) -> tuple[Reason, ...]:
    """Why the result of a draw cannot be published by hand: visits may still lie ahead."""
    if draw.authority_id != actor.authority.pk or not draw.public_file or draw.is_published:
        return (
            reason(
                "draw.reveal-nothing",
                "抽查“{title}”没有待公布的密封结果，或者由别的机关公布。",
                title=draw.title,
            ),
        )
    later = Draw.objects.filter(succeeds=draw).exclude(stage=Draw.Stage.PLANNED).first()
    if later is not None and later.is_sealed and not later.is_published:
        return (
            reason(
                "draw.reveal-with-successor",
                "替代它的抽查“{title}”沿用同一个密封的秘密，要等那一次公布以后才能公布。",
                title=later.title,
            ),
        )
    if not draw.is_void and timezone.localdate(at) <= draw.to_on:
        return (
            reason(
                "draw.reveal-early",
                "检查期到 {day} 为止。密封的结果在最后一次检查以后自动公布，或者在检查期结束后由计划岗公布。",
                day=draw.to_on,
            ),
        )
    return ()


@command
def note_visited(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Write down that the last object of a sealed draw was visited: its result becomes public."""
    found = queries.draws(actor).get(pk=draw_id)
    _reveal(found, at)
    return found


def _reveal(found: Draw, at: datetime) -> None:
    found.revealed_at = at
    found.save(update_fields=["revealed_at"])
    record("draw.revealed", f"draw:{found.pk}", number=found.number, file=found.public_file)


@command
def take_over(actor: Actor, unit: int, successor: int, *, at: datetime) -> int:
    """Let another authority go on with the draws of one that is abolished."""
    found = Draw.objects.filter(authority_id=unit).exclude(stage=Draw.Stage.HANDED_OUT)
    taken = found.update(authority_id=successor)
    record("draws.taken-over", f"unit:{successor}", draws=taken)
    return taken


@command
def replace_officer(
    actor: Actor, drawn_id: int, person_id: int, because: str, *, at: datetime
) -> DrawnObject:
    """Let the next in the order of the draw stand in for an officer who keeps away after all."""
    drawn = queries.drawn_in_area(actor).select_for_update(of=("self",)).get(pk=drawn_id)
    before = crews.team_of(drawn)
    cards = people_by_card(actor, before.officers)
    leaving = next(card for card, key in cards.items() if key == person_id)
    team = crews.team_without(actor, drawn, leaving, timezone.localdate(at))
    seat = before.officers.index(leaving)
    came_card = team.officers[seat]
    came = people_by_card(actor, [came_card])[came_card]
    _seat(drawn, seat, came)
    LateRecusal.objects.create(
        drawn=drawn,
        left_id=person_id,
        came_id=came,
        because=because,
        decided_by_id=actor.person_id,
        decided_at=at,
    )
    record(
        "draw.officer-replaced",
        f"draw:{drawn.draw_id}",
        object=team.object,
        left=leaving,
        came=came_card,
    )
    return drawn


def _seat(drawn: DrawnObject, seat: int, person: int) -> None:
    """Give a seat of a team to somebody else."""
    if seat < len(SEATS):
        setattr(drawn, SEATS[seat], person)
        drawn.save(update_fields=[SEATS[seat].removesuffix("_id")])
        drawn.refresh_from_db(fields=["lead", "second"])
        return
    drawn.companions.filter(place=seat + 1).update(person_id=person)


@command
def note_handed_out(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Write down that the tasks of a draw went out; there is no way back from here."""
    found = at_stage(actor, draw_id, Draw.Stage.DRAWN)
    found.stage = Draw.Stage.HANDED_OUT
    found.save(update_fields=["stage"])
    record("draw.handed-out", f"draw:{found.pk}")
    return found


def _store(actor: Actor, draw: Draw, outcome: Outcome) -> None:
    """Keep what was drawn, in the order of the assignment."""
    strata = {
        one.id: (label, one.value.hex())
        for label, selection in outcome.strata.items()
        for one in selection.selected
    }
    objects = by_uscc(actor, [one.removeprefix("org:") for one in strata])
    cards = {card for team in outcome.assignment.teams for card in team.officers}
    people = people_by_card(actor, cards)
    units = {leaf.id: leaf.unit for leaf in outcome.leaves}
    authorities = dict(under(actor).values_list("code", "pk"))
    drawn = DrawnObject.objects.bulk_create(
        [
            DrawnObject(
                draw=draw,
                organisation=objects[team.object.removeprefix("org:")],
                authority_id=authorities[units[team.object]],
                position=position,
                stratum=strata[team.object][0],
                ticket=strata[team.object][1],
                lead_id=people[team.lead],
                second_id=people[team.second],
                items=list(team.items),
            )
            for position, team in enumerate(outcome.assignment.teams, start=1)
        ],
        batch_size=BATCH,
    )
    teams = zip(drawn, outcome.assignment.teams, strict=True)
    along = [one for object, team in teams for one in _along(object, team, people)]
    Companion.objects.bulk_create(along, batch_size=BATCH)


def _along(drawn: DrawnObject, team: Team, people: Mapping[str, int]) -> Iterator[Companion]:
    """Who goes along with lead and second: the seats go on from theirs."""
    for place, card in enumerate(team.others, start=3):
        yield Companion(drawn=drawn, place=place, person_id=people[card])
    for place, expert in enumerate(team.experts, start=3 + len(team.others)):
        yield Companion(drawn=drawn, place=place, expert_id=crews.expert_in(expert))
