"""Acts on draws: plan, freeze, draw. There is no redraw, and no seed to type in."""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from renjian.catalogue.checks import check_item
from renjian.draws import beacon
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.freezing import Draft
from renjian.draws.freezing import freeze as freeze_draft
from renjian.draws.freezing import why_not_freeze as why_not_freeze_draft
from renjian.draws.plan import Plan, plan_hash
from renjian.draws.pool import Leaf, Pool, leaves, openings, sizes_by_class
from renjian.draws.record import Outcome, carry_out, full, public
from renjian.draws.strata import quotas_by_rate
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.authorities.queries import people_by_card, under
from renjian_site.draws import crews, queries
from renjian_site.draws.documents import minutes
from renjian_site.draws.models import Draw, DrawnObject, LateRecusal
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, pin_ledger, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address
from renjian_site.kit.files import keep, read
from renjian_site.kit.numbering import next_number
from renjian_site.registers.queries import by_uscc

MODEL = "imported"
RESERVE = 3
BATCH = 2000


@dataclass(frozen=True)
class Outline:
    """What a planner decides: name, item, window, and the share of each class per ten thousand."""

    title: str
    item_code: str
    from_on: date
    to_on: date
    rates: dict[str, int]


@command
def plan(actor: Actor, outline: Outline, *, at: datetime) -> Draw:
    """Plan a draw for the actor's area."""
    check_item(outline.item_code, outline.from_on)
    draw = Draw.objects.create(
        number=next_number(actor.authority.short_name, "抽", at),
        authority_id=actor.authority.pk,
        title=outline.title,
        item_code=outline.item_code,
        from_on=outline.from_on,
        to_on=outline.to_on,
        rates=outline.rates,
        planned_at=at,
    )
    record("draw.planned", f"draw:{draw.pk}", number=draw.number, rates=outline.rates)
    return draw


def why_not_freeze(actor: Actor, draw: Draw, today: date) -> tuple[Reason, ...]:
    """Every reason against freezing a planned draw today."""
    draft, _pool, _salts = _draft(actor, draw, today)
    return _against(actor, draft)


