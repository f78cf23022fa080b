"""A change of the tree is proposed by one person and approved by another, as commands and pages."""

import importlib
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

import make
from make_units import administrator, approved, proposed, unit
from pages import read, status_of
from refusals import refused
from renjian.authorities.wishes import Abolish, Move, Rename
from renjian.kernel.refusal import Refused
from renjian_site.authorities import commands as authorities
from renjian_site.authorities.models import Authority, UnitChange
from renjian_site.console import commands, tasks
from renjian_site.console.inbox import inbox
from renjian_site.console.open_work import look
from renjian_site.console.waiting import waiting
from renjian_site.draws.models import Draw

pytestmark = pytest.mark.django_db
MOVE = Move("330110", "330200")
RENAME = Rename("330110", "杭州市练习区市场监督管理局", "练市监")


def page_of(change):
    return f"/units/changes/{change.pk}/"


def hidden(text, act):
    """The hidden fields of one of the forms of a change."""
    form = re.search(
        rf'<form method="post" action="/units/changes/\d+/{act}/".*?</form>', text, re.S
    )
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))


def todo(who):
    return [one.url for one in inbox(who, make.today())]


def test_nothing_moves_before_a_second_person_approves():
    change = proposed(MOVE)
    tasks.carry_out_changes(timezone.now() + timedelta(days=1))
    assert unit("330110").parent.code == "330100"
    approved(change)
    assert unit("330110").parent.code == "330200"


def test_who_proposed_a_change_neither_approves_nor_returns_it():
    change = proposed(MOVE, by="330000")
    with refused("change.own"):
        approved(change, by=administrator("330000"))
    with refused("change.own"):
        authorities.return_change(administrator("330000"), change.pk, "x", at=timezone.now())


@pytest.mark.parametrize("second", ["330000.system", "system"])
def test_another_one_of_the_same_or_a_superior_authority_approves(second):
    change = proposed(MOVE, by="330000")
    assert approved(change, by=second).stage == "done"


@pytest.mark.parametrize("stranger", ["330100", "460000"])
def test_nobody_below_or_beside_approves(stranger):
    change = proposed(RENAME, by="330000")
    actor = administrator(stranger)
    told = [why.code for why in authorities.why_not_approve(actor, change)]
    assert told == ["unit.not-second"]
    with refused("unit.not-second"):
        authorities.return_change(actor, change.pk, "x", at=timezone.now())


@pytest.mark.parametrize("role", ["head", "security", "audit"])
def test_no_other_post_approves(role):
    change = proposed(RENAME, by="330000")
    with refused("unit.other-post"):
        authorities.approve(make.actor(f"000000.{role}"), change.pk, at=timezone.now())


def test_a_returned_change_keeps_its_reason_and_leaves_room_for_another():
    change = proposed(RENAME)
    authorities.return_change(make.actor("system"), change.pk, "文号有误", at=timezone.now())
    change.refresh_from_db()
    assert (change.stage, change.refused_because) == ("returned", "文号有误")
    with refused("change.settled"):
        approved(change)
    assert approved(proposed(RENAME)).stage == "done"


def test_a_proposed_change_is_withdrawn_and_no_longer_approved():
    change = proposed(RENAME)
    authorities.cancel(administrator(), change.pk, at=timezone.now())
    with refused("change.settled"):
        approved(change)


def test_two_changes_of_a_kind_do_not_wait_for_approval_together():
    proposed(RENAME)
    with refused("unit.planned-already"):
        proposed(Rename("330110", "又一个名称", "又市监"))


def test_who_approves_sees_the_work_of_that_day_and_not_of_the_day_before():
    change = proposed(Abolish("330110", "330106"))
    second = make.actor("system")
    seen = look(second, Abolish("330110", "330106"), change.on).seen
    draw = make.planned_draw()
    Draw.objects.filter(pk=draw.pk).update(authority=unit("330110"))
    with refused("unit.changed-since-look"):
        commands.approve_reform(second, change.pk, seen, at=timezone.now())
    assert "未下发的抽查" in read(make.sign_in(second), page_of(change))


def test_what_the_tree_has_become_meanwhile_is_asked_again():
    change = proposed(MOVE)
    Authority.objects.filter(code="330200").update(to_on=make.today() - timedelta(days=1))
    with pytest.raises(Refused) as why:
        approved(change)
    assert "unit.absent" in [one.code for one in why.value.reasons]


