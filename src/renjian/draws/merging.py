"""Several items that one visit serves (N102 四(二) 尽量合并安排), each with its number of a stratum.

An item takes the first objects of the one order of tickets, so what is drawn for the rarer item is
drawn for the commoner one too, and a stratum draws as many as the commonest item needs.
"""

from collections.abc import Iterable, Mapping

from renjian.kernel.refusal import Reason, reason

Items = Mapping[str, Mapping[str, int]]  # item to stratum to number


def items_of(items: Items, strata: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The items for which objects of each stratum could be drawn; nothing if none are merged."""
    return {
        label: tuple(item for item, drawn in items.items() if drawn.get(label))
        for label in (strata if items else ())
    }


def why_not_merge(
    items: Items, quotas: Mapping[str, int], algorithms: Mapping[str, str]
) -> list[Reason]:
    """Why these items do not make up the strata, or cannot be merged in them."""
    if not items:
        return []
    most = {label: max(drawn.get(label, 0) for drawn in items.values()) for label in quotas}
    wrong = [label for label, number in quotas.items() if number != most[label]]
    wrong += [name for name in items if name.split() != [name]]
    wrong += ["pareto"] if "pareto" in algorithms.values() else []
    if not wrong:
        return []
    return [
        reason(
            "draws.plan.items",
            "合并的各事项有误（{wrong}）：每层的抽取数应当是各事项中最多的；"
            "事项编号不能有空格；按规模抽取（pareto）的层不能合并事项。请更正方案。",
            wrong="、".join(wrong),
        )
    ]
