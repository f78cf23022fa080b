"""Fields of a file that people write by hand: each is read with its place, each fault is a sentence.

Faults are gathered, so that one reading names all of them; nothing is guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from renjian.kernel.refusal import Reason, reason, shown

MOST_YUAN = Decimal(10) ** 13
YES = {"true": True, "yes": True, "是": True, "1": True}
NO = {"false": False, "no": False, "否": False, "0": False}
E = TypeVar("E", bound=StrEnum)
K = TypeVar("K")
MOST_NEAR = 5


@dataclass(frozen=True)
class Fields:
    """An object of the file at its place, such as ``offenders[0]``, and the faults found so far."""

    place: str
    values: Mapping[str, object]
    faults: list[Reason] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def at(self, name: str) -> str:
        """The place of a field."""
        return f"{self.place}.{name}" if self.place else name

    def raw(self, name: str) -> object:
        """The value as it stands, None where there is none."""
        self.used.add(name)
        value = self.values.get(name)
        return None if value == "" else value

    def text(self, name: str, most: int = 300) -> str:
        """A text; empty if there is none."""
        value = self.raw(name)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or len(value) > most:
            self.faults.append(
                reason(
                    "matter.file.text",
                    "“{at}”应当是不超过 {most} 个字的文字。",
                    at=self.at(name),
                    most=most,
                )
            )
            return ""
        return value.strip()

    def day(self, name: str) -> date | None:
        """A day such as 2026-11-02."""
        value = self.raw(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.faults.append(
                reason(
                    "matter.file.day",
                    "“{at}”的“{value}”不是日期。请按 2026-11-02 的形式填写。",
                    at=self.at(name),
                    value=shown(str(value)),
                )
            )
            return None

    def flag(self, name: str) -> bool | None:
        """Yes or no; None where it is not known."""
        value = self.raw(name)
        if value is None:
            return None
        word = str(value).lower()
        if word in YES or word in NO:
            return word in YES
        self.faults.append(
            reason(
                "matter.file.flag",
                "“{at}”的“{value}”应当填 true 或者 false（是、否）；不知道的请删去这一项。",
                at=self.at(name),
                value=shown(str(value)),
            )
        )
        return None

    def money(self, name: str) -> Decimal | None:
        """An amount in yuan, not negative, to the cent."""
        value = self.raw(name)
        if value is None:
            return None
        try:
            amount = Decimal(str(value).replace(",", ""))
        except InvalidOperation:
            amount = Decimal(-1)
        if not amount.is_finite() or not 0 <= amount < MOST_YUAN or amount != round(amount, 2):
            self.faults.append(
                reason(
                    "matter.file.money",
                    "“{at}”的“{value}”不是金额。请以元为单位填写不小于零的数，最多两位小数。",
                    at=self.at(name),
                    value=shown(str(value)),
                )
            )
            return None
        return amount

    def choice(self, name: str, kinds: type[E], titles: Mapping[E, str]) -> E | None:
        """One of a list, by its code or its Chinese name."""
        value = self.raw(name)
        if value is None:
            return None
        if (found := choice_of(str(value), kinds, titles)) is None:
            self.faults.append(self._no_choice(name, str(value), titles))
        return found

    def _no_choice(self, name: str, value: str, titles: Mapping[E, str]) -> Reason:
        words = {kind: f"{kind.value}（{title}）" for kind, title in titles.items()}
        if near := near_to(value, titles):
            return reason(
                "matter.file.choice",
                "“{at}”的“{value}”不在可选的范围内。相近的有：{near}。其他可以填：{choices}。",
                at=self.at(name),
                value=shown(value),
                near=tuple(words[kind] for kind in near),
                choices=tuple(words[kind] for kind in titles if kind not in near),
            )
        return reason(
            "matter.file.choice",
            "“{at}”的“{value}”不在可选的范围内。可以填：{choices}。",
            at=self.at(name),
            value=shown(value),
            choices=tuple(words.values()),
        )

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words, or one word."""
        value = self.raw(name)
        if value is None:
            return ()
        found = [value] if isinstance(value, str) else value
        if isinstance(found, list) and all(isinstance(each, str) for each in found):
            return tuple(dict.fromkeys(each.strip() for each in found))
        self.faults.append(
            reason("matter.file.words", '“{at}”应当是一列文字，例如 ["CB-03"]。', at=self.at(name))
        )
        return ()

    def inside(self, name: str) -> "Fields | None":
        """The object inside a field, None if there is none."""
        value = self.raw(name)
        if value is None:
            return None
        if isinstance(value, dict):
            return Fields(self.at(name), value, self.faults)
        self.faults.append(
            reason("matter.file.object", "“{at}”应当是一个对象（花括号）。", at=self.at(name))
        )
        return None

    def each(self, name: str) -> "list[Fields]":
        """The objects of a list."""
        value = self.raw(name)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(one, dict) for one in value):
            return [
                Fields(f"{self.at(name)}[{place}]", one, self.faults)
                for place, one in enumerate(value)
            ]
        self.faults.append(
            reason(
                "matter.file.list", "“{at}”应当是一列对象（方括号内的花括号）。", at=self.at(name)
            )
        )
        return []

    def close(self) -> None:
        """Name the fields that nobody knows: a misspelt one must not be passed over."""
        for name in self.values:
            if name not in self.used:
                self.faults.append(
                    reason(
                        "matter.file.unknown",
                        "“{at}”不是可以填写的项目。可以填：{known}。",
                        at=self.at(shown(str(name))),
                        known=tuple(sorted(self.used)),
                    )
                )


def choice_of(word: str, kinds: Iterable[E], titles: Mapping[E, str]) -> E | None:
    """The member of a list by its code or its Chinese name."""
    return next((kind for kind in kinds if word.strip() in (kind.value, titles[kind])), None)


def near_to(word: str, titles: Mapping[K, str]) -> tuple[K, ...]:
    """Those of a list whose titles share most pairs of characters with a word, the nearest first."""
    pairs = _pairs(word)
    shared = {key: len(pairs & _pairs(title)) for key, title in titles.items()}
    found = sorted((key for key in titles if shared[key]), key=lambda key: -shared[key])
    return tuple(found[:MOST_NEAR])


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
