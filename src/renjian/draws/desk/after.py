"""The acts after a draw: replace an object, replace an officer, void. One entry is added for each."""

import hashlib
import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from renjian.draws import changes
from renjian.draws.changes import Standing, Wish
from renjian.draws.desk import folder, papers, results
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Refused, reason

CHANGES = "changes.jsonl"


def change(
    target: Path, kind: str, said: dict[str, str], evidence: Path | None, at: datetime
) -> tuple[dict[str, Any], str]:
    """Change a draw of a folder, also in its bundle. Returns the entry and its hash."""
    standing = stand(target)
    entry = standing.change(
        Wish(kind, at.isoformat(timespec="seconds"), evidence=_hash_of(evidence), **said)
    )
    with (target / CHANGES).open("ab") as file:
        file.write(canonical(entry) + b"\n")
    if entry["kind"] != changes.VOID:
        list_of(target, entry).write_bytes(papers.list_now(standing, folder.read(target)))
    _put_into_bundle(target)
    return entry, standing.last


def list_of(target: Path, entry: dict[str, Any]) -> Path:
    """The list of who is visited after an entry."""
    return target / f"drawn-{entry['number']}.xlsx"


def stand(target: Path) -> Standing:
    """Where the draw of a folder stands. Refused if record or entries do not agree."""
    return changes.replay(_record(target), entries(target))


def entries(target: Path) -> list[Any]:
    """What was changed so far. Refused if it cannot be read."""
    path = target / CHANGES
    if not path.exists():
        return []
    try:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except ValueError as error:
        raise Refused(
            reason(
                "desk.changes",
                "变更记录 {path} 读不出来（{problem}）。请取回备份。",
                path=str(path),
                problem=str(error)[:80],
            )
        ) from error


def why_not_draw(target: Path) -> None:
    """Refused if the plan of a folder was voided before it was drawn."""
    if not folder.is_drawn(target) and entries(target):
        raise Refused(
            reason(
                "desk.void",
                "文件夹 {path} 里的方案已经作废，不能抽取。请另用一个文件夹重新封存。",
                path=str(target),
            )
        )


def _record(target: Path) -> Any:
    if folder.is_drawn(target):
        return results.read_record(target / folder.FULL)
    frozen = folder.read(target)
    return {"plan": frozen.plan.to_json(), "plan_hash": frozen.hash.hex()}


def _hash_of(path: Path | None) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
    except OSError as error:
        raise Refused(
            reason("desk.evidence-file", "证据文件 {path} 打不开。请检查路径。", path=str(path))
        ) from error


def _put_into_bundle(target: Path) -> None:
    """The bundle with the entries as they are now; all else in it stays."""
    old, new = target / folder.BUNDLE, target / f"{folder.BUNDLE}.new"
    if not old.exists():
        return
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != CHANGES:
                after.writestr(name, before.read(name))
        after.write(target / CHANGES, CHANGES)
    new.replace(old)
