"""What the documents of an inspection say."""

from renjian.catalogue.checks import check_item
from renjian.catalogue.offences import offence
from renjian.inspections.results import results
from renjian_site.inspections.models import Finding, Result, Task
from renjian_site.kit.documents.papers import Paper, fill, in_chinese

SHEET = "result-sheet"
NONE = "–"


def result_sheet(task: Task, result: Result) -> Paper:
    """The sheet of a published result (抽查结果): whom, what, by whom, and what was found."""
    items = [check_item(code, result.inspected_on) for code in task.items]
    texts = results()
    reviewer = result.reviewed_by.name if result.reviewed_by else NONE
    values = {
        "number": task.number,
        "draw": f"{task.drawn.draw.title}（{task.drawn.draw.number}）",
        "item": "\n".join(f"{item.code} {item.title}" for item in items),
        "organisation": task.organisation.name,
        "uscc": task.organisation.uscc,
        "address": task.organisation.address or NONE,
        "authority": task.authority.name,
        "officers": "\n".join(f"{one.name} {one.card_number}" for one in task.team),
        "inspected_on": in_chinese(result.inspected_on),
        "results": "\n".join(texts[code].title for code in result.codes),
        "note": result.note or NONE,
        "entered": f"{result.entered_by.name}，{in_chinese(result.entered_at)}",
        "published": f"{reviewer}，{in_chinese(result.published_at)}",
    }
    found = [_row(place, one) for place, one in enumerate(task.findings.all(), start=1)]
    return fill("renjian_site.inspections", SHEET, values, {"findings": found})


def _row(place: int, one: Finding) -> list[str]:
    act = offence(one.offence_code)
    offender = f"{one.offender_name}\n{one.get_offender_kind_display()} {one.offender_code}"
    return [str(place), offender, f"{act.code} {act.title}", one.facts]
