"""Our own workbook for reports, as clerks download it: tables with drop-down lists, and notes.

It is drawn by :mod:`renjian.registers.intake.workbook` and kept as a file, so that a page can give
it away without a library for workbooks; ``tools/own_workbook.py`` writes it anew.
"""

from importlib.resources import files

VERSION = "RJ-1"
FILE = "data/own-workbook.xlsx"


def own_workbook() -> bytes:
    """The empty workbook as an xlsx file."""
    return files("renjian.registers").joinpath(FILE).read_bytes()
