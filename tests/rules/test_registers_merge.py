"""What an upload would change in a register."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_registers import certificate
from project_tree import run_python
from renjian.registers.merge import fingerprint, plan
from renjian.registers.problems import Examination, Problem
from renjian.registers.rows import CERTIFICATES, CertificateRow

ONE, TWO, THREE = (certificate(number=f"Q0000{n}", line=n + 1) for n in (1, 2, 3))
CHANGED = dict.fromkeys(("status", "item_code", "item", "standard", "organisation"), "anders")
CHANGED |= dict.fromkeys(("number", "uscc", "division", "address"), "anders")
CHANGED |= {"issued_on": date(2026, 3, 2), "expires_on": date(2029, 3, 1)}


def register(*rows):
    return {row.number: fingerprint(row) for row in rows}


def test_rows_are_new_changed_or_unchanged():
    now_suspended = replace(TWO, status="02")
    planned = plan(register(ONE, TWO), [ONE, now_suspended, THREE])
    assert planned.new == (THREE,)
    assert planned.changed == (now_suspended,)
    assert planned.unchanged == (ONE,)
    assert planned.replaced == {TWO.number: fingerprint(TWO)}


def test_what_a_report_does_not_name_stays_as_it_is():
    planned = plan(register(ONE, TWO), [ONE])
    assert (planned.new, planned.changed, planned.unchanged) == ((), (), (ONE,))


def test_a_number_that_comes_twice_is_no_plan():
    with pytest.raises(ValueError, match="Q00001 comes twice, line 9"):
        plan({}, [ONE, replace(ONE, line=9)])


@pytest.mark.parametrize("field", sorted(CHANGED))
def test_every_field_counts_for_the_fingerprint(field):
    assert fingerprint(replace(ONE, **{field: CHANGED[field]})) != fingerprint(ONE)


def test_no_field_is_forgotten_here():
    assert {field.name for field in fields(CertificateRow)} == {"line", *CHANGED}
    assert {column.field for column in CERTIFICATES.columns} == set(CHANGED)


def test_where_a_row_stood_does_not_count():
    assert fingerprint(replace(ONE, line=99)) == fingerprint(ONE)


def test_fields_do_not_run_into_each_other():
    one = fingerprint(certificate(item="甲", standard="乙丙"))
    assert one != fingerprint(certificate(item="甲乙", standard="丙"))


rows = st.lists(
    st.builds(
        lambda number, status: certificate(number=f"Q{number:05d}", status=status),
        st.integers(1, 30),
        st.sampled_from(["01", "02", "03"]),
    ),
    unique_by=lambda row: row.number,
)


@given(rows, rows, st.randoms(use_true_random=False))
def test_the_hash_does_not_depend_on_the_order_of_rows(held, sent, chance):
    mixed = sent.copy()
    chance.shuffle(mixed)
    assert plan(register(*held), mixed).hash == plan(register(*held), sent).hash


@given(rows, rows)
def test_after_the_merge_nothing_is_left_to_do(held, sent):
    before = register(*held)
    planned = plan(before, sent)
    after = before | register(*planned.new, *planned.changed)
    again = plan(after, sent)
    assert (again.new, again.changed, len(again.unchanged)) == ((), (), len(sent))


def test_the_hash_tells_plans_apart():
    hashes = {
        plan({}, []).hash,
        plan({}, [ONE]).hash,
        plan({}, [TWO]).hash,
        plan(register(ONE), [ONE]).hash,
        plan({ONE.number: "0"}, [ONE]).hash,
        plan({ONE.number: "1"}, [ONE]).hash,
    }
    assert len(hashes) == 6
    assert all(len(found) == 64 for found in hashes)


def test_a_problem_is_told_in_one_sentence():
    problem = Problem(
        sheet="",
        line=17,
        column="证书状态",
        value="9",
        rule="certificate.status",
        template="“{header}”（{value}）不是规定的代码。",
        values={"header": "证书状态", "value": "9"},
        cure="请填写两位代码。",
    )
    assert problem.text == "第 17 行“证书状态”（9）不是规定的代码。请填写两位代码。"
    assert not Examination((problem,), 1).is_clean


LOADED = """
import sys
from renjian.authorities import divisions
from renjian.registers import certificates, days, encodings, headers, merge, problems, rows
from renjian.registers import workbooks
from renjian.risk import classes
print({"ibis", "duckdb", "pyarrow"} & set(sys.modules))
"""


def test_the_web_process_needs_no_table_engine():
    done = run_python(LOADED)
    assert done.stdout.strip() == "set()", done.stderr
