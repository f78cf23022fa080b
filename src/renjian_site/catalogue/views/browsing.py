"""Pages that show the law of a day: offences, limits, sources, procedure, lists, differences."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from renjian.catalogue import checks, procedure
from renjian.catalogue.amending import parts_of
from renjian.catalogue.amendments import Table
from renjian.catalogue.codes import CODE_LIST_TITLES, code_list
from renjian.catalogue.deadlines import AREA_TITLES, DUTY_TITLES, deadlines_on
from renjian.catalogue.indicators import pointing_to
from renjian.catalogue.law import changes_between, offence_on
from renjian.catalogue.laws import sources
from renjian.catalogue.new_entries import ending_parts
from renjian.catalogue.offences import Offence, conditions, offence, offences
from renjian.catalogue.offenders import ANYONE, OFFENDER_TITLES, OffenderKind
from renjian.kernel.refusal import Refused, reason
from renjian_site.catalogue import queries
from renjian_site.catalogue.words import ANYBODY, GROUP_TITLES, LEVEL_TITLES, told_with_titles
from renjian_site.kit.http import Request, for_roles

CONDITIONAL_TITLES = {
    "none": "没有",
    "mandatory": "必须给予",
    "mandatory_for_body": "对认证机构必须给予",
    "if_serious": "情节严重的",
    "if_designated": "属指定机构的",
    "if_designated_and_serious": "属指定机构且情节严重的",
    "if_serious_or_designated": "情节严重或者属指定机构的",
    "if_not_corrected": "逾期未改正的",
    "conditional": "视情形",
}


def day_of(request: HttpRequest) -> date:
    """The day that the page is asked for, else today; a wrong one is refused in words."""
    return day_named(request, "on") or timezone.localdate()


def day_named(request: HttpRequest, name: str) -> date | None:
    """A day in the address, or none; a wrong one is refused in words."""
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(
            reason(
                "catalogue.day",
                "“{text}”不是日期。请写成 2026-12-31 的形式。",
                text=text[:40],
            )
        ) from None


@for_roles()
@require_GET
def law(request: Request) -> HttpResponse:
    """The offences of a day, searched by words, group and offender."""
    on, words = day_of(request), request.GET.get("q", "").strip()
    group, kind = request.GET.get("group", ""), request.GET.get("kind", "")
    found = [
        offence_on(item, on)
        for item in offences().values()
        if (not group or item.group == group)
        and (kind not in OFFENDER_TITLES or item.can_be_committed_by(OffenderKind(kind)))
        and _is_about(item, words, on)
    ]
    context = {
        "found": [(each, LEVEL_TITLES[each.offence.jurisdiction]) for each in found],
        "on": on,
        "words": words,
        "group": group,
        "kind": kind,
        "groups": GROUP_TITLES,
        "kinds": OFFENDER_TITLES,
    }
    return render(request, "catalogue/law.html", context)


@for_roles()
@require_GET
def one_offence(request: Request, code: str) -> HttpResponse:
    """One offence: elements, clauses, sanctions, level, and what points to it."""
    try:
        item = offence(code)
    except LookupError:
        raise Http404 from None
    on = day_of(request)
    found = offence_on(item, on)
    facts = conditions()
    context = {
        "found": found,
        "item": item,
        "notice": [f"N102 {part}" for part in item.notice],
        "on": on,
        "group": GROUP_TITLES[item.group],
        "level": LEVEL_TITLES[item.jurisdiction],
        "capability": CONDITIONAL_TITLES[item.capability],
        "reprimand": CONDITIONAL_TITLES[item.reprimand],
        "subjects": _subjects(item),
        "sanctions": [
            (
                each,
                facts.get(each.needs),
                [OFFENDER_TITLES[kind] for kind in OffenderKind if kind in each.on],
            )
            for each in found.sanctions
        ],
        "indicators": pointing_to(code),
        "checks": [each for each in checks.check_items(on) if code in each.offences],
        "questions": [
            (other, question)
            for other in offences().values()
            for question in other.questions
            if other.code == code or code in question.raises
        ],
        "parts": parts_of(Table.OFFENCES, code),
        "endings": ending_parts(code),
        "changes": queries.changes_of(request.actor, Table.OFFENCES, code),
    }
    return render(request, "catalogue/offence.html", context)


@for_roles()
@require_GET
def limits(request: Request) -> HttpResponse:
    """The time limits of a day."""
    on, words, area = day_of(request), request.GET.get("q", "").strip(), request.GET.get("area", "")
    found = [
        (limit, AREA_TITLES[limit.area], DUTY_TITLES[limit.duty])
        for limit in deadlines_on(on)
        if (not area or limit.area == area)
        and (not words or words in f"{limit} {limit.trigger} {limit.clause} {limit.note}")
    ]
    context = {"found": found, "on": on, "words": words, "area": area, "areas": AREA_TITLES}
    return render(request, "catalogue/limits.html", context)


@for_roles()
@require_GET
def instruments(request: Request) -> HttpResponse:
    """The instruments with their texts, and which text was in force on a day."""
    on = day_of(request)
    rows = [
        (source, max((v.from_on for v in source.versions if v.from_on <= on), default=None))
        for source in sources().values()
    ]
    return render(request, "catalogue/instruments.html", {"rows": rows, "on": on})


@for_roles()
@require_GET
def procedure_of_law(request: Request) -> HttpResponse:
    """The ordinary procedure, its documents and lists, and the code lists."""
    context = {
        "transitions": procedure.transitions(),
        "documents": procedure.documents(),
        "lists": [
            (title, procedure.items_of(name)) for name, title in procedure.LIST_TITLES.items()
        ],
        "codes": [(title, code_list(name)) for name, title in CODE_LIST_TITLES.items()],
    }
    return render(request, "catalogue/procedure.html", context)


@for_roles()
@require_GET
def differences(request: Request) -> HttpResponse:
    """What the law of one day says otherwise than that of another."""
    today = timezone.localdate()
    one = day_named(request, "one") or date(today.year - 1, today.month, min(today.day, 28))
    other = day_named(request, "other") or today
    found = [told_with_titles(each) for each in changes_between(one, other)]
    context = {"found": found, "one": min(one, other), "other": max(one, other)}
    return render(request, "catalogue/differences.html", context)


def _is_about(item: Offence, words: str, on: date) -> bool:
    text = " ".join(
        (
            item.code,
            item.title,
            item.title_en,
            item.note,
            *item.prohibited_by(on),
            *item.punished_by(on),
        )
    ).lower()
    return all(word in text for word in words.lower().split())


def _subjects(item: Offence) -> list[str]:
    if ANYONE in item.subjects:
        return [ANYBODY]
    return [OFFENDER_TITLES[kind] for kind in OffenderKind if kind.value in item.subjects]
