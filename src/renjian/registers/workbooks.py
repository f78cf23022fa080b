"""Workbooks that would take the memory of the machine are told before they are opened.

A zip may swell a thousandfold, and its directory may lie about that. A reader of workbooks sets
aside room for the whole rectangle that the cells span, so one stray blank in the last corner of a
sheet asks for hundreds of gigabytes. And a text that is kept once, but named by many cells, is as
many texts once it is read.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from renjian.kernel.refusal import Reason, reason
from renjian.registers import archives
from renjian.registers.parts import Part, text_named

MEGABYTE = 1024**2
MOST_EXPANDED = 400 * MEGABYTE  # bytes of all parts; 300 000 rows of certificates take half of it
MOST_SWOLLEN = 100  # times the size of the file; a sheet of blank cells comes to 12
SMALL = 16 * MEGABYTE  # bytes of all parts that a file of any size may have
MOST_TEXT = 400 * MEGABYTE  # bytes of the text in all cells together
MOST_ROWS = 1_048_576  # of a sheet, in every spreadsheet program
MOST_EMPTY = 20_000_000  # cells without content that a sheet may span
MOST_NAMED = 5  # cells that a sentence names
LONGEST_CELL = 32_767  # characters, likewise
LONGEST_TEXT = 8 * LONGEST_CELL + 256  # bytes with the tag, each character as &#x4e00;

MUST_HAVE = "xl/workbook.xml"
OTHER_KINDS = {"content.xml", "xl/workbook.bin"}  # of other programs: a reader would take them too
MACROS = "xl/vbaproject.bin"
MARKUP = (".xml", ".rels")
Parts = dict[zipfile.ZipInfo, Part]
_sheet_name = re.compile(
    rb"""<(?:\w+:)?sheet\s[^>]*?\bname\s*=\s*"([^"]*)"[^>]*?\br?:?id\s*=\s*"([^"]*)\""""
)
_relation = re.compile(rb"<Relationship\s[^>]*>")
_attribute = re.compile(rb"""(\w+)\s*=\s*"([^"]*)\"""")


@dataclass(frozen=True)
class Survey:
    """What a look at the parts of a workbook shows: why it is not opened, and what is odd in it.

    ``odd`` are the parts that hold formulas or merged cells, by the name of their sheet.
    """

    reasons: tuple[Reason, ...]
    odd: Mapping[str, Part] = field(default_factory=dict)


def why_not_open(path: Path) -> tuple[Reason, ...]:
    """Every reason why a workbook is too large to open. Raises ``BadZipFile`` if it is none."""
    return survey(path).reasons


def survey(path: Path) -> Survey:
    """Look at the parts of a workbook before it is opened. Raises ``BadZipFile`` if it is none."""
    most = min(MOST_EXPANDED, max(SMALL, MOST_SWOLLEN * path.stat().st_size))
    with zipfile.ZipFile(path) as archive:
        names = {name.lower() for name in archive.namelist()}
        if MUST_HAVE not in names or OTHER_KINDS & names:
            raise zipfile.BadZipFile("no workbook of the kind .xlsx")
        if MACROS in names:
            return Survey((macros(),))
        parts = _parts(archive, most)
        if parts is None:
            return Survey((_too_large(path, most),))
        reasons = [why for entry, part in parts.items() for why in _why_not(entry.filename, part)]
        if not reasons and _text_of_cells(archive, parts) > MOST_TEXT:
            reasons.append(_too_much_text())
        odd = {} if reasons else _odd(archive, parts)
    return Survey(tuple(reasons), odd)


def macros() -> Reason:
    """Why a workbook with programs in it is not read."""
    return reason(
        "upload.workbook.macros",
        "工作簿里有宏（程序），没有读取。请用表格软件打开，另存为不含宏的“Excel 工作簿（.xlsx）”后重新上传。",
    )


def why_not_formulas(sheet: str, part: Part) -> tuple[Reason, ...]:
    """Why a sheet with formulas is not read: what they give depends on who opens it, and when."""
    if not part.formulas:
        return ()
    return (
        reason(
            "upload.workbook.formulas",
            "工作表“{sheet}”的 {cells} 等单元格里是公式，不是填写的值。"
            "请选中数据区，复制后“选择性粘贴—数值”，再重新上传。",
            sheet=sheet,
            cells="、".join(part.formulas[:MOST_NAMED]),
        ),
    )


def why_not_merged(sheet: str, part: Part, first_line: int) -> tuple[Reason, ...]:
    """Why a sheet with merged cells among its data, from ``first_line`` on, is not read."""
    ranges = [found for found in part.merges if _last_line(found) >= first_line]
    if not ranges:
        return ()
    return (
        reason(
            "upload.workbook.merged",
            "工作表“{sheet}”的数据区有合并单元格（{cells}），无法确定每一行的值。"
            "请取消合并，在每一行分别填写后重新上传。",
            sheet=sheet,
            cells="、".join(ranges[:MOST_NAMED]),
        ),
    )


def _last_line(merge: str) -> int:
    return int("".join(filter(str.isdigit, merge.rpartition(":")[2])) or 0)


def _odd(archive: zipfile.ZipFile, parts: Parts) -> dict[str, Part]:
    """Parts with formulas or merged cells by the names of their sheets."""
    by_name = {entry.filename.lower(): part for entry, part in parts.items()}
    if not any(part.formulas or part.merges for part in parts.values()):
        return {}
    relations = "xl/_rels/workbook.xml.rels"
    held = {name.lower(): name for name in archive.namelist()}
    book, listed = archive.read(held[MUST_HAVE]), archive.read(held.get(relations, held[MUST_HAVE]))
    targets = {}
    for tag in _relation.findall(listed):
        found = dict(_attribute.findall(tag))
        targets[found.get(b"Id", b"")] = found.get(b"Target", b"").decode("utf-8", "replace")
    sheets = {
        html.unescape(name.decode("utf-8", "replace")): targets.get(number, "")
        for name, number in _sheet_name.findall(book)
    }
    places = {
        name: by_name.get((target if target.startswith("/xl/") else f"/xl/{target}")[1:].lower())
        for name, target in sheets.items()
    }
    return {name: part for name, part in places.items() if part}


def too_many_lines(count: int, most: int) -> Reason:
    """Why a file of so many lines is not read."""
    return reason(
        "upload.file.lines",
        "文件有 {count} 行（含空行），多于 {most} 行，没有读取。请删去空行或者按月份拆分后重新上传。",
        count=count,
        most=most,
    )


def _parts(archive: zipfile.ZipFile, most: int) -> Parts | None:
    """The parts with what is in them, none if together they unpack to more bytes than may be."""
    if archives.said(archive) > most:
        return None
    parts: Parts = {}
    left = most
    for entry in archive.infolist():
        part = parts[entry] = Part()
        for tags in _tags(archive, entry, part):
            part.see(tags)
            if part.size > left:
                return None
        left -= part.size
    return parts


def _tags(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: Part) -> Iterator[bytes]:
    """A part in pieces that end between two tags; its size and any text too long are noted."""
    rest = b""
    for chunk in archives.unpacked(archive, entry):
        part.size += len(chunk)
        until_tag = chunk.find(b"<")
        run = len(rest) + (until_tag if until_tag >= 0 else len(chunk))
        part.has_long_text |= run > LONGEST_TEXT
        tags = rest + chunk
        cut = len(tags) if part.has_long_text else max(tags.rfind(b"<"), 0)
        rest = tags[cut:]
        yield tags[:cut]
    yield rest


def _text_of_cells(archive: zipfile.ZipFile, parts: Mapping[zipfile.ZipInfo, Part]) -> int:
    """How many bytes of text the cells name; at the most, where nothing comes near the limit."""
    texts = max((part.texts for part in parts.values()), key=len)
    longest = max(texts, default=0)
    naming = {entry: part for entry, part in parts.items() if part.names_texts}
    if sum(part.names_texts for part in naming.values()) * longest <= MOST_TEXT:
        return 0
    return sum(
        text_named(tags, texts, longest)
        for entry in naming
        for tags in _tags(archive, entry, Part())
    )


def _why_not(name: str, part: Part) -> Iterator[Reason]:
    # A picture may well hold no angle bracket for as long.
    is_markup = name.lower().endswith(MARKUP) or part.cells or part.texts
    if part.has_long_text and is_markup:
        yield reason(
            "upload.workbook.long-text",
            "工作簿里有一个单元格的文字超过 {most} 个字，没有读取。请改短或者删去后重新上传。",
            most=LONGEST_CELL,
        )
    if part.cells and part.rows > MOST_ROWS:
        yield too_many_lines(part.rows, MOST_ROWS)
    if part.rows * part.columns - part.cells > MOST_EMPTY:
        yield reason(
            "upload.workbook.stray-cell",
            "工作表的范围到第 {rows} 行、第 {columns} 列，其中绝大多数是空单元格。"
            "请删去数据区之外的内容（包括只有空格的单元格）后重新上传。",
            rows=part.rows,
            columns=part.columns,
        )


def _too_large(path: Path, most: int) -> Reason:
    if most == MOST_EXPANDED:
        return reason(
            "upload.workbook.too-large",
            "工作簿展开后超过 {most} MB，没有读取。请分成几个文件上传。",
            most=most // MEGABYTE,
        )
    return reason(
        "upload.workbook.swollen",
        "文件只有 {packed} KB，展开后却超过 {most} MB，不像表格软件保存的工作簿，没有读取。"
        "请用表格软件打开，另存为“Excel 工作簿（.xlsx）”后重新上传。",
        packed=path.stat().st_size // 1024 + 1,
        most=most // MEGABYTE,
    )


def _too_much_text() -> Reason:
    return reason(
        "upload.workbook.much-text",
        "工作簿里的文字全部展开后超过 {most} MB，没有读取。"
        "请删去重复填写的长文字，或者分成几个文件后重新上传。",
        most=MOST_TEXT // MEGABYTE,
    )
