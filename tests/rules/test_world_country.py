"""The made-up country: the same for a seed, whole, and never to be taken for a real one."""

import re
import time
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from make_world import SEED, country
from renjian.authorities.divisions import division, is_county_level
from renjian.authorities.kinds import AT_LEVEL_OF_PARENT
from renjian.authorities.levels import Level
from renjian.authorities.posts import Role
from renjian.kernel.identifiers import why_not_certificate_number, why_not_uscc
from renjian_world.country import make
from renjian_world.regulators import CORPS_CODES

AUTHORITIES = {node.code: node for node in country().authorities}
PEOPLE = {person.account: person for person in country().people}
ORGANISATIONS = (*country().organisations, *country().newcomers)
ROWS = [row for rows in country().certificates.values() for row in rows]
REPORTED = (*country().report, *country().second_report)


def test_the_same_seed_makes_the_same_country():
    assert make(1, SEED) == country()


def test_another_seed_makes_another_one_under_the_same_authorities():
    other = make(1, SEED + 1)
    assert other.authorities == country().authorities
    assert other.organisations != country().organisations
    assert other.certificates != country().certificates


def test_a_country_of_another_day_is_the_same_but_for_its_dates():
    later = make(1, SEED, day=date(2027, 11, 1))
    kept = [replace(o, class_from_on=date(2026, 10, 1)) for o in later.organisations]
    assert tuple(kept) == country().organisations


@pytest.mark.parametrize("scale", [0, -1])
def test_there_is_no_country_without_size(scale):
    with pytest.raises(ValueError, match=str(scale)):
        make(scale, SEED)


def test_scale_multiplies_bodies_organisations_and_their_certificates():
    larger = country(scale=3)
    assert (len(country().bodies), len(larger.bodies)) == (6, 18)
    assert len(larger.organisations) == 3 * len(country().organisations) == 1800
    assert sum(map(len, larger.certificates.values())) > 2.5 * len(ROWS)


def test_a_country_is_made_in_two_seconds():
    start = time.perf_counter()
    make(1, SEED + 2)
    assert time.perf_counter() - start < 2


def test_all_provinces_and_the_corps_stand_below_the_state_administration():
    provincial = [node for node in AUTHORITIES.values() if node.level is Level.PROVINCIAL]
    assert len(provincial) == 31 + 1
    assert {node.parent for node in provincial} == {"000000"}


def test_people_are_at_work_in_three_provinces_and_the_corps_alone():
    staffed = {place for person in country().people for _role, place in person.posts}
    tops = {AUTHORITIES[code].path.split("/")[1] for code in staffed if code in AUTHORITIES}
    assert tops == {"", "330000", "460000", "650000", "XPCC"}


@pytest.mark.parametrize(
    ("code", "name", "short_name", "path"),
    [
        ("000000", "国家市场监督管理总局", "国市监", "000000/"),
        ("330000", "浙江省市场监督管理局", "浙市监", "000000/330000/"),
        ("330100", "杭州市市场监督管理局", "杭市监", "000000/330000/330100/"),
        ("330110", "杭州市余杭区市场监督管理局", "余市监", "000000/330000/330100/330110/"),
        ("330281", "余姚市市场监督管理局", "余姚市监", "000000/330000/330200/330281/"),
        ("469025", "白沙黎族自治县市场监督管理局", "白市监", "000000/460000/469025/"),
        ("460400", "儋州市市场监督管理局", "儋市监", "000000/460000/460400/"),
        ("XPCC", "新疆生产建设兵团市场监督管理局", "兵市监", "000000/XPCC/"),
        ("XPCC-08", "新疆生产建设兵团第八师市场监督管理局", "兵八师市监", "000000/XPCC/XPCC-08/"),
    ],
)
def test_how_an_authority_is_called_and_where_it_stands(code, name, short_name, path):
    node = AUTHORITIES[code]
    assert (node.name, node.short_name, node.path) == (name, short_name, path)


def test_names_and_document_words_of_authorities_are_their_own():
    nodes = AUTHORITIES.values()
    assert len({node.name for node in nodes}) == len(nodes)
    assert len({node.short_name for node in nodes}) == len(nodes)
    assert max(len(node.path) for node in nodes) <= 120


def test_a_station_writes_in_the_name_of_its_bureau_and_is_named_from_a_township():
    station = AUTHORITIES["330110-01"]
    assert station.name == "杭州市余杭区市场监督管理局五常市场监督管理所"
    assert station.short_name.startswith(AUTHORITIES["330110"].short_name)


