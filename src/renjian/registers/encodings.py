"""Text files as offices write them: UTF-8 with or without mark, GB 18030, UTF-16 with mark."""

import codecs
import re

from renjian.kernel.refusal import Refused, reason

# Control characters that no table holds; tab and line ends are none of them.
JUNK = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_junk = re.compile(b"[" + re.escape(JUNK) + b"]")
_utf_16_marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes) -> str:
    """The text of a file. Refused if it is empty, no text, or in an encoding not accepted here."""
    if not data.strip(codecs.BOM_UTF8 + b" \t\r\n"):
        raise Refused(
            reason(
                "upload.file.empty",
                "文件是空的，没有表头也没有数据。请检查导出是否成功后重新上传。",
            )
        )
    if data.startswith(_utf_16_marks):
        return _decode_as(("utf-16",), data)
    if match := _junk.search(data):
        raise Refused(
            reason(
                "upload.file.not-text",
                "文件在第 {line} 行含有不属于文本的内容，既不是 CSV 文本，也不是 xlsx 表格。"
                "请用表格软件另存为“Excel 工作簿（.xlsx）”或“CSV UTF-8”后重新上传。",
                line=_line(data, match.start()),
            )
        )
    return _decode_as(("utf-8-sig", "gb18030"), data)


def as_utf8(data: bytes) -> bytes:
    """The bytes of a text in UTF-8 without its mark; what is so already is not copied again."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    step = 1 << 20
    is_empty, has_junk = True, False
    try:
        for start in range(0, len(data), step):
            part = data[start : start + step]
            decoder.decode(part)
            is_empty = is_empty and not part.strip(codecs.BOM_UTF8 + b" \t\r\n")
            has_junk = has_junk or len(part.translate(None, JUNK)) < len(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return decode(data).encode()
    if is_empty or has_junk:
        return decode(data).encode()
    return data.removeprefix(codecs.BOM_UTF8)


def _decode_as(encodings: tuple[str, ...], data: bytes) -> str:
    reached = []
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            reached.append(error.start)
    # The encoding that came farthest is the one the file was meant to have.
    raise Refused(
        reason(
            "upload.file.encoding",
            "文件第 {line} 行有无法识别的字符：文件既不是 UTF-8 编码，也不是 GB18030 编码。"
            "请用表格软件另存为“CSV UTF-8”后重新上传。",
            line=_line(data, max(reached)),
        )
    )


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
