"""``renjian jurisdiction``: who may handle a matter, explained from a file, without any database."""

import argparse
import json
import sys
from pathlib import Path

from django.utils import timezone
from django.utils.translation import override

from renjian.cases.explanation import explain
from renjian.cases.matter_files import read
from renjian.kernel.refusal import Refused, reason
from renjian_site.cases.explanations import as_value, lines, sentence

EXPLAINED, REFUSED = 0, 2
LANGUAGES = {"zh": ("zh-hans",), "en": ("en",), "both": ("zh-hans", "en")}
MOST_BYTES = 1_000_000


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``renjian jurisdiction explain``."""
    jurisdiction = subparsers.add_parser("jurisdiction", help="管辖认定 who handles a matter")
    acts = jurisdiction.add_subparsers(required=True, metavar="ACT")
    act = acts.add_parser(
        "explain", help="说明一件事由谁管辖、怎样处罚 explain a matter from a file"
    )
    act.add_argument(
        "file", type=Path, metavar="FILE", help="JSON 文件，- 为标准输入 or - for stdin"
    )
    act.add_argument(
        "--language", choices=LANGUAGES, default="zh", help="语言 zh, en or both (default: zh)"
    )
    act.add_argument("--json", action="store_true", help="供程序读取的结果 the result for programs")
    act.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    try:
        explained = explain(read(_text(options.file)), today=timezone.localdate())
    except Refused as refused:
        for language in LANGUAGES[options.language]:
            with override(language):
                for why in refused.reasons:
                    print(sentence(why), file=sys.stderr)
        return REFUSED
    for place, language in enumerate(LANGUAGES[options.language]):
        with override(language):
            if options.json:
                print(json.dumps(as_value(explained), ensure_ascii=False, indent=2))
                break
            if place:
                print()
            print("\n".join(lines(explained)))
    return EXPLAINED


def _text(path: Path) -> str:
    """The text of the file; refuses what cannot be read as one."""
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise Refused(
            reason(
                "matter.file.unreadable",
                "不能读取文件“{path}”：{why}。请核对路径和权限。",
                path=str(path),
                why=error.strerror or "",
            )
        ) from None
    if len(content) > MOST_BYTES:
        raise Refused(
            reason(
                "matter.file.large",
                "文件“{path}”超过 {most} 字节，不是一件事的记载。请核对文件。",
                path=str(path),
                most=MOST_BYTES,
            )
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            reason("matter.file.encoding", "文件“{path}”不是 UTF-8 编码。请另存为 UTF-8 后重试。",
                   path=str(path))
        ) from None  # fmt: skip
