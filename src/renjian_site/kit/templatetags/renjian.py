"""How numbers, days, hashes, reasons and clocks look on every page."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from renjian.catalogue import laws
from renjian.kernel.calendar import published
from renjian.kernel.clocks import Clock, ClockState, Reading, read
from renjian.kernel.refusal import Reason
from renjian_site.kit import choosing, citations
from renjian_site.kit.submissions import FIELD, new_key
from renjian_site.kit.words import Titled, as_reason, in_words, titled

register = template.Library()
MARKED = "<mark>{}</mark>"
Day = date | datetime | None


@register.filter
def number(value: int | Decimal | None) -> str:
    """A number with separators, without the zeros that fill up its places; a dash for none."""
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    return "–" if value is None else f"{value:,}"


@register.filter
def percent(per_ten_thousand: int) -> str:
    """A rate kept in ten-thousandths, as per cent."""
    return f"{per_ten_thousand / 100:.2f}%"


@register.filter
def share(value: float) -> str:
    """A part of one, as per cent."""
    return f"{100 * value:.2f}%"


@register.filter
def marked(text: str, words: str) -> SafeString:
    """A text in which the words that were looked for are marked, in whatever case they stand."""
    wanted = sorted({word for word in words.split() if word}, key=len, reverse=True)
    if not wanted:
        return format_html("{}", text)
    parts = re.split(f"({'|'.join(map(re.escape, wanted))})", text, flags=re.IGNORECASE)
    pieces = ((MARKED if at % 2 else "{}", part) for at, part in enumerate(parts))
    return format_html_join("", "{}", ((format_html(form, part),) for form, part in pieces))


@register.filter
def day(value: date | datetime | None) -> str:
    """A day as year-month-day in the country's time."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return value.isoformat() if value else "–"


@register.filter
def moment(value: datetime | None) -> str:
    """A moment to the minute in the country's time."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else "–"


@register.filter
def written_moment(value: str) -> str:
    """A moment that a record keeps as text, to the minute in the country's time."""
    return moment(datetime.fromisoformat(value))


@register.filter
def grouped(hexadecimal: str) -> str:
    """A hash in groups of four, to be read aloud."""
    return " ".join(hexadecimal[i : i + 4] for i in range(0, len(hexadecimal), 4))


@register.filter
def hexadecimal(value: bytes | memoryview) -> str:
    """Bytes of the database as a hash is written."""
    return bytes(value).hex()


@register.filter
def iso_moment(text: str) -> str:
    """A moment kept as ISO text, to the minute in the country's time."""
    return moment(datetime.fromisoformat(text)) if text else "–"


@register.filter
def cited(clause: str) -> str:
    """Clauses such as ``N102 二(三); PROC 7`` as officers cite them."""
    return laws.cited(clause)


@register.filter
def cited_here(clause: str) -> str:
    """Clauses in the language of the reader."""
    return citations.cited_here(clause)


@register.filter
def words(why: Reason) -> str:
    """A reason in the reader's language."""
    return in_words(why)


@register.filter
def kept_words(held: dict[str, Any]) -> str:
    """A reason that was kept, in the reader's language."""
    return in_words(as_reason(held))


@register.filter
def name_of(thing: Titled) -> str:
    """A thing of the catalogue in the reader's language."""
    return titled(thing)


@register.filter
def tr(text: str) -> str:
    """A title that comes from the library or the database, in the reader's language."""
    return _(text) if text else ""


@register.filter
def problem_words(problem: dict[str, Any]) -> str:
    """A kept problem of an upload, with its cure, in the reader's language."""
    sentence = _(problem["template"]).format(**problem["values"])
    return sentence + (_(problem["cure"]) if problem.get("cure") else "")


@register.simple_tag(takes_context=True)
def page_before(context: dict[str, Any]) -> str:
    """The page of this site that led here; nothing for what a header from elsewhere says."""
    request = context["request"]
    before: str = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()})
    return before if is_ours else ""


@register.simple_tag(takes_context=True)
def submit_key(context: dict[str, Any]) -> SafeString:
    """The hidden field that makes a submit happen once; in every form that changes something."""
    key = new_key(context.get("actor"))
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, key)


@register.inclusion_tag("kit/_search.html")
def search_field(field: BoundField, label: str = "") -> dict[str, object]:
    """A field in which one of thousands is found by words."""
    return {
        "field": field,
        "label": label,
        "shown": choosing.shown(field),
        "words_name": choosing.words_name(field.html_name),
    }


@register.simple_tag
def clock(
    due: date,
    *,
    starts: Day = None,
    paused: Day = None,
    because: str = "",
    done: Day = None,
) -> SafeString:
    """How a period stands: words that say all of it, and a colour and a bar that say it again.

    ``because`` is why it is paused, in the reader's language.
    """
    read_off = Clock(due, _date(starts), _date(paused), _date(done))
    found = read(read_off, timezone.localdate(), published())
    return format_html(
        '<span class="rj-clock {}" title="{}">{}</span>',
        found.state.replace("_", "-"),
        due.isoformat(),
        _clock_words(read_off, found, because),
    )


def _date(value: Day) -> date | None:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _clock_words(of: Clock, found: Reading, because: str) -> str:
    match found.state:
        case ClockState.WAITING:
            return _("%(day)s 起计时") % {"day": day(of.starts_on)}
        case ClockState.PAUSED:
            return _paused_words(of, found, because)
        case ClockState.LATE:
            text = ngettext("已逾期 %(n)d 个工作日", "已逾期 %(n)d 个工作日", found.days)
        case ClockState.DONE if found.days == 0:
            return _("按期完成")
        case ClockState.DONE:
            text = ngettext("提前 %(n)d 个工作日完成", "提前 %(n)d 个工作日完成", found.days)
        case ClockState.DONE_LATE:
            text = ngettext("逾期 %(n)d 个工作日完成", "逾期 %(n)d 个工作日完成", found.days)
        case _ if of.due_on == timezone.localdate():
            return _("今天到期")
        case _:
            text = ngettext("剩 %(n)d 个工作日", "剩 %(n)d 个工作日", found.days)
    return text % {"n": found.days}


def _paused_words(of: Clock, found: Reading, because: str) -> str:
    """Since when and why; what is left is not running away and stands last."""
    words = {"day": day(of.paused_on), "because": because, "n": found.days}
    stopped = _("暂停（%(day)s 起）：%(because)s") if because else _("暂停（%(day)s 起）")
    left = ngettext("剩 %(n)d 个工作日", "剩 %(n)d 个工作日", found.days)
    return _("%(stopped)s，%(left)s") % {"stopped": stopped % words, "left": left % words}
