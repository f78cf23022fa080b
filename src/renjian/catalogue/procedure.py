"""The ordinary procedure of administrative penalties: states, transitions, documents, lists (PROC).

What a case of this system can do is for its own slice; here stands what the rules say.
"""

from dataclasses import dataclass
from typing import Any

from renjian.catalogue.validity import Mark, kept, read


@dataclass(frozen=True)
class State:
    """A state of the procedure."""

    code: str
    title: str
    title_en: str


@dataclass(frozen=True)
class Transition:
    """From one state to another: by what act, when, by whom, with which limit and documents.

    Of a range of articles ``clause`` names the first and the last.
    """

    before: State
    after: State
    act: str
    when: str
    by: str
    deadline: str
    documents: tuple[str, ...]
    clause: str
    mark: Mark


@dataclass(frozen=True)
class Document:
    """A document of the model set; ``number`` where the official list was read."""

    title: str
    number: int | None
    mark: Mark


LIST_TITLES = {
    "suspension_grounds": "中止调查的情形",
    "legal_review_scope": "应当法制审核的案件",
    "review_contents": "审核的内容",
    "service_methods": "送达方式",
}


@kept
def states() -> dict[str, State]:
    """The states by code."""
    rows: list[dict[str, str]] = read("procedure")["states"]
    return {row["code"]: State(row["code"], row["zh"], row["en"]) for row in rows}


@kept
def transitions() -> tuple[Transition, ...]:
    """What may follow what, in the order of the procedure."""
    known = states()
    rows: list[dict[str, Any]] = read("procedure")["transitions"]
    return tuple(
        Transition(
            before=known[row["from"]],
            after=known[row["to"]],
            act=row["zh"],
            when=row.get("when", ""),
            by=row["by"],
            deadline=row.get("deadline", ""),
            documents=tuple(row.get("documents", ())),
            clause=row["clause"],
            mark=Mark(row["mark"]),
        )
        for row in rows
    )


@kept
def documents() -> tuple[Document, ...]:
    """The documents of the model set in its order, as far as it was read."""
    rows: list[dict[str, Any]] = read("procedure")["documents"]
    return tuple(Document(row["text"], row.get("number"), Mark(row["mark"])) for row in rows)


def items_of(name: str) -> tuple[str, ...]:
    """One of the lists of the procedure: grounds, scopes, contents, methods."""
    return tuple(read("procedure")[name])
