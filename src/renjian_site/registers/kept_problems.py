"""Problems of a file as they are stored: their sentences are made in the language of the reader."""

from collections.abc import Iterable, Mapping

from renjian.kernel.refusal import Reason, reason
from renjian.registers.problems import Problem


def kept(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems of cells as values that can be stored."""
    return [
        {**vars(one), "values": _texts(one.values), "level": str(one.level)} for one in problems
    ]


def of_whole_file(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons against a whole file, as problems without a place."""
    return [{"template": one.template, "values": _texts(one.values)} for one in reasons]


def why_not_check() -> Reason:
    """Why a report is not merged when its sender left office before the check."""
    return reason(
        "upload.post-ended",
        "上传本文件的岗位在核验之前已经结束，没有保存任何一行。请由现任信息员核对后再次上传同一文件。",
    )


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
