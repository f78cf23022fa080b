"""Every listed check: a row that breaks it and one that passes, in tables/checks.csv.

Settings of a row stand as ``field=value`` between bars, beside the good row of its table. ``+`` begins
a second row of the table, ``5*`` makes five of the row, ``103011:`` sets the sheet beside it and
``103011+:`` a second row there; ``known:``, ``engaged:``, ``restricted:`` and ``barred:`` set the registers.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from make_registers import TODAY
from make_reports import BESIDE, GOOD, RESULT, USCC, facts, known, report
from renjian.registers.intake.audit_rules import MEMBERS
from renjian.registers.intake.examination import examine
from renjian.registers.intake.facts import Barred
from renjian.registers.intake.listed import checks_for, rules
from renjian.registers.intake.words import words

TABLE = Path(__file__).parents[1] / "tables" / "checks.csv"
ROWS = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
REGISTERS = ("known", "engaged", "restricted", "barred")
OF_CELLS = {code for code, told in words().items() if told.column == "*"}


@cache
def settings(text):
    """Place -> field -> value."""
    found: dict[str, dict[str, str]] = {}
    for part in filter(None, text.split("|")):
        name, _, value = part.partition("=")
        place, colon, field = name.rpartition(":")
        if not colon:
            place = "+" if field.startswith("+") else "*" if field.startswith("5*") else ""
        found.setdefault(place, {})[field.lstrip("+5*")] = value
    return found


def tables(number, given):
    row = GOOD[number] | given.get("", {}) | given.get("*", {})
    found = {number: [row] * (5 if "*" in given else 1)}
    if "+" in given:
        found[number].append(row | given["+"])
    others = {place.rstrip("+") for place in given if place.rstrip("+").isdigit()}
    for other in {*BESIDE.get(number, ()), *others} - {number}:
        found[other] = [GOOD[other] | given.get(other, {})]
        if f"{other}+" in given:
            found[other].append(found[other][0] | given[f"{other}+"])
    if number == "103010" and "103011" not in given:
        found["103011"].append(RESULT | {"stage": "0101"})
    return {f"t{name}": rows for name, rows in found.items()}


def registers(given):
    changes = {}
    if one := given.get("known"):
        days = {k: date.fromisoformat(v) for k, v in one.items() if v[4:5] == "-" == v[7:8]}
        changes["certificates"] = [known(**(one | days))]
    if one := given.get("engaged"):
        first = date(2026, 1, 1)
        changes["engagements"] = [("2026-PRAC-0003", "", one["body"], first, None)]
    if one := given.get("restricted"):
        first = date(2026, 1, 1)
        changes["restrictions"] = [(USCC, one["because"], first, date(2030, 12, 31))]
    if one := given.get("barred"):
        until = date.fromisoformat(one["to"])
        changes["barred"] = (Barred(date(2026, 1, 1), until, "某决定"),)
    return facts(**changes)


def broken(code, number, text):
    """How often a row breaks a check, the check running alone."""
    given = settings(text)
    made = report(**tables(number, given))
    form = made.table(number).form
    those = [check for check in checks_for(form) if check.code == code]
    found = examine(made, TODAY, facts=registers(given), checks=those, only=number)
    return found.problems


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_a_row_that_breaks_the_check_is_told(row):
    told = broken(row["code"], row["table"], row["fails"])
    assert {problem.rule for problem in told} == {row["code"]}
    assert all("{" not in problem.text for problem in told)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_a_row_that_keeps_the_rule_passes(row):
    assert broken(row["code"], row["table"], row["passes"]) == ()


@pytest.mark.parametrize("number", GOOD)
def test_a_good_report_is_told_nothing(number):
    found = examine(report(**tables(number, {})), TODAY, facts=facts(), only=number)
    assert [problem.text for problem in found.problems] == []


def test_every_listed_check_has_its_rows_here():
    assert {row["code"] for row in ROWS} == set(words())
    assert len(ROWS) == len(words()) >= 80


def test_every_rule_has_its_words_and_the_other_way_round():
    assert set(rules()) | set(MEMBERS) | OF_CELLS == set(words())


def test_the_eighteen_rules_of_the_platform_are_all_there():
    named = {code.partition(".")[0] for code in words() if code.startswith("RP-")}
    assert named == {f"RP-{number:02d}" for number in range(1, 19)}
