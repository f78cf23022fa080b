"""Choosing one of thousands in a form: words are typed, what fits is listed, one is taken.

The list is made of radio buttons (tick boxes where several may be taken), so that it works the same
with and without a script: with one it appears while the words are typed, without one after the form
was sent. Words that fit one thing only choose it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 60
MOST_CHOSEN = 200


@dataclass(frozen=True)
class Option:
    """Something that can be chosen: what is sent, what it is called and where it belongs (names,
    which stay Chinese), and what else tells it apart."""

    value: str
    title: str
    detail: str = ""
    place: str = ""


@dataclass(frozen=True)
class Asked:
    """What came from the form: what was chosen, and words that are still to be looked up."""

    chosen: tuple[str, ...]
    words: str = ""


@dataclass(frozen=True)
class Source:
    """Where options come from: found by words, known by their value; the address of a list."""

    find: Callable[[str], Sequence[Option]]
    known: Callable[[Sequence[str]], Sequence[Option]]
    url: str


class SearchInput(forms.Widget):
    """Words under one name, what was chosen under another."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Asked:
        """What was chosen, and the words beside it."""
        chosen = data.getlist(name) if hasattr(data, "getlist") else [data.get(name, "")]
        kept = tuple(dict.fromkeys(one for one in chosen if one))[:MOST_CHOSEN]
        words = str(data.get(words_name(name), "")).replace("\x00", " ").strip()
        return Asked(kept, words[:LONGEST])

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Whether the form did not have the field at all."""
        return name not in data and words_name(name) not in data


class SearchField(forms.Field):
    """One thing (or several) found by words. ``cleaned_data`` holds its value, or a list of them."""

    widget = SearchInput

    def __init__(self, source: Source, *, many: bool = False, **more: Any) -> None:
        super().__init__(**more)
        self.source = source
        self.many = many
        self.options: Sequence[Option] = ()

    def clean(self, value: object) -> Any:
        """The chosen values, each of them known; words that fit one thing choose it."""
        asked = value if isinstance(value, Asked) else Asked(())
        chosen = self._known(asked.chosen if self.many else asked.chosen[:1])
        if asked.words and (self.many or not chosen):
            chosen += self._looked_up(asked.words)
        if self.required and not chosen:
            raise ValidationError(_("没有选择。请输入名称或者代码的一部分，从结果中选择。"))
        if self.many:
            return list(dict.fromkeys(chosen))
        return chosen[0] if chosen else ""

    def _known(self, chosen: Sequence[str]) -> list[str]:
        known = {option.value for option in self.source.known(chosen)}
        if unknown := [one for one in chosen if one not in known]:
            raise ValidationError(_("没有“%s”，请重新选择。") % unknown[0][:LONGEST])
        return list(chosen)

    def _looked_up(self, words: str) -> list[str]:
        self.options = self.source.find(words)
        if not self.options:
            raise ValidationError(_("没有找到“%s”。请换用名称或者代码的一部分。") % words)
        if len(self.options) > 1:
            raise ValidationError(_("符合“%s”的不止一个，请从列出的结果中选择。") % words)
        return [self.options[0].value]


def words_name(name: str) -> str:
    """The name under which the words of a field are sent."""
    return f"{name}_words"


@dataclass(frozen=True)
class Shown:
    """What the template of a field needs."""

    words: str
    chosen: Sequence[Option]
    options: Sequence[Option]


def shown(field: forms.BoundField) -> Shown:
    """A field with what is chosen by name, and what the words found when they fit several."""
    search = field.field
    assert isinstance(search, SearchField)
    value = field.value()
    asked = value if isinstance(value, Asked) else Asked(_as_chosen(value))
    chosen = search.source.known(asked.chosen) if asked.chosen else ()
    taken = {option.value for option in chosen}
    rest = [option for option in search.options if option.value not in taken]
    return Shown("" if len(rest) < 2 and taken else asked.words, chosen, rest)


def _as_chosen(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(one) for one in value)
    return (str(value),) if value else ()
