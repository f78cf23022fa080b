"""Empty tables for what authorities import, as text that spreadsheet programs open."""

import csv
from io import StringIO

from renjian.registers.inbound import Inbound, form_of


def empty_table(kind: Inbound) -> bytes:
    """The heading row of a kind of import as a CSV file in UTF-8, with the mark spreadsheets look for."""
    text = StringIO()
    csv.writer(text).writerow([column.header for column in form_of(kind).columns])
    return text.getvalue().encode("utf-8-sig")
