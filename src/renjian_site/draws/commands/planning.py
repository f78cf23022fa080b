"""Planning and freezing a draw; no seed can be typed in."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from renjian.catalogue.checks import check_item
from renjian.draws import beacon
from renjian.draws import secret as sealing
from renjian.draws.freezing import Draft
from renjian.draws.freezing import freeze as freeze_draft
from renjian.draws.freezing import why_not_freeze as why_not_freeze_draft
from renjian.draws.plan import plan_hash
from renjian.draws.pool import Pool, leaves, openings, sizes_by_class
from renjian.draws.strata import shares
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.draws import chance, crews, frozen, queries
from renjian_site.draws.models import Draw
from renjian_site.draws.steps import at_stage
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, pin_ledger, record
from renjian_site.kit.files import keep
from renjian_site.kit.numbering import next_number

MODEL = "imported"
RESERVE = 3


@dataclass(frozen=True)
class Outline:
    """What a planner decides: name, item, window, and the share of each class per ten thousand.

    ``succeeds`` is the draw that was given up and in whose place this one is planned.
    """

    title: str
    item_code: str
    from_on: date
    to_on: date
    rates: dict[str, int]
    succeeds: int | None = None


@dataclass(frozen=True)
class Arrangement:
    """What a visit serves and who goes: further items with their rates, officers, experts."""

    more_items: dict[str, dict[str, int]]
    team_size: int = 2
    experts_each: int = 0


@dataclass(frozen=True)
class Prepared:
    """A draft with what it hides: the pool with its classes, the salts and the secret."""

    draft: Draft
    pool: Pool
    salts: dict[str, str]
    secret: bytes


@command
def plan(actor: Actor, outline: Outline, *, at: datetime) -> Draw:
    """Plan a draw for the actor's area."""
    check_item(outline.item_code, outline.from_on)
    if reasons := why_not_succeed(actor, outline.succeeds):
        raise Refused(*reasons)
    draw = Draw(
        number=next_number(actor.authority.short_name, "抽", at),
        authority_id=actor.authority.pk,
        title=outline.title,
        item_code=outline.item_code,
        from_on=outline.from_on,
        to_on=outline.to_on,
        rates=outline.rates,
        beacon=chance.usual(),
        succeeds_id=outline.succeeds,
        planned_at=at,
    )
    if before := chance.seed_input_of(draw):
        draw.is_sealed = before.is_sealed  # its secret is a part of the seed input
    draw.save()
    record("draw.planned", f"draw:{draw.pk}", number=draw.number, rates=outline.rates)
    return draw


def why_not_succeed(actor: Actor, voided: int | None) -> tuple[Reason, ...]:
    """Why a new plan cannot stand in the place of another draw."""
    if voided is None:
        return ()
    before = queries.own(actor).select_for_update().get(pk=voided)
    if before.is_void and not Draw.objects.filter(succeeds=before).exists():
        return ()
    return (
        reason(
            "draw.not-to-succeed",
            "抽查“{title}”没有作废，或者已经有了替代它的抽查，不能再制定一个。请刷新页面查看。",
            title=before.title,
        ),
    )


@command
def choose_source(
    actor: Actor, draw_id: int, wish: dict[str, object], is_sealed: bool, *, at: datetime
) -> Draw:
    """Choose the random source of a planned draw, and whether its result is sealed at first."""
    draw = at_stage(actor, draw_id, Draw.Stage.PLANNED)
    draw.beacon, draw.is_sealed = wish, is_sealed
    if reasons := why_not_choose(actor, draw, at):
        raise Refused(*reasons)
    draw.save(update_fields=["beacon", "is_sealed"])
    record("draw.source-chosen", f"draw:{draw.pk}", kind=wish["kind"], sealed=is_sealed)
    return draw


