"""Reasons against an act, in a form that a program, an officer and a translator can use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

LIST_MARK = "、"
SENTENCE_MARK = "；"
MOST_SHOWN = 100  # characters of a value that a sentence repeats; more of it help nobody


@dataclass(frozen=True)
class Reason:
    """Why an act is not allowed, or why a ruling is as it is.

    ``code`` is for programs, ``template`` is the Chinese sentence with ``{names}`` of ``values``,
    ``clause`` the rule it rests on (empty where no law is involved). A value may be a tuple of
    words, which is a list in the sentence, or a reason of its own, which stands inside it.
    """

    code: str
    template: str
    clause: str = ""
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def text(self) -> str:
        """The sentence in the source language."""
        return self.template.format(**{name: in_source(one) for name, one in self.values.items()})

    def __str__(self) -> str:
        return f"{self.text}（{self.clause}）" if self.clause else self.text


def in_source(value: object) -> object:
    """A value as a sentence in the source language holds it."""
    if isinstance(value, tuple):
        mark = SENTENCE_MARK if any(isinstance(one, Reason) for one in value) else LIST_MARK
        return mark.join(str(in_source(one)) for one in value)
    if isinstance(value, str):
        return inside_quotes(value)
    return value.text if isinstance(value, Reason) else value


def inside_quotes(words: str) -> str:
    """Words of the law as they stand inside a quotation: their own quotation marks are the inner ones."""
    return words.replace("“", "‘").replace("”", "’")


def reason(code: str, template: str, *, clause: str = "", **values: object) -> Reason:
    """Make a reason. The catalogue of translations is extracted from calls of this function."""
    return Reason(code, template, clause, MappingProxyType(values))


def shown(value: str) -> str:
    """A value from outside as a sentence repeats it: as it is, or its beginning."""
    return value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"


class Refused(Exception):
    """An act was refused for one or more reasons; nothing was changed."""

    def __init__(self, *reasons: Reason) -> None:
        if not reasons:
            raise ValueError("a refusal needs at least one reason")
        super().__init__("；".join(str(r) for r in reasons))
        self.reasons = reasons
