"""Planning a draw: its form checks shape, its command keeps what was planned."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

import make
from pages import press, read
from renjian.catalogue.validity import NotInForce
from renjian_site.draws import commands
from renjian_site.draws.models import Draw

pytestmark = pytest.mark.django_db
ADDRESS = "/draws/new/"


@pytest.fixture
def planner():
    return make.sign_in("330000.planner")


def filled(**changes):
    usual = {
        "title": "管理体系认证有效性抽查",
        "item_code": "CI-07",
        "from_on": make.today().isoformat(),
        "to_on": (make.today() + timedelta(days=30)).isoformat(),
        **{f"rate_{letter}": rate / 100 for letter, rate in make.RATES.items()},
    }
    return {**usual, **changes}


def shown(planner, **changes):
    """The form as it comes back, when nothing was planned."""
    before = Draw.objects.count()
    response = planner.post(ADDRESS, filled(**changes))
    assert (response.status_code, Draw.objects.count()) == (200, before)
    return response.content.decode()


def test_a_plan_is_kept_as_it_was_filled_in(planner):
    press(planner, ADDRESS, **filled(title="一次抽查", rate_A="2.5"))
    draw = Draw.objects.get()
    assert (draw.title, draw.item_code, draw.stage) == ("一次抽查", "CI-07", "planned")
    assert draw.rates == {**make.RATES, "A": 250}
    assert (draw.to_on - draw.from_on).days == 30


def test_a_plan_gets_a_number_of_its_authority(planner):
    press(planner, ADDRESS, **filled())
    press(planner, ADDRESS, **filled())
    numbers = Draw.objects.order_by("pk").values_list("number", flat=True)
    year = make.today().year
    assert list(numbers) == [f"浙市监抽〔{year}〕1号", f"浙市监抽〔{year}〕2号"]


def test_planning_is_one_entry_in_the_ledger():
    draw = make.planned_draw()
    entry = make.newest_entry(make.actor("330000.planner"))
    assert (entry["act"], entry["subject"]) == ("draw.planned", f"draw:{draw.pk}")
    assert entry["details"] == {"number": draw.number, "rates": make.RATES}


def test_the_window_may_not_end_before_it_starts(planner):
    text = shown(planner, to_on=(make.today() - timedelta(days=1)).isoformat())
    assert "截止日期早于开始日期。请改为开始日期当天或者之后。" in text


def test_the_window_may_be_one_day(planner):
    press(planner, ADDRESS, **filled(to_on=make.today().isoformat()))
    assert Draw.objects.count() == 1


def test_the_database_knows_the_rule_of_the_window_too():
    with pytest.raises(IntegrityError, match="draw_window"), transaction.atomic():
        make.planned_draw(to_on=make.today() - timedelta(days=1))


@pytest.mark.parametrize("field", ["title", "item_code", "from_on", "to_on", "rate_A", "rate_U"])
def test_every_field_is_needed(planner, field):
    text = shown(planner, **{field: ""})
    assert text.count('class="rj-errors"') == 1
    assert f'id="id_{field}_error"' in text


@pytest.mark.parametrize("rate", ["100.01", "101", "-1", "one", "1.234", "NaN", "Infinity"])
def test_a_share_is_a_number_from_0_to_100(planner, rate):
    assert 'id="id_rate_B_error"' in shown(planner, rate_B=rate)


@pytest.mark.parametrize(
    ("rate", "kept"), [("0", 0), ("100", 10_000), ("0.01", 1), ("33.33", 3333)]
)
def test_a_share_is_kept_to_the_hundredth_of_a_per_cent(planner, rate, kept):
    press(planner, ADDRESS, **filled(rate_B=rate))
    assert Draw.objects.get().rates["B"] == kept


@pytest.mark.parametrize("code", ["CI-01", "CI-03", "XX-99"])
def test_only_items_for_certified_organisations_can_be_chosen(planner, code):
    assert f'value="{code}"' not in read(planner, ADDRESS)
    shown(planner, item_code=code)


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "2026/13/01"])
def test_a_day_is_a_day(planner, day):
    shown(planner, from_on=day)


def test_what_was_filled_in_comes_back_with_the_mistake(planner):
    text = shown(planner, title="我的标题", rate_B="101")
    assert 'value="我的标题"' in text
    assert 'value="101"' in text


def test_a_title_may_not_be_longer_than_its_column(planner):
    shown(planner, title="长" * 121)
    press(planner, ADDRESS, **filled(title="长" * 120))
    assert Draw.objects.count() == 1


def test_markup_in_a_title_is_shown_as_text(planner):
    text = press(planner, ADDRESS, **filled(title="<i>抽查</i>"))
    assert "<i>抽查</i>" not in text
    assert "&lt;i&gt;抽查&lt;/i&gt;" in text


def test_an_item_that_is_not_in_force_yet_cannot_be_planned(at):
    outline = make.outline(from_on=date(2000, 1, 1))
    with pytest.raises(NotInForce):
        commands.plan(make.actor("330000.planner"), outline, at=at)
    assert not Draw.objects.exists()


def test_the_page_offers_shares_that_reach_every_class(planner):
    text = read(planner, ADDRESS)
    for letter, share in {"A": "2", "B": "5", "C": "20", "D": "100", "U": "5"}.items():
        assert re.search(f'<input[^>]*name="rate_{letter}"[^>]*value="{share}"', text), letter
