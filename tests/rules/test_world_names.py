"""Names and codes of the made-up country."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.authorities.divisions import DivisionLevel, children, division
from renjian.kernel.identifiers import why_not_uscc
from renjian_world.chance import stream
from renjian_world.codes import ORGANISATION_ALPHABET, ORGANISATION_WEIGHTS, uscc
from renjian_world.names import CYCLE, TERMS, TRADES, short_place, short_town
from renjian_world.regulators import CORPS_CITIES, CORPS_CODES, PROVINCES, supervision


@pytest.mark.parametrize(
    ("division", "short"),
    [
        ("浙江省", "浙江"),
        ("新疆维吾尔自治区", "新疆"),
        ("杭州市", "杭州"),
        ("余杭区", "余杭"),
        ("桐庐县", "桐庐"),
        ("景宁畲族自治县", "景宁"),
        ("保亭黎族苗族自治县", "保亭"),
        ("巴里坤哈萨克自治县", "巴里坤"),
        ("塔什库尔干塔吉克自治县", "塔什库尔干"),
        ("和布克赛尔蒙古自治县", "和布克赛尔"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("昌吉回族自治州", "昌吉"),
        ("喀什地区", "喀什"),
        ("忠县", "忠县"),
        ("新市区", "新市"),
    ],
)
def test_a_place_without_its_ending(division, short):
    assert short_place(division) == short


@pytest.mark.parametrize(
    ("township", "short"),
    [
        ("瓶窑镇", "瓶窑"),
        ("仓前街道", "仓前"),
        ("岭上乡", "岭上"),
        ("老竹畲族镇", "老竹"),
        ("四十一团草湖镇", "四十一团草湖"),
        ("红旗农场", "红旗农场"),
        ("镇", "镇"),
    ],
)
def test_a_township_without_its_ending(township, short):
    assert short_town(township) == short


@pytest.mark.parametrize("province", sorted(PROVINCES))
def test_no_place_of_the_country_is_left_with_its_ending_or_without_a_name(province):
    places = [place for city in children(province) for place in (city, *children(city.code))]
    shorts = [short_place(p.name) for p in places if p.level is not DivisionLevel.TOWNSHIP]
    assert all(len(short) > 1 for short in shorts)
    assert not [short for short in shorts if "自治" in short or short.endswith("族")]


def test_words_for_names_are_each_their_own():
    assert (len(CYCLE), CYCLE[0], CYCLE[-1]) == (60, "甲子", "癸亥")
    for words in (CYCLE, TERMS, TRADES):
        assert len(set(words)) == len(words)


serials = st.from_regex(r"[0-9]{6}", fullmatch=True)
places = st.sampled_from(["330110", "460400", "659001"])


@given(places, serials)
def test_a_made_up_code_is_valid_says_where_and_is_recognisable(place, serial):
    code = uscc(place, serial)
    assert why_not_uscc(code) == ()
    assert (code[:2], code[2:8], code[8:16]) == ("91", place, "RJ" + serial)


@given(places, serials)
def test_the_organisation_part_of_a_made_up_code_has_its_own_check_character(place, serial):
    part = uscc(place, serial)[8:17]
    total = sum(
        ORGANISATION_ALPHABET.index(letter) * weight
        for letter, weight in zip(part, ORGANISATION_WEIGHTS, strict=False)
    )
    check = 10 if part[8] == "X" else int(part[8])
    assert (total + check) % 11 == 0


@given(st.integers(), st.text())
def test_chance_is_the_same_for_a_seed_and_a_subject(seed, subject):
    assert stream(seed, subject).random() == stream(seed, subject).random()


def test_subjects_do_not_share_their_chance():
    seen = {stream(1, "a").random(), stream(1, "b").random(), stream(2, "a").random()}
    assert len(seen) == 3


def test_chance_does_not_change_from_one_machine_to_another():
    assert [stream(102, "bodies").randrange(1000) for _ in range(3)] == [119] * 3


def test_each_city_of_the_corps_belongs_to_one_of_fourteen_divisions():
    cities = [code for codes in CORPS_CITIES.values() for code in codes]
    assert list(CORPS_CITIES) == list(range(1, 15))
    assert sorted(cities) == sorted(CORPS_CODES)
    real = [found.code for found in children("650000") if found.level is DivisionLevel.COUNTY]
    assert sorted(cities) == real


def test_every_authority_of_the_country_has_a_real_division_or_is_of_the_corps():
    for node in supervision().authorities:
        place = node.code.split("-")[0]
        assert place in {"000000", "XPCC"} or division(place) is not None
