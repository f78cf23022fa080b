"""Write the empty workbook of reports that the site gives away: `python tools/own_workbook.py`."""

from pathlib import Path

from renjian.registers.intake.workbook import workbook
from renjian.registers.own_workbook import FILE

if __name__ == "__main__":
    path = Path(__file__).parents[1] / "src/renjian/registers" / FILE
    path.write_bytes(workbook())
    print(path)
