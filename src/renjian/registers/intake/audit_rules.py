"""Rules of the tables of plans, results, energy, factory inspections and of our own small tables."""

import ibis
import ibis.expr.types as ir

from renjian.registers.intake.certificate_rules import out_of_china
from renjian.registers.intake.check import Rule, Value
from renjian.registers.intake.cleaning import JOINT

LONGEST_PLAN = 60  # days
COMMA = "，"
LEADER = "01"
UNABLE = ("03", "04", "08")  # trainees and technical experts lead nobody and do not count (QMS25)


def _first_line(r: ir.Table, *keys: str) -> ir.IntegerColumn:
    return r.line.min().over(group_by=[r[key] for key in keys])


def _again(*keys: str) -> Rule:
    """The rule that no two rows are alike in these fields."""
    return lambda r: (r[keys[0]] != "") & (r.line != _first_line(r, *keys))


def _first(*keys: str) -> dict[str, Value]:
    return {"first_line": lambda r: _first_line(r, *keys)}


EVENT = ("number", "status", "report_type", "issued_on", "decided_on", "changed_on")
RESULT = ("document_no", "certificate", "stage", "starts_at", "name")
ENERGY = ("product", "certificate", "cycle", "from_on")


def _signed_in_at(r: ir.Table) -> ir.TimestampValue:
    is_in = r.kind == "in"
    return r.at.min(where=is_in).over(group_by=r.plan_number)


def _leaders(r: ir.Table) -> ir.IntegerValue:
    return r.team.split(JOINT).filter(lambda one: one.split(COMMA)[2] == LEADER).length()


RULES: dict[str, Rule] = {
    "plan.ends-before-start": lambda r: r.ends_at < r.starts_at,
    "plan.long": lambda r: r.ends_at > r.starts_at + ibis.interval(days=LONGEST_PLAN),
    "plan.late": lambda r: r.starts_at.date() < r.today,
    "plan.stages": lambda r: (
        (r.certificates != "")
        & r.stages.contains(JOINT)
        & (r.certificates.split(JOINT).length() != r.stages.split(JOINT).length())
    ),
    "plan.stage-twice": lambda r: r.stages.contains("010") & r.stages.contains("020"),
    "team.leader": lambda r: (
        (r.team != "") & ((_leaders(r) != 1) | (r.team.split(JOINT)[0].split(COMMA)[2] != LEADER))
    ),
    "result.ends-before-start": lambda r: r.ends_at < r.starts_at,
    "result.future": lambda r: r.ends_at.date() > r.today,
    "result.one-person": lambda r: r.name.re_search("[;；、,，/]"),
    "result.trainee": lambda r: (r.role == LEADER) & r.qualification.isin(UNABLE),
    "energy.dates": lambda r: r.to_on < r.from_on,
    "energy.unit": lambda r: (r.unit == "99") & (r.unit_text == ""),
    "energy.sum": lambda r: r.product_energy > r.energy,
    "inspection.ends-before-start": lambda r: r.ends_on < r.starts_on,
    "inspection.decisions": lambda r: (
        (r.decisions != "")
        & (r.decisions.split(JOINT).filter(lambda one: one.split(COMMA).length() != 2).length() > 0)
    ),
    "inspection.no-days": lambda r: r.man_days == 0,
    "practitioner.dates": lambda r: r.to_on < r.from_on,
    "practitioner.expired": lambda r: r.to_on.isnull() & (r.valid_until < r.today),
    "practitioner.names": lambda r: (
        (r.registration_no != "")
        & (r.name != r.name.first(order_by=r.line).over(group_by=r.registration_no))
    ),
    "transaction.quantity": lambda r: r.quantity <= 0,
    "sign-in.place": out_of_china,
    "sign-in.photos": lambda r: (r.photos < 1) | (r.photos > 3),
    "sign-in.future": lambda r: r.at.date() > r.today,
    "sign-in.out-first": lambda r: (r.kind == "out") & (r.at < _signed_in_at(r)),
    "twice.certificate": _again("number"),
    "twice.event": _again(*EVENT),
    "twice.plan": _again("plan_number"),
    "twice.result": _again(*RESULT),
    "twice.energy": _again(*ENERGY),
    "twice.transaction": _again("number"),
}
VALUES: dict[str, dict[str, Value]] = {
    "practitioner.names": _first("registration_no"),
    "twice.certificate": _first("number"),
    "twice.event": _first(*EVENT),
    "twice.plan": _first("plan_number"),
    "twice.result": _first(*RESULT),
    "twice.energy": _first(*ENERGY),
    "twice.transaction": _first("number"),
}

# -- members of teams, one a row ----------------------------------------------------


def _overlapped(r: ir.Table) -> ir.BooleanValue:
    """The member before in time, of the same person, has not ended and is elsewhere."""
    return (
        (r.number != "")
        & (_before(r, "ends_at") > r.starts_at)
        & (_before(r, "organisation") != r.organisation)
    )


def _before(r: ir.Table, field: str) -> ir.Value:
    window = ibis.window(group_by=r.number, order_by=[r.starts_at, r.line])
    return r[field].lag().over(window)


MEMBERS: dict[str, Rule] = {
    "team.form": lambda r: r.parts != 4,
    "team.role": lambda r: (r.parts == 4) & ~r.role.isin(["01", "02", "03"]),
    "team.two-places": _overlapped,
    "register.team": lambda r: (r.parts == 4) & (r.number != "") & ~r.is_engaged,
}
MEMBER_VALUES: dict[str, dict[str, Value]] = {
    "team.two-places": {
        "other_plan": lambda r: _before(r, "plan_number"),
        "other_organisation": lambda r: _before(r, "organisation"),
    },
}
