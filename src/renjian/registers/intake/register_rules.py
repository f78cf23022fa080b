"""Rules across rows and sheets of a file, and against the registers."""

import ibis
import ibis.expr.types as ir

from renjian.registers.certificates import Status
from renjian.registers.intake.certificate_rules import CCC_TRANSFER, EXCHANGE, FINAL
from renjian.registers.intake.check import Rule, Value
from renjian.registers.intake.identities import is_no_name, wrong_uscc
from renjian.registers.intake.links import MOST_A_DAY

MOST = 0.9  # of the rows: so many say that two columns are swapped
FEWEST = 5  # rows from which that can be said
RESTORED = "0197"
finals = [status.value for status in FINAL]


def _owner(r: ir.Table) -> ir.StringValue:
    owner = r.organisation.re_extract("^[^；;]*", 0)
    return ibis.ifelse(is_no_name(r), ibis.null(str), owner)


def _first_owner(r: ir.Table) -> ir.StringValue:
    return _owner(r).first(order_by=r.line).over(group_by=r.uscc)


def _mostly(r: ir.Table, is_swapped: ir.BooleanValue) -> ir.BooleanValue:
    """Whether nearly all rows look swapped; told at the first of them."""
    share = ibis.ifelse(is_swapped, 1.0, 0.0).mean().over(ibis.window())
    count = r.line.count().over(ibis.window())
    first = r.line.min().over(ibis.window())
    return (share >= MOST) & (count >= FEWEST) & (r.line == first)


def _looks_like_a_code(cell: ir.StringValue) -> ir.BooleanValue:
    return cell.re_search("^[0-9A-Z]{9}$|^[0-9A-Z]{18}$")


def _final_line(r: ir.Table) -> ir.IntegerValue:
    is_final = r.status.isin(finals)
    return r.line.min(where=is_final).over(group_by=r.number)


def _is_changed(r: ir.Table) -> ir.BooleanValue:
    """Whether the row reports a change or an exchange."""
    if "change_types" not in r.columns:
        return ibis.literal(False)
    return (r.change_types != "") | r.report_type.isin([EXCHANGE, CCC_TRANSFER])


def _said_on(r: ir.Table) -> ir.DateValue:
    days = [r[name] for name in ("effective_on", "changed_on", "decided_on") if name in r.columns]
    return ibis.coalesce(*days)


def _other(r: ir.Table, field: str) -> ir.Value:
    window = ibis.window(group_by=r.document_no, order_by=[r.starts_at, r.line])
    return r[field].lag().over(window)


