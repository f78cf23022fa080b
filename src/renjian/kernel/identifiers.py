"""Identifiers of the field: unified social credit code (统一社会信用代码), certificate number.

The unified code follows GB 32100-2015: 18 characters, the last a check digit by modulus 31. Bodies
number their certificates each in their own way, so that a certificate number is only held against
a lenient pattern.
"""

import re

from stdnum.cn import uscc as _uscc

from renjian.kernel.refusal import Reason, reason, shown

USCC_LENGTH = 18
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
REGION = slice(2, 8)  # the six digits of the registering division

# A weak sign only: no rule fixes the form. The report table gives the field 50 characters.
# Without look-around, so that Python and the table engine read it alike.
CERTIFICATE_NUMBER = "^[0-9A-Z][0-9A-Z./()&_+-]{2,48}[0-9A-Z)]$"

# Full-width forms of ASCII, as Chinese input methods write them, to the plain characters.
FULL_WIDTH = "".join(chr(point) for point in range(0xFF01, 0xFF5F))
HALF_WIDTH = "".join(chr(point - 0xFEE0) for point in range(0xFF01, 0xFF5F))
# What separates or hides in cells and is no part of an identifier.
BLANKS = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    chr(point) for point in range(0x2000, 0x200E)
)

_plain = str.maketrans(FULL_WIDTH, HALF_WIDTH, BLANKS)
_certificate_number = re.compile(CERTIFICATE_NUMBER)


def normalise(text: str) -> str:
    """An identifier as it is stored and compared: half-width, upper case, without blanks."""
    return text.translate(_plain).upper()


def check_character(first_17: str) -> str:
    """The 18th character that completes a unified social credit code (GB 32100-2015)."""
    return str(_uscc.calc_check_digit(first_17))


def why_not_uscc(code: str) -> tuple[Reason, ...]:
    """Every reason why a normalised text is no unified social credit code; empty if it is one."""
    reasons = []
    if len(code) != USCC_LENGTH:
        reasons.append(
            reason(
                "uscc.length",
                "统一社会信用代码“{uscc}”有 {length} 位，应为 18 位。请对照营业执照核对。",
                uscc=shown(code),
                length=len(code),
            )
        )
    if strangers := sorted(set(code) - set(USCC_ALPHABET)):
        reasons.append(
            reason(
                "uscc.alphabet",
                "统一社会信用代码“{uscc}”含有不允许的字符“{strangers}”："
                "只能用数字和除 I、O、S、V、Z 以外的大写字母。请对照营业执照核对。",
                uscc=shown(code),
                strangers=shown("".join(strangers)),
            )
        )
    elif len(code) == USCC_LENGTH and not _is_region(code):
        reasons.append(
            reason(
                "uscc.region",
                "统一社会信用代码“{uscc}”的第 3 至 8 位应为数字。请对照营业执照核对。",
                uscc=shown(code),
            )
        )
    if not reasons and code[-1] != check_character(code[:-1]):
        reasons.append(
            reason(
                "uscc.check-digit",
                "统一社会信用代码“{uscc}”的第 18 位校验码不符，其中至少有一位写错。"
                "请对照营业执照核对。",
                uscc=shown(code),
            )
        )
    return tuple(reasons)


def why_not_certificate_number(number: str) -> tuple[Reason, ...]:
    """Every reason why a normalised text cannot be a certificate number (证书编号)."""
    if _certificate_number.fullmatch(number):
        return ()
    return (
        reason(
            "certificate-number.form",
            "证书编号“{number}”的形式不对：应为 4 至 50 位数字、大写字母和连接符，"
            "并以数字或字母开头。请对照证书核对。",
            number=shown(number),
        ),
    )


def _is_region(code: str) -> bool:
    region = code[REGION]
    return region.isascii() and region.isdigit()
