"""Rules of the certificate tables: what belongs together in a row (RP-01 to RP-18), and beyond."""

from functools import cache

import ibis
import ibis.expr.types as ir

from renjian.registers.audit_time import LEAST_SHARE, TABLE_ITEMS, due_share, least_days
from renjian.registers.certificates import Status
from renjian.registers.intake.check import Rule, Value
from renjian.registers.intake.identities import CHINA

CNAS = "01"
ACCREDITED = ("A0101", "A0201", "A0301", "A0501")  # QMS, EMS, OH&SMS, ISMS
CHANGE, EXCHANGE, STATE_CHANGE, CCC_TRANSFER = "05", "02", "05", "03"
FINAL = (Status.REVOKED, Status.CANCELLED, Status.EXPIRED)
EXCHANGED = ("exchanged_on", "exchange_cause", "former_body", "former_number")
CHINA_BOX = (73.0, 136.0, 3.0, 54.0)  # longitude from and to, latitude from and to


def _is(status: Status) -> Rule:
    return lambda r: r.status == status.value


def _is_blank(r: ir.Table, name: str) -> ir.BooleanValue:
    """A text is empty; of a date or number, what was written."""
    return r[name + "_written" if name + "_written" in r.columns else name] == ""


def needs(field: str, when: Rule) -> Rule:
    """The rule that a field is filled when something holds."""
    return lambda r: when(r) & _is_blank(r, field)


def only(field: str, when: Rule) -> Rule:
    """The rule that a field is empty unless something holds."""
    return lambda r: ~when(r) & ~_is_blank(r, field)


def _has_mark(r: ir.Table) -> ir.BooleanValue:
    return r.accreditation_marks.re_search(f"(^|；){CNAS}(；|$)")


def _item(prefix: str) -> Rule:
    return lambda r: r.item_code.startswith(prefix)


def _exchanged(r: ir.Table) -> ir.BooleanValue:
    return r.report_type == EXCHANGE


def _audited(r: ir.Table) -> ir.BooleanValue:
    return (r.activity != "") & (r.activity != CHANGE)


def _overdue(r: ir.Table) -> ir.BooleanValue:
    return r.is_overdue == "1"


def _at_home(r: ir.Table) -> ir.BooleanValue:
    return (r.factory_country if "factory_country" in r.columns else r.country) == CHINA


def out_of_china(r: ir.Table) -> ir.BooleanValue:
    """Whether coordinates lie outside of a box around China."""
    west, east, south, north = CHINA_BOX
    return ~(r.lng.between(west, east) & r.lat.between(south, north))


def _years(r: ir.Table, count: int) -> ir.BooleanValue:
    """Whether the end lies more than so many years behind the issue."""
    return r.expires_on > r.issued_on + ibis.interval(years=count)


def _is_organic(r: ir.Table) -> ir.BooleanValue:
    return r.number.re_search("^([0-9]{3}|F[0-9]{2})OP[0-9]{7}")


def _ended_on(r: ir.Table) -> ir.DateValue:
    if "cancelled_on" in r.columns:
        return ibis.coalesce(r.revoked_on, r.cancelled_on, r.suspended_from)
    return ibis.coalesce(r.revoked_on, r.suspended_from)


def _started_on(r: ir.Table) -> ir.DateValue:
    return ibis.coalesce(r.first_issued_on, r.issued_on)


def _due_on(r: ir.Table) -> ir.DateValue:
    """The 10th of the month after the decision; not moved for holidays (RPT)."""
    return r.decided_on.truncate("M") + ibis.interval(months=1) + ibis.interval(days=9)


def _table_days(r: ir.Table) -> ir.FloatingValue:
    """The least man-days of an initial audit by the table for the people covered."""
    days = least_days(r)
    return ibis.ifelse(r.item_code.substr(0, 5).isin(list(TABLE_ITEMS)), days, ibis.null("float64"))


def _due_days(r: ir.Table) -> ir.FloatingValue:
    return r.base_man_days * due_share(r.activity) * LEAST_SHARE


