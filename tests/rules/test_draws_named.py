"""Each field of a record, altered by itself, is named exactly by the stand-alone check."""

import json

import pytest

import make_draws as make
from draws_at_random import SECRET, beacons
from renjian.draws import record, verify
from renjian.draws import secret as secrets
from renjian.draws.plan import Escalation
from renjian.draws.pool import Candidate
from renjian.draws.stages import Part


def rich(kind=1, hash="sha256"):
    """A record of a plan that uses everything at once."""
    objects = [Candidate(f"org:{n:02d}", "510104", "AB"[n % 2], size=n % 2 * n) for n in range(8)]
    named, evidence = beacons(hash)[kind]
    draft = make.draft(
        objects,
        hash=hash,
        recusals=(make.recusal("zf:510104-4", "org:03"),),
        officers=make.officers(4, units=("510104", "510105")),
        algorithms={"S2": "pareto"},
        beacon=named,
        parts=tuple(Part(one.id, f"c{n}") for one in objects for n in range(2)),
        parts_drawn=1,
        sealed=secrets.commitment(SECRET, hash),
        escalation=(Escalation("510104", ("510105",)),),
        most_visits=9,
        quotas={"S1": 2, "S2": 2},
    )
    return record.public(make.drawn(draft, evidence, SECRET))


def merged():
    """A record of a plan with merged items, a larger team and experts."""
    draft = make.draft(
        items={"CI-04": {"S1": 2, "S2": 1, "S3": 1}, "CI-05": {"S1": 1, "S2": 2, "S3": 1}},
        quotas={"S1": 2, "S2": 2, "S3": 1},
        team_size=3,
        experts=("e1", "e2"),
        experts_each=1,
        recusals=(make.recusal("e1", "org:003"),),
    )
    return record.public(make.drawn(draft))


RECORD, MERGED = rich(), merged()
# Of what is hashed as a whole the check can tell that it was altered, and which whole it was.
WHOLES = {
    "plan": "record.plan",
    "objects": "record.objects",
    "officers": "record.officers",
    "recusals": "record.recusals",
    "parts": "record.parts",
    "experts": "record.experts",
}


def places(value, path=()):
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from places(item, (*path, key))
    else:
        yield path


def altered(whole, path):
    other = json.loads(json.dumps(whole))
    inner = other
    for key in path[:-1]:
        inner = inner[key]
    old = inner[path[-1]]
    if isinstance(old, bool):
        inner[path[-1]] = not old
    elif old is None:
        inner[path[-1]] = "00" * 32
    elif isinstance(old, int):
        inner[path[-1]] = old + 1
    else:
        inner[path[-1]] = old[:-1] + ("0" if old[-1] != "0" else "1")
    return other


def said(whole):
    with pytest.raises(verify.Disagreement) as wrong:
        list(verify.check(whole))
    return str(wrong.value)


FIELDS = [(whole, path) for whole in (RECORD, MERGED) for path in places(whole)]


@pytest.mark.parametrize(
    ("whole", "path"), FIELDS, ids=lambda one: ".".join(map(str, one)) if type(one) is tuple else ""
)
def test_each_altered_field_is_named(whole, path):
    told = said(altered(whole, path))
    wanted = WHOLES.get(path[0], f"record.{path[0]}")
    unknown = {"hash": "hash", "v": "record", "sealed": "record"}
    assert wanted in told or unknown.get(path[-1], "?") in told, told


@pytest.mark.parametrize("kind", range(4))
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_every_kind_of_beacon_agrees_and_its_altered_evidence_is_named(kind, hash):
    whole = rich(kind, hash)
    assert list(verify.check(whole))
    for path in (path for path in places(whole["beacon"])):
        assert "record.beacon" in said(altered(whole, ("beacon", *path)))


def test_another_secret_than_the_sealed_one_is_named():
    assert "record.secret" in said({**RECORD, "secret": "00" * 32})