def why_not_choose(actor: Actor, draw: Draw, at: datetime) -> tuple[Reason, ...]:
    """Why a planned draw cannot have the random source that it names."""
    if chance.seed_input_of(draw):
        return (
            reason(
                "draw.same-source",
                "本次抽查替代的抽查作废时随机数可能已经公开，必须沿用原来的随机源，不能另选。",
            ),
        )
    named = chance.named(draw, at)
    return (
        *beacon.why_not_use(str(named["kind"]), practice=settings.PRACTICE),
        *(beacon.why_not_name(named) or beacon.why_not_freeze_at(named, int(at.timestamp()))),
    )


@command
def arrange_visits(actor: Actor, draw_id: int, wish: Arrangement, *, at: datetime) -> Draw:
    """Say what a visit serves and who goes: merged items, officers of a team, experts."""
    draw = at_stage(actor, draw_id, Draw.Stage.PLANNED)
    if reasons := why_not_arrange(actor, draw, wish):
        raise Refused(*reasons)
    draw.more_items, draw.team_size = wish.more_items, wish.team_size
    draw.experts_each = wish.experts_each
    draw.save(update_fields=["more_items", "team_size", "experts_each"])
    record(
        "draw.visits-arranged",
        f"draw:{draw.pk}",
        items=list(draw.items),
        team=draw.team_size,
        experts=draw.experts_each,
    )
    return draw


def why_not_arrange(actor: Actor, draw: Draw, wish: Arrangement) -> tuple[Reason, ...]:
    """Why the visits of a planned draw cannot be arranged like this."""
    for item in wish.more_items:
        check_item(item, draw.from_on)
    if draw.item_code in wish.more_items:
        return (
            reason(
                "draw.item-twice",
                "事项 {item} 已经是本次抽查的事项，不能再合并一次。请选择别的事项。",
                item=draw.item_code,
            ),
        )
    if wish.team_size < max(2, 1 + len(wish.more_items)):
        return (
            reason(
                "draw.team-too-small",
                "检查组至少两人，合并的每个事项各要一名主办：现在有 {items} 个事项，写了 {size} 人。",
                items=1 + len(wish.more_items),
                size=wish.team_size,
            ),
        )
    draw.experts_each = wish.experts_each
    if (known := len(crews.experts(actor, draw))) < wish.experts_each:
        return (
            reason(
                "draw.too-few-experts",
                "每个对象要 {each} 名专家，整个检查期内受聘的专家只有 {known} 名。请先聘任专家或者减少人数。",
                each=wish.experts_each,
                known=known,
            ),
        )
    return ()


def why_not_freeze(actor: Actor, draw: Draw, at: datetime) -> tuple[Reason, ...]:
    """Every reason against freezing a planned draw at this moment."""
    return _against(actor, _prepared(actor, draw, at).draft, at)


