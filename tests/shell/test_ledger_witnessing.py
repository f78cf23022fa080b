"""Countersigning: only what adds to the last one, with a key kept here or elsewhere."""

from datetime import timedelta

import pytest

import make
from make_ledger import AT, NAME, filled, rewrite_log, rewrite_stream, sealed, tamper, write
from pages import press, read, why_not
from renjian.kernel.refusal import Refused
from renjian.ledger import checkpoints, note, signing
from renjian_site.ledger import keys, public_queries, witnesses
from renjian_site.ledger.models import Countersignature, JointCheckpoint, Key

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """A folder of keys of the test's own."""
    settings.VAR = tmp_path


@pytest.fixture
def first():
    filled()
    return sealed()


@pytest.fixture
def second(first):
    """A checkpoint after one that was countersigned."""
    witnesses.countersign(first, "330000", at=LATER)
    write(at=AT + timedelta(days=11))
    return sealed(days=12)


def codes(joint, authority="330000", at=LATER):
    return [why.code for why in witnesses.why_not(joint, authority, at=at)]


def test_a_witness_signs_text_and_time(first):
    witnesses.countersign(first, "330000", at=LATER)
    public = signing.read_public(Key.objects.get(authority="330000").verifier)
    found = public_queries.checkpoint(first.pk)
    assert note.read(public_queries.note_of(found)).attestation(public).at == LATER


def test_one_checkpoint_after_another_is_countersigned(second):
    witnesses.countersign(second, "330000", at=LATER)
    assert Countersignature.objects.count() == 2
    assert Key.objects.filter(authority="330000").count() == 1


def test_the_same_one_is_not_countersigned_twice(first):
    witnesses.countersign(first, "330000", at=LATER)
    assert codes(first) == ["ledger.witness.done"]
    assert codes(first, "000000") == []


def test_two_authorities_countersign_with_keys_of_their_own(first):
    for authority in ("330000", "000000"):
        witnesses.countersign(first, authority, at=LATER)
    found = public_queries.checkpoint(first.pk)
    assert len(note.read(public_queries.note_of(found)).lines) == 3


def test_an_older_checkpoint_is_not_countersigned_after_a_newer_one(first):
    write(at=AT + timedelta(days=11))
    witnesses.countersign(sealed(days=12), "330000", at=LATER)
    assert "ledger.witness.smaller" in codes(first)


def test_a_stream_that_was_rewritten_is_not_countersigned(second):
    stream = second.log.checkpoints.filter(stream__name=NAME).first().stream
    rewrite_stream(stream, 2, act="test.forged")
    assert codes(second) == ["ledger.witness.stream"]


def test_a_log_that_was_rewritten_to_fit_is_not_countersigned_either(second):
    stream = second.log.checkpoints.filter(stream__name=NAME).first().stream
    rewrite_stream(stream, 2, act="test.forged")
    rewrite_log(second.log)
    assert "ledger.witness.inconsistent" in codes(JointCheckpoint.objects.get(pk=second.pk))


def test_a_stream_rewritten_before_the_first_time_must_still_fit_its_checkpoints(first):
    stream = first.log.checkpoints.get(stream__name=NAME).stream
    rewrite_stream(stream, 2, act="test.forged")
    assert codes(first) == ["ledger.witness.stream"]


def test_a_database_brought_back_from_an_older_state_is_noticed(second):
    witnesses.countersign(second, "330000", at=LATER)
    tamper("delete from ledger_countersignature", rows=2)
    tamper("delete from ledger_jointcheckpoint where id = %s", second.pk)
    tamper("delete from ledger_checkpoint where place >= %s", second.size - 1)
    first = JointCheckpoint.objects.get()
    assert codes(first) == ["ledger.witness.clock", "ledger.witness.smaller"]


def test_a_checkpoint_of_the_future_is_not_countersigned(first):
    assert codes(first, at=AT) == ["ledger.witness.early"]


def test_the_page_shows_what_changed_and_countersigns(at):
    make.frozen_draw()
    witness = make.sign_in("330000.witness")
    joint = JointCheckpoint.objects.get()
    text = read(witness, f"/ledger/checkpoints/{joint.pk}/")
    assert "本单位第一次会签，包含全部台账" in text
    assert "330000/" in text and "浙江省" in text
    assert "已会签" in press(witness, f"/ledger/checkpoints/{joint.pk}/countersign/")
    assert make.newest_entry(make.actor("330000.witness"))["act"] == "checkpoint.countersigned"


def test_the_inbox_of_a_witness_asks_for_the_newest_one(first):
    write(at=AT + timedelta(days=11))
    newest = sealed(days=12)
    text = read(make.sign_in("330000.witness"), "/inbox/")
    assert f"/ledger/checkpoints/{newest.pk}/" in text
    assert f"/ledger/checkpoints/{first.pk}/" not in text
    witnesses.countersign(newest, "330000", at=LATER)
    assert "会签台账检查点" not in read(make.sign_in("330000.witness"), "/inbox/")


