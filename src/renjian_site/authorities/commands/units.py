"""Acts on the tree of authorities."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from renjian.authorities.tree import AuthorityNode
from renjian.kernel.refusal import Refused, reason
from renjian_site.authorities.models import Authority, Coverage
from renjian_site.kit.actor import Actor
from renjian_site.kit.command import command, record


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
    nodes = list(nodes)
    for level in sorted({node.level for node in nodes}):
        rows = [
            Authority(
                code=node.code,
                name=node.name,
                short_name=node.short_name,
                level=node.level,
                parent=kept.get(node.parent or ""),
                path=node.path,
            )
            for node in nodes
            if node.level == level
        ]
        kept |= {row.code: row for row in Authority.objects.bulk_create(rows)}
    Coverage.objects.bulk_create(
        Coverage(authority=kept[code], division=division, from_on=from_on)
        for division, code in coverage.items()
    )
    record("authorities.installed", "authorities", units=len(kept), divisions=len(coverage))
    return len(kept)
