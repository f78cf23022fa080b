"""Setting up the tree of authorities, once; later changes are decided one by one."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from renjian.authorities.kinds import AT_LEVEL_OF_PARENT
from renjian.authorities.tree import AuthorityNode
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities.models import Authority, Coverage
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record

BATCH = 2000


@command
def install(
    actor: Actor,
    nodes: Iterable[AuthorityNode],
    coverage: Mapping[str, str],
    *,
    from_on: date,
    at: datetime,
) -> int:
    """Set up the tree of authorities, and what each covers (division -> authority code), once."""
    if Authority.objects.exists():
        raise Refused(
            reason("authorities.installed", "机构树已经建立，不能重复建立；请改用机构变更。")
        )
    kept: dict[str, Authority] = {}
    # Parents first: rows of one rank never stand below one another.
    ranks: dict[tuple[int, bool], list[AuthorityNode]] = {}
    for node in nodes:
        ranks.setdefault((node.level, node.kind in AT_LEVEL_OF_PARENT), []).append(node)
    for rank in sorted(ranks):
        rows = [
            Authority(
                code=node.code,
                name=node.name,
                short_name=node.short_name,
                kind=node.kind,
                level=node.level,
                parent=kept.get(node.parent or ""),
                path=node.path,
                from_on=from_on,
            )
            for node in ranks[rank]
        ]
        kept |= {row.code: row for row in Authority.objects.bulk_create(rows, batch_size=BATCH)}
    Coverage.objects.bulk_create(
        (
            Coverage(authority=kept[code], division=division, from_on=from_on)
            for division, code in coverage.items()
        ),
        batch_size=BATCH,
    )
    record("authorities.installed", "authorities", units=len(kept), divisions=len(coverage))
    return len(kept)
