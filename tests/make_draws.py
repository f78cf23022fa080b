"""Makers of draws: pools, officers, frozen plans and records, with only what matters given."""

import hashlib

from renjian.draws import beacon, freezing, plan, pool, record
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.beacon_kind import NOTHING
from renjian.draws.pool import Candidate
from renjian.draws.secret import OPEN

LABELS = {"A": "S1", "B": "S2", "C": "S3", "D": "S4"}
MODEL = "2026.1"


def candidate(number=1, *, unit="510104", risk_class="A", **more):
    return Candidate(f"org:{number:03d}", unit, risk_class, **more)


def candidates(size=12, *, units=("510104", "510105"), classes="AAABBC"):
    """Objects that go round the units and the classes."""
    return [
        candidate(n, unit=units[n % len(units)], risk_class=classes[n % len(classes)])
        for n in range(1, size + 1)
    ]


def officers(each=4, *, units=("510104", "510105"), leads=2):
    return tuple(
        Officer(f"zf:{unit}-{n}", unit, n <= leads) for unit in units for n in range(1, each + 1)
    )


def recusal(officer, object):
    return Recusal(officer, object)


def salts(objects):
    return {one.id: hashlib.sha256(b"salt of " + one.id.encode()).hexdigest() for one in objects}


def leaves(candidates, hash="sha256"):
    """The pool of the candidates, as leaves and openings."""
    built = pool.build(candidates)
    given = {"salts": salts(built.objects), "model": MODEL}
    return (
        pool.leaves(built, labels=LABELS, hash=hash, **given),
        pool.openings(built, **given),
    )


def draft(objects=None, *, hash="sha256", **changes):
    """A draft that can be frozen: a quarter of each stratum, at least one object."""
    made, _ = leaves(candidates() if objects is None else objects, hash)
    sizes = {}
    for leaf in made:
        sizes[leaf.stratum] = sizes.get(leaf.stratum, 0) + 1
    usual = {
        "number": "SC-2026-07",
        "authority": "510000",
        "item": "CI-04",
        "title": "2026年认证证书和标志使用抽查",
        "merge_group": "2026H2",
        "leaves": made,
        "officers": officers(),
        "recusals": (),
        "quotas": {label: max(1, size // 4) for label, size in sizes.items()},
        "reserve": 1,
        "beacon": beacon.practice(round=7, seed="2026"),
        "hash": hash,
    }
    return freezing.Draft(**{**usual, **changes})


def drawn(draft, evidence=NOTHING, secret=OPEN):
    """The outcome of a draft, frozen and carried out at once."""
    frozen = freezing.freeze(draft, practice=True)
    committed = plan.plan_hash(frozen.to_json(), frozen.hash)
    lists = (draft.leaves, draft.officers, draft.recusals)
    known = {"evidence": evidence, "secret": secret, "parts": draft.parts}
    known["experts"] = draft.experts
    return record.carry_out(frozen, committed, *lists, **known)


def public_record(objects=None, **changes):
    return record.public(drawn(draft(objects, **changes)))


def full_record(objects=None, *, hash="sha256", **changes):
    objects = candidates() if objects is None else objects
    _, opened = leaves(objects, hash)
    return record.full(drawn(draft(objects, hash=hash, **changes)), opened)
