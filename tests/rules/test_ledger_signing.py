"""Keys and signed notes: what is signed, by whom, and that every change is noticed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renjian.kernel.refusal import Refused
from renjian.ledger import note, signing
from renjian.ledger.signing import COSIGNATURE, ED25519, SM2

AT = datetime(2026, 3, 1, 9, tzinfo=timezone(timedelta(hours=8)))
TEXT = "renjian/ledger/sha256\n3\nAAAA\n"
SITE = signing.new_key("renjian/ledger/sha256", ED25519, bytes(range(32)))
WITNESS = signing.new_key("renjian/ledger/witness/330000", COSIGNATURE, bytes(range(1, 33)))
OTHER = signing.new_key(WITNESS.name, COSIGNATURE, bytes(32))
# The example of the format's own documentation, signed by another program.
KNOWN_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
KNOWN_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
KNOWN_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6"
    "KE6RyyBwJnAM=\n"
)


def code_of(act, *args):
    with pytest.raises(Refused) as refused:
        act(*args)
    return refused.value.reasons[0].code


def test_a_note_of_another_program_is_read_and_its_signature_holds():
    found = note.read(f"{KNOWN_TEXT}\n{KNOWN_LINE}")
    assert found.text == KNOWN_TEXT
    assert found.attestation(signing.read_public(KNOWN_PUBLIC)) == signing.Attestation()


def test_we_sign_as_another_program_does():
    key = signing.read_secret(KNOWN_SECRET)
    assert key.public.text == KNOWN_PUBLIC
    assert note.Note(KNOWN_TEXT).signed_by(key, at=AT).signed_text == f"{KNOWN_TEXT}\n{KNOWN_LINE}"


@pytest.mark.parametrize("key", [SITE, WITNESS], ids=["site", "witness"])
def test_a_key_is_written_in_one_line_and_read_again(key):
    assert signing.read_secret(key.text + "\n") == key
    assert signing.read_public(key.public.text) == key.public
    assert "\n" not in key.text + key.public.text


def test_a_secret_key_does_not_show_itself():
    assert str(bytes(range(32))) not in repr(SITE)
    assert SITE.secret.hex() not in repr(SITE)


def test_a_witness_says_when_it_signed_to_the_second():
    signed = note.Note(TEXT).signed_by(WITNESS, at=AT + timedelta(milliseconds=700))
    assert signed.attestation(WITNESS.public).at == AT.astimezone(UTC)


def test_the_moment_of_a_witness_is_part_of_what_is_signed():
    line = note.Note(TEXT).signed_by(WITNESS, at=AT).lines[0]
    earlier = (int(AT.timestamp()) - 60).to_bytes(8, "big") + line.signature[8:]
    assert WITNESS.public.attests(TEXT, earlier) is None


def test_the_same_secret_as_site_and_as_witness_has_two_ids():
    same = replace(SITE, algorithm=COSIGNATURE)
    assert same.public.key == SITE.public.key
    assert same.public.id != SITE.public.id


@given(st.data())
def test_any_changed_sign_of_the_text_is_noticed(data):
    signed = note.Note(TEXT).signed_by(SITE, at=AT)
    place = data.draw(st.integers(0, len(TEXT) - 2))
    other = data.draw(
        st.characters(codec="ascii", min_codepoint=33).filter(lambda c: c != TEXT[place])
    )
    forged = replace(signed, text=TEXT[:place] + other + TEXT[place + 1 :])
    assert code_of(forged.attestation, SITE.public) == "ledger.signature"


@given(st.integers(0, 63), st.integers(1, 255))
def test_any_changed_byte_of_a_signature_is_noticed(place, change):
    line = note.Note(TEXT).signed_by(SITE, at=AT).lines[0]
    raw = bytearray(line.signature)
    raw[place] ^= change
    forged = note.Note(TEXT, (replace(line, signature=bytes(raw)),))
    assert code_of(forged.attestation, SITE.public) == "ledger.signature"


def test_a_line_of_a_key_that_is_not_known_says_nothing():
    signed = note.Note(TEXT).signed_by(SITE, at=AT).signed_by(OTHER, at=AT)
    assert list(signed.attested_by([SITE.public, WITNESS.public])) == [SITE.public]


def test_a_line_under_the_name_and_id_of_another_key_makes_the_note_worthless():
    line = note.Note(TEXT).signed_by(OTHER, at=AT).lines[0]
    forged = note.Note(TEXT, (replace(line, key_id=WITNESS.public.id),))
    assert code_of(forged.attested_by, [SITE.public, WITNESS.public]) == "ledger.signature"


def test_the_same_line_is_not_repeated():
    signed = note.Note(TEXT).signed_by(SITE, at=AT)
    assert signed.with_line(signed.lines[0]) is signed


@given(st.lists(st.sampled_from([SITE, WITNESS, OTHER]), max_size=5))
def test_a_note_is_read_as_it_was_written(keys):
    signed = note.Note(TEXT)
    for key in keys:
        signed = signed.signed_by(key, at=AT)
    if keys:
        assert note.read(signed.signed_text) == signed
        assert note.read(signed.signed_text.replace("\n", "\r\n")) == signed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one line",
        "a\n\nno signature\n",
        "a\n\n— name !!!\n",
        "a\n\n— name AAAA\n",
        "x" * 70_000,
    ],
)
def test_what_is_no_note_is_refused_with_the_cure(text):
    assert code_of(note.read, text) == "ledger.note.unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "", "name", "name+id", "+0011+AQ==", "a b+00000000+AQ==", "name+00000000+!!",
        SITE.public.text.replace("renjian", "another"),
        SITE.public.text[:-4] + "AAA=",
    ],
)  # fmt: skip
def test_what_is_no_key_is_refused_with_the_cure(text):
    assert code_of(signing.read_public, text) == "ledger.key.unreadable"


def test_a_public_key_is_not_taken_for_a_secret_one():
    assert code_of(signing.read_secret, SITE.public.text) == "ledger.key.unreadable"


def test_sm2_has_its_header_but_nothing_pretends_to_sign_with_it():
    import base64

    encoded = base64.b64encode(bytes([SM2]) + b"SM2-SM3" + bytes(32)).decode()
    assert code_of(signing.read_public, f"renjian+00000000+{encoded}") == "ledger.key.algorithm"
    assert code_of(signing.new_key, "renjian", SM2, bytes(32)) == "ledger.key.algorithm"
    assert SM2 not in signing.SCHEMES


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\tb"])
def test_a_key_needs_a_name_that_fits_in_a_line(name):
    with pytest.raises(ValueError, match="name without spaces"):
        signing.new_key(name, ED25519, bytes(32))


def test_a_key_needs_all_its_bytes():
    with pytest.raises(ValueError, match="32 secret bytes"):
        signing.new_key("name", ED25519, bytes(31))
