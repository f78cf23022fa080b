"""Officers (执法人员) and what keeps them from visiting somebody: interests, former employers.

An officer with an interest keeps away (回避, PROC 4; PPL 43). Of what somebody declared only the
pair of officer and object ever leaves the register of people, never the reason. How many years a
former employer counts was not read anywhere: the number is a setting of the site.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from renjian.kernel.calendar import same_day_number
from renjian.kernel.identifiers import why_not_uscc
from renjian.kernel.refusal import Reason, reason

LONGEST_CODE = 40


class InterestKind(StrEnum):
    """What ties an officer to somebody who may be inspected."""

    SHARES = "shares"
    RELATIVE = "relative"
    PAID_WORK = "paid_work"
    OTHER = "other"

    @property
    def title(self) -> str:  # type: ignore[override]  # not the title() of text
        """What officers call it."""
        return INTEREST_TITLES[self]


INTEREST_TITLES = {
    InterestKind.SHARES: "本人或者近亲属持股、投资",
    InterestKind.RELATIVE: "近亲属任职",
    InterestKind.PAID_WORK: "兼职、受聘、领取报酬",
    InterestKind.OTHER: "其他可能影响公正的关系",
}


@dataclass(frozen=True)
class FormerEmployment:
    """That somebody worked for an organisation or a certification body until a day."""

    code: str
    until_on: date

    def counts_until(self, years: int) -> date:
        """The last day on which it still keeps the officer away."""
        return same_day_number(self.until_on, 12 * years)


def why_not_declare(code: str) -> tuple[Reason, ...]:
    """Every reason against declaring a tie to whoever bears this code."""
    if not code or len(code) > LONGEST_CODE or (len(code) == 18 and why_not_uscc(code)):
        return (
            reason(
                "interest.code",
                "“{given}”不是统一社会信用代码，也不是认证机构批准号。请核对后重新填写。",
                given=code[:LONGEST_CODE],
            ),
        )
    return ()


def why_not_away(from_on: date, to_on: date) -> tuple[Reason, ...]:
    """Every reason against a leave."""
    if to_on < from_on:
        return (
            reason(
                "leave.ends-before",
                "休假结束日期 {to} 早于开始日期 {start}。请核对。",
                to=to_on,
                start=from_on,
            ),
        )
    return ()
