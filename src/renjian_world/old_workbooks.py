"""Workbooks as they were before 2007 (.xls), in which the platform's report templates come.

No writer of them is maintained any more, and what is needed of the format is little: text cells on
sheets. The records are BIFF8 ([MS-XLS]), the container a compound file of one stream ([MS-CFB]).
"""

import struct
from collections.abc import Iterable, Sequence

SECTOR = 512
SMALLEST = 4096  # bytes of a stream that stands in sectors of its own
FREE, END, FAT, DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
IN_HEADER = 109  # FAT sectors that the header names
A_SECTOR = SECTOR // 4  # entries
MOST_ROWS = 65_536
STYLES = 15  # formats that every workbook begins with
Rows = Iterable[Sequence[str]]


def workbook(sheets: Sequence[tuple[str, Rows]]) -> bytes:
    """A workbook of text cells, sheet by sheet. Raises ``ValueError`` beyond 65 536 rows."""
    pages = [_sheet(list(rows)) for _, rows in sheets]
    heads = [_bound(0, name) for name, _ in sheets]
    before = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    before += _record(0x0042, struct.pack("<H", 1200)) + _formats()
    end = _record(0x000A, b"")
    at = len(before) + sum(map(len, heads)) + len(end)
    bounds = b""
    for (name, _), page in zip(sheets, pages, strict=True):
        bounds += _bound(at, name)
        at += len(page)
    return _compound(before + bounds + end + b"".join(pages))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _formats() -> bytes:
    """One font and the plainest formats, which programs want to find."""
    name = "Arial".encode("utf-16-le")
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0)
    fonts = _record(0x0031, font + struct.pack("<BB", 5, 1) + name) * 4
    style = struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0xF4, 0, 0, 0x20C0)
    cell = struct.pack("<HHHBBBBIIH", 0, 49, 0x0001, 0x20, 0, 0, 0x04, 0, 0, 0x20C0)
    formats = _record(0x00E0, style) * STYLES + _record(0x00E0, cell)
    return fonts + formats + _record(0x0293, struct.pack("<HBB", 0x8000, 0, 0xFF))


def _bound(at: int, name: str) -> bytes:
    text = name.encode("utf-16-le")
    return _record(0x0085, struct.pack("<IBBBB", at, 0, 0, len(name), 1) + text)


def _sheet(rows: list[Sequence[str]]) -> bytes:
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} rows do not fit on a sheet of an old workbook")
    width = max(map(len, rows), default=0)
    parts = [
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)),
        _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0)),
    ]
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if text:
                head = struct.pack("<HHHHB", row, column, STYLES, len(text), 1)
                parts.append(_record(0x0204, head + text.encode("utf-16-le")))
    window = struct.pack("<HHHIHHI", 0x0006 | 0x00B0, 0, 0, 64, 0, 0, 0)
    parts += [_record(0x023E, window), _record(0x000A, b"")]
    return b"".join(parts)


def _compound(stream: bytes) -> bytes:
    """The stream called Workbook in a compound file."""
    size = max(len(stream), SMALLEST)
    content = -(-size // SECTOR)
    fat = difat = 0
    while True:  # the tables of sectors list themselves too
        need = -(-(content + 1 + fat + difat) // A_SECTOR)
        more = -(-max(need - IN_HEADER, 0) // (A_SECTOR - 1))
        if (need, more) == (fat, difat):
            break
        fat, difat = need, more
    entries = [*range(1, content), END, END, *[FAT] * fat, *[DIFAT] * difat]
    entries += [FREE] * (fat * A_SECTOR - len(entries))
    first_fat = content + 1
    numbers = list(range(first_fat, first_fat + fat))
    first_difat = first_fat + fat
    named = numbers[:IN_HEADER] + [FREE] * (IN_HEADER - len(numbers[:IN_HEADER]))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        *(0x3E, 3, 0xFFFE, 9, 6),
        b"",
        *(0, fat, content, 0, SMALLEST, END, 0),
        first_difat if difat else END,
        difat,
    )
    parts = [head, struct.pack(f"<{IN_HEADER}I", *named), stream.ljust(content * SECTOR, b"\0")]
    parts += [_directory(size), struct.pack(f"<{len(entries)}I", *entries)]
    rest = numbers[IN_HEADER:]
    for at in range(difat):
        chunk = rest[at * (A_SECTOR - 1) : (at + 1) * (A_SECTOR - 1)]
        chunk += [FREE] * (A_SECTOR - 1 - len(chunk))
        following = first_difat + at + 1 if at + 1 < difat else END
        parts.append(struct.pack(f"<{A_SECTOR}I", *chunk, following))
    return b"".join(parts)


def _directory(size: int) -> bytes:
    return b"".join(
        (
            _entry("Root Entry", 5, child=1, start=END, size=0),
            _entry("Workbook", 2, child=FREE, start=0, size=size),
            _entry("", 0, child=FREE, start=0, size=0) * 2,
        )
    )


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = (name + "\0" if name else "").encode("utf-16-le")
    head = struct.pack("<64sHBBIII", text, len(text), kind, 1, FREE, FREE, child)
    return head + struct.pack("<16sIQQIQ", b"", 0, 0, 0, start, size)
