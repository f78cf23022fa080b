"""Problems of a file as they are stored: their sentences are made in the language of the reader."""

from collections.abc import Iterable, Mapping

from renjian.kernel.refusal import Reason
from renjian.registers.problems import Problem


def kept(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Problems of cells as values that can be stored."""
    return [
        {**vars(one), "values": _texts(one.values), "level": str(one.level)} for one in problems
    ]


def of_whole_file(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons against a whole file, as problems without a place."""
    return [{"template": one.template, "values": _texts(one.values)} for one in reasons]


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
