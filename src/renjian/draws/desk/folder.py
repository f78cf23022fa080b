"""The folder of a draw: what was frozen, what was drawn, and the bundle for a notary."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from renjian.draws import record
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.desk.making import Lists, Made
from renjian.draws.plan import Plan, plan_hash
from renjian.draws.pool import Leaf
from renjian.draws.record import Outcome
from renjian.draws.stages import Part
from renjian.kernel.canonical import canonical, canonical_flat
from renjian.kernel.refusal import Refused, reason
from renjian.ledger.tree import inclusion_proofs

FROZEN, SECRET, PLAN = "frozen.json", "secret.txt", "plan.json"
PUBLIC, FULL, PROOFS = "record.jsonl", "record-full.jsonl", "proofs.json"
BUNDLE, MINUTES, DRAWN = "bundle.zip", "minutes.pdf", "drawn.xlsx"
DIFFERENCES = "differences.csv"  # only after a voided draw


@dataclass(frozen=True)
class Frozen:
    """A frozen plan with its lists, as they lie in the folder; names are not for the public."""

    plan: Plan
    hash: bytes
    frozen_at: datetime
    leaves: tuple[Leaf, ...]
    officers: tuple[Officer, ...]
    recusals: tuple[Recusal, ...]
    parts: tuple[Part, ...]
    experts: tuple[str, ...]
    openings: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]
    names: Mapping[str, str]
    people: Mapping[str, str]


def is_frozen(folder: Path) -> bool:
    """Whether a plan was frozen in the folder."""
    return (folder / FROZEN).exists()


def is_drawn(folder: Path) -> bool:
    """Whether the plan of the folder was carried out."""
    return (folder / FULL).exists()


def freeze(folder: Path, plan: Plan, made: Made, lists: Lists, at: datetime) -> Frozen:
    """Write down what was frozen; a secret lies in a file of its own, to be kept elsewhere."""
    draft = made.draft
    value = {
        "plan": plan.to_json(),
        "plan_hash": plan_hash(plan.to_json(), plan.hash).hex(),
        "frozen_at": at.isoformat(timespec="seconds"),
        "objects": [leaf.to_json() for leaf in draft.leaves],
        "officers": [one.to_json() for one in draft.officers],
        "recusals": [one.to_json() for one in draft.recusals],
        "parts": [one.to_json() for one in draft.parts],
        "experts": list(draft.experts),
        "openings": made.openings,
        "labels": made.labels,
        "names": {one.id: one.name for one in lists.objects},
        "people": {officer.id: name for officer, name in lists.officers} | dict(lists.experts),
    }
    folder.mkdir(parents=True, exist_ok=True)
    if plan.sealed:
        (folder / SECRET).write_text(made.secret.hex() + "\n", "utf-8")
    (folder / PLAN).write_bytes(canonical(plan.to_json()) + b"\n")
    (folder / FROZEN).write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return read(folder)


def read(folder: Path) -> Frozen:
    """What was frozen in the folder. Refused if the file cannot be read any more."""
    try:
        value = json.loads((folder / FROZEN).read_text("utf-8"))
        return Frozen(
            plan=Plan.from_json(value["plan"]),
            hash=bytes.fromhex(value["plan_hash"]),
            frozen_at=datetime.fromisoformat(value["frozen_at"]),
            leaves=tuple(Leaf(**one) for one in value["objects"]),
            officers=tuple(Officer(**one) for one in value["officers"]),
            recusals=tuple(Recusal(**one) for one in value["recusals"]),
            parts=tuple(Part(**one) for one in value["parts"]),
            experts=tuple(value["experts"]),
            **{name: value[name] for name in ("openings", "labels", "names", "people")},
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Refused(
            reason(
                "desk.frozen",
                "封存文件 {path} 读不出来，可能被改动过（{problem}）。"
                "请取回封存时的备份；不能另行封存一份代替。",
                path=str(folder / FROZEN),
                problem=str(error)[:80],
            )
        ) from error


def secret_of(folder: Path) -> bytes:
    """The secret of a sealed plan. Refused if it does not lie in the folder."""
    try:
        return bytes.fromhex((folder / SECRET).read_text("utf-8").strip())
    except (OSError, ValueError) as error:
        raise Refused(
            reason(
                "desk.secret",
                "密封的方案需要文件 {path}，里面是封存时产生的 64 位十六进制数。"
                "请把保管的秘密放回去再抽取。",
                path=str(folder / SECRET),
            )
        ) from error


def write(folder: Path, outcome: Outcome, frozen: Frozen, papers: Mapping[str, bytes]) -> None:
    """Write the records, the proofs and the bundle; ``papers`` are other files by their name."""
    _write_lines(folder / PUBLIC, record.lines(outcome))
    _write_lines(folder / FULL, record.lines(outcome, frozen.openings))
    (folder / PROOFS).write_bytes(canonical(_proofs(outcome)) + b"\n")
    for name, content in papers.items():
        (folder / name).write_bytes(content)
    _bundle(folder, outcome, papers)


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(lines)


def _proofs(outcome: Outcome) -> dict[str, Any]:
    """For each drawn object its leaf and the path to the register root (RFC 9162)."""
    place = {leaf.id: n for n, leaf in enumerate(outcome.leaves)}
    drawn = [one.id for part in outcome.strata.values() for one in part.selected]
    entries = (canonical_flat(leaf.to_json()) for leaf in outcome.leaves)
    proofs = inclusion_proofs((place[id] for id in drawn), entries, outcome.plan.hash)
    return {
        "hash": outcome.plan.hash,
        "root": outcome.plan.register_root,
        "size": outcome.plan.register_size,
        "proofs": [
            {"id": id, "index": place[id], "leaf": leaf.hex(), "path": [one.hex() for one in path]}
            for id, (leaf, path) in zip(drawn, proofs, strict=True)
        ],
    }


def _bundle(folder: Path, outcome: Outcome, papers: Mapping[str, bytes]) -> None:
    """One file for a notary: both records, plan, proofs, the program that checks, how to read."""
    command = f"python3 verify.py {FULL} --plan-hash {outcome.plan_hash.hex()}"
    data = files("renjian.draws")
    with zipfile.ZipFile(folder / BUNDLE, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name in (PLAN, PUBLIC, FULL, PROOFS, DIFFERENCES):
            if (folder / name).exists():
                bundle.write(folder / name, name)
        for name, content in papers.items():
            bundle.writestr(name, content)
        bundle.writestr("verify.py", data.joinpath("verify.py").read_text("utf-8"))
        for name in ("README.zh.txt", "README.en.txt"):
            text = data.joinpath("desk", "data", name).read_text("utf-8")
            bundle.writestr(name, text.replace("{command}", command))
