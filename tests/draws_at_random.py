"""Any draft that can be frozen, with whatever a plan can use, and all that it needs to be drawn."""

import hashlib
from collections import Counter

from hypothesis import strategies as st

import make_draws as make
from renjian.draws import beacon
from renjian.draws import secret as secrets
from renjian.draws.assignment import Officer, Recusal
from renjian.draws.plan import Escalation
from renjian.draws.pool import Candidate
from renjian.draws.stages import Part

UNITS = ["510104", "510105", "五一〇"]
SECRET = hashlib.sha256(b"secret").digest()


def beacons(hash):
    """Every kind of beacon whose value needs no network, each with its evidence."""
    committed = [secrets.commitment(bytes([n]) * 32, hash) for n in (1, 2)]
    parties = [{"name": f"甲{n}", "commitment": one} for n, one in enumerate(committed)]
    games = {"双色球": ([1, 5, 9, 20, 32, 33], [16]), "大乐透": ([2, 3, 4, 5, 35], [1, 12])}
    games["七乐彩"] = ([1, 2, 3, 4, 5, 6, 30], [])
    results = [
        {"game": game, "issue": str(issue), "numbers": numbers, "second": second}
        for game, (numbers, second) in games.items()
        for issue in (2026101, 2026102)
    ]
    draws = [{"game": one["game"], "issue": one["issue"]} for one in results]
    dice = {"kind": "dice", "count": 40, "witnesses": ["甲局", "乙处"]}
    return [
        (beacon.practice(round=7, seed="2026"), {}),
        (dice, {"rolls": [n * n % 10 for n in range(40)]}),
        ({"kind": "lottery", "draws": draws}, {"results": results}),
        ({"kind": "commit-reveal", "parties": parties}, {"reveals": ["01" * 32, "02" * 32]}),
    ]


def skills(names):
    """The items that an officer may lead, "" for all."""
    return (
        st.sets(st.sampled_from(names)).map(lambda some: " ".join(sorted(some)))
        if names
        else st.just("")
    )


@st.composite
def drafts(draw):
    """A draft, and what carries it out: evidence and secret."""
    hash = draw(st.sampled_from(["sha256", "sm3"]))
    units = UNITS[: draw(st.integers(1, 3))]
    classes = draw(st.lists(st.sampled_from("ABCD"), min_size=1, max_size=16))
    by_size = draw(st.sets(st.sampled_from("ABCD")))
    objects = [
        Candidate(
            f"org:{n:03d}", draw(st.sampled_from(units)), one,
            size=draw(st.integers(1, 50)) if one in by_size else 0,
        )
        for n, one in enumerate(classes)
    ]  # fmt: skip
    each = draw(st.integers(3, 5))
    names = [] if by_size else draw(st.sampled_from([[], ["CI-04", "CI-05"], ["甲", "乙", "丙"]]))
    officers = [
        Officer(
            f"zf:{unit}-{n}", unit, n < 2 + bool(names) or draw(st.booleans()), can if n > 2 else ""
        )
        for unit in units
        for n, can in enumerate(draw(st.lists(skills(names), min_size=each, max_size=each)))
    ]
    leaves, _ = make.leaves(objects, hash)
    sizes = Counter(leaf.stratum for leaf in leaves)
    named, evidence = draw(st.sampled_from(beacons(hash)))
    is_sealed = draw(st.booleans())
    away: set[tuple[str, str]] = set()
    if len(names) < 3:
        away = {(f"zf:{one.unit}-0", one.id) for one in objects if draw(st.booleans())}
    parts = [Part(one.id, f"c{n}") for one in objects for n in range(draw(st.integers(0, 3)))]
    quotas = {label: draw(st.integers(1, size)) for label, size in sizes.items()}
    items = {
        name: {
            one: number if n == 0 else draw(st.integers(0, number))
            for one, number in quotas.items()
        }
        for n, name in enumerate(names)
    }
    experts = tuple(f"专家{n}" for n in range(draw(st.integers(0, 3))))
    if experts:
        away |= {
            (experts[0], one.id) for one in objects if len(experts) > 1 and draw(st.booleans())
        }
    steps = [Escalation(one, tuple(other for other in units if other != one)) for one in units]
    draft = make.draft(
        objects,
        hash=hash,
        officers=tuple(officers),
        recusals=tuple(Recusal(*pair) for pair in away),
        quotas=quotas,
        reserve=draw(st.integers(0, 3)),
        merge_group=draw(st.sampled_from(["2026H2", "专项"])),
        beacon=named,
        algorithms={make.LABELS[one]: "pareto" for one in by_size if make.LABELS[one] in sizes},
        parts=tuple(parts),
        parts_drawn=2 if parts else 0,
        sealed=secrets.commitment(SECRET, hash) if is_sealed else None,
        escalation=tuple(step for step in steps if step.lends and draw(st.booleans())),
        most_visits=draw(st.sampled_from([None, 40])),
        succeeds=draw(st.sampled_from([None, "ab" * 32])),
        items=items,
        team_size=2 if len(names) > 2 else draw(st.integers(2, 2 if away else 3)),
        experts=experts,
        experts_each=1 if experts else 0,
    )
    return draft, evidence, SECRET if is_sealed else secrets.OPEN