@command
def freeze(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Fix list, shares, officers and rule, and publish their hash before any chance is known."""
    draw = at_stage(actor, draw_id, Draw.Stage.PLANNED)
    made = _prepared(actor, draw, at)
    draft = made.draft
    if reasons := _against(actor, draft, at):
        raise Refused(*reasons)
    plan = freeze_draft(draft, practice=settings.PRACTICE)
    package = {
        "objects": [leaf.to_json() for leaf in draft.leaves],
        "officers": [officer.to_json() for officer in draft.officers],
        "recusals": [recusal.to_json() for recusal in draft.recusals],
        "openings": openings(made.pool, salts=made.salts, model=MODEL),
        **({"secret": made.secret.hex()} if draw.is_sealed else {}),
        **({"experts": list(draft.experts)} if draft.experts else {}),
    }
    draw.plan = plan.to_json()
    draw.plan_hash = plan_hash(plan.to_json(), plan.hash).hex()
    draw.frozen_file = keep([canonical(package)]).sha256
    draw.frozen_at = at
    draw.stage = Draw.Stage.FROZEN
    draw.save(update_fields=["plan", "plan_hash", "frozen_file", "frozen_at", "stage"])
    record("draw.frozen", f"draw:{draw.pk}", plan_hash=draw.plan_hash, file=draw.frozen_file)
    pin_ledger()  # the time of the freeze is worth nothing until others hold the tree head
    return draw


def _prepared(actor: Actor, draw: Draw, at: datetime) -> Prepared:
    """The draft of a planned draw as it stands now, with fresh salts and shuffled labels."""
    today = timezone.localdate(at)
    found, _keys = queries.pool(actor, today)
    numbers = shares(sizes_by_class(found), draw.items, tuple(queries.CLASSES))
    pool = _in_strata(found, numbers.groups)
    labels = _neutral_labels(numbers.groups)
    salts = {one.id: secrets.token_hex(32) for one in pool.objects}
    staff = crews.officers(actor, draw, today)
    before = chance.seed_input_of(draw)
    secret = _secret(draw, before)
    draft = Draft(
        number=draw.number,
        authority=actor.authority.code,
        item=draw.item_code,
        title=draw.title,
        merge_group=draw.number,
        leaves=leaves(pool, labels=labels, salts=salts, model=MODEL),
        officers=staff,
        recusals=crews.recusals(actor, staff, (one.id for one in pool.objects), today),
        quotas=_labelled(numbers.drawn, labels),
        items={item: _labelled(one, labels) for item, one in numbers.of_items.items()}
        if draw.more_items
        else {},
        team_size=draw.team_size,
        experts=crews.experts(actor, draw),
        experts_each=draw.experts_each,
        reserve=RESERVE,
        beacon=chance.named(draw, at),
        sealed=sealing.commitment(secret) if draw.is_sealed else None,
        succeeds=_first_hash(before) if before else None,
    )
    return Prepared(draft, pool, salts, secret)


def _secret(draw: Draw, before: Draw | None) -> bytes:
    """What seals a draw: fresh, or that of the voided draw whose seed input is used again."""
    if not draw.is_sealed:
        return sealing.OPEN
    return frozen.secret_of(before) if before else secrets.token_bytes(sealing.LENGTH)


def _first_hash(before: Draw) -> str:
    """The hash behind the seed input: of the first of several draws that were given up."""
    return str((before.plan or {}).get("succeeds") or before.plan_hash)


def _against(actor: Actor, draft: Draft, at: datetime) -> tuple[Reason, ...]:
    """Every reason against a draft, with the names of the units in place of their codes."""
    reasons = why_not_freeze_draft(draft, practice=settings.PRACTICE)
    # After a voided draw the same value is used again, so it may be past (RJ-DRAW/1 2, A5).
    if not draft.succeeds and not beacon.why_not_name(draft.beacon):
        reasons += beacon.why_not_freeze_at(draft.beacon, int(at.timestamp()))
    names = queries.unit_names(actor, {str(why.values.get("unit", "")) for why in reasons})
    return tuple(
        replace(why, values={**why.values, "unit": names[unit]})
        if (unit := str(why.values.get("unit", ""))) in names
        else why
        for why in reasons
    )


def _labelled(numbers: Mapping[str, int], labels: Mapping[str, str]) -> dict[str, int]:
    return {labels[group]: number for group, number in numbers.items()}


def _in_strata(pool: Pool, groups: Mapping[str, Iterable[str]]) -> Pool:
    """The pool with the stratum of each object in place of its class; what is sealed is that."""
    group_of = {letter: group for group, members in groups.items() for letter in members}
    found = (replace(one, risk_class=group_of[one.risk_class]) for one in pool.objects)
    return replace(pool, objects=tuple(found))


def _neutral_labels(groups: Iterable[str]) -> dict[str, str]:
    """Strata get their labels by chance, so that a label says nothing about the class."""
    names = list(groups)
    labels = [f"S{n}" for n in range(1, len(names) + 1)]
    secrets.SystemRandom().shuffle(labels)
    return dict(zip(names, labels, strict=True))
