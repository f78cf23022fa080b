"""Saved searches: the address of a list under a name.

They are a convenience of their owner and no act of the authority, so the ledger knows nothing of
them (decision record "Saved searches are not recorded").
"""

from django.db.models import Q, QuerySet

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.actor import Actor
from renjian_site.kit.models import SavedSearch

MOST = 30


def of(actor: Actor, listing: str) -> QuerySet[SavedSearch]:
    """The actor's own searches of a list, and those shared in the actor's authority or body."""
    mine = Q(account=actor.account) | Q(shared_with=actor.stream)
    return SavedSearch.objects.filter(mine, listing=listing)


def keep(actor: Actor, listing: str, name: str, query: str, *, is_shared: bool) -> SavedSearch:
    """Keep a search; under a name that the owner has used already it takes the place of the old."""
    own = SavedSearch.objects.filter(account=actor.account, listing=listing)
    if own.exclude(name=name).count() >= MOST:
        raise Refused(
            reason(
                "search.too-many",
                "“{name}”没有保存：本列表已有 {most} 个查询。请先删除不用的查询。",
                name=name,
                most=MOST,
            )
        )
    kept, _is_new = SavedSearch.objects.update_or_create(
        account=actor.account,
        listing=listing,
        name=name,
        defaults={"query": query, "shared_with": actor.stream if is_shared else ""},
    )
    return kept


def rename(actor: Actor, listing: str, pk: int, name: str) -> None:
    """Give an own search another name."""
    own = SavedSearch.objects.filter(account=actor.account, listing=listing)
    if own.filter(name=name).exclude(pk=pk).exists():
        raise Refused(
            reason("search.name-taken", "已有名为“{name}”的查询。请换一个名称。", name=name)
        )
    own.filter(pk=pk).update(name=name)


def remove(actor: Actor, listing: str, pk: int) -> None:
    """Remove an own search."""
    SavedSearch.objects.filter(account=actor.account, listing=listing, pk=pk).delete()
