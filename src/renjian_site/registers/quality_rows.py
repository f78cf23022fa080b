"""The rows that each dimension of quality looks at, and those to be mended (renjian.registers.quality).

The same conditions count all bodies at once for the cards and open the rows of one body. A row is a
certificate with what is wrong with it, a version that came late, or a month without report; its
three days mean what :data:`DAYS` says.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop

from renjian.kernel.identifiers import CERTIFICATE_NUMBER, USCC_LENGTH
from renjian.registers.certificates import Status
from renjian.registers.kinds import Kind
from renjian.registers.objects import HELD_IN
from renjian.registers.quality import (
    MONTHS,
    Dimension,
    Figure,
    due_on,
    first_of,
    months_before,
    months_due,
)
from renjian_site.registers.models import QualityCard

Row = tuple[str, str, list[date | None]]  # number, name, days
CHINA = "156"
HELD = "c.status = any(%(held)s)"
CERTIFICATE = "c.body_id, c.number, o.name, c.issued_on, c.expires_on, c.suspended_until"
ALL = "registers_certificate c"
JOINED = f"{ALL} join registers_organisation o on o.id = c.organisation_id"
# When a version took effect, was due and came.
LATE = """select c.body_id, c.number, v.holder, v.effective_on,
    (date_trunc('month', v.effective_on) + interval '1 month 9 days')::date,
    (v.recorded_at at time zone 'Asia/Shanghai')::date
from registers_certificateversion v join registers_certificate c on c.id = v.certificate_id"""
RECENT = "v.recorded_at >= %(since)s"
MONTH_OF = """from registers_body b cross join unnest(%(months)s::date[]) as m (month)
where (b.approved_on is null or b.approved_on < m.month + interval '1 month')"""
REPORTED = """(exists (select 1 from registers_attestation a
        where a.body_id = b.id and a.month = m.month)
    or exists (select 1 from registers_upload u where u.body_id = b.id
    and u.stage = 'accepted'
    and (u.received_at at time zone 'Asia/Shanghai')::date between m.month
        and (m.month + interval '1 month 9 days')::date))"""
TOTALS: dict[Dimension, str] = {
    Dimension.COMPLETE: f"select c.body_id from {ALL} where {HELD}",
    Dimension.WELL_FORMED: f"select c.body_id from {ALL} where {HELD}",
    Dimension.UNIQUE: f"select c.body_id from {ALL} where {HELD} and c.kind = any(%(of_one)s)",
    Dimension.LINKED: f"select c.body_id from {ALL} where {HELD} and c.kind = %(system)s",
    Dimension.ACCURATE: f"select c.body_id from {ALL} where {HELD}",
    Dimension.TIMELY: f"""select c.body_id from registers_certificateversion v
        join registers_certificate c on c.id = v.certificate_id where {RECENT}""",
    Dimension.COVERED: f"select b.id as body_id {MONTH_OF}",
}
FAULTS: dict[Dimension, str] = {
    Dimension.COMPLETE: f"""select {CERTIFICATE} from {JOINED} where {HELD}
        and (c.standard = '' or o.address = '' or o.country = %(china)s and o.division = '')""",
    Dimension.WELL_FORMED: f"""select {CERTIFICATE} from {JOINED} where {HELD}
        and (c.number !~ %(pattern)s
            or o.country = %(china)s and length(o.uscc) <> %(code_length)s)""",
    Dimension.UNIQUE: f"""select {CERTIFICATE} from {JOINED}
        join (select c.body_id, c.organisation_id, c.item_code, c.standard
            from registers_certificate c where {HELD} and c.kind = any(%(of_one)s)
            group by 1, 2, 3, 4 having count(*) > 1) d
        using (body_id, organisation_id, item_code, standard)
        where {HELD} and c.kind = any(%(of_one)s) and not exists (
            select 1 from registers_certificateversion v where v.certificate_id = c.id
                and v.superseded_at is null and v.main_number <> '')""",
    Dimension.LINKED: f"""select {CERTIFICATE} from {JOINED} where {HELD}
        and c.kind = %(system)s
        and not exists (select 1 from registers_auditresult r where r.certificate_id = c.id)""",
    Dimension.ACCURATE: f"""select {CERTIFICATE} from {JOINED} where {HELD}
        and (c.expires_on < %(settled)s
            or c.status = %(suspended)s and c.suspended_until < %(settled)s)""",
    Dimension.TIMELY: f"""{LATE} where {RECENT}
        and (v.recorded_at at time zone 'Asia/Shanghai')::date
            > (date_trunc('month', v.effective_on) + interval '1 month 9 days')::date""",
    Dimension.COVERED: f"""select b.id as body_id, '' as number, '' as name, m.month,
        (m.month + interval '1 month 9 days')::date, null::date {MONTH_OF} and not {REPORTED}""",
}
OF_CERTIFICATE = (gettext_noop("颁证日期"), gettext_noop("有效期止"), gettext_noop("暂停截止日期"))
DAYS: dict[Dimension, tuple[str, ...]] = dict.fromkeys(Dimension, OF_CERTIFICATE) | {
    Dimension.TIMELY: (gettext_noop("生效"), gettext_noop("应当上报"), gettext_noop("实际上报")),
    Dimension.COVERED: (gettext_noop("月份"), gettext_noop("应当上报")),
}


def figures_of(card: QualityCard) -> tuple[Figure, ...]:
    """The seven figures of a card."""
    return tuple(
        Figure(one, getattr(card, f"{one}_total"), getattr(card, f"{one}_faults"))
        for one in Dimension
    )


def values(today: date) -> Mapping[str, object]:
    """What the conditions are compared with on a day.

    What ended before ``settled`` should have been reported by now.
    """
    [ended] = months_before(today, 1)
    settled = ended if due_on(ended) >= today else first_of(today)
    return {
        "held": [status.value for status in HELD_IN],
        "suspended": Status.SUSPENDED.value,
        "of_one": [Kind.SYSTEM.value, Kind.SERVICE.value],
        "system": Kind.SYSTEM.value,
        "china": CHINA,
        "code_length": USCC_LENGTH,
        "pattern": CERTIFICATE_NUMBER,
        "since": months_before(today, MONTHS)[-1],
        "months": months_due(today),
        "settled": settled,
    }


def rows_of(body_id: int, dimension: Dimension, today: date, offset: int, most: int) -> list[Row]:
    """The rows of one body to be mended in a dimension: number, name and three days each."""
    sql = f"""select * from ({FAULTS[dimension]}) as f where body_id = %(body)s
        order by 4 desc, 2 offset %(offset)s limit %(most)s"""
    told: dict[str, Any] = {**values(today), "body": body_id, "offset": offset, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return [(number, name, days) for _body, number, name, *days in cursor.fetchall()]
