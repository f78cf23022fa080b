"""Stories of the tree: a county changes its city in mid-year, two merge, one is split."""

from datetime import timedelta

import pytest
from django.utils import timezone

import make
import make_units
from make_units import reform, unit, yesterday
from pages import status_of
from renjian.authorities.levels import Level
from renjian.authorities.wishes import Abolish, Cover, Establish, Move, Rename
from renjian_site.authorities import queries
from renjian_site.authorities.models import Coverage, Post
from renjian_site.authorities.sessions import posts_on
from renjian_site.cases import commands as cases
from renjian_site.cases import queries as case_queries
from renjian_site.cases.models import Case, Clue
from renjian_site.inspections import queries as inspections
from renjian_site.inspections.models import Task
from renjian_site.kit.documents.models import Document
from renjian_site.registers.models import Organisation

pytestmark = pytest.mark.django_db
COUNTY, OLD_CITY, NEW_CITY = "330110", "330100", "330200"
MANY = dict.fromkeys("ABCDU", 4000)  # so many that the county is among those drawn


@pytest.fixture
def clue():
    """A clue under way in the county, with the organisation that it is about."""
    found = next(one for one in make.tasks(rates=MANY) if one.authority.code == COUNTY)
    finding = make.finding(found)
    make.entered(found)
    handler = make.person_of("case_handler", COUNTY)
    return cases.register_clue(handler, finding.pk, at=timezone.now())


def sees(role, code, clue):
    return case_queries.clues(make.person_of(role, code)).filter(pk=clue.pk).exists()


# A county goes from one city to another


def test_a_moved_county_is_seen_by_its_new_city_and_no_longer_by_the_old_one(clue):
    assert (sees("head", OLD_CITY, clue), sees("head", NEW_CITY, clue)) == (True, False)
    reform(Move(COUNTY, NEW_CITY))
    assert (sees("head", OLD_CITY, clue), sees("head", NEW_CITY, clue)) == (False, True)
    assert sees("head", COUNTY, clue)
    assert sees("head", "330000", clue)


def test_pages_follow_the_move_and_not_only_lists(clue):
    reform(Move(COUNTY, NEW_CITY))
    page = f"/cases/{clue.pk}/"
    assert status_of(make.sign_in(make.person_of("head", OLD_CITY)), page) == 404
    assert status_of(make.sign_in(make.person_of("head", NEW_CITY)), page) == 200


def test_what_a_moved_county_has_under_way_goes_on_there(clue):
    reform(Move(COUNTY, NEW_CITY))
    clue.refresh_from_db()
    assert clue.authority.code == COUNTY
    head = make.person_of("head", COUNTY)
    case = cases.file_case(head, clue.pk, make.team(head), at=timezone.now())
    assert case.number.startswith("余市监")
    response = make.sign_in(head).get("/search/", {"q": clue.number})
    assert response.headers["Location"] == f"/cases/{clue.pk}/"  # the one hit is opened
    assert case_queries.cases(head).get().pk == case.pk


def test_everything_below_a_moved_county_goes_along():
    reform(Move(COUNTY, NEW_CITY))
    station = unit("330110-01")
    assert station.path == "000000/330000/330200/330110/330110-01/"
    assert station.parent.code == COUNTY


def test_the_tree_of_a_day_says_where_the_county_stood_on_it():
    day = yesterday()
    reform(Move(COUNTY, NEW_CITY), on=day)
    actor = make.actor("330000.planner")
    before = queries.tree_of_day(actor, day - timedelta(days=1))
    after = queries.tree_of_day(actor, day)
    assert (before.superior("330110-01", Level.CITY), after.superior(COUNTY, Level.CITY)) == (
        OLD_CITY,
        NEW_CITY,
    )
    assert COUNTY in before.under(OLD_CITY) and COUNTY not in after.under(OLD_CITY)


def test_figures_count_a_case_for_the_city_of_its_day(clue):
    """A case filed before the county went over counts for the old city, one after for the new."""
    head = make.person_of("head", COUNTY)
    case = cases.file_case(head, clue.pk, make.team(head), at=timezone.now())
    moved_on = make.today()
    Case.objects.filter(pk=case.pk).update(filed_on=moved_on - timedelta(days=3))
    reform(Move(COUNTY, NEW_CITY), on=moved_on)
    province = make.person_of("head", "330000")
    (filed,) = case_queries.cases(province)
    of_then = queries.tree_of_day(province, filed.filed_on)
    of_now = queries.tree_of_day(province, moved_on)
    assert of_then.superior(filed.authority.code, Level.CITY) == OLD_CITY
    assert of_now.superior(filed.authority.code, Level.CITY) == NEW_CITY


def test_documents_keep_the_name_of_their_day(clue):
    head = make.person_of("head", COUNTY)
    case = cases.file_case(head, clue.pk, make.team(head), at=timezone.now())
    reform(Rename(COUNTY, "杭州市练习区市场监督管理局", "练市监"))
    document = Document.objects.get(subject=f"case:{case.pk}")
    assert document.authority_name == document.content["authority"]
    assert document.authority_name == "杭州市余杭区市场监督管理局"
    by_old_name = [one for one in queries.find_units(head, "余杭区市场监督管理局") if one.former]
    assert [(one.unit.code, one.former) for one in by_old_name] == [
        (COUNTY, "杭州市余杭区市场监督管理局")
    ]


def test_a_document_of_a_moved_county_is_seen_where_the_county_is(clue):
    head = make.person_of("head", COUNTY)
    case = cases.file_case(head, clue.pk, make.team(head), at=timezone.now())
    reform(Move(COUNTY, NEW_CITY))
    assert Document.objects.get(subject=f"case:{case.pk}").path == unit(COUNTY).path


