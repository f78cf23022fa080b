"""Workbooks that would take the memory of the machine: a zip that swells, a cell far out.

A reader of workbooks sets aside room for the whole rectangle that the cells span, so one stray
blank in the last corner of a sheet asks for hundreds of gigabytes.
"""

import re
import zipfile
from pathlib import Path

from renjian.kernel.refusal import Reason, reason

MOST_EXPANDED = 2 * 1024**3  # bytes of all parts; a full sheet of certificates takes half of it
MOST_EMPTY = 20_000_000  # cells without content that a sheet may span

CHUNK = 4 * 1024**2
_place = re.compile(rb"""\sr=["']([A-Z]{1,3})([0-9]{1,7})["']""")
LONGEST_PLACE = 32  # bytes of one place, so that none is lost between two chunks


def why_not_open(path: Path) -> tuple[Reason, ...]:
    """Every reason why a workbook is too large to open. Raises ``BadZipFile`` if it is none."""
    with zipfile.ZipFile(path) as archive:
        expanded = sum(entry.file_size for entry in archive.infolist())
        if expanded > MOST_EXPANDED:
            return (
                reason(
                    "upload.workbook.too-large",
                    "工作簿展开后有 {size} MB，最多可以有 {most} MB。请分成几个文件上传。",
                    size=expanded // 1024**2,
                    most=MOST_EXPANDED // 1024**2,
                ),
            )
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        extents = [_extent(archive, name) for name in sheets if name.endswith(".xml")]
    return tuple(
        reason(
            "upload.workbook.stray-cell",
            "工作表的范围到第 {rows} 行、第 {columns} 列，其中绝大多数是空单元格。"
            "请删去数据区之外的内容（包括只有空格的单元格）后重新上传。",
            rows=rows,
            columns=columns,
        )
        for rows, columns, filled in extents
        if rows * columns - filled > MOST_EMPTY
    )


def _extent(archive: zipfile.ZipFile, name: str) -> tuple[int, int, int]:
    """The last row and column that a sheet names, and how many cells it has."""
    rows, filled = 0, 0
    letters: set[bytes] = set()
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            text = rest + chunk
            places = _place.findall(text)
            filled += len(places)
            letters.update(column for column, _ in places)
            rows = max(rows, max((int(row) for _, row in places), default=0))
            rest = text[-LONGEST_PLACE:]
    return rows, max(map(_column, letters), default=0), filled


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
