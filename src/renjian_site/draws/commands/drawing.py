"""Acts on draws from the chance to the tasks: draw, minutes, who stands in. There is no redraw."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from renjian.draws import beacon
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.plan import Plan
from renjian.draws.pool import Leaf
from renjian.draws.record import carry_out, full, public
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Reason, Refused, reason
from renjian_site.draws import chance, frozen, queries, seats
from renjian_site.draws.documents import minutes
from renjian_site.draws.models import Draw, Void
from renjian_site.draws.steps import at_stage
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.documents import commands as documents
from renjian_site.kit.documents.commands import Address
from renjian_site.kit.files import keep


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
    tickets = {
        one.id: (label, one.value.hex())
        for label, selection in outcome.strata.items()
        for one in selection.selected
    }
    units = {leaf.id: leaf.unit for leaf in outcome.leaves}
    seats.keep_teams(actor, found, outcome.assignment.teams, tickets, units)
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
def note_handed_out(actor: Actor, draw_id: int, *, at: datetime) -> Draw:
    """Write down that the tasks of a draw went out; there is no way back from here."""
    found = at_stage(actor, draw_id, Draw.Stage.DRAWN)
    found.stage = Draw.Stage.HANDED_OUT
    found.save(update_fields=["stage"])
    record("draw.handed-out", f"draw:{found.pk}")
    return found
