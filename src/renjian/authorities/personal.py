"""How personal details look where they are not opened (个人信息): enough to recognise, no more."""

import re

from renjian.kernel.refusal import Reason, reason

TELEPHONE = re.compile(r"\+?[0-9]{7,15}")
IDENTITY_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
STAR = "*"


def masked_phone(phone: str) -> str:
    """A telephone number with its middle hidden: 138****5678."""
    return _masked(phone, first=3, last=4)


def masked_identity(number: str) -> str:
    """An identity number of which the first and the last figures are left."""
    return _masked(number, first=3, last=2)


def why_not_keep(phone: str, identity_number: str) -> tuple[Reason, ...]:
    """Every reason against keeping these details; an empty one is none."""
    found = []
    if phone and not TELEPHONE.fullmatch(phone):
        found.append(reason("person.phone", "电话号码只用数字，7 至 15 位。请核对。"))
    if identity_number and not _is_identity_number(identity_number):
        found.append(
            reason(
                "person.identity-number",
                "公民身份号码应为 18 位，校验位相符。请对照身份证核对。",
            )
        )
    return tuple(found)


def _is_identity_number(number: str) -> bool:
    """Own knowledge, as GB 11643 is usually told: seventeen figures, weighted, and a check digit."""
    if not IDENTITY_NUMBER.fullmatch(number):
        return False
    total = sum(int(figure) * weight for figure, weight in zip(number, WEIGHTS, strict=False))
    return CHECKS[total % 11] == number[-1]


def _masked(text: str, *, first: int, last: int) -> str:
    if len(text) <= first + last:
        return STAR * len(text)
    return text[:first] + STAR * (len(text) - first - last) + text[-last:]