def test_every_bureau_that_does_county_work_has_one_or_two_stations():
    below = Counter(node.parent for node in AUTHORITIES.values() if node.level is Level.STATION)
    bureaus = {
        code
        for code, node in AUTHORITIES.items()
        if node.level is Level.COUNTY and node.path.split("/")[1] in {"330000", "460000", "650000"}
    }
    bureaus |= {"460400", *(f"XPCC-{number:02d}" for number in range(1, 15))}
    assert set(below) == bureaus
    assert set(below.values()) == {1, 2}


def test_every_place_is_covered_by_the_authority_that_supervises_it():
    coverage = country().coverage
    places = [code for code in coverage if is_county_level(code)]
    assert len(places) == 2847 + 4  # counties and cities without any
    assert all(coverage[code] == code for code in places if code not in CORPS_CODES)
    assert coverage["659001"] == "XPCC-08"


def test_xinjiang_and_the_corps_share_the_territory_and_not_the_places():
    of_xinjiang = {code for code, unit in country().coverage.items() if unit.startswith("65")}
    of_the_corps = {code for code, unit in country().coverage.items() if unit.startswith("XPCC")}
    assert of_the_corps >= CORPS_CODES
    assert not of_xinjiang & of_the_corps


def test_brigades_and_the_branch_of_a_zone_act_in_the_name_of_their_city_bureau():
    attached = [node for node in AUTHORITIES.values() if node.kind in AT_LEVEL_OF_PARENT]
    assert {node.kind for node in attached} == AT_LEVEL_OF_PARENT
    assert all(node.level is Level.CITY for node in attached)
    assert AUTHORITIES["330100-KFQ"].name == "杭州市市场监督管理局经济技术开发区分局"
    assert not {node.code for node in attached} & set(country().coverage.values())


def test_a_station_covers_real_townships_of_its_county_that_still_exist():
    for code, unit in country().coverage.items():
        if AUTHORITIES[unit].level is Level.STATION:
            assert len(code) == 9 and not division(code).is_abolished


OFFICE = [
    *("planner", "reviewer", "case_handler", "case_handler", "head"),
    *("witness", "audit", "security", "discipline_observer", "legal_reviewer", "credit_officer"),
]


@pytest.mark.parametrize(
    ("code", "roles"),
    [
        ("000000", OFFICE),
        ("xpcc", [*OFFICE, "system"]),
        ("330100", ["officer"] * 2 + ["reviewer", "case_handler", "head"]),
        ("xpcc-08", ["officer"] * 2 + ["reviewer", "case_handler", "head"]),
        ("330110", ["officer"] * 4 + ["reviewer", "case_handler", "head", "legal_reviewer"]),
        ("330110-01", []),
    ],
)
def test_who_works_in_an_authority(code, roles):
    staff = [p for account, p in PEOPLE.items() if account.split(".")[0] == code]
    assert [role.value for person in staff for role, _ in person.posts] == roles
    assert {place for person in staff for _, place in person.posts} <= {code.upper()}


@pytest.mark.parametrize(
    ("account", "name", "card"),
    [
        ("330110.officer1", "余杭执法人员甲", "PRAC-33011001"),
        ("330110.officer4", "余杭执法人员丁", "PRAC-33011004"),
        ("330110.handler", "余杭办案员甲", "PRAC-33011005"),
        ("330110.head", "余杭负责人甲", ""),
        ("653221.officer1", "和田县执法人员甲", "PRAC-65322101"),
        ("330000.planner", "浙江省局计划员甲", ""),
        ("xpcc-08.officer2", "兵八师执法人员乙", "PRAC-XPCC0802"),
        ("000000.handler2", "总局办案员乙", "PRAC-00000002"),
        ("clerk1", "甲子信息员甲", ""),
        ("system", "系统管理员甲", ""),
        ("330000.system", "浙江省局系统管理员甲", ""),
        ("330110.legal", "余杭法制审核员甲", ""),
    ],
)
def test_what_people_are_called_and_which_card_they_carry(account, name, card):
    assert (PEOPLE[account].name, PEOPLE[account].card_number) == (name, card)


def test_accounts_names_and_cards_are_nobody_elses():
    people = country().people
    cards = [person.card_number for person in people if person.card_number]
    assert len(PEOPLE) == len(people) == len({person.name for person in people})
    assert len(set(cards)) == len(cards)
    assert all(re.fullmatch(r"[a-z0-9.-]{1,60}", account) for account in PEOPLE)


