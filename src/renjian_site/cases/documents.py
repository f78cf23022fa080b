"""What the documents of clues and cases say."""

from datetime import date

from renjian.authorities.divisions import full_name
from renjian.cases.fine_rulings import FineRuling
from renjian.cases.fines import yuan
from renjian.catalogue.laws import SEPARATOR, cited
from renjian.catalogue.offences import offence, sanction_kinds
from renjian_site.cases.matters import fine_facts
from renjian_site.cases.models import Case, Clue, IntendedPenalty, Movement
from renjian_site.kit.documents.papers import Paper, fill, in_chinese

LETTER, FORM, NOTICE = "transfer-letter", "filing-form", "prior-notice"
HEARING = (
    "你（单位）还有要求举行听证的权利：可以自收到本告知书之日起五个工作日内向我局提出；"
    "逾期未提出的，视为放弃听证权利。"
)
NO_HEARING = "本案拟给予的处罚不属于应当告知听证权利的范围。"
PACKAGE = "renjian_site.cases"


def letter(movement: Movement) -> Paper:
    """The letter by which a clue goes up to another authority (案件移送函; N102 二(四))."""
    day = movement.sent_at.date()
    values = {
        **_of_clue(movement.clue),
        "to": movement.to_authority.name,
        "because": movement.because,
        "clause": cited(movement.clause),
        "provisions": "\n".join(_clauses(movement.clue, day)),
        "sent_at": in_chinese(movement.sent_at),
    }
    return fill(PACKAGE, LETTER, values)


def filing_form(case: Case) -> Paper:
    """The form on which the head approves a filing (立案审批表; PROC 19)."""
    clue = case.clue
    prohibited, punished = _clauses(clue, case.filed_on)
    officers = (case.first_officer, case.second_officer)
    values = {
        **_of_clue(clue),
        "number": case.number,
        "prohibited": prohibited,
        "punished": punished,
        "ruling": "\n".join(_reason(why) for why in case.ruling["reasons"]),
        "officers": "\n".join(f"{one.name} {one.card_number}" for one in officers),
        "first": officers[0].name,
        "second": officers[1].name,
        "head": case.approved_by.name,
        "filed_on": in_chinese(case.filed_on),
        "due_on": in_chinese(case.due_on),
    }
    return fill(PACKAGE, FORM, values)


def prior_notice(intended: IntendedPenalty, fine: FineRuling, day: date) -> Paper:
    """The notice of facts, reasons, basis and content of an intended penalty (PROC 57)."""
    case = intended.case
    prohibited, punished = _clauses(case.clue, day)
    hears = fine.hearing is not None and fine.hearing.code != "case.hearing.may"
    values = {
        **_of_clue(case.clue),
        "number": case.number,
        "prohibited": prohibited,
        "punished": punished,
        "reasons": intended.reasons,
        "penalties": _penalties(intended),
        "ground": fine_facts(intended).ground or "无",
        "hearing": HEARING if hears else NO_HEARING,
        "officers": f"{case.first_officer.name}、{case.second_officer.name}",
        "day": in_chinese(day),
    }
    return fill(PACKAGE, NOTICE, values)


def _penalties(intended: IntendedPenalty) -> str:
    """The intended penalties, one a line, the fine with its amount."""
    kinds = sanction_kinds()
    lines = [
        f"罚款人民币{yuan(intended.fine_yuan)}元"
        if name == "fine" and intended.fine_yuan is not None
        else kinds[name].title
        for name in kinds
        if name in intended.penalties
    ]
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, 1))


def _of_clue(clue: Clue) -> dict[str, str]:
    return {
        "clue": clue.number,
        "task": clue.finding.task.number,
        "offender": clue.offender_name,
        "kind": clue.get_offender_kind_display(),
        "code": clue.offender_code,
        "offence_code": clue.offence_code,
        "offence": offence(clue.offence_code).title,
        "place": full_name(clue.place) or clue.place,
        "found_on": in_chinese(clue.found_on),
        "facts": clue.finding.facts,
    }


def _clauses(clue: Clue, day: date) -> tuple[str, str]:
    """What the act is against, and what it is punished by, as the law is numbered on a day."""
    act = offence(clue.offence_code)
    prohibited, punished = act.prohibited_by(day), act.punished_by(day)
    return cited(SEPARATOR.join(prohibited)) or "–", cited(SEPARATOR.join(punished)) or "–"


def _reason(why: dict[str, str]) -> str:
    """A reason of the ruling as it was kept, with its clause."""
    return f"{why['text']}（{cited(why['clause'])}）" if why["clause"] else why["text"]
