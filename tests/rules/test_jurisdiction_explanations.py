"""What an officer reads beside the level: whole sentences, for jurists to judge as they stand."""

import pytest

import make_law as make
from renjian.catalogue.laws import cited
from renjian.catalogue.offenders import OffenderKind
from renjian.jurisdiction.matters import Charge, Offender
from renjian.jurisdiction.rules import rule_on

NOTICE = "国市监认证〔2019〕102号"
PROC = "《市场监督管理行政处罚程序规定》"
GROUND = (
    "认证认可条例规定的处罚由国家认证监管部门或者其授权的地方监管部门实施；没有书面授权的，"
    "地方不得作出该处罚。（《认证认可条例》第七十一条；《认证认可条例》第五十四条）"
)
LOCAL = [
    "不属于上级市场监管部门管辖的案件，由违法行为发生地的市、县（区）级市场监管部门管辖。"
    f"（{NOTICE}第二部分第（三）项；{PROC}第七条）",
    f"派出机构办理的，以所属市场监管部门的名义实施。（{PROC}第九条第一款）",
]
SPLIT = (
    "属产品质量认证的，同时可处罚款：可以将全案移交上级，也可以就地办理罚款并向总局提出能力罚建议，"
    "选择哪一种须记录；不属于这一情形的没有罚款，须将全案移交上级。"
    f"（{NOTICE}第二部分第（四）项）"
)


def told(kind: OffenderKind, name: str, code: str, *penalties: str) -> list[str]:
    ruling = rule_on(Charge(Offender(kind, name), (code,), frozenset(penalties)), on=make.DAY)
    return [f"{why.text}（{cited(why.clause)}）" for why in ruling.reasons + ruling.notes]


def test_a_sham_certification():
    assert told(OffenderKind.BODY, "甲认证公司", "CB-01") == [
        "甲认证公司属于认证从业机构，可能受到的处罚包括撤销认证机构批准文件（能力罚），"
        f"案件由市场监管总局管辖或者授权管辖。（{NOTICE}第二部分第（一）项）",
        GROUND,
        SPLIT,
    ]


def test_cut_steps_that_end_in_a_fine():
    assert told(OffenderKind.BODY, "甲认证公司", "CB-03", "fine", "confiscate_gains") == [
        "甲认证公司属于认证从业机构，但可能受到的处罚（罚款、没收违法所得）不含能力罚、申诫罚。"
        f"（{NOTICE}第二部分第（一）项）",
        *LOCAL,
        "拟给予责令停业整顿、撤销认证机构批准文件的，案件改由总局管辖；处罚意见确定后、"
        f"告知以前须重新核对。（{NOTICE}第二部分第（一）项）",
    ]


def test_an_auditor_who_did_not_go():
    assert told(OffenderKind.PRACTITIONER, "审核员乙", "PR-06") == [
        "审核员乙属于认证从业人员，其违法案件由市场监管总局管辖或者授权管辖。"
        f"（{NOTICE}第二部分第（一）项）",
        GROUND,
    ]


def test_a_foreign_accreditation_not_filed():
    assert told(OffenderKind.BODY, "甲认证公司", "CB-15") == [
        "甲认证公司属于认证从业机构，可能受到的处罚包括警告（申诫罚），"
        f"案件由市场监管总局管辖或者授权管辖。（{NOTICE}第二部分第（一）项）",
        GROUND,
    ]


def test_a_forged_certificate():
    assert told(OffenderKind.CERTIFIED_ORGANISATION, "丙有限公司", "CM-01", "fine") == [
        "获证组织不是认证从业机构（认证机构、指定认证机构、指定实验室），也不是认证从业人员，"
        f"不论给予何种处罚，通知都没有将案件保留给总局。（{NOTICE}第一部分第（一）项）",
        *LOCAL,
    ]


def test_a_laboratory_that_is_not_designated():
    sentences = told(OffenderKind.LABORATORY, "", "LB-01", "suspend_business_rectify")
    assert sentences[-1] == (
        "对未经指定的实验室的责令停业整顿由谁管辖，通知没有写明。请报上级确认后再立案。"
        f"（{NOTICE}第二部分第（四）项）"
    )


@pytest.mark.parametrize("kind", OffenderKind)
def test_no_sentence_of_any_kind_of_offender_shows_a_code_name(kind):
    for why in make.ruling(kind, "CM-05", "revoke_licence").reasons:
        assert not set("_{}") & set(why.text)
        assert not any(letter.isascii() and letter.isalpha() for letter in why.text)
