"""The tree of RFC 9162: roots, inclusion and consistency, beside an independent implementation."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from renjian.ledger import tree

# The eight leaves that every test suite of Certificate Transparency uses.
CT_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
CT_ROOTS = {
    "sha256": "6e340b9c fac54203 aeb6bcfe d37ee418 4e3bbb1f 76e67dad ddb89be4 5dc9da79",
    "sm3": "2daef60e 0b990fe0 209ec96a 28e4e307 bb10c996 8723c1ab bd36c22a bc48ba7a",
}
SIZES = range(1, 41)


def leaves(size, hash="sha256"):
    return [tree.leaf_hash(b"entry %d" % n, hash) for n in range(size)]


def oracle(size):
    other = InmemoryTree(algorithm="sha256")
    for n in range(size):
        other.append_entry(b"entry %d" % n)
    return other


def by_definition(hashes, hash):
    """The root as RFC 9162 2.1.1 defines it, word for word."""
    if not hashes:
        return hashlib.new(hash).digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    left, right = by_definition(hashes[:k], hash), by_definition(hashes[k:], hash)
    return hashlib.new(hash, b"\x01" + left + right).digest()


@pytest.mark.parametrize("hash", CT_ROOTS)
@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_of_the_standard_leaves(hash, size):
    hashes = [tree.leaf_hash(leaf, hash) for leaf in CT_LEAVES[:size]]
    assert tree.root(hashes, hash).hex()[:8] == CT_ROOTS[hash].split()[size - 1]


def test_the_root_of_no_entries_is_the_hash_of_nothing():
    assert tree.root([]) == hashlib.sha256(b"").digest()
    assert tree.root([], "sm3") == hashlib.new("sm3", b"").digest()


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
@pytest.mark.parametrize("size", [0, *SIZES])
def test_a_root_is_what_the_standard_defines(size, hash):
    assert tree.root(leaves(size, hash), hash) == by_definition(leaves(size, hash), hash)


@pytest.mark.parametrize("size", SIZES)
def test_roots_agree_with_another_implementation(size):
    assert tree.root(leaves(size)) == oracle(size).get_root()


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proofs_agree_with_another_implementation(size):
    for index in range(size):
        theirs = oracle(size).prove_inclusion(index + 1).path[1:]
        assert tree.inclusion_proof(index, leaves(size)) == theirs


@pytest.mark.parametrize("size", SIZES)
def test_every_entry_can_be_shown_to_be_in_the_tree(size):
    hashes = leaves(size)
    for index, leaf in enumerate(hashes):
        proof = tree.inclusion_proof(index, hashes)
        assert tree.verify_inclusion(
            leaf, index=index, size=size, proof=proof, root=tree.root(hashes)
        )


@pytest.mark.parametrize("size", SIZES)
def test_an_entry_cannot_be_shown_in_another_place(size):
    hashes = leaves(size)
    root = tree.root(hashes)
    for index in range(size):
        proof = tree.inclusion_proof(index, hashes)
        for other in (-1, *range(size + 2)):
            shown = tree.verify_inclusion(
                hashes[index], index=other, size=size, proof=proof, root=root
            )
            assert shown == (other == index)


@given(st.integers(1, 40), st.data())
def test_a_changed_inclusion_proof_shows_nothing(size, data):
    hashes = leaves(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index, hashes)
    changed = data.draw(changes_of(proof))
    assert not tree.verify_inclusion(
        hashes[index], index=index, size=size, proof=changed, root=tree.root(hashes)
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_later_tree_can_be_shown_to_only_add(size):
    hashes = leaves(size)
    for old_size in range(size + 1):
        assert tree.verify_consistency(
            old_size=old_size,
            size=size,
            old_root=tree.root(hashes[:old_size]),
            root=tree.root(hashes),
            proof=tree.consistency_proof(old_size, hashes),
        )


@pytest.mark.parametrize("size", SIZES)
def test_an_earlier_tree_with_another_entry_is_not_consistent(size):
    hashes = leaves(size)
    for old_size in range(1, size + 1):
        forged = [*hashes[: old_size - 1], tree.leaf_hash(b"forged")]
        assert not tree.verify_consistency(
            old_size=old_size,
            size=size,
            old_root=tree.root(forged),
            root=tree.root(hashes),
            proof=tree.consistency_proof(old_size, hashes),
        )


@given(st.integers(2, 40), st.data())
def test_a_changed_consistency_proof_shows_nothing(size, data):
    hashes = leaves(size)
    old_size = data.draw(st.integers(1, size - 1))
    changed = data.draw(changes_of(tree.consistency_proof(old_size, hashes)))
    assert not tree.verify_consistency(
        old_size=old_size,
        size=size,
        old_root=tree.root(hashes[:old_size]),
        root=tree.root(hashes),
        proof=changed,
    )


@pytest.mark.parametrize(("old_size", "size"), [(-1, 3), (4, 3)])
def test_a_tree_is_not_consistent_with_one_that_was_larger(old_size, size):
    root = tree.root(leaves(size))
    assert not tree.verify_consistency(
        old_size=old_size, size=size, old_root=root, root=root, proof=[]
    )


@pytest.mark.parametrize("index", [-1, 3])
def test_no_proof_for_an_entry_that_is_not_there(index):
    with pytest.raises(ValueError, match="not among the 3 entries added to 0"):
        tree.inclusion_proof(index, leaves(3))


@pytest.mark.parametrize("old_size", [-1, 4])
def test_no_proof_from_a_state_that_never_was(old_size):
    with pytest.raises(ValueError, match="no state of"):
        tree.consistency_proof(old_size, leaves(3))


def test_a_growing_tree_has_the_root_of_each_size():
    growing = tree.GrowingTree()
    for size, leaf in enumerate(leaves(40)):
        assert growing.root() == tree.root(leaves(40)[:size])
        growing.add(leaf)
    assert growing.size == 40


def test_a_leaf_cannot_be_passed_off_as_a_node():
    left, right = leaves(2)
    assert tree.leaf_hash(left + right) != tree.root([left, right])


def test_an_unknown_hash_is_refused_by_name():
    with pytest.raises(ValueError, match="md5"):
        tree.leaf_hash(b"", "md5")


def changes_of(proof):
    """One hash left out, put in, or altered."""
    added = st.integers(0, len(proof)).map(
        lambda place: [*proof[:place], bytes(32), *proof[place:]]
    )
    if not proof:
        return added
    place = st.integers(0, len(proof) - 1)
    removed = place.map(lambda at: proof[:at] + proof[at + 1 :])
    altered = place.map(lambda at: [*proof[:at], bytes(32), *proof[at + 1 :]])
    return added | removed | altered


@pytest.mark.parametrize("hash", ["sha256", "sm3"])
@pytest.mark.parametrize("size", [0, 1, 2, 7, 8, 21])
def test_a_tree_goes_on_from_its_subtrees_alone(hash, size):
    first = tree.GrowingTree(hash)
    for leaf in leaves(size, hash):
        first.add(leaf)
    second = tree.GrowingTree(hash, size, first.subtrees)
    assert second.root() == first.root()
    for leaf in leaves(40, hash)[size:]:
        second.add(leaf)
    assert second.root() == tree.root(leaves(40, hash), hash)


@pytest.mark.parametrize(
    ("size", "subtrees"), [(-1, b""), (3, bytes(32)), (2, bytes(33)), (0, b"x")]
)
def test_subtrees_that_do_not_fit_the_size_are_refused(size, subtrees):
    with pytest.raises(ValueError, match="complete subtrees"):
        tree.GrowingTree("sha256", size, subtrees)


@pytest.mark.parametrize("size", SIZES)
def test_who_kept_the_subtrees_makes_the_same_proof_from_what_was_added(size):
    hashes = leaves(size)
    for old_size in range(size + 1):
        before = tree.GrowingTree()
        for leaf in hashes[:old_size]:
            before.add(leaf)
        made = tree.extension_proof(before, hashes[old_size:])
        assert made == tree.consistency_proof(old_size, hashes)


@pytest.mark.parametrize("size", SIZES)
def test_who_kept_the_subtrees_shows_a_later_entry_to_be_in_the_tree(size):
    hashes = leaves(size)
    before = tree.GrowingTree()
    for old_size in range(size):
        for index in range(old_size, size):
            made = tree.late_inclusion_proof(index, before, hashes[old_size:])
            assert made == tree.inclusion_proof(index, hashes)
        before.add(hashes[old_size])


def test_an_entry_from_before_the_subtrees_cannot_be_shown_by_them():
    before = tree.GrowingTree()
    before.add(leaves(1)[0])
    with pytest.raises(ValueError, match="not among the 2 entries added to 1"):
        tree.late_inclusion_proof(0, before, leaves(2))
