"""A matter as people write it down: what is read, and what is said about every fault at once."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_law as make
from renjian.authorities.levels import Level
from renjian.cases.explanation import explain
from renjian.cases.matter_files import read
from renjian.catalogue.offenders import OffenderKind
from renjian.kernel.refusal import Refused

LEAST = {"offenders": [{"kind": "body", "offences": ["CB-03"]}]}


def text(**fields: object) -> str:
    return json.dumps(LEAST | fields, ensure_ascii=False)


def faults(content: str) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(content)
    return [why.text for why in refused.value.reasons]


def test_codes_and_chinese_names_are_read_alike():
    one = read(text(offenders=[{"kind": "销售者", "offences": ["CC-01B"], "expected": ["罚款"]}]))
    two = read(text(offenders=[{"kind": "seller", "offences": ["CC-01B"], "expected": ["fine"]}]))
    assert one == two


def test_a_whole_matter_is_read():
    enquiry = read(
        text(
            on="2026-11-02",
            act={"from": "2025-01-01", "to": "2025-02-01"},
            discovered_on="2025-03-01",
            places=[{"division": "420106", "kind": "审核、检查现场"}],
            movements=[
                {"kind": "授权管辖", "to": "510000", "on": "2026-01-01", "document": "授1号"}
            ],
            filings=[{"by": "420106", "on": "2026-02-01"}],
            acting="420106",
        )
    )
    matter = enquiry.matter
    assert (enquiry.on, matter.act_to) == (date(2026, 11, 2), date(2025, 2, 1))
    assert matter.movements[0].to.name == "四川省市场监督管理局"
    assert (matter.acting.level, matter.places[0].division) == (Level.COUNTY, "420106")


def test_money_is_exact_however_it_is_written():
    for written in ("1234.50", "1,234.50", "1234.5"):
        enquiry = read(
            text(offenders=[{"kind": "body", "offences": ["CB-03"], "facts": {"gains": written}}])
        )
        assert enquiry.facts[0].gains == Decimal("1234.50")


def test_a_missing_kind_leaves_all_that_can_commit_it():
    (charge,) = read(text(offenders=[{"offences": ["LB-01"]}])).matter.charges
    assert set(charge.kinds) == {
        OffenderKind.DESIGNATED_LAB, OffenderKind.LABORATORY, OffenderKind.INSPECTION_BODY,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "文件不是 JSON：第 1 行第 2 个字"),
        ("[]", "最外层应当是一个对象"),
        ("{}", "须写明一至 50 个当事人"),
        (text(on="昨天"), "“on”的“昨天”不是日期"),
        (text(foo=1), "“foo”不是可以填写的项目"),
        (text(places=[{"division": "武汉"}]), "“places[0].division”的“武汉”不是行政区划代码"),
        (text(places={"division": "420106"}), "“places”应当是一列对象"),
        (text(act={"from": "2026-02-01", "to": "2026-01-01"}), "早于开始日期"),
        (text(acting="ABC"), "认不出是哪一级机关"),
        (text(movements=[{"kind": "提级管辖", "to": "420000"}]), "没有文书的，不改变管辖"),
        (text(offenders=[{"kind": "body", "offences": ["CB-99"]}]), "“CB-99”不是违法行为目录中的代码"),
        (text(offenders=[{"kind": "工厂", "offences": ["CB-03"]}]), "“工厂”不在可选的范围内"),
        (text(offenders=[{"kind": "body", "offences": []}]), "没有填写违法行为"),
        (text(offenders=[{"offences": ["CB-01", "PR-03"]}]), "没有共同的违法主体"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place_and_what_to_do(content, said):
    assert any(said in sentence for sentence in faults(content))


def test_every_fault_of_a_file_is_named_at_once():
    wrong = [{"kind": "body", "offences": ["CB-03"], "facts": {"gains": "-5", "goods_value": "x"}}]
    assert len(faults(text(on="?", offenders=wrong, foo=1))) == 4


def test_offence_and_offender_that_contradict_each_other_are_refused_when_explained():
    enquiry = read(text(offenders=[{"kind": "seller", "offences": ["CB-03"]}]))
    with pytest.raises(Refused, match="违法主体不包括销售者"):
        explain(enquiry, today=make.DAY)


def test_a_day_before_the_notice_is_refused():
    with pytest.raises(Refused, match="以前，没有可以适用的管辖规则"):
        explain(read(text(on="2019-05-13")), today=make.DAY)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["offenders", "kind", "offences", "places", "on", "act", "movements",
                             "facts", "acting", "to", "x"]), inner, max_size=4),
        max_leaves=12,
    )
)  # fmt: skip
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(value):
    try:
        explain(read(json.dumps(value)), today=make.DAY)
    except Refused as refused:
        assert all(why.text for why in refused.reasons)
