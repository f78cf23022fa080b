"""Draw the diagrams of the documentation from the tables of the library.

python tools/diagrams.py            writes them
python tools/diagrams.py --check    fails if a file is not what the tables say
"""

import sys
from collections.abc import Callable
from pathlib import Path

from renjian.cases.stages import FORMALITIES, TRANSITIONS, Stage

ROOT = Path(__file__).parents[1]


def case_stages() -> str:
    """The stages of a clue and a case with the acts between them."""
    lines = ["stateDiagram-v2", f"    [*] --> {Stage.CLUE.value}"]
    lines += [f"    {stage.value}: {stage.title}" for stage in Stage]
    for stage, acts in TRANSITIONS.items():
        lines += [f"    {stage.value} --> {to.value}: {act.title}" for act, to in acts.items()]
    lines += [f"    {stage.value} --> [*]" for stage in Stage if stage.is_final]
    rows = [
        f"| {act.title} | {need.clause} | {need.approver} | {'、'.join(need.documents)} |"
        f" {need.deadline or '–'} |"
        for act, need in FORMALITIES.items()
    ]
    table = ["| 行为 | 依据 | 批准 | 文书 | 期限 |", "| --- | --- | --- | --- | --- |", *rows]
    return "\n".join(
        [
            "# Stages of a clue and a case",
            "",
            "Drawn from `renjian.cases.stages` by `tools/diagrams.py`; do not edit by hand.",
            "",
            "```mermaid",
            *lines,
            "```",
            "",
            *table,
            "",
        ]
    )


DIAGRAMS: dict[str, Callable[[], str]] = {"docs/diagrams/case-stages.md": case_stages}


def outdated(root: Path) -> list[str]:
    """The files that are missing or not what the tables of the library say."""
    return [
        name
        for name, draw in DIAGRAMS.items()
        if not (root / name).exists() or (root / name).read_text("utf-8") != draw()
    ]


def main(arguments: list[str]) -> int:
    """Write all diagrams, or say which are out of date."""
    names = outdated(ROOT)
    if "--check" in arguments:
        for name in names:
            print(f"{name} is out of date: run python tools/diagrams.py", file=sys.stderr)
        return bool(names)
    for name in names:
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DIAGRAMS[name](), "utf-8")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