RULES: dict[str, Rule] = {
    "organic.code-twice": lambda r: r.line != r.line.min().over(group_by=r.codes),
    "organisation.two-names": lambda r: (r.uscc != "") & (_owner(r) != _first_owner(r)),
    "swapped.dates": lambda r: _mostly(r, r.issued_on > r.expires_on),
    "swapped.codes": lambda r: _mostly(
        r, ~_looks_like_a_code(r.uscc) & (r.uscc != "") & _looks_like_a_code(r.organisation.upper())
    ),
    "order.after-final": lambda r: (r.line > _final_line(r)) & ~r.status.isin(finals),
    "result.two-places": lambda r: (
        (r.document_no != "")
        & (_other(r, "ends_at") > r.starts_at)
        & (_other(r, "certificate") != r.certificate)
        & (_other(r, "holder") != r.holder)
    ),
    # -- sheets
    "RP-08.end": lambda r: (r.is_child == "1") & (r.expires_on > r.main_expires_on),
    "RP-09.table": lambda r: (
        r.item_code.startswith("A0901") & (r.activity != "05") & (r.cycles == "")
    ),
    "RP-10.both": lambda r: (
        r.item_code.startswith("A0901")
        & (r.activity == "01")
        & (r.cycles != "")
        & ~(r.cycles.contains("01") & r.cycles.contains("02"))
    ),
    "RP-10.only": lambda r: r.activity.notnull() & (r.activity != "01") & (r.cycle == "01"),
    "RP-14.results": lambda r: (r.certificate != "") & ~r.is_reported,
    "RP-14.energy": lambda r: (r.certificate != "") & ~r.is_reported,
    "man-days.long": lambda r: r.man_days > r.people * r.days * MOST_A_DAY,
    "result.outside": lambda r: (
        (r.starts_at.date() < r.audited_from) | (r.starts_at.date() > r.audited_to)
    ),
    "result.leader": lambda r: r.leaders == 0,
    "result.qualified": lambda r: r.able == 0,
    "result.missing": lambda r: (
        r.has_sheet & r.activity.isin(["01", "02", "03", "04"]) & r.stages_done.isnull()
    ),
    "result.stages": lambda r: (
        (r.activity == "01")
        & r.stages_done.notnull()
        & ~(r.stages_done.contains("0101") & r.stages_done.contains("0102"))
    ),
    # -- registers
    "register.body": lambda r: (r.body_number != "") & (r.body_number != r.own_body),
    "register.foreign": lambda r: r.known_number.notnull() & ~r.is_own,
    "register.final": lambda r: r.known_status.isin(finals) & (r.status != r.known_status),
    "register.holder": lambda r: (
        (r.known_uscc != "")
        & (r.uscc != "")
        & ~r.known_uscc.contains(r.uscc)
        & ~_is_changed(r)
        & ~wrong_uscc(r.uscc)
    ),
    "register.order": lambda r: _said_on(r) < r.known_effective_on,
    "register.domain": lambda r: ~r.is_approved,
    "register.designation": lambda r: ~r.is_designated,
    "register.approval": lambda r: ~r.is_in_time,
    "register.barred": lambda r: r.barred_because.notnull(),
    "register.restricted": lambda r: r.restricted_because.notnull(),
    "register.branch": lambda r: (r.branch != "") & ~r.is_branch,
    "register.auditor": lambda r: (
        (r.registration_no != "") & ~r.qualification.isin(["04"]) & ~r.is_registered
    ),
    "register.auditor-body": lambda r: r.engaged_body.notnull() & ~r.is_here,
    "register.practitioner": lambda r: r.to_on.isnull() & r.engaged_body.notnull(),
    "register.plan": lambda r: ~r.has_plan,
    "register.inspection-plan": lambda r: ~r.has_plan,
    "register.organic": lambda r: (r.certificate != "") & ~r.is_own.fill_null(False),
    "register.organic-valid": lambda r: (
        r.is_own
        & (
            (r.issued_on < r.known_issued_on)
            | (r.issued_on > r.known_expires_on)
            | ((r.known_status != Status.VALID.value) & (r.issued_on >= r.known_effective_on))
        )
    ),
    "register.restored": lambda r: (
        (r.known_status == Status.SUSPENDED.value)
        & (r.status == Status.VALID.value)
        & ~r.change_types.contains(RESTORED)
    ),
    "RP-16.start": lambda r: (
        (r.known_status == Status.SUSPENDED.value)
        & (r.status == Status.SUSPENDED.value)
        & (r.suspended_from != r.known_effective_on)
    ),
    "RP-16.end": lambda r: (
        (r.known_status == Status.SUSPENDED.value)
        & (r.status == Status.SUSPENDED.value)
        & (r.suspended_until <= r.known_suspended_until)
    ),
}
VALUES: dict[str, dict[str, Value]] = {
    "organisation.two-names": {
        "other_line": lambda r: r.line.min(where=~is_no_name(r)).over(group_by=r.uscc),
        "other_name": _first_owner,
    },
    "order.after-final": {"final_line": _final_line},
    "result.two-places": {
        "other_certificate": lambda r: _other(r, "certificate"),
        "other_line": lambda r: _other(r, "line"),
    },
}
