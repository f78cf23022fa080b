"""The intended penalty of a case: ruled on again, and no notice while another authority decides."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

import make
from pages import press, read, why_not
from refusals import reasons_against
from renjian_site.cases import commands
from renjian_site.cases.models import IntendedPenalty, Movement
from renjian_site.kit.documents.models import Document
from renjian_site.ledger.models import Entry

YES = {"circumstances": {"not_corrected": True}}
ON_SITE = {f"CB-03.{number}": True for number in (1, 2, 3)}
SAMR = "000000"


@pytest.fixture
def steps(db):
    """A case against a body that cut steps: a fine is local, a revocation is not."""
    return make.case(make.clue(against="issuer", offence="CB-03"))


@pytest.fixture
def forged(db):
    """A case against a certified organisation that forged a certificate."""
    return make.case(make.clue(offence="CM-01"))


def notify(case, at):
    return commands.issue_notice(make.handler_of(case.clue), case.pk, at=at)


def document(case, a_kind, number="国市监文〔2026〕1号", **changes):
    code = case.authority.code
    made = commands.SuperiorDocument(a_kind, SAMR, code, number, make.today(), "案情需要")
    return replace(made, **changes)


def test_a_fixed_penalty_is_kept_with_the_ruling_that_it_leads_to(steps):
    intended = make.intend(steps, "fine", fine=54_000, answers=ON_SITE)
    assert (intended.ruling["rule"], intended.ruling["levels"]) == ("J-05", [3, 4])
    assert make.newest_entry(make.head_of(steps.clue))["act"] == "case.penalty-fixed"


def test_the_notice_goes_out_as_a_document_with_its_number(steps, at):
    make.intend(steps, "fine", fine=54_000, answers=ON_SITE)
    intended = notify(steps, at)
    paper = Document.objects.get(subject=f"penalty:{intended.pk}")
    assert intended.notice_number == paper.number and "罚告" in paper.number
    assert intended.noticed_on == make.today()
    assert make.newest_entry(make.handler_of(steps.clue))["act"] == "case.notified"


def test_the_notice_says_facts_basis_content_and_rights(steps, at):
    make.intend(steps, "fine", fine=54_000, reasons="经查，漏审两个场所。", answers=ON_SITE)
    paper = Document.objects.get(subject=f"penalty:{notify(steps, at).pk}")
    said = str(paper.content)
    for words in (
        "经查，漏审两个场所。",
        "54,000元",
        "第五十九条",
        "五个工作日内",
        "不属于应当告知听证",
    ):
        assert words in said


def test_a_fine_of_a_hundred_thousand_gives_the_right_to_a_hearing(steps, at):
    make.intend(steps, "fine", fine=100_000, answers=ON_SITE)
    paper = Document.objects.get(subject=f"penalty:{notify(steps, at).pk}")
    assert "要求举行听证的权利" in str(paper.content)


def test_no_notice_while_the_penalty_gives_the_case_to_samr(steps, at):
    make.intend(steps, "fine", "revoke_approval", fine=120_000)
    before = Entry.objects.count()
    assert reasons_against(commands.issue_notice, make.handler_of(steps.clue), steps.pk, at=at) == [
        "case.notice.national"
    ]
    assert Entry.objects.count() == before
    assert not IntendedPenalty.objects.exclude(notice_number="").exists()


def test_an_answer_that_raises_a_sham_audit_blocks_the_notice(steps, at):
    make.intend(steps, "fine", fine=54_000, answers={"CB-03.1": False})
    assert reasons_against(commands.issue_notice, make.handler_of(steps.clue), steps.pk, at=at) == [
        "case.notice.national"
    ]


def test_a_referral_leaves_the_fine_here(steps, at):
    make.intend(steps, "fine", "revoke_approval", fine=54_000, referral="余市监建议〔2026〕1号")
    assert notify(steps, at).notice_number


def test_an_authorisation_on_file_lets_the_notice_go_out(steps, at):
    make.intend(steps, "fine", "revoke_approval", fine=54_000)
    head = make.head_of(steps.clue)
    filed = document(steps, Movement.Kind.AUTHORISED_JURISDICTION)
    commands.file_document(head, steps.clue_id, filed, at=at)
    assert make.newest_entry(head)["act"] == "clue.document-filed"
    assert notify(steps, at).notice_number


def test_a_lead_handed_down_lets_nothing_go_out(steps, at):
    make.intend(steps, "fine", "revoke_approval", fine=54_000)
    lead = document(steps, Movement.Kind.LEAD)
    commands.file_document(make.head_of(steps.clue), steps.clue_id, lead, at=at)
    assert reasons_against(commands.issue_notice, make.handler_of(steps.clue), steps.pk, at=at) == [
        "case.notice.national"
    ]


def test_a_province_that_takes_the_case_up_ends_the_notice_of_the_county(forged, at):
    make.intend(forged, "fine", fine=30_000)
    code = make.head_of(forged.clue).authority.path.split("/")[1]
    taken = document(forged, Movement.Kind.TAKE_UP, sender=code, to=code)
    commands.file_document(make.head_of(forged.clue), forged.clue_id, taken, at=at)
    assert reasons_against(
        commands.issue_notice, make.handler_of(forged.clue), forged.pk, at=at
    ) == ["case.notice.other-level"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": make.today() + timedelta(days=1)}, "clue.document.future"),
        ({"sender": "330000"}, "clue.document.samr-only"),
        ({"to": SAMR}, "clue.document.not-above"),
        ({"kind": Movement.Kind.TRANSFER_UP}, "clue.document.transfer"),
    ],
)
def test_a_document_that_cannot_be_right_is_not_filed(steps, at, changes, code):
    wrong = document(steps, Movement.Kind.AUTHORISED_JURISDICTION, **changes)
    assert code in reasons_against(
        commands.file_document, make.head_of(steps.clue), steps.clue_id, wrong, at=at
    )


def test_a_number_is_filed_once(steps, at):
    head, paper = make.head_of(steps.clue), document(steps, Movement.Kind.AUTHORISED_JURISDICTION)
    commands.file_document(head, steps.clue_id, paper, at=at)
    assert reasons_against(commands.file_document, head, steps.clue_id, paper, at=at) == [
        "clue.document.twice"
    ]


@pytest.mark.parametrize(
    ("penalties", "fine", "code"),
    [
        ((), None, "case.penalty.empty"),
        (("fine",), None, "case.penalty.fine-missing"),
        (("fine",), 200_001, "case.fine.above"),
        (("fine",), 20_000, "case.fine.below"),
        (("order_correct",), None, "case.penalty.none"),
        (("warning",), None, "jurisdiction.matter.penalty"),
    ],
)
def test_a_penalty_outside_the_law_is_not_fixed(steps, at, penalties, fine, code):
    wish = commands.Intention(penalties, make.REASONS, None if fine is None else Decimal(fine))
    found = reasons_against(commands.fix_penalty, make.head_of(steps.clue), steps.pk, wish, at=at)
    assert code in found
    assert not IntendedPenalty.objects.exists()


def test_below_the_minimum_a_ground_is_named(steps):
    ground = {"ground": "主动消除危害后果"}
    assert make.intend(steps, "fine", fine=20_000, facts=ground).fine_yuan == 20_000


def test_another_penalty_takes_the_place_of_the_first_until_the_notice(steps, at):
    make.intend(steps, "fine", fine=54_000)
    make.intend(steps, "fine", fine=60_000)
    assert steps.intended.get(is_current=True).fine_yuan == 60_000
    assert steps.intended.count() == 2
    notify(steps, at)
    wish = commands.Intention(("fine",), make.REASONS, Decimal(70_000))
    assert reasons_against(
        commands.fix_penalty, make.head_of(steps.clue), steps.pk, wish, at=at
    ) == ["case.penalty.notified"]


def test_notice_is_given_once_and_only_of_what_was_fixed(steps, at):
    handler = make.handler_of(steps.clue)
    assert reasons_against(commands.issue_notice, handler, steps.pk, at=at) == [
        "case.notice.nothing-fixed"
    ]
    make.intend(steps, "fine", fine=54_000)
    notify(steps, at)
    assert "case.notice.already" in reasons_against(commands.issue_notice, handler, steps.pk, at=at)


def test_the_head_fixes_and_the_handler_notifies(steps, at):
    wish = commands.Intention(("fine",), make.REASONS, Decimal(54_000))
    assert reasons_against(
        commands.fix_penalty, make.handler_of(steps.clue), steps.pk, wish, at=at
    ) == ["case.other-post"]
    make.intend(steps, "fine", fine=54_000)
    assert "case.other-post" in reasons_against(
        commands.issue_notice, make.head_of(steps.clue), steps.pk, at=at
    )


def test_the_page_fixes_shows_why_not_and_notifies(steps):
    head, handler = (
        make.sign_in(make.head_of(steps.clue)),
        make.sign_in(make.handler_of(steps.clue)),
    )
    page = f"/cases/filed/{steps.pk}/penalty/"
    form = {"reasons": make.REASONS, "fine_yuan": "120000", "is_serious": "yes"}
    shown = press(head, page, **form, penalties=["fine", "revoke_approval"])
    assert "本机关不得发出告知" in shown and "由市场监管总局管辖" in shown
    assert why_not(handler, f"/cases/filed/{steps.pk}/notice/") == ["case.notice.national"]
    answers = {f"answer_{number}": "yes" for number in ON_SITE}
    press(head, page, **form | {"fine_yuan": "54000"}, **answers, penalties=["fine"])
    assert "已告知" in press(handler, f"/cases/filed/{steps.pk}/notice/")


def test_the_page_of_a_clue_takes_a_document_of_a_superior(steps):
    head = make.sign_in(make.head_of(steps.clue))
    shown = press(
        head,
        f"/cases/{steps.clue_id}/superior-documents/",
        kind="authorised_jurisdiction",
        sender=SAMR,
        to=steps.authority.code,
        number="国市监授〔2026〕9号",
        on=make.today().isoformat(),
    )
    assert "国市监授〔2026〕9号" in shown


def test_the_tree_of_a_clue_names_its_authority_and_its_clauses(steps):
    shown = read(make.sign_in(make.head_of(steps.clue)), f"/cases/{steps.clue_id}/")
    assert f"由{steps.authority.name}管辖" in shown
    assert "《认证认可条例》第五十九条第一款第（二）项" in shown


def test_the_handler_finds_in_the_inbox_what_waits_for_its_notice(steps, at):
    inbox = make.sign_in(make.handler_of(steps.clue))
    assert steps.number not in read(inbox, "/inbox/")
    make.intend(steps, "fine", fine=54_000)
    assert steps.number in read(inbox, "/inbox/")
    notify(steps, at)
    assert steps.number not in read(inbox, "/inbox/")