def test_both_people_stand_in_the_ledger():
    change = proposed(RENAME)
    entry = make.newest_entry(administrator())
    assert (entry["act"], entry["within"][0]["act"]) == (
        "unit.reform-proposed",
        "unit-change.proposed",
    )
    approved(change)
    entry = make.newest_entry(make.actor("system"))
    assert entry["act"] == "unit.reformed" and entry["actor"]["account"] == "system"
    assert [one["act"] for one in entry["within"]][:2] == ["unit-change.decided", "unit.renamed"]


def test_the_database_lets_nobody_be_both():
    change = proposed(RENAME)
    with pytest.raises(IntegrityError, match="by_two_people"), transaction.atomic():
        UnitChange.objects.filter(pk=change.pk).update(
            stage="planned", decided_by=change.proposed_by, decided_at=timezone.now()
        )


# Whose inbox


def test_a_change_waits_for_a_colleague_where_there_is_one_and_else_for_the_superior():
    own = proposed(RENAME, by="330000")  # there is another one in the province
    assert page_of(own) in todo(make.actor("330000.system"))
    assert page_of(own) not in todo(make.actor("system"))
    lonely = proposed(Rename("330106", "新名称", "新监"), by="330100")
    assert page_of(lonely) in todo(make.actor("330000.system"))
    assert page_of(lonely) not in todo(administrator("330100"))
    assert [one.url for one in waiting(administrator("330100"), make.today())] == [page_of(lonely)]


# Pages


def test_two_people_move_a_county_by_mouse():
    change = proposed(MOVE, by="330000")
    second = make.sign_in("330000.system")
    text = read(second, page_of(change))
    assert "在任岗位" in text and "330000系统管理员" in text
    answer = second.post(f"{page_of(change)}approve/", hidden(text, "approve"))
    assert answer.headers["Location"] == page_of(change)
    assert unit("330110").parent.code == "330200"
    assert "已经施行" in read(second, page_of(change))


def test_who_proposed_sees_the_button_off_with_the_reason_and_a_post_by_hand_is_refused():
    change = proposed(MOVE, by="330000")
    own = make.sign_in(administrator("330000"))
    text = read(own, page_of(change))
    assert "不能批准或者退回自己提出的变更" in text
    answer = own.post(f"{page_of(change)}approve/", hidden(text, "approve"))
    assert answer.status_code == 409
    assert unit("330110").parent.code == "330100"


def test_an_approval_without_the_look_is_refused():
    change = proposed(MOVE, by="330000")
    answer = make.sign_in("system").post(f"{page_of(change)}approve/")
    assert answer.status_code == 409
    assert "重新核对" in answer.content.decode()


def test_a_change_is_returned_with_a_reason_and_not_without():
    change = proposed(RENAME, by="330000")
    second = make.sign_in("330000.system")
    second.post(f"{page_of(change)}return/")
    change.refresh_from_db()
    assert change.stage == "proposed"
    assert "没有写退回理由" in read(second, page_of(change))
    second.post(f"{page_of(change)}return/", {"because": "依据文件不符"})
    assert "依据文件不符" in read(second, page_of(change))


@pytest.mark.parametrize("who", ["330110.head", "460000.system", "330100.head"])
def test_a_proposed_change_is_no_page_for_others(who):
    change = proposed(RENAME, by="330000")
    assert status_of(make.sign_in(who), page_of(change)) in (404, 409)


class Registry:
    """The models as a migration gets them, with changes that still have a name for a person."""

    def __init__(self, *changes):
        self.changes = SimpleNamespace(iterator=lambda: changes)

    def get_model(self, label, name):
        kept = SimpleNamespace(objects=self.changes)
        return kept if name == "UnitChange" else apps.get_model(label, name)


def test_changes_of_before_name_the_person_who_decided():
    """Of the decisions of one person only the name was kept."""
    name = "renjian_site.authorities.migrations.0007_changes_by_two_people"
    keeper, now = administrator(), timezone.now()
    values = {"authority_id": keeper.authority.pk, "proposed_at": now, "save": lambda **_: None}
    known = SimpleNamespace(decided_by_name=keeper.name, **values)
    unknown = SimpleNamespace(decided_by_name="无此人", **values)
    importlib.import_module(name).name_who_decided(Registry(known, unknown), None)
    assert [(one.proposed_by_id, one.decided_at) for one in (known, unknown)] == [
        (keeper.person_id, now),
        (None, now),
    ]
