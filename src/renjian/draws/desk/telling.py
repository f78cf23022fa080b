"""What ``renjian draw`` says on the screen: columns, bad rows, the preview, what was drawn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from renjian.draws import beacon
from renjian.draws.desk.findings import MOST_INTEGRATED, Findings, worst_deviation
from renjian.draws.desk.making import Lists, Made
from renjian.draws.desk.rotation import Comparison
from renjian.draws.desk.work import BadRow, Source
from renjian.draws.record import Outcome
from renjian.estimates import planning
from renjian.kernel.refusal import Refused, reason

SHOWN = 20  # rows that the screen shows; all of them stand in a file


def columns(found: Iterable[Source]) -> list[str]:
    """What each column is taken for, as the plan file would say it."""
    lines = []
    for source in found:
        lines.append(f"# {source.table.path.name}：{len(source.table.rows):,} 行")
        lines.append(f"[columns.{source.sheet.key}]")
        for column in source.sheet.columns:
            names = source.columns.get(column.field, ())
            said = ", ".join(f'"{name}"' for name in names)
            value = f"[{said}]" if len(names) > 1 else said
            note = f"# {column.title}"
            lines.append(
                f"{column.field} = {value}  {note}" if names else f"# {column.field} 没有  {note}"
            )
        if unused := [n for n in source.table.names if (n,) not in source.columns.values()]:
            lines.append(f"# 不用的列：{'、'.join(unused)}")
        lines.append("")
    return lines


def bad_rows(bad: Sequence[BadRow]) -> list[str]:
    """The first rows that could not be taken."""
    lines = [f"{one.file} 第 {one.line} 行：{one.why}" for one in bad[:SHOWN]]
    return [*lines, f"……共 {len(bad)} 行"] if len(bad) > SHOWN else lines


def preview(made: Made, taken: Lists) -> list[str]:
    """The strata with their numbers, the officers, and the beacon, before anything is fixed."""
    sizes = Counter(leaf.stratum for leaf in made.draft.leaves)
    rows = [("层", "对象数", "抽取数", "比例", "方法")]
    for label, group in sorted(made.labels.items(), key=lambda one: one[1])[: 3 * SHOWN]:
        size, drawn = sizes[label], made.draft.quotas[label]
        usual = "census" if drawn == size else "srs"
        method = made.draft.algorithms.get(label, usual)
        if method == "pareto":
            method += _deviation(made, label)
        rows.append((group, f"{size:,}", f"{drawn:,}", f"{100 * drawn / size:.2f}%", method))
    lines = table(rows)
    if len(made.labels) > 3 * SHOWN:
        lines.append(f"……共 {len(made.labels)} 层")
    units = {officer.unit for officer, _ in taken.officers}
    items = [
        f"其中事项 {name} 检查 {sum(drawn.values()):,} 个，与其他事项合并上门。"
        for name, drawn in made.draft.items.items()
    ]
    return [
        *lines,
        "",
        *items,
        f"共 {len(taken.objects):,} 个对象，抽取 {sum(made.draft.quotas.values()):,} 个，"
        f"每层候补至多 {made.draft.reserve} 个。",
        f"执法人员 {len(taken.officers):,} 名，分属 {len(units):,} 个单位；回避 {len(taken.recusals):,} 项。",
        f"随机源：{beacon.kind_of(made.draft.beacon).trust.text}",
    ]


def _deviation(made: Made, label: str) -> str:
    """How far the chances of a Pareto stratum are from their targets."""
    sizes = {one.id: one.size for one in made.draft.leaves if one.stratum == label}
    if len(sizes) > MOST_INTEGRATED or not all(sizes.values()):
        return ""
    worst = worst_deviation(sizes, made.draft.quotas[label])
    return f"（机会与目标最多差 {100 * worst:.2f}%）"


def outcome(found: Outcome) -> list[str]:
    """What was drawn, in figures."""
    borrowed = [
        f"{unit} 向 {'、'.join(lenders)} 借调"
        for unit, lenders in found.assignment.borrowed.items()
    ]
    return [
        f"随机值 {found.beacon_value.hex()}",
        f"种子   {found.seed.hex()}",
        f"抽中 {len(found.assignment.teams):,} 个对象，每个对象 {found.plan.team['size']} 名执法人员"
        f"{f'、{found.plan.experts.each} 名专家' if found.plan.experts else ''}；"
        f"每人最多 {max(found.assignment.caps.values(), default=0)} 次。",
        *borrowed,
    ]


def changes(entries: Iterable[Mapping[str, Any]], last: str) -> list[str]:
    """What was changed after a draw, entry by entry, and the hash of the last."""
    lines = []
    for one in entries:
        kind = one["kind"]
        if kind == "void":
            late = "（随机数已经公开以后作废）" if one["after_seed"] else "（抽取以前作废）"
            lines.append(f"[变更 {one['number']}] 作废{late}：{one['why']}")
        elif kind == "replace":
            by = f"由候补 {one['by']} 顶上" if one["by"] else "这一层没有候补了，少检查一个"
            lines.append(f"[变更 {one['number']}] 换下 {one['object']}，{by}：{one['why']}")
        else:
            who = f"{one['officer']} 回避 {one['object']}"
            lines.append(f"[变更 {one['number']}] {who}：{one['why']}")
        for team in one.get("teams", ()):
            officers = [team["lead"], team["second"], *team.get("others", ())]
            lines.append(f"  {team['object']}：{'、'.join(officers)}")
    return [*lines, f"变更哈希 {last}，请公布；以后的变更都接在它后面。"]


FLAGS = {
    "few-rows": "有效样本不足 30，只作参考",
    "wide": "区间宽于 30 个百分点，不宜发布",
    "relatively-wide": "区间比估计值宽 1.3 倍以上，不宜单独发布",
}


def findings(found: Findings) -> list[str]:
    """The estimates in sentences and a table."""
    rows = [("范围", "违法比例", "95% 区间", "有效样本", "检查数")]
    for one in found.answers:
        low, high = 100 * one.interval.low, 100 * one.interval.high
        rows.append(
            (
                one.name,
                f"{100 * one.share.value:.2f}%",
                f"{low:.2f}%–{high:.2f}%",
                f"{one.interval.rows:.0f}",
                str(one.share.rows),
            )
        )
    whole, size = found.answers[0], found.size
    of, each = ("项", "项") if found.is_inside else ("个对象", "个")
    hits, visits = found.hit_rate
    bounds = found.bounds
    lines = [
        *table(rows),
        *(f"注意 {one.name}：{FLAGS[flag]}。" for one in found.answers for flag in one.flags),
        "",
        f"全部 {size:,} {of}中，估计有 {size * whole.share.value:,.0f} {each}违法"
        f"（{size * whole.interval.low:,.0f}–{size * whole.interval.high:,.0f}）。",
        f"检查到 {visits} 个，发现 {hits} 个：命中率 {100 * hits / max(visits, 1):.1f}%。"
        "命中率受抽查比例影响，不是全体的违法比例。",
        f"应检对象中实际检查到 {100 * bounds.answered.value:.1f}%；没有检查到的全部合格，"
        f"违法比例是 {100 * bounds.lowest.value:.2f}%，全部违法则是 {100 * bounds.highest.value:.2f}%。",
        "各类结果：" + "，".join(f"{said} {n}" for said, n in found.said.items()),
    ]
    if found.for_cause[1]:
        lines.append(
            f"另有因举报等检查 {found.for_cause[1]} 个，发现 {found.for_cause[0]} 个，不计入上面。"
        )
    for label, usual, check in found.checks:
        lines.append(
            f"按规模抽取的层 {label}：违法数估计 {usual:,.0f} 个；"
            f"以未抽中第一名的位次为条件另算（不作假设）是 {check.value:,.0f} 个，标准误 {check.error:,.0f}。"
        )
    if found.officers:
        spread = 100 * found.officers.between**0.5
        lines.append(f"同一层内不同主办人员的发现率相差（标准差）约 {spread:.1f} 个百分点。")
    return lines


def sizes(base: float, lift: float | None, number: int | None, width: float | None) -> list[str]:
    """How many inspections are needed. Refused if such shares cannot be, or nothing is asked."""
    lines = []
    try:
        if lift:
            needed = planning.rows_for_lift(base, lift)
            lines.append(
                f"违法比例 {100 * base:g}%：要看出风险最高的四分之一是全体的 {lift:g} 倍"
                f"（把握 80%），随机检查至少 {needed:,} 个。"
            )
        if lift and number:
            power = planning.power_for_lift(number, base, lift)
            lines.append(f"检查 {number:,} 个，看得出来的把握是 {100 * power:.0f}%。")
        if width:
            rows = planning.rows_for_width(base, width)
            lines.append(f"区间约宽 {100 * width:g} 个百分点，要检查 {rows:,} 个。")
    except (ValueError, ZeroDivisionError) as error:
        raise Refused(
            reason("desk.size", "这样的比例或者倍数不可能（{why}）。请改小。", why=str(error))
        ) from error
    if not lines:
        raise Refused(reason("desk.size-what", "请给出 --lift（倍数）或者 --width（区间宽度）。"))
    return lines


def comparison(found: Comparison) -> list[str]:
    """What rotation would do to the list, in sentences."""
    sort = "按检查单位排序"
    samples = f"轮转抽取（{sort}，每隔 {found.step} 行抽一个）只有 {found.samples:,} 种可能的样本；"
    lines = [
        f"{found.size:,} 个对象抽 {found.drawn:,} 个。",
        samples + f"签号抽取约有 10 的 {found.digits_by_ticket:.0f} 次方种。",
        "知道其中一个被抽中的，就知道整个样本。",
    ]
    for number, said in (
        (found.never, "永远抽不到，不论起点在哪里"),
        (found.always, "每次必被抽中，不论起点在哪里"),
    ):
        if number:
            share = 100 * number / found.size
            lines.append(f"排在最后的 {number:,} 个对象（{share:.1f}%）{said}：")
            lines += [f"  {unit}：{n:,}／{of:,} 个" for unit, n, of in found.units[:SHOWN]]
    lines.append("签号抽取中每个对象都有机会，而且与名单的排列无关。")
    return lines


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows with their columns one below the other; the first is put left, numbers right."""
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            cell + " " * (width - _width(cell)) if n == 0 else " " * (width - _width(cell)) + cell
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