def test_a_card_is_for_those_who_inspect_or_handle_cases():
    with_card = {person.posts[0][0] for person in country().people if person.card_number}
    assert with_card == {Role.OFFICER, Role.CASE_HANDLER}


def test_a_clerk_works_for_each_body():
    clerks = [PEOPLE[f"clerk{number}"] for number in range(1, 7)]
    bodies = [body.approval_number for body in country().bodies]
    assert [clerk.posts for clerk in clerks] == [((Role.CLERK, body),) for body in bodies]


def test_codes_are_valid_and_can_belong_to_nobody():
    codes = [found.uscc for found in (*country().bodies, *ORGANISATIONS)]
    assert len(set(codes)) == len(codes)
    assert not [code for code in codes if why_not_uscc(code)]
    assert {code[8:10] for code in codes} == {"RJ"}


def test_names_say_that_all_is_for_practice():
    names = [found.name for found in (*country().bodies, *ORGANISATIONS)]
    assert len(set(names)) == len(names)
    assert all(name.endswith("（练习）") for name in names)
    assert all("PRAC" in p.registration_number for p in country().practitioners)


def test_approval_numbers_have_the_shape_and_a_serial_that_is_not_given_out():
    numbers = [body.approval_number for body in country().bodies]
    assert all(re.fullmatch(r"CNCA-R-2022-9\d{3}", number) for number in numbers)


def test_practitioners_work_for_one_body_in_kinds_that_it_needs():
    kinds = {"A": "审核员", "B": "检查员", "C": "审查员"}
    for body in country().bodies:
        own = [p for p in country().practitioners if p.body == body.approval_number]
        assert len(own) == 12
        assert {p.kind for p in own} == {kinds[item.code[0]] for item in body.items}


def test_organisations_are_where_somebody_supervises_them():
    assert {o.division for o in ORGANISATIONS} <= set(country().coverage)
    assert all(is_county_level(o.division) for o in ORGANISATIONS)
    where = Counter(o.division[:3] for o in ORGANISATIONS)
    assert min(where["330"] + where["331"], where["460"] + where["469"], where["659"]) > 20


def test_one_county_has_enough_to_walk_the_whole_way_in_it():
    assert sum(o.division == "330110" for o in country().organisations) >= 30


def test_classes_come_in_a_realistic_mix():
    mix = Counter(o.credit_class.value for o in country(scale=3).organisations)
    share = {letter: round(100 * count / mix.total()) for letter, count in mix.items()}
    assert share == pytest.approx({"A": 65, "B": 25, "C": 8, "D": 2}, abs=4)


def test_certificates_have_numbers_of_the_usual_forms_and_no_two_the_same():
    numbers = [row.number for row in ROWS] + [row.number for row in REPORTED]
    assert not [number for number in numbers if why_not_certificate_number(number)]
    assert len({row.number for row in ROWS}) == len(ROWS)
    forms = [r"\d{4}\d\d[A-Z]{1,2}\d{5}R\d[SML]", r"20\d\d9\d0201\d{6}"]
    assert all(re.fullmatch("|".join(forms), number) for number in numbers)


def test_every_kind_of_item_is_certified_and_only_what_a_body_may():
    assert {row.item_code for row in ROWS} == {"A0101", "A0201", "A0301", "B01", "C0299"}
    for body in country().bodies:
        certified = {row.item_code for row in country().certificates[body.approval_number]}
        assert certified <= {item.code for item in body.items}


def test_no_certificate_is_older_than_the_approval_of_its_body_or_from_the_future():
    for body in country().bodies:
        for row in country().certificates[body.approval_number]:
            assert body.approved_on < row.issued_on < country().day < date(2032, 1, 1)


def test_the_state_fits_the_period_on_the_day_of_the_country():
    for row in ROWS:
        assert (row.status == "05") is (row.expires_on < country().day)
    assert {row.status for row in ROWS} == {"01", "02", "03", "04", "05"}


def test_the_next_report_brings_new_certificates_and_changes_to_known_ones():
    held = {row.number: row for row in country().certificates["CNCA-R-2022-9001"]}
    known = [row for row in country().report if row.number in held]
    assert (len(country().report), len(country().second_report), len(known)) == (200, 200, 20)
    assert {(held[row.number].status, row.status) for row in known} == {("01", "02")}
    assert len({row.number for row in REPORTED}) == 400


def test_lines_of_a_report_are_those_of_its_file():
    assert [row.line for row in country().report] == list(range(2, 202))
    assert [row.line for row in country().second_report] == list(range(2, 202))
