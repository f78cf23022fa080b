"""Rows of a report beside what they belong to: the other sheets of the file, and the registers.

Each table becomes one wide table, so that every rule is an expression over the columns of one row
and all rules are counted in one pass.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir
from ibis.util import gen_name

from renjian.registers.approvals import Approval
from renjian.registers.forms import CERTIFICATE_TABLES, forms
from renjian.registers.intake.audit_rules import COMMA, UNABLE
from renjian.registers.intake.cleaning import JOINT, blanks
from renjian.registers.intake.facts import Barred, Facts
from renjian.registers.reading import Report, Table

MOST_A_DAY = (
    1.5  # man-days of one person: a man-day is 8 hours, and a day has no more than 12 (AT-01)
)


CERTIFICATE_FIELDS = {"number", "certificate", "main_number"}


@dataclass(frozen=True)
class Linked:
    """A table with the columns that its rules look at; ``members`` are those of its teams."""

    table: Table
    rows: ir.Table
    members: ir.Table | None = None


def linked(report: Report, table: Table, day: date, facts: Facts | None) -> Linked:
    """A table of a report beside the others and the registers; ``facts`` may be left out."""
    rows = _whole(table).mutate(today=ibis.literal(day))
    if facts is not None:
        rows = _with_subject(rows, facts).mutate(own_body=ibis.literal(facts.body))
        rows = _with_registers(report, rows, table, facts)
    rows = _with_sheets(report, rows, table, facts)
    members = _members(report, rows, table, facts) if "team" in rows.columns else None
    return Linked(table, report.engine.create_table(gen_name("linked"), rows), members)


def _with_sheets(report: Report, rows: ir.Table, table: Table, facts: Facts | None) -> ir.Table:
    """The rows beside the other sheets, and what the registers hold of certificates."""
    number = table.form.number
    if number in CERTIFICATE_TABLES:
        return _certificates(report, rows, table, facts)
    if number == "103011":
        return _results(report, rows, facts)
    return _energy(report, rows, facts) if number == "103012" else rows


def _with_registers(report: Report, rows: ir.Table, table: Table, facts: Facts) -> ir.Table:
    """The rows of our small tables and of inspections beside the registers."""
    number = table.form.number
    if number == "R02":
        return _engaged(rows, facts, rows.from_on, others=True)
    if number in ("R04", "R05"):
        return _with_known(rows, facts, "certificate")
    if number in ("R03", "204010"):
        plans = _numbers(report, "102010", "202010", field="plan_number") | facts.plans
        return rows.mutate(has_plan=rows.plan_number.isin(sorted(plans) or [""]))
    return rows


def certificate_numbers(report: Report) -> set[str]:
    """Every certificate that a report names, by which the registers are asked."""
    named: set[str] = set()
    for table in report.tables:
        # The number of a transaction certificate is none of a certificate.
        fields = {"certificate"} if table.form.number == "R04" else CERTIFICATE_FIELDS
        for field in fields & set(table.rows.columns):
            named |= set(table.rows.select(field).distinct().to_pyarrow()[field].to_pylist())
    return named - {""}


def _whole(table: Table) -> ir.Table:
    """The rows with every field that any version of the table has, empty where the file has none."""
    rows = table.rows
    others = [form for form in forms() if form.number == table.form.number]
    missing = {
        column.field: column
        for form in others
        for column in form.columns
        if column.field not in rows.columns
    }
    return rows.mutate(**blanks(list(missing.values())))


def _numbers(report: Report, *tables: str, field: str) -> set[str]:
    found: set[str] = set()
    for number in tables:
        if table := report.table(number):
            found |= set(table.rows.select(field).distinct().to_pyarrow()[field].to_pylist())
    return found


# -- certificates ----------------------------------------------------------------


def _certificates(report: Report, rows: ir.Table, table: Table, facts: Facts | None) -> ir.Table:
    if facts is not None:
        rows = _with_known(rows, facts, "number")
        rows = rows.mutate(
            is_approved=_covered(rows.item_code, rows.issued_on, facts.domains)
            if table.form.number != "203010"
            else ibis.literal(True),
            is_in_time=_in_time(rows, facts),
            barred_because=_barred(rows.issued_on, facts.barred),
        )
    if table.form.number == "203010":
        product_class = rows.number.substr(6, 4)
        designations = facts.designations if facts else ()
        return rows.mutate(
            product_class=product_class,
            is_designated=_covered(product_class, rows.issued_on, designations),
        )
    if table.form.number != "103010":
        return rows
    if facts is not None:
        branches = sorted(facts.branches)
        rows = rows.mutate(is_branch=rows.branch.isin(branches) if branches else ibis.literal(True))
    rows = _with_main(rows, facts)
    rows = _with_results(report, rows)
    return _with_energy(report, rows)


def _covered(code: ir.StringValue, day: ir.DateValue, approvals: tuple[Approval, ...]) -> ir.Value:
    """Whether an approval covers a code on a day; nothing where no approval is known at all."""
    if not approvals:
        return ibis.literal(True)
    return ibis.or_(
        *(
            code.startswith(one.domain)
            & (day >= one.from_on)
            & (ibis.literal(True) if one.to_on is None else day <= one.to_on)
            for one in approvals
        )
    )


def _in_time(rows: ir.Table, facts: Facts) -> ir.BooleanValue:
    is_in = ibis.literal(True)
    if facts.approved_on:
        is_in = is_in & (rows.issued_on >= facts.approved_on)
    if facts.approved_until:
        is_in = is_in & (rows.issued_on <= facts.approved_until)
    return is_in


def _barred(day: ir.DateValue, barred: tuple[Barred, ...]) -> ir.StringValue:
    """The decision by which the body may not certify on a day; nothing where there is none."""
    branches = [
        (
            (day >= one.from_on) & (ibis.literal(True) if one.to_on is None else day <= one.to_on),
            ibis.literal(one.because),
        )
        for one in barred
    ]
    return ibis.cases(*branches) if branches else ibis.null(str)


def _with_known(rows: ir.Table, facts: Facts, field: str) -> ir.Table:
    known = ibis.memtable(facts.certificates)
    renamed = known.rename({f"known_{name}": name for name in known.columns})
    own = renamed.mutate(is_own=renamed.known_body == facts.body)
    return rows.left_join(own, rows[field] == own.known_number)


def _with_main(rows: ir.Table, facts: Facts | None) -> ir.Table:
    main = rows.group_by("number").agg(file_end=rows.expires_on.max())
    main = main.rename(main_key="number")
    rows = rows.left_join(main, rows.main_number == main.main_key).drop("main_key")
    if facts is None:
        return rows.mutate(main_expires_on=rows.file_end)
    ends = ibis.memtable(facts.certificates).select(main_key="number", register_end="expires_on")
    rows = rows.left_join(ends, rows.main_number == ends.main_key).drop("main_key")
    return rows.mutate(main_expires_on=ibis.coalesce(rows.file_end, rows.register_end))


def _with_results(report: Report, rows: ir.Table) -> ir.Table:
    """How many people audited for a certificate, and on how many days, by the result sheet."""
    table = report.table("103011")
    if table is None:
        nothing = ibis.null("int64")
        return rows.mutate(
            people=nothing, days=nothing, stages_done=ibis.null(str), has_sheet=False
        )
    results = table.rows
    able = ~results.qualification.isin(UNABLE)
    days = (results.ends_at.max().date() - results.starts_at.min().date()).cast("int64") + 1
    done = results.group_by(result_of=results.certificate).agg(
        people=results.document_no.nunique(where=able),
        days=days,
        stages_done=results.stage.group_concat(sep=JOINT),
    )
    joined = rows.left_join(done, rows.number == done.result_of).drop("result_of")
    return joined.mutate(has_sheet=True)


def _with_energy(report: Report, rows: ir.Table) -> ir.Table:
    table = report.table("103012")
    if table is None:
        return rows.mutate(cycles=ibis.literal(""))
    energy = table.rows
    done = energy.group_by(energy_of=energy.certificate).agg(
        cycles=energy.cycle.group_concat(sep=JOINT)
    )
    joined = rows.left_join(done, rows.number == done.energy_of).drop("energy_of")
    return joined.mutate(cycles=joined.cycles.fill_null(""))


def _with_subject(rows: ir.Table, facts: Facts) -> ir.Table:
    """What is forbidden to the organisation of a row today."""
    if "uscc" not in rows.columns or facts.restrictions.num_rows == 0:
        return rows.mutate(restricted_because=ibis.null(str), restricted_until=ibis.null("date"))
    kept = ibis.memtable(facts.restrictions)
    worst = kept.group_by(restricted_uscc=kept.uscc).agg(
        restricted_because=kept.because.max(), restricted_until=kept.to_on.max()
    )
    return rows.left_join(worst, rows.uscc == worst.restricted_uscc).drop("restricted_uscc")


# -- results, energy, people -------------------------------------------------------


def _in_file(report: Report) -> ir.Table | None:
    """The certificates of the file with their holders, audit dates and activities."""
    table = report.table("103010")
    if table is None:
        return None
    rows = _whole(table)
    return rows.group_by(file_number=rows.number).agg(
        holder=rows.uscc.max(),
        audited_from=rows.audited_from.min(),
        audited_to=rows.audited_to.max(),
        activity=rows.activity.max(),
    )


def _beside_certificates(report: Report, rows: ir.Table, facts: Facts | None) -> ir.Table:
    held = _in_file(report)
    if held is None:
        rows = rows.mutate(
            file_number=ibis.null(str),
            holder=ibis.null(str),
            audited_from=ibis.null("date"),
            audited_to=ibis.null("date"),
            activity=ibis.null(str),
        )
    else:
        rows = rows.left_join(held, rows.certificate == held.file_number)
    if facts is not None:
        rows = _with_known(rows, facts, "certificate")
        rows = rows.mutate(holder=ibis.coalesce(rows.holder, rows.known_uscc))
        return rows.mutate(is_reported=rows.file_number.notnull() | rows.known_number.notnull())
    return rows.mutate(is_reported=rows.file_number.notnull())


def _results(report: Report, rows: ir.Table, facts: Facts | None) -> ir.Table:
    rows = _beside_certificates(report, rows, facts)
    leaders = rows.group_by(led=rows.certificate, led_stage=rows.stage).agg(
        leaders=(rows.role == "01").sum(), able=(~rows.qualification.isin(UNABLE)).sum()
    )
    rows = rows.left_join(
        leaders, [rows.certificate == leaders.led, rows.stage == leaders.led_stage]
    ).drop("led", "led_stage")
    return rows if facts is None else _engaged(rows, facts, rows.starts_at.date())


def _energy(report: Report, rows: ir.Table, facts: Facts | None) -> ir.Table:
    return _beside_certificates(report, rows, facts)


def _engaged(rows: ir.Table, facts: Facts, day: ir.DateValue, *, others: bool = False) -> ir.Table:
    """Where the person of a row works on a day, by the registration number.

    With ``others`` only bodies other than the reporting one count.
    """
    known = ibis.memtable(facts.engagements)
    if others:
        known = known.filter(known.body != facts.body)
    known = known.select(
        engaged_no="registration_no",
        engaged_body="body",
        engaged_from="from_on",
        engaged_to="to_on",
    )
    at = rows.mutate(work_day=day)
    holds = (
        (at.registration_no == known.engaged_no)
        & (at.work_day >= known.engaged_from)
        & (known.engaged_to.isnull() | (at.work_day <= known.engaged_to))
    )
    met = at.left_join(known, holds)
    found = met.group_by("line").agg(
        engaged_body=met.engaged_body.max(),
        engaged_from=met.engaged_from.max(),
        is_here=(met.engaged_body == facts.body).any(),
    )
    numbers = ibis.memtable(facts.engagements).registration_no
    joined = rows.left_join(found, "line").drop("line_right")
    return joined.mutate(
        is_registered=joined.registration_no.isin(numbers), is_here=joined.is_here.fill_null(False)
    )


def _members(report: Report, rows: ir.Table, table: Table, facts: Facts | None) -> ir.Table:
    """The members of the teams, one a row, with their number, name and role."""
    times = ("starts_at", "ends_at") if "starts_at" in rows.columns else ("starts_on", "ends_on")
    one = rows.filter(rows.team != "").select(
        "line",
        "plan_number",
        "organisation",
        "team",
        "today",
        starts_at=rows[times[0]].cast("timestamp"),
        ends_at=rows[times[1]].cast("timestamp"),
        member=rows.team.split(JOINT).unnest(),
    )
    parts = one.member.split(COMMA)
    found = one.mutate(
        parts=parts.length(),
        number=parts[0].upper().replace(" ", ""),
        name=parts[1],
        role=parts[2],
    )
    if facts is not None:
        known = ibis.memtable(facts.engagements)
        own = known.filter(known.body == facts.body)
        is_engaged = found.number.isin(own.registration_no) | found.number.isin(own.document_no)
        found = found.mutate(is_engaged=is_engaged)
    return report.engine.create_table(gen_name("members"), found)
