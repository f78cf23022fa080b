"""Acts on object registers by hand: subjects without any certificate come in, and go out again."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from renjian.kernel.identifiers import normalise
from renjian.kernel.refusal import Reason, Refused, reason
from renjian.registers.object_lists import ListedObject
from renjian.registers.objects import Source, Tag, why_not_enter
from renjian.registers.subjects import key_of
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record
from renjian_site.kit.jobs import defer
from renjian_site.registers import queries
from renjian_site.registers.commands.names import ALL
from renjian_site.registers.models import ObjectEntry, Organisation
from renjian_site.registers.taking_in import subjects


@dataclass(frozen=True)
class NewObject:
    """A subject to be entered: a seller, an importer, somebody who certifies without approval."""

    name: str
    uscc: str
    division: str
    address: str
    tag: Tag
    source: Source
    because: str


@dataclass(frozen=True)
class NewObjects:
    """All subjects of one list, and what list it is."""

    listed: tuple[ListedObject, ...]
    source: Source
    because: str


@command
def enter_object(actor: Actor, wanted: NewObject, *, at: datetime) -> ObjectEntry:
    """Enter one subject into the object register of its area."""
    if reasons := why_not_enter(wanted.tag, wanted.source, wanted.because):
        raise Refused(*reasons)
    rows = [(wanted.name, wanted.uscc, wanted.division, wanted.address, wanted.tag)]
    [made] = _entered(actor, rows, wanted.source, wanted.because, timezone.localdate(at))
    if made is None:
        raise Refused(
            reason(
                "object.known",
                "“{name}”已经以“{tag}”的身份在名录库中，不需要再次录入。",
                name=wanted.name,
                tag=wanted.tag.title,
            )
        )
    record(
        "object.entered",
        f"object:{made.pk}",
        tag=wanted.tag.value,
        source=wanted.source.value,
        because=wanted.because,
    )
    return made


@command
def import_objects(actor: Actor, wanted: NewObjects, *, at: datetime) -> int:
    """Enter all subjects of a list; those that are there already stay as they are."""
    reasons: list[Reason] = []
    for tag in dict.fromkeys(one.tag for one in wanted.listed):
        reasons += why_not_enter(tag, wanted.source, wanted.because)
    if reasons:
        raise Refused(*{one.code: one for one in reasons}.values())
    rows = [(one.name, one.uscc, one.division, one.address, one.tag) for one in wanted.listed]
    made = _entered(actor, rows, wanted.source, wanted.because, timezone.localdate(at))
    count = sum(one is not None for one in made)
    record(
        "objects.imported",
        "objects",
        rows=len(rows),
        entered=count,
        source=wanted.source.value,
        because=wanted.because,
    )
    return count


@command
def move_out(actor: Actor, entry_id: int, because: str, *, at: datetime) -> ObjectEntry:
    """Move an entry out that was made by hand; the days it stood there remain on record."""
    entry = queries.entries(actor).select_for_update(of=("self",)).get(pk=entry_id)
    if reasons := why_not_move_out(actor, entry, because):
        raise Refused(*reasons)
    entry.to_on = max(entry.from_on, timezone.localdate(at))
    entry.out_because = because.strip()[:300]
    entry.save(update_fields=["to_on", "out_because"])
    record("object.moved-out", f"object:{entry.pk}", tag=entry.tag, because=entry.out_because)
    return entry


def why_not_move_out(actor: Actor, entry: ObjectEntry, because: str) -> tuple[Reason, ...]:
    """Every reason against moving an entry out by hand."""
    reasons = []
    if entry.to_on is not None:
        reasons.append(reason("object.out", "这个对象已经出库。"))
    if entry.source == Source.RULE.value:
        reasons.append(
            reason("object.out-by-rule", "这个对象由证书和资质信息自动归集，证书失效后自动出库。")
        )
    if not because.strip():
        reasons.append(reason("object.out-because", "请写明移出名录库的依据。"))
    return tuple(reasons)


Row = tuple[str, str, str, str, Tag]


def _entered(
    actor: Actor, rows: list[Row], source: Source, because: str, today: date
) -> list[ObjectEntry | None]:
    """The entries made for these rows, in their order; None where one stands already."""
    keyed = [(key_of(normalise(row[1]), row[0]), row) for row in rows]
    named = {key: (key, name, "156", place, address) for key, (name, _, place, address, _) in keyed}
    subjects.enter_named(list(named.values()), today)
    defer("registers.note_names", lock="names", upload_id=ALL)
    known = {one.uscc: one for one in Organisation.objects.filter(uscc__in=named)}
    standing = set(
        ObjectEntry.objects.filter(organisation__in=known.values(), to_on=None).values_list(
            "organisation__uscc", "tag"
        )
    )
    made: list[ObjectEntry | None] = []
    for key, (*_rest, tag) in keyed:
        if (key, tag.value) in standing:
            made.append(None)
            continue
        standing.add((key, tag.value))
        subject = known[key]
        made.append(
            ObjectEntry(
                organisation=subject,
                authority_id=subject.authority_id,
                tag=tag.value,
                source=source.value,
                because=because.strip()[:300],
                from_on=today,
                entered_by=actor.name,
            )
        )
    ObjectEntry.objects.bulk_create([one for one in made if one is not None], batch_size=2000)
    return made
