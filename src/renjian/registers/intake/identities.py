"""Checks of numbers and codes: their form and their check digits (GB 32100, GB 11714, GB 11643)."""

from collections.abc import Callable
from functools import cache

import ibis
import ibis.expr.types as ir

from renjian.authorities.divisions import divisions, is_county_level
from renjian.kernel.identifiers import (
    CERTIFICATE_NUMBER,
    USCC_ALPHABET,
    USCC_LENGTH,
    USCC_WEIGHTS,
)
from renjian.registers.intake.check import Rule, Value
from renjian.registers.intake.cleaning import JOINT

# One letter and two digits for the field, two more each for the item and its version.
ITEM_CODE = "^[A-Z][0-9]{2}([0-9]{2}){0,2}$"
PLACEHOLDERS = ("-", "--", "/", "\\", ".", "0", "无", "暂无", "不详", "未知", "空", "NULL", "N/A")
FORMER_LENGTH = 9  # of an organisation code before 2015
FORMER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FORMER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
IDENTITY_ENDS = "10X98765432"
HOME = ("156", "344", "446", "158")  # countries whose divisions are reported
CHINA = "156"
ORGANIC_NUMBER = "^([0-9]{3}|F[0-9]{2})OP[0-9]{7}(-[0-9]+)?$"


def is_no_name(rows: ir.Table) -> ir.BooleanValue:
    """Whether the name of the organisation is a sign for a missing one."""
    return (rows.organisation == "") | rows.organisation.upper().isin(PLACEHOLDERS)


@cache
def _divisions() -> ir.Table:
    codes = [code for code in divisions() if len(code) == 6]
    return ibis.memtable({"code": codes, "is_place": [is_county_level(code) for code in codes]})


def _is_spelt(code: ir.StringColumn) -> ir.BooleanValue:
    return code.re_search(f"^[{USCC_ALPHABET}]{{2}}[0-9]{{6}}[{USCC_ALPHABET}]{{10}}$")


def _sum(code: ir.StringColumn, alphabet: str, weights: tuple[int, ...]) -> ir.IntegerValue:
    """The sum of the places of the characters in an alphabet, each times its weight."""
    letters = ibis.literal(alphabet)
    return sum(
        (letters.find(code.substr(at, 1)) * weight for at, weight in enumerate(weights)),
        start=ibis.literal(0),
    )


def wrong_uscc(code: ir.StringColumn) -> ir.BooleanValue:
    """Whether a well-spelt unified code has a check digit that does not fit."""
    return _is_spelt(code) & (_sum(code, USCC_ALPHABET, (*USCC_WEIGHTS, 1)) % 31 != 0)


def _wrong_former(r: ir.Table) -> ir.BooleanValue:
    total = _sum(r.uscc, FORMER_ALPHABET, FORMER_WEIGHTS)
    fitting = ibis.literal("0123456789X").substr((11 - total % 11) % 11, 1)
    return r.uscc.re_search("^[0-9A-Z]{8}[0-9X]$") & (r.uscc.substr(8, 1) != fitting)


def _wrong_identity(r: ir.Table) -> ir.BooleanValue:
    total = _sum(r.document_no, "0123456789", IDENTITY_WEIGHTS)
    fitting = ibis.literal(IDENTITY_ENDS).substr(total % 11, 1)
    is_spelt = r.document_no.re_search("^[0-9]{17}[0-9X]$")
    wrong = ~is_spelt | (r.document_no.substr(17, 1) != fitting)
    return (r.document_type == "01") & (r.document_no != "") & wrong


def _may_be_former(r: ir.Table) -> bool:
    return "country" in r.columns


def _wrong_length(r: ir.Table) -> ir.BooleanValue:
    lengths = [USCC_LENGTH, *([FORMER_LENGTH] if _may_be_former(r) else [])]
    return (r.uscc != "") & ~r.uscc.length().isin(lengths) & _is_home(r)


def _is_home(r: ir.Table) -> ir.BooleanValue:
    """Codes from abroad have forms of their own."""
    if "country" not in r.columns:
        return ibis.literal(True)
    return r.country.isin(["", CHINA])


def each(cell: ir.StringColumn, pattern: str) -> ir.BooleanValue:
    """Whether the members of a list all have a form."""
    return cell.re_search(f"^({pattern})({JOINT}({pattern}))*$")


