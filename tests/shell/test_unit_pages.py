"""The pages of both trees, the choosing of a unit in a form, and the editor with its second look."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client

import make
from make_units import BECAUSE, administrator, approved, reform, unit, yesterday
from pages import read, status_of
from renjian.authorities.wishes import Abolish, Move, Rename
from renjian_site.authorities.models import Authority, UnitChange

pytestmark = pytest.mark.django_db
RENAME = Rename("330110", "杭州市练习区市场监督管理局", "练市监")


@pytest.fixture
def officer():
    return make.sign_in("330110.officer1")


@pytest.fixture
def keeper():
    return make.sign_in(administrator())


def page_of(code):
    return f"/units/{unit(code).pk}/"


def editor(way, of, /, **filled):
    query = f"?{urlencode(filled)}" if filled else ""
    return f"/units/reform/{way}/{unit(of).pk}/{query}"


def decided(on=None, **filled):
    return {"on": (on or make.today()).isoformat(), "because": BECAUSE, **filled}


def sent(text):
    """The hidden fields of the form that acts."""
    form = re.search(r'<form method="post" action="/units/reform/.*?</form>', text, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))


# The tree


def test_the_tree_begins_with_the_provinces(officer):
    text = read(officer, "/units/")
    assert text.count("<li>") == 32
    assert "天津市市场监督管理委员会" in text


def test_a_level_opens_without_a_script_and_as_a_part_with_one(officer):
    city = unit("330100")
    assert "杭州市余杭区市场监督管理局" in read(officer, f"/units/?in={city.pk}")
    part = read(officer, f"/units/{city.pk}/below/")
    assert "杭州市余杭区市场监督管理局" in part and "<html" not in part


def test_what_is_found_comes_with_the_names_above(officer):
    text = read(officer, "/units/?q=鼓楼区")
    assert "江苏省市场监督管理局 › 南京市市场监督管理局" in text
    assert "没有找到" in read(officer, "/units/?q=没有这个机构")


@pytest.mark.parametrize(
    "query", ["in=999999999", "in=" + "9" * 30, "in=x", "q=%00", "q=" + "x" * 500]
)
def test_a_strange_address_breaks_nothing(officer, query):
    assert status_of(officer, f"/units/?{query}") in (200, 404)
    assert status_of(officer, f"/divisions/?{query}") == 200


def test_the_trees_are_for_regulators(officer):
    clerk = make.sign_in("clerk1")
    for address in ("/units/", page_of("330110"), "/divisions/", "/divisions/330110/"):
        assert status_of(clerk, address) == 409, address
        assert Client().get(address).status_code == 302
        assert status_of(officer, address) == 200


# One unit


def test_a_unit_says_in_whose_name_it_decides_and_what_it_covers(officer):
    text = read(officer, page_of("330110-01"))
    assert '作出决定的名义</dt><dd lang="zh-Hans">杭州市余杭区市场监督管理局' in text
    assert "浙江省杭州市余杭区五常街道" in text


def test_a_unit_shows_what_it_was_and_whose_it_was(officer):
    reform(RENAME, on=yesterday())
    reform(Move("330110", "330200"))
    text = read(officer, page_of("330110"))
    assert "杭州市余杭区市场监督管理局" in text and "杭州市市场监督管理局" in text
    assert f"{yesterday()}" in text


def test_a_unit_can_be_seen_as_it_was_on_a_day(officer):
    reform(Move("330110", "330200"))
    day = yesterday().isoformat()
    then = read(officer, f"{page_of('330110')}?on={day}").partition('id="then"')[2]
    assert "浙江省市场监督管理局 › 杭州市市场监督管理局 › 杭州市余杭区市场监督管理局" in then
    assert "五常市场监督管理所" in then
    before = read(officer, f"{page_of('330110')}?on=2020-01-01").partition('id="then"')[2]
    assert "当天没有这个机构" in before
    assert status_of(officer, f"{page_of('330110')}?on=2020-99-99") == 200


def test_an_abolished_unit_leads_to_its_successor_and_back(officer, keeper):
    reform(Abolish("330110", "330106"))
    gone, successor = read(keeper, page_of("330110")), read(keeper, page_of("330106"))
    assert page_of("330106") in gone and "办理机构变更" not in gone
    assert page_of("330110") in successor


def test_how_many_work_in_a_unit_and_what_is_decided_is_for_its_own_area(officer):
    reform(RENAME, on=make.today() + timedelta(days=3))
    far = make.sign_in("460000.head")
    for text in (read(far, page_of("330110")),):
        assert "在岗人数" not in text and BECAUSE not in text
    own = read(officer, page_of("330110"))
    assert "在岗人数" in own and BECAUSE in own


def test_only_the_system_administrator_is_led_to_the_editor(officer, keeper):
    assert "/units/reform/" not in read(officer, page_of("330110"))
    assert read(keeper, page_of("330110")).count("/units/reform/") == 5
    assert status_of(officer, editor("rename", "330110")) == 409


# Divisions


def test_a_division_shows_who_covers_it_and_its_changes(officer):
    text = read(officer, "/divisions/330110/?on=2000-05-01")
    assert page_of("330110") in text
    assert "余杭市" in text and "当天没有使用这个代码的区划" in text


def test_a_code_that_is_gone_leads_to_what_it_became(officer):
    text = read(officer, "/divisions/330104/")
    assert "浙江省杭州市江干区" in text and "/divisions/330102/" in text
    assert status_of(officer, "/divisions/999999/") == 404
    assert status_of(officer, "/divisions/999999/below/") == 404


def test_levels_of_divisions_open_one_after_the_other(officer):
    assert read(officer, "/divisions/").count("<li>") == 34
    assert "余杭区" in read(officer, "/divisions/?in=330100")
    assert "五常街道" in read(officer, "/divisions/330110/below/")


def test_a_division_is_found_by_its_old_name(officer):
    text = read(officer, "/divisions/?q=江干区")
    assert "浙江省杭州市上城区" in text and "原名：江干区" in text


# Choosing one in a form


def test_what_fits_the_words_is_listed_as_buttons_of_the_form(officer):
    text = read(officer, "/units/options/?name=parent&parent_words=鼓楼区")
    assert text.count('type="radio" name="parent"') == 4
    assert "南京市市场监督管理局" in text
    many = read(officer, "/divisions/options/?name=divisions&many=yes&divisions_words=鼓楼区")
    assert 'type="checkbox" name="divisions" value="320106"' in many


@pytest.mark.parametrize("name", ["", "a b", '"><script>', "x" * 99])
def test_no_other_name_gets_into_the_buttons(officer, name):
    query = urlencode({"name": name, "chosen_words": "余杭"})
    text = read(officer, f"/units/options/?{query}")
    assert 'name="chosen"' in text and "<script>" not in text


def test_no_words_find_nothing(officer):
    assert "<input" not in read(officer, "/units/options/?name=parent&parent_words=")
    assert "没有找到" in read(officer, "/units/options/?name=parent&parent_words=没有这个")


def test_without_a_script_words_that_fit_several_are_answered_with_buttons(keeper):
    text = read(keeper, editor("move", "330110", **decided(parent_words="鼓楼区")))
    assert "不止一个" in text
    assert text.count('type="radio" name="parent"') == 4
    assert 'name="seen"' not in text


def test_without_a_script_words_that_fit_one_choose_it(keeper):
    text = read(
        keeper, editor("move", "330110", **decided(parent_words="宁波市市场监督管理局综合"))
    )
    assert "分局和执法队" in text or "上级必须是" in text  # looked up, and refused for what it is


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"parent": "999999"}, "没有“999999”"),
        ({"parent_words": "没有这个机构"}, "没有找到“没有这个机构”"),
        ({}, "没有选择"),
        ({"parent": "330200", "on": "13.45"}, "日期的形式"),
        ({"parent": "330200", "because": ""}, "没有写依据文件"),
    ],
)
def test_a_form_says_what_is_missing(keeper, filled, told):
    assert told in read(keeper, editor("move", "330110", **{**decided(), **filled}))


def invited(clue, **filled):
    values = {"part": "assistance_request", "because": "请协助核对", **filled}
    return make.sign_in(make.head_of(clue)).post(f"/cases/{clue.pk}/parts/", values)


def test_other_forms_choose_a_unit_in_the_same_way():
    clue = make.clue()
    answer = invited(clue, authority_words="阿克苏地区市场监督管理局综合")
    assert answer.status_code == 302
    assert clue.participations.get(why="assistance_request").authority.code == "652900-ZF"


def test_words_that_fit_several_units_bring_the_page_back_with_what_was_filled_in():
    clue = make.clue()
    text = invited(clue, authority_words="鼓楼区").content.decode()
    assert text.count('type="radio" name="authority"') == 4
    assert "请协助核对" in text and "<details open>" in text
    assert not clue.participations.filter(why="assistance_request").exists()


# The editor


def test_nothing_happens_before_the_second_look(keeper):
    text = read(keeper, editor("move", "330110", **decided(parent="330200")))
    assert "核对未办结事项" in text and "在任岗位" in text
    assert unit("330110").parent.code == "330100"


def test_the_second_look_names_what_is_under_way_and_where_it_goes(keeper):
    clue = make.clue()
    code = clue.authority.code
    successor = "330106" if code != "330106" else "330105"
    text = read(keeper, editor("abolish", code, **decided(successor=successor)))
    assert clue.number in text
    assert f"由{unit(successor).name}承接" in text
    assert f"转入{unit(successor).name}" in text


def test_what_was_looked_at_is_proposed_by_one_more_click_and_waits_for_another_person(keeper):
    text = read(keeper, editor("move", "330110", **decided(parent="330200")))
    answer = keeper.post(editor("move", "330110"), sent(text))
    change = UnitChange.objects.get()
    assert answer.headers["Location"] == f"/units/changes/{change.pk}/"
    assert unit("330110").parent.code == "330100"
    approved(change)
    assert unit("330110").parent.code == "330200"


def test_an_act_that_is_refused_is_shown_off_with_its_reasons(keeper):
    text = read(keeper, editor("move", "330110", **decided(parent="330106")))
    assert "disabled" in text and "层级更高" in text
    answer = keeper.post(editor("move", "330110"), sent(text))
    assert answer.status_code == 409
    assert unit("330110").parent.code == "330100"


def test_a_new_bureau_is_set_up_with_its_divisions_through_the_pages(keeper):
    filled = decided(
        code="330118", name="杭州市练习区市场监督管理局", short_name="杭练市监",
        kind="bureau", level="4", divisions="330110014",
    )  # fmt: skip
    text = read(keeper, editor("establish", "330100", **filled))
    assert "仓前街道" in text
    keeper.post(editor("establish", "330100"), sent(text))
    approved(UnitChange.objects.get())
    assert Authority.objects.get(code="330118").coverage.get().division == "330110014"


def test_divisions_are_given_and_ended_through_the_pages(keeper):
    filled = decided(divisions="330106", ended="330110")
    text = read(keeper, editor("cover", "330110", **filled))
    keeper.post(editor("cover", "330110"), sent(text))
    approved(UnitChange.objects.get())
    held = Authority.objects.get(code="330110").coverage.filter(to_on=None)
    assert [row.division for row in held] == ["330106"]


def test_a_change_that_waits_is_cancelled_on_the_page_of_its_unit(keeper):
    reform(RENAME, on=make.today() + timedelta(days=3))
    change = UnitChange.objects.get()
    assert f"/units/changes/{change.pk}/" in read(keeper, page_of("330110"))
    assert f"/units/changes/{change.pk}/cancel/" in read(keeper, f"/units/changes/{change.pk}/")
    answer = keeper.post(f"/units/changes/{change.pk}/cancel/")
    assert answer.headers["Location"] == page_of("330110")
    assert "已取消" in read(keeper, page_of("330110"))


def test_a_second_look_is_for_the_own_area_alone():
    far = make.sign_in(administrator("460000"))
    address = editor("abolish", "330110", **decided(successor="460100"))
    assert status_of(far, address) == 404
    assert "/units/reform/" not in read(far, page_of("330110"))


def test_a_unit_is_changed_by_its_superior_and_not_by_itself():
    own = make.sign_in(administrator("330110"))
    text = read(own, editor("abolish", "330110", **decided(successor="330106")))
    assert "disabled" in text and "不是它的上级" in text


def test_a_kind_of_change_that_there_is_not_is_no_page(keeper):
    assert status_of(keeper, f"/units/reform/sell/{unit('330110').pk}/") == 404
    assert status_of(keeper, "/units/reform/move/999999999/") == 404


def test_search_finds_units_for_regulators(officer):
    answer = officer.get("/search/", {"q": "余杭区市场监督管理局五常"})
    assert answer.headers["Location"] == page_of("330110-01")