def test_a_moved_county_still_covers_what_it_covered():
    reform(Move(COUNTY, NEW_CITY))
    officer = make.actor("330110.officer1")
    assert queries.responsible_for(officer, "330110", make.today()).code == COUNTY


# Two counties merge


def test_in_a_merger_the_successor_goes_on_with_all_that_is_under_way(clue):
    task = next(one for one in Task.objects.filter(authority__code=COUNTY, stage="empty"))
    reform(Abolish(COUNTY, "330106"))
    successor = unit("330106")
    assert Clue.objects.get(pk=clue.pk).authority == successor
    assert Task.objects.get(pk=task.pk).authority == successor
    head = make.person_of("head", "330106")
    assert case_queries.verifying(head).filter(pk=clue.pk).exists()
    assert inspections.tasks(head).filter(pk=task.pk).exists()


def test_in_a_merger_people_go_over_in_their_posts():
    reform(Abolish(COUNTY, "330106"))
    officer = make.actor("330110.officer1")
    assert (officer.authority.code, officer.role) == ("330106", "officer")
    assert not posts_on(make.today()).filter(authority__code=COUNTY).exists()
    held = posts_on(make.today() - timedelta(days=1)).get(person__account="330110.officer1")
    assert held.authority.code == COUNTY  # who could do what on that day stays true


def test_a_task_can_be_finished_by_its_officers_after_the_merger(clue):
    task = next(one for one in Task.objects.filter(authority__code=COUNTY, stage="empty"))
    reform(Abolish(COUNTY, "330106"))
    task.refresh_from_db()
    assert make.entered(task).stage == "to_review"


def test_in_a_merger_the_area_and_its_organisations_go_over():
    count = Organisation.objects.filter(division="330110").count()
    assert count
    reform(Abolish(COUNTY, "330106"))
    actor = make.actor("330106.officer1")
    assert queries.responsible_for(actor, "330110", make.today()).code == "330106"
    assert queries.responsible_for(actor, "330110", yesterday()).code == COUNTY
    moved = Organisation.objects.filter(division="330110", authority__code="330106")
    assert moved.count() == count


def test_stations_of_a_merged_county_stand_below_the_successor():
    reform(Abolish(COUNTY, "330106"))
    assert unit("330110-01").parent.code == "330106"
    assert unit("330110-01").path == "000000/330000/330100/330106/330110-01/"


def test_the_successor_sees_what_the_merged_county_had_finished(clue):
    """Its files lie below the successor's path; its name and place of before stay on record."""
    found = make.published(Task.objects.filter(authority__code=COUNTY, stage="empty").first())
    reform(Abolish(COUNTY, "330106"))
    assert Task.objects.get(pk=found.pk).authority.code == COUNTY
    assert inspections.tasks(make.person_of("head", "330106")).filter(pk=found.pk).exists()
    tree = queries.tree_of_day(make.person_of("head", "330106"), yesterday())
    assert tree.full_name(COUNTY).endswith("杭州市市场监督管理局 › 杭州市余杭区市场监督管理局")


def test_tasks_of_a_draw_from_before_the_merger_go_to_the_successor():
    draw = make.drawn_draw(rates=MANY)
    reform(Abolish(COUNTY, "330106"))
    from renjian_site.inspections import commands

    commands.take_up(make.actor("330000.planner"), draw.pk, at=timezone.now())
    assert Task.objects.filter(drawn__draw=draw, authority__code="330106").exists()
    assert not Task.objects.filter(drawn__draw=draw, authority__code=COUNTY).exists()


# One county is split


def test_a_split_gives_the_new_county_its_part_and_leaves_the_rest():
    new = make_units.new_unit()
    towns = ("330110014", "330110005")
    Coverage.objects.filter(division__in=towns).delete()
    reform(Establish(OLD_CITY, new, towns))
    actor = make.actor("330110.officer1")
    today = make.today()
    assert {queries.responsible_for(actor, town, today).code for town in towns} == {new.code}
    assert queries.responsible_for(actor, "330110", today).code == COUNTY


def test_a_split_moves_the_organisations_of_the_part_and_no_matter_under_way(clue):
    reform(Establish(OLD_CITY, make_units.new_unit(), ("330110",)))
    lying_there = Organisation.objects.filter(division="330110")
    assert set(lying_there.values_list("authority__code", flat=True)) == {"330118"}
    assert Clue.objects.get(pk=clue.pk).authority.code == COUNTY


def test_a_regiment_inside_a_county_of_xinjiang_belongs_to_a_division_of_the_corps():
    """Territory and authority do not coincide: the town is the corps', the county is not."""
    town, county = "650102004", "650102"
    reform(Cover("XPCC-12", (town,)))
    actor = make.actor("650102.officer1")
    assert queries.responsible_for(actor, town, make.today()).code == "XPCC-12"
    assert queries.responsible_for(actor, county, make.today()).code == county
    nodes = {n.code: n for n in case_queries.territory(actor, town, make.today())}
    assert nodes["XPCC-12"].coverage == (town,)


# Nobody loses anything


def test_a_unit_with_open_work_is_not_abolished_unless_a_successor_takes_it(clue):
    from refusals import refused

    with refused(*["unit.remains"] * 4):
        reform(Abolish(COUNTY))
    assert unit(COUNTY).to_on is None
    assert Post.objects.filter(authority__code=COUNTY, to_on=None).exists()