def _any(
    cell: ir.StringColumn, is_wrong: Callable[[ir.StringValue], ir.BooleanValue]
) -> ir.BooleanValue:
    """Whether any member of a list is wrong."""
    return cell.split(JOINT).filter(is_wrong).length() > 0


RULES: dict[str, Rule] = {
    "certificate.number": lambda r: (r.number != "") & ~r.number.re_search(CERTIFICATE_NUMBER),
    "certificate.item-code": lambda r: (r.item_code != "") & ~r.item_code.re_search(ITEM_CODE),
    "certificate.item-level": lambda r: r.item_code.re_search("^[AC][0-9]{2}$"),
    "certificate.ccc-table": lambda r: r.item_code.startswith("B01"),
    "organisation.placeholder": lambda r: (r.organisation != "") & is_no_name(r),
    "uscc.length": _wrong_length,
    "uscc.alphabet": lambda r: (r.uscc.length() == USCC_LENGTH) & ~_is_spelt(r.uscc) & _is_home(r),
    "uscc.check-digit": lambda r: wrong_uscc(r.uscc),
    "organisation-code.check-digit": lambda r: _wrong_former(r) & _is_home(r),
    "uscc.missing": lambda r: (r.country == CHINA) & (r.uscc == ""),
    "division.unknown": lambda r: (r.division != "") & ~r.division.isin(_divisions().code),
    "division.not-county": lambda r: r.division.isin(
        _divisions().filter(~_divisions().is_place).code
    ),
    "RP-13.foreign": lambda r: (r.country != "") & ~r.country.isin(HOME) & (r.division != ""),
    "RP-13.missing": lambda r: (r.country == CHINA) & (r.division == ""),
    "country.form": lambda r: (r.country != "") & ~r.country.re_search("^[0-9]{3}$"),
    "country.999": lambda r: r.country == "999",
    "body.form": lambda r: (
        (r.body_number != "") & ~r.body_number.re_search("^CNCA-RF?-[0-9]{4}-[0-9]{2,4}$")
    ),
    "scope.form": lambda r: (
        (r.scope_codes != "") & ~each(r.scope_codes, r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}")
    ),
    "industry.form": lambda r: (r.industries != "") & ~each(r.industries, "[0-9]{4}"),
    "zip.form": lambda r: (r.country == CHINA) & (r.zip != "") & ~r.zip.re_search("^[0-9]{6}$"),
    "identity.check-digit": _wrong_identity,
    "ccc.number": lambda r: (r.number != "") & ~r.number.re_search("^20[0-9]{14}$"),
    "ccc.number-year": lambda r: (
        r.number.re_search("^20[0-9]{14}$")
        & (r.number.substr(0, 4) != r.first_issued_on.year().cast("string"))
    ),
    "factory.form": lambda r: (r.factory_code != "") & ~r.factory_code.re_search("^[A-Z][0-9]{6}$"),
    "plan.prefix": lambda r: (
        (r.plan_number != "") & ~r.plan_number.re_search("^(R0[0-9]{3}|RF0[0-9]{2})[0-9A-Z]{2}")
    ),
    "organic.certificate": lambda r: (
        (r.certificate != "") & ~r.certificate.re_search(ORGANIC_NUMBER)
    ),
    "organic.code": lambda r: (r.codes != "") & ~each(r.codes, "[0-9]{17}"),
    "organic.code-body": lambda r: (
        each(r.codes, "[0-9]{17}")
        & r.certificate.re_search("^[0-9]{3}OP")
        & _any(r.codes, lambda one: one.substr(0, 3) != r.certificate.substr(0, 3))
    ),
    "organic.code-year": lambda r: (
        each(r.codes, "[0-9]{17}")
        & _any(r.codes, lambda one: one.substr(3, 2) > r.given_on.strftime("%y"))
    ),
    "transaction.buyer": lambda r: wrong_uscc(r.buyer_uscc),
}
VALUES: dict[str, dict[str, Value]] = {
    "uscc.length": {
        "length": lambda r: r.uscc.length(),
        "expected": lambda r: ibis.literal("18 或 9" if _may_be_former(r) else "18"),
    },
}