@pytest.mark.parametrize("account", ["330000.head", "330000.audit", "clerk1"])
def test_only_a_witness_countersigns(first, account):
    person = make.sign_in(account)
    assert why_not(person, f"/ledger/checkpoints/{first.pk}/countersign/") == ["kit.other-post"]
    assert not Countersignature.objects.exists()


def test_since_the_last_time_only_what_grew_is_shown(second):
    last = witnesses.last_countersigned("330000", second.log_id)
    assert witnesses.growth(second, last) == [witnesses.Growth(NAME, 6, 7)]


# A key kept elsewhere


@pytest.fixture
def offline():
    key = signing.new_key(keys.witness_name("330000"), signing.COSIGNATURE, bytes(32))
    witnesses.register_offline("330000", key.public.text, at=AT)
    return key


def line_of(joint, key, at=LATER):
    return note.read(joint.note).signed_by(key, at=at).lines[-1].text


def test_the_site_does_not_sign_for_who_keeps_the_key(first, offline):
    assert codes(first) == ["ledger.witness.offline"]
    with pytest.raises(Refused, match="网站不能代签"):
        witnesses.countersign(first, "330000", at=LATER)


def test_lines_signed_elsewhere_are_taken_over(first, offline):
    witnesses.accept(first, line_of(first, offline), authority="330000")
    assert Countersignature.objects.get().signed_at == LATER
    assert len(witnesses.accept(first, line_of(first, offline))) == 1
    assert Countersignature.objects.count() == 1


def test_a_whole_note_is_taken_over(first, offline):
    whole = note.read(first.note).signed_by(offline, at=LATER).signed_text
    assert len(witnesses.accept(first, whole)) == 1


def test_the_note_of_another_checkpoint_is_not_taken_over(first, offline):
    write(at=AT + timedelta(days=11))
    other = sealed(days=12)
    whole = note.read(other.note).signed_by(offline, at=LATER).signed_text
    with pytest.raises(Refused, match="另一个检查点"):
        witnesses.accept(first, whole)


def test_a_line_under_another_checkpoint_is_not_taken_over(first, offline):
    write(at=AT + timedelta(days=11))
    other = sealed(days=12)
    with pytest.raises(Refused, match="签名与检查点的内容不符"):
        witnesses.accept(first, line_of(other, offline))
    assert not Countersignature.objects.exists()


@pytest.mark.parametrize("authority", ["000000", ""])
def test_a_line_of_an_unknown_key_is_not_taken_over(first, offline, authority):
    stranger = signing.new_key("somebody", signing.COSIGNATURE, bytes(range(32)))
    with pytest.raises(Refused, match="没有登记“somebody”的见证公钥"):
        witnesses.accept(first, line_of(first, stranger), authority=authority)


def test_a_request_goes_on_from_what_the_witness_signed_last(first, offline):
    witnesses.accept(first, line_of(first, offline))
    write(at=AT + timedelta(days=11))
    newer = sealed(days=12)
    request = checkpoints.read_request(witnesses.request_for(newer, "330000").text)
    last, new = (checkpoints.read(note.read(joint.note).text) for joint in (first, newer))
    assert request.old_size == first.size
    assert checkpoints.why_not_countersign(last, new, request.proof) == []


def test_a_witness_registers_a_key_and_pastes_what_was_signed(first):
    witness = make.sign_in("330000.witness")
    key = signing.new_key("province/witness", signing.COSIGNATURE, bytes(32))
    page = f"/ledger/checkpoints/{first.pk}/"
    assert "已登记公钥" in press(witness, f"{page}key/", key=key.public.text)
    assert "old 0" in read(witness, f"{page}request.txt")
    assert "已登记会签" in press(witness, f"{page}bring/", lines=line_of(first, key))
    assert make.newest_entry(make.actor("330000.witness"))["details"]["names"] == [key.name]


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("nonsense", "ledger.key.unreadable"),
        (signing.new_key("a", signing.ED25519, bytes(32)).public.text, "ledger.witness.algorithm"),
    ],
)
def test_what_is_no_witness_key_is_not_registered(first, key, code):
    witness = make.sign_in("330000.witness")
    assert why_not(witness, f"/ledger/checkpoints/{first.pk}/key/", key=key) == [code]


def test_a_key_is_registered_once(first, offline):
    witness = make.sign_in("330000.witness")
    address = f"/ledger/checkpoints/{first.pk}/key/"
    assert why_not(witness, address, key=offline.public.text) == ["ledger.witness.known"]
