"""Reasons, dates and numbers in the language of the reader."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import get_language, gettext, gettext_noop

from renjian.kernel.refusal import Reason, inside_quotes


def in_words(why: Reason) -> str:
    """The sentence of a reason in the reader's language; the clause stays Chinese."""
    return gettext(why.template).format(**{key: _word(v) for key, v in why.values.items()})


def kept(why: Reason) -> dict[str, object]:
    """A reason as it is kept, to be told later in the language of whoever reads it then."""
    values = {key: _word_kept(value) for key, value in why.values.items()}
    return {"code": why.code, "template": why.template, "clause": why.clause, "values": values}


def as_reason(held: Mapping[str, Any]) -> Reason:
    """The reason that was kept."""
    return Reason(held["code"], held["template"], held["clause"], held["values"])


LIST_MARK = gettext_noop("、")
SENTENCE_MARK = gettext_noop("；")


class Titled(Protocol):
    """Something of the catalogue that is named in both languages."""

    @property
    def title(self) -> str:
        """The Chinese name, which is the legal one."""

    @property
    def title_en(self) -> str:
        """The English name."""


def titled(thing: Titled) -> str:
    """The name of a thing of the catalogue in the reader's language."""
    return thing.title_en if (get_language() or "").startswith("en") else thing.title


def _word_kept(value: object) -> object:
    """Moments and days as text, lists and inner reasons as JSON has them; words stay, numbers too."""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Reason):
        return kept(value)
    if isinstance(value, tuple):
        return [_word_kept(one) for one in value]
    return value if isinstance(value, str | int) else str(value)


def _word(value: object) -> object:
    if isinstance(value, date):
        return _word_kept(value)
    if isinstance(value, Reason):
        return in_words(value)
    if isinstance(value, dict):
        return in_words(as_reason(value))
    if isinstance(value, tuple | list):
        mark = SENTENCE_MARK if any(isinstance(one, Reason | dict) for one in value) else LIST_MARK
        return gettext(mark).join(str(_word(one)) for one in value)
    return inside_quotes(_in_language(value)) if isinstance(value, str) and value else value


def _in_language(text: str) -> str:
    """A word of the law in the reader's language, and each word of a list of them."""
    whole = gettext(text)
    if whole != text or LIST_MARK not in text:
        return whole
    return gettext(LIST_MARK).join(gettext(part) for part in text.split(LIST_MARK))