@cache
def _rules() -> dict[str, Rule]:
    suspended, revoked, cancelled = map(_is, (Status.SUSPENDED, Status.REVOKED, Status.CANCELLED))
    rules: dict[str, Rule] = {
        "RP-01.cause": needs("suspension_causes", suspended),
        "RP-01.start": needs("suspended_from", suspended),
        "RP-01.end": needs("suspended_until", suspended),
        "RP-01.other": only("suspension_causes", suspended),
        "RP-02.cause": needs("revocation_causes", revoked),
        "RP-02.day": needs("revoked_on", revoked),
        "RP-02.other": only("revocation_causes", revoked),
        "RP-09.quality": needs("qms_coverage", _item("A0102")),
        "RP-09.quality-other": only("qms_coverage", _item("A0102")),
        "RP-09.boundary": needs("energy_boundary", _item("A0901")),
        "RP-09.boundary-other": only("energy_boundary", _item("A0901")),
        "RP-15.suspension": needs("suspension_causes", suspended),
        "RP-15.revocation": needs("revocation_causes", revoked),
        "RP-15.cancellation": needs("cancellation_causes", cancelled),
        "RP-15.cancelled": needs("cancelled_on", cancelled),
        "RP-15.not-suspended": only("suspension_causes", suspended),
        "RP-15.not-revoked": only("revocation_causes", revoked),
        "RP-15.not-cancelled": only("cancellation_causes", cancelled),
    }
    for end, field in zip(("day", "cause", "body", "number"), EXCHANGED, strict=True):
        rules[f"RP-03.{end}"] = needs(field, _exchanged)
    for end, field in (("start", "audited_from"), ("end", "audited_to"), ("days", "man_days")):
        rules[f"RP-06.{end}"] = needs(field, _audited)
    for end, field in (
        ("programme", "programme_no"),
        ("cause", "overdue_causes"),
        ("start", "planned_start"),
        ("procedure", "procedure_no"),
    ):
        rules[f"RP-11.{end}"] = needs(field, _overdue)
    return rules


RULES: dict[str, Rule] = _rules() | {
    "RP-03.other": lambda r: (
        (r.report_type != "")
        & ~_exchanged(r)
        & ibis.or_(*(~_is_blank(r, field) for field in EXCHANGED))
    ),
    "RP-04.issue": lambda r: r.issued_on > r.today,
    "RP-04.exchange": lambda r: r.exchanged_on > r.today,
    "RP-05.type": lambda r: (
        ((r.activity == CHANGE) | (r.report_type == STATE_CHANGE)) & (r.change_types == "")
    ),
    "RP-05.day": lambda r: (r.change_types != "") & (r.changed_on_written == ""),
    "RP-05.no-type": lambda r: (r.change_types == "") & (r.changed_on_written != ""),
    "RP-07": lambda r: r.activity.isin(["01", "02", "03", "06"]) & (r.fee_written == ""),
    "RP-08.main": lambda r: (r.is_child == "1") & (r.main_number == ""),
    "RP-08.other": lambda r: (r.is_child == "0") & (r.main_number != ""),
    "RP-11.flag": lambda r: _has_mark(r) & (r.is_overdue == ""),
    "RP-12": lambda r: (
        _has_mark(r) & r.item_code.substr(0, 5).isin(ACCREDITED) & (r.risk_level == "")
    ),
    "RP-17.needed": lambda r: (r.result != "") & (r.result != "01") & (r.nonconformities == ""),
    "RP-17.other": lambda r: (r.result == "01") & (r.nonconformities != ""),
    "RP-18.lng": lambda r: _at_home(r) & (r.lng_written == ""),
    "RP-18.lat": lambda r: _at_home(r) & (r.lat_written == ""),
    "place.china": lambda r: _at_home(r) & out_of_china(r),
    "dates.expires-before-issue": lambda r: r.expires_on < r.issued_on,
    "dates.organic-year": lambda r: _is_organic(r) & _years(r, 1),
    "dates.ccc-five-years": lambda r: _years(r, 5),
    "dates.three-years": lambda r: r.item_code.startswith("A") & _years(r, 3),
    "dates.first-after-issue": lambda r: r.first_issued_on > r.issued_on,
    "dates.issue-before-decision": lambda r: (
        (r.status == Status.VALID.value)
        & (r.report_type.isin(["", "01"]) if "report_type" in r.columns else True)
        & (r.issued_on < r.decided_on)
    ),
    "dates.decision-before-audit": lambda r: _audited(r) & (r.decided_on < r.audited_to),
    "dates.audit-ends-before-start": lambda r: r.audited_to < r.audited_from,
    "dates.suspension-ends-before-start": lambda r: r.suspended_until < r.suspended_from,
    "dates.state-before-issue": lambda r: _ended_on(r) < _started_on(r),
    "dates.future-state": lambda r: _ended_on(r) > r.today,
    "dates.expired-early": lambda r: (r.status == Status.EXPIRED.value) & (r.expires_on >= r.today),
    "dates.valid-after-end": lambda r: (r.status == Status.VALID.value) & (r.expires_on < r.today),
    "dates.late": lambda r: _due_on(r) < r.today,
    "counts.covered": lambda r: r.covered_headcount > r.headcount,
    "counts.recertified": lambda r: (r.activity == "02") & (r.recertifications == 0),
    "counts.surveyed": lambda r: (r.activity == "03") & (r.surveillances == 0),
    "man-days.base": lambda r: r.base_man_days < _table_days(r),
    "man-days.short": lambda r: r.man_days < _due_days(r),
}
VALUES: dict[str, dict[str, Value]] = {
    "dates.late": {"due_on": _due_on},
    "man-days.base": {"table_days": _table_days},
    "man-days.short": {"due_days": lambda r: _due_days(r).round(2)},
}
