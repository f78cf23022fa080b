"""Our own table of certificates goes over as columns, and says what its rows would have said."""

import csv
from datetime import date
from io import StringIO

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st

import make
from make_registers import cells
from renjian.kernel.identifiers import normalise
from renjian.registers.events import of_row
from renjian.registers.intake.cleaning import is_plain
from renjian.registers.intake.columns import certificates_of
from renjian.registers.intake.facts import CERTIFICATES, Facts, table
from renjian.registers.reading import read, rows_of
from renjian.registers.subjects import key_of

DAY = date(2026, 11, 24)
ODD = (
    cells(),
    cells(number="900OP2600001", item_code="B0501"),
    cells(number="2026010101000001", item_code="B01", status="05"),
    cells(number="900126Q00009R0M", uscc="91330110R", status="03"),
)


def staged(path):
    """The rows as the columns have them, by name."""
    columns = certificates_of(read(path))
    text = b"".join(columns.text).decode()
    return [dict(zip(columns.names, row, strict=True)) for row in csv.reader(StringIO(text))]


def test_columns_say_of_each_row_what_its_event_says(tmp_path):
    path = tmp_path / "report.csv"
    path.write_bytes(make.report(*ODD))
    events = [of_row(row) for row in rows_of(read(path).tables[0])]
    said = staged(path)
    assert len(said) == len(ODD)
    for row, event in zip(said, events, strict=True):
        assert (row["kind"], row["key"]) == (event.kind, key_of(event.uscc, event.holder))
        assert row["effective_on"] == str(event.effective_on or "")
        assert (row["number"], row["holder"]) == (event.number, event.holder)


@given(st.lists(st.text(max_size=8), max_size=4))
@example(["A１"])
@example(["a"])
@example(["A ", "B"])
def test_nothing_is_to_be_cleaned_in_a_plain_column(texts):
    column = pa.chunked_array([["x 甲", *texts], []], pa.string()).slice(1)
    if is_plain(column):
        assert [normalise(text) for text in texts] == texts


@given(st.text(alphabet="0A-Z9./()", max_size=8))
def test_a_column_of_plain_characters_is_plain(text):
    assert is_plain(pa.chunked_array([[text, None]], pa.string()))


def known(*numbers):
    rows = [(number, "CNCA-R-2002-001", "01", DAY, None, "X", DAY, DAY) for number in numbers]
    return Facts("CNCA-R-2002-001", certificates=table(CERTIFICATES, rows))


def test_the_fingerprint_is_the_same_in_whatever_order_the_registers_tell():
    assert known("A1", "B2").fingerprint(DAY) == known("B2", "A1").fingerprint(DAY)


def test_whatever_the_checks_read_changes_the_fingerprint():
    other = Facts("CNCA-R-2002-001", plans=frozenset({"P1"}))
    found = {
        known("A1").fingerprint(DAY),
        known("A2").fingerprint(DAY),
        other.fingerprint(DAY),
        known().fingerprint(DAY),
    }
    assert len(found | {known("A1").fingerprint(date(2026, 11, 25))}) == 5
