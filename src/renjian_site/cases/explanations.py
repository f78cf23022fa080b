"""An explained matter in words and for programs, in the language of the reader."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from renjian.cases.explanation import Explanation
from renjian.cases.fine_rulings import FineRuling
from renjian.cases.fines import FineRange
from renjian.jurisdiction.judging import Handling
from renjian.jurisdiction.tree import BRANCH_TITLES, Branch
from renjian.kernel.refusal import Reason
from renjian_site.kit.citations import cited_here
from renjian_site.kit.words import in_words

INDENT = "  "


def lines(explained: Explanation) -> Iterator[str]:
    """The explanation as lines of text, each offender's tree below its conclusion."""
    judgement = explained.judgement
    yield judgement.matter.title or _("管辖认定")
    yield _("认定日期：%(day)s") % {"day": judgement.on.isoformat()}
    for place, tree in enumerate(explained.trees, 1):
        yield ""
        yield f"{place}. {sentence(tree.why)}"
        for branch in tree.branches:
            yield from _lines(branch, 1)
    for branch in explained.closing:
        yield ""
        yield from _lines(branch, 0)


def sentence(why: Reason | None) -> str:
    """A reason with its clauses behind it."""
    if why is None:
        return ""
    if not why.clause:
        return in_words(why)
    return _("%(sentence)s（%(clause)s）") % {
        "sentence": in_words(why),
        "clause": cited_here(why.clause),
    }


def heading(branch: Branch) -> str:
    """The heading of a branch, or its sentence."""
    return _(BRANCH_TITLES[branch.heading]) if branch.heading else sentence(branch.why)


def _lines(branch: Branch, depth: int) -> Iterator[str]:
    mark = _("【%s】") % heading(branch) if branch.heading else f"- {heading(branch)}"
    yield INDENT * depth + mark
    for below in branch.branches:
        yield from _lines(below, depth + 1)


def as_value(explained: Explanation) -> dict[str, object]:
    """The explanation for programs: codes, levels, authorities, ranges, and the trees in words."""
    judgement = explained.judgement
    return {
        "title": judgement.matter.title,
        "on": judgement.on.isoformat(),
        "offenders": [
            _offender(handling, fine, tree)
            for handling, fine, tree in zip(
                judgement.handlings, explained.fines, explained.trees, strict=True
            )
        ],
        "together": [
            {
                "how": each.how.value,
                "offenders": list(each.charges),
                "text": in_words(each.why),
                "clause": each.why.clause,
            }
            for each in judgement.together
        ],
        "bars": [_reason(why) for why in judgement.bars],
        "time": [_reason(why) for why in explained.time],
        "flags": list(explained.codes),
    }


def _offender(handling: Handling, fine: FineRuling | None, tree: Branch) -> dict[str, object]:
    ruling = handling.ruling
    return {
        "name": handling.charge.offender.name,
        "kind": handling.charge.offender.kind.value,
        "offences": list(handling.charge.offences),
        "raised": list(handling.charge.raised),
        "track": ruling.track.value,
        "rule": ruling.rule,
        "levels": [level.name.lower() for level in sorted(ruling.levels)],
        "authorities": [
            {"code": node.code, "name": node.title, "level": node.level.name.lower()}
            for node in handling.authorities
        ],
        "penalties": sorted(ruling.penalties),
        "is_unconfirmed": ruling.is_unconfirmed,
        "document": ruling.document,
        "fine": _fine(fine),
        "explanation": _branch(tree),
    }


def _fine(fine: FineRuling | None) -> dict[str, object] | None:
    if fine is None:
        return None
    return {
        "low_yuan": _number(fine.low),
        "high_yuan": _number(fine.high),
        "hearing": fine.hearing is not None and fine.hearing.code != "case.hearing.may",
        "ranges": [_range(one) for one in fine.ranges],
        "bars": [_reason(why) for why in fine.bars],
    }


def _range(one: FineRange) -> dict[str, object]:
    return {
        "offence": one.offence,
        "low_yuan": _number(one.low),
        "high_yuan": _number(one.high),
        "condition": in_words(one.condition) if one.condition else "",
        "clause": one.clause,
        "law_of": one.law_on.isoformat(),
        "text": in_words(one.why),
    }


def _number(amount: Decimal | None) -> str | None:
    return None if amount is None else format(amount, "f")


def _reason(why: Reason) -> dict[str, str]:
    return {"code": why.code, "text": in_words(why), "clause": why.clause}


def _branch(branch: Branch) -> dict[str, object]:
    return {
        "heading": branch.heading,
        **(_reason(branch.why) if branch.why else {"text": heading(branch)}),
        "branches": [_branch(below) for below in branch.branches],
    }
