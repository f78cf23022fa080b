"""By what subjects are known, kinds of certificates, people's bodies, approvals, undoing, lists."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from make_registers import certificate, uscc
from refusals import refused
from renjian.registers.approvals import Approval, is_approved
from renjian.registers.events import effective_day, of_row
from renjian.registers.exemptions import is_exempt_on, why_not_exempt
from renjian.registers.kinds import (
    Kind,
    details_of,
    kind_of,
    private_part,
    public_part,
    why_not_details,
)
from renjian.registers.object_lists import read_list
from renjian.registers.practitioners import Engaged, engagements_after, why_not_engage
from renjian.registers.subjects import is_uscc, key_of
from renjian.registers.undoing import BuiltOn, why_not_undo

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("item", "number", "kind"),
    [
        ("A0101", "900126Q00001R0M", Kind.SYSTEM),
        ("C0299", "900126SC0001R0M", Kind.SERVICE),
        ("B01", "2026900201000001", Kind.CCC),
        ("B0221", "X1", Kind.VOLUNTARY),
        ("B03", "001OP2600001", Kind.ORGANIC),
        ("B03", "F01OP2600001-1", Kind.ORGANIC),
    ],
)
def test_the_kind_follows_from_item_and_number(item, number, kind):
    assert kind_of(item, number) is kind


def test_a_kind_has_what_its_schema_says_and_parts_it_by_who_may_read():
    told = {"scope": "设计", "man_days": 3}
    assert not why_not_details(Kind.SYSTEM, told)
    assert why_not_details(Kind.CCC, {"bases": []})[0].code == "certificate.detail.unknown"
    assert public_part(Kind.SYSTEM, told) == {"scope": "设计"}
    assert private_part(Kind.SYSTEM, told) == {"man_days": 3}
    assert "factory_code" in details_of(Kind.CCC)


def test_codes_are_kept_as_they_are_and_subjects_abroad_get_a_key():
    code = uscc()
    assert key_of(code, "某公司") == code
    assert key_of("RJ000001-4", "某公司") == "RJ0000014"
    abroad = key_of("", "Some Ltd", "276")
    assert len(abroad) == 18 and not is_uscc(abroad)
    assert abroad != key_of("", "Some Ltd", "250")


@pytest.mark.parametrize(
    ("status", "dates", "day"),
    [
        ("02", {"suspended_from": DAY, "decided_on": DAY - timedelta(days=3)}, DAY),
        ("03", {"ended_on": DAY}, DAY),
        ("05", {}, date(2029, 3, 1)),
        ("01", {"changed_on": DAY, "decided_on": DAY - timedelta(days=3)}, DAY),
        ("01", {"decided_on": DAY}, DAY),
        ("02", {}, None),
    ],
)
def test_a_report_holds_from_the_day_that_it_says(status, dates, day):
    assert effective_day(status, expires_on=date(2029, 2, 28), **dates) == day


def test_a_row_of_the_short_table_becomes_an_event_without_a_day_of_its_own():
    event = of_row(certificate(line=7))
    assert (event.line, event.kind, event.effective_on) == (7, Kind.SYSTEM, None)


def test_nobody_works_for_two_bodies_on_one_day():
    known = [Engaged("甲", DAY, DAY + timedelta(days=10))]
    assert why_not_engage(known, Engaged("乙", DAY + timedelta(days=10)))
    assert not why_not_engage(known, Engaged("乙", DAY + timedelta(days=11)))
    assert not why_not_engage(known, Engaged("甲", DAY))


def test_a_body_ends_an_engagement_by_saying_its_last_day():
    told = Engaged("甲", DAY, DAY + timedelta(days=30))
    assert engagements_after([Engaged("甲", DAY)], told) == (told,)
    other = Engaged("乙", DAY - timedelta(days=90), DAY - timedelta(days=50))
    assert engagements_after([other], told) == (other, told)


spans = st.tuples(st.integers(0, 50), st.integers(0, 20) | st.none())


@given(st.lists(spans, max_size=8))
def test_engagements_of_one_body_never_overlap(told):
    known = ()
    for start, length in told:
        from_on = DAY + timedelta(days=start)
        to_on = None if length is None else from_on + timedelta(days=length)
        known = engagements_after(known, Engaged("甲", from_on, to_on))
        assert not any(a.overlaps(b) for i, a in enumerate(known) for b in known[i + 1 :])


def test_an_approval_covers_its_domain_in_its_time():
    approvals = [Approval("A01", DAY, DAY + timedelta(days=365))]
    assert is_approved(approvals, "A0101", DAY)
    assert not is_approved(approvals, "A0201", DAY)
    assert not is_approved(approvals, "A0101", DAY + timedelta(days=366))


def test_an_exemption_names_one_of_the_nine_purposes_and_ends_after_it_began():
    assert not why_not_exempt(9, DAY, DAY)
    codes = [why.code for why in why_not_exempt(10, DAY, DAY - timedelta(days=1))]
    assert codes == ["exemption.purpose", "exemption.period"]
    assert is_exempt_on(DAY, DAY, DAY) and not is_exempt_on(DAY, DAY, DAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("built", "code"),
    [
        (BuiltOn(is_accepted=False), "upload.undo.not-accepted"),
        (BuiltOn(is_accepted=True, later=("Q1",)), "upload.undo.later"),
        (BuiltOn(is_accepted=True, results=1), "upload.undo.named"),
        (BuiltOn(is_accepted=True, noted=("某公司",)), "upload.undo.acted"),
        (BuiltOn(is_accepted=True, people=1), "upload.undo.people"),
    ],
)
def test_an_upload_is_taken_back_only_while_nobody_built_on_it(built, code):
    assert [why.code for why in why_not_undo(built)] == [code]
    assert not why_not_undo(BuiltOn(is_accepted=True))


LIST = "名称,统一社会信用代码,行政区划代码,地址,标签\n某店,{},330110,某路1号,CCC 目录内产品销售者\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_of_subjects_is_read_in_the_usual_encodings(encoding):
    (one,) = read_list(LIST.format(uscc()).encode(encoding))
    assert (one.line, one.name, one.uscc, one.division) == (2, "某店", uscc(), "330110")


def test_all_that_is_wrong_in_a_list_is_named_by_line():
    text = LIST.format(uscc()) + ",91330110RJ0000014X,000000,,认证机构\n"
    with refused(
        "object-list.name", "object-list.uscc", "object-list.division", "object-list.tag"
    ) as caught:
        read_list(text.encode())
    assert {why.values["line"] for why in caught.value.reasons} == {3}


@pytest.mark.parametrize("content", [b"", "甲,乙\n".encode(), b"\xff\xfe\xff"])
def test_what_is_no_list_is_refused_with_what_to_do(content):
    with refused("object-list.header" if b"\xff" not in content else "object-list.encoding"):
        read_list(content)
