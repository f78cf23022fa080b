"""The pool: who is out and why, and what the public sees of those who are in."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import make_draws as make
from renjian.draws import pool
from renjian.kernel.canonical import canonical
from renjian.kernel.refusal import Refused
from renjian.ledger import tree


def build(*candidates):
    return pool.build(candidates)


def codes(refused):
    return [reason.code for reason in refused.value.reasons]


def sealed_leaves(built, **changes):
    usual = {"labels": make.LABELS, "salts": make.salts(built.objects), "model": make.MODEL}
    return pool.leaves(built, **{**usual, **changes})


def test_objects_stand_by_id():
    built = build(make.candidate(3), make.candidate(1), make.candidate(2))
    assert [one.id for one in built.objects] == ["org:001", "org:002", "org:003"]


def test_ids_stand_in_the_order_of_their_bytes():
    ids = ["org:a", "org:Z", "org:é", "org:中", "org:😀", "org:\uffef"]
    built = pool.build(pool.Candidate(one, "u", "A") for one in ids)
    assert [one.id for one in built.objects] == sorted(ids, key=lambda one: one.encode())


@pytest.mark.parametrize(
    ("flags", "code", "said"),
    [
        ({"open_matter": True}, "draws.pool.open-matter", "尚未办结的案件或者核查"),
        ({"certificate_valid": False}, "draws.pool.certificate", "没有在有效期内且状态有效的证书"),
        (
            {"open_matter": True, "certificate_valid": False},
            "draws.pool.certificate",
            "没有在有效期内且状态有效的证书",
        ),
    ],
)
def test_who_cannot_be_drawn_is_left_out_with_the_reason(flags, code, said):
    built = build(make.candidate(1), make.candidate(2, **flags))
    assert [one.id for one in built.objects] == ["org:001"]
    assert [(one.candidate.id, one.reason.code) for one in built.excluded] == [("org:002", code)]
    assert said in built.excluded[0].reason.text


def test_an_id_that_stands_twice_is_refused_with_its_count():
    with pytest.raises(Refused) as refused:
        build(make.candidate(1), make.candidate(2), make.candidate(1), make.candidate(1))
    assert codes(refused) == ["draws.pool.repeated"]
    assert "“org:001”在对象库中出现 3 次" in str(refused.value)


def test_an_id_that_stands_twice_is_refused_though_one_of_them_is_out():
    with pytest.raises(Refused):
        build(make.candidate(1), make.candidate(1, open_matter=True))


def test_an_object_without_a_class_is_refused_since_it_would_have_no_chance():
    with pytest.raises(Refused) as refused:
        build(make.candidate(1), make.candidate(2, risk_class=""))
    assert codes(refused) == ["draws.pool.unclassified"]
    assert refused.value.reasons[0].values == {"object": "org:002"}


def test_everything_wrong_is_named_at_once():
    with pytest.raises(Refused) as refused:
        build(make.candidate(1), make.candidate(1), make.candidate(2, risk_class=""))
    assert codes(refused) == ["draws.pool.repeated", "draws.pool.unclassified"]


def test_a_leaf_shows_id_unit_and_neutral_label_and_no_class():
    (leaf,) = sealed_leaves(build(make.candidate(1, risk_class="D")))
    assert (leaf.id, leaf.unit, leaf.stratum) == ("org:001", "510104", "S4")
    assert set(leaf.to_json()) == {"id", "unit", "stratum", "sealed"}
    assert "D" not in leaf.to_json().values()


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_the_commitment_is_the_hash_of_class_model_and_salt(hash):
    built = build(make.candidate(1))
    (leaf,) = sealed_leaves(built, hash=hash)
    opening = pool.openings(built, salts=make.salts(built.objects), model=make.MODEL)["org:001"]
    assert opening["class"] == "A"
    expected = hashlib.new(hash, b"RJ-LEAF/1\0" + canonical(opening)).hexdigest()
    assert leaf.sealed == expected == pool.sealed(opening, hash)


@pytest.mark.parametrize("change", ["class", "model", "salt"])
def test_a_commitment_binds_class_model_and_salt(change):
    opening = {"class": "A", "model": "1", "salt": "00" * 32}
    assert pool.sealed(opening) != pool.sealed({**opening, change: "B"})


def test_two_objects_of_one_class_have_different_commitments():
    first, second = sealed_leaves(build(make.candidate(1), make.candidate(2)))
    assert first.sealed != second.sealed


@pytest.mark.parametrize("salt", ["", "00" * 31, "00" * 33])
def test_a_salt_of_another_length_is_refused(salt):
    with pytest.raises(ValueError, match="salt of org:001"):
        sealed_leaves(build(make.candidate(1)), salts={"org:001": salt})


def test_a_missing_salt_or_label_is_an_error():
    built = build(make.candidate(1, risk_class="A"))
    with pytest.raises(KeyError):
        sealed_leaves(built, salts={})
    with pytest.raises(KeyError):
        sealed_leaves(built, labels={"B": "S1"})


def test_two_classes_may_not_share_a_label():
    with pytest.raises(ValueError, match="may not share"):
        sealed_leaves(build(make.candidate(1)), labels={"A": "S1", "B": "S1"})


def test_the_register_root_is_the_tree_over_the_canonical_leaves():
    built = build(*make.candidates(5))
    records = [leaf.to_json() for leaf in sealed_leaves(built)]
    hashes = [tree.leaf_hash(canonical(one)) for one in records]
    assert pool.register_root(records) == tree.root(hashes).hex()


@given(st.integers(0, 11), st.sampled_from(["id", "unit", "stratum", "sealed"]))
def test_any_change_of_a_leaf_changes_the_register_root(place, field):
    records = [leaf.to_json() for leaf in sealed_leaves(build(*make.candidates()))]
    before = pool.register_root(records)
    records[place] = {**records[place], field: records[place][field] + "x"}
    assert pool.register_root(records) != before


def test_the_sizes_of_the_classes_count_the_pool_alone():
    built = build(*make.candidates(6), make.candidate(7, risk_class="D", open_matter=True))
    assert pool.sizes_by_class(built) == {"A": 3, "B": 2, "C": 1}
