"""The quality cards of all bodies, computed in sets."""

from collections import defaultdict
from datetime import date, datetime

from renjian.registers.quality import Dimension, first_of
from renjian_site.kit.scope import EVERYTHING, within
from renjian_site.registers.quality_rows import FAULTS, TOTALS, values
from renjian_site.registers.taking_in import staging

COLUMNS = "body_id bigint, dimension text, total bigint, faults bigint"
# Dimensions that look at the same rows are counted from them at once.
TOTAL = """
insert into quality_figures
select body_id, unnest(%(dimensions)s::text[]), n, 0
from (select body_id, count(*) as n from ({rows}) r group by body_id) counted
"""
FAULTY = """
insert into quality_figures
select body_id, %(dimension)s, 0, count(*) from ({rows}) r group by body_id
"""
SUMS = ", ".join(
    f"coalesce(sum({part}) filter (where dimension = '{one}'), 0)"
    for one in Dimension
    for part in ("total", "faults")
)
FIELDS = [f"{one}_{part}" for one in Dimension for part in ("total", "faults")]
KEPT = f"""
insert into registers_qualitycard (body_id, month, computed_at, {", ".join(FIELDS)})
select b.id, %(month)s, %(at)s, {SUMS}
from registers_body b left join quality_figures f on f.body_id = b.id group by b.id
on conflict (body_id, month) do update set computed_at = excluded.computed_at,
    {", ".join(f"{field} = excluded.{field}" for field in FIELDS)}
"""


def compute(today: date, at: datetime) -> int:
    """Compute the card of the month that runs for every body. Returns how many there are."""
    told = values(today)
    with within(EVERYTHING):
        staging.make("quality_figures", f"create temp table {{name}} ({COLUMNS}) on commit drop")
        for rows, dimensions in _same_rows().items():
            staging.execute(TOTAL.format(rows=rows), dimensions=dimensions, **told)
        for dimension, rows in FAULTS.items():
            staging.execute(FAULTY.format(rows=rows), dimension=dimension.value, **told)
        return staging.execute(KEPT, month=first_of(today), at=at)


def _same_rows() -> dict[str, list[str]]:
    """Which dimensions look at which rows."""
    found: dict[str, list[str]] = defaultdict(list)
    for dimension, rows in TOTALS.items():
        found[rows].append(dimension.value)
    return found