@command
def freeze(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Fix list, shares, officers and rule, and publish their hash before any chance is known."""
    draw = _at_stage(actor, draw_id, Draw.Stage.PLANNED)
    draft, pool, salts = _draft(actor, draw, timezone.localdate(at))
    if reasons := _against(actor, draft):
        raise Refused(*reasons)
    frozen = freeze_draft(draft, practice=settings.PRACTICE)
    package = {
        "objects": [leaf.to_json() for leaf in draft.leaves],
        "officers": [officer.to_json() for officer in draft.officers],
        "recusals": [recusal.to_json() for recusal in draft.recusals],
        "openings": openings(pool, salts=salts, model=MODEL),
    }
    draw.plan = frozen.to_json()
    draw.plan_hash = plan_hash(frozen.to_json(), frozen.hash).hex()
    draw.frozen_file = keep([canonical(package)]).sha256
    draw.frozen_at = at
    draw.stage = Draw.Stage.FROZEN
    draw.save(update_fields=["plan", "plan_hash", "frozen_file", "frozen_at", "stage"])
    record("draw.frozen", f"draw:{draw.pk}", plan_hash=draw.plan_hash, file=draw.frozen_file)
    pin_ledger()  # the time of the freeze is worth nothing until others hold the tree head
    return draw


@command
def draw(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Draw objects and officers by the seed that plan and public value give, and publish it."""
    found = _at_stage(actor, draw_id, Draw.Stage.FROZEN)
    package = json.loads(read(found.frozen_file))
    outcome = carry_out(
        Plan.from_json(found.plan or {}),
        bytes.fromhex(found.plan_hash),
        [Leaf(**leaf) for leaf in package["objects"]],
        [Officer(**officer) for officer in package["officers"]],
        [Recusal(**recusal) for recusal in package["recusals"]],
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
    leaving = drawn.lead if drawn.lead_id == person_id else drawn.second
    team = crews.team_without(actor, drawn, leaving.card_number, timezone.localdate(at))
    people = people_by_card(actor, (team.lead, team.second))
    before = {drawn.lead_id, drawn.second_id}
    drawn.lead_id, drawn.second_id = people[team.lead], people[team.second]
    drawn.save(update_fields=["lead", "second"])
    drawn.refresh_from_db(fields=["lead", "second"])
    (came,) = {drawn.lead_id, drawn.second_id} - before
    LateRecusal.objects.create(
        drawn=drawn,
        left_id=person_id,
        came_id=came,
        because=because,
        decided_by_id=actor.person_id,
        decided_at=at,
    )
    cards = {key: card for card, key in people.items()}
    record(
        "draw.officer-replaced",
        f"draw:{drawn.draw_id}",
        object=team.object,
        left=leaving.card_number,
        came=cards[came],
    )
    return drawn


@command
def note_handed_out(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Write down that the tasks of a draw went out; there is no way back from here."""
    found = _at_stage(actor, draw_id, Draw.Stage.DRAWN)
    found.stage = Draw.Stage.HANDED_OUT
    found.save(update_fields=["stage"])
    record("draw.handed-out", f"draw:{found.pk}")
    return found


def _draft(actor: Actor, draw: Draw, today: date) -> tuple[Draft, Pool, dict[str, str]]:
    """The draft of a planned draw as it stands today, with fresh salts and shuffled labels."""
    pool, _keys = queries.pool(actor, today)
    salts = {one.id: secrets.token_hex(32) for one in pool.objects}
    labels = _neutral_labels()
    quotas = quotas_by_rate(sizes_by_class(pool), draw.rates)
    staff = crews.officers(actor, draw, today)
    draft = Draft(
        number=draw.number,
        authority=actor.authority.code,
        item=draw.item_code,
        title=draw.title,
        merge_group=draw.number,
        leaves=leaves(pool, labels=labels, salts=salts, model=MODEL),
        officers=staff,
        recusals=crews.recusals(actor, staff, (one.id for one in pool.objects), today),
        quotas={labels[letter]: number for letter, number in quotas.items()},
        reserve=RESERVE,
        beacon=beacon.practice(round=draw.pk, seed=settings.PRACTICE_SEED),
    )
    return draft, pool, salts


def _against(actor: Actor, draft: Draft) -> tuple[Reason, ...]:
    """Every reason against a draft, with the names of the units in place of their codes."""
    reasons = why_not_freeze_draft(draft, practice=settings.PRACTICE)
    names = queries.unit_names(actor, {str(why.values.get("unit", "")) for why in reasons})
    return tuple(
        replace(why, values={**why.values, "unit": names[unit]})
        if (unit := str(why.values.get("unit", ""))) in names
        else why
        for why in reasons
    )


def _neutral_labels() -> dict[str, str]:
    """Strata get their labels by chance, so that a label says nothing about the class."""
    labels = [f"S{n}" for n in range(1, len(queries.CLASSES) + 1)]
    secrets.SystemRandom().shuffle(labels)
    return dict(zip(queries.CLASSES, labels, strict=True))


def _store(actor: Actor, draw: Draw, outcome: Outcome) -> None:
    """Keep what was drawn, in the order of the assignment."""
    strata = {
        one.id: (label, one.value.hex())
        for label, selection in outcome.strata.items()
        for one in selection.selected
    }
    objects = by_uscc(actor, [one.removeprefix("org:") for one in strata])
    cards = {card for team in outcome.assignment.teams for card in (team.lead, team.second)}
    people = people_by_card(actor, cards)
    units = {leaf.id: leaf.unit for leaf in outcome.leaves}
    authorities = dict(under(actor).values_list("code", "pk"))
    DrawnObject.objects.bulk_create(
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
            )
            for position, team in enumerate(outcome.assignment.teams, start=1)
        ],
        batch_size=BATCH,
    )


def _at_stage(actor: Actor, draw_id: int, stage: Draw.Stage) -> Draw:
    """The authority's own draw, locked, if it stands at this stage."""
    found = queries.own(actor).select_for_update().get(pk=draw_id)
    if found.stage != stage:
        raise Refused(
            reason(
                "draw.other-stage",
                "抽查“{title}”现在的状态是“{stage}”，不能再做这一步。"
                "抽查的每一步只做一次，不能重来；请刷新页面查看。",
                title=found.title,
                stage=Draw.Stage(found.stage).label,
            )
        )
    return found
