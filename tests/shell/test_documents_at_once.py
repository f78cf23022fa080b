"""Two clicks, or two people, at the same moment make one document."""

from django.utils import timezone

import make
from at_once import at_once
from make_documents import ISSUER, issued, paper
from renjian_site.kit.documents import commands
from renjian_site.kit.documents.models import Document


def test_clicks_at_the_same_moment_issue_one_document(own_database):
    given = at_once(*[lambda: issued().number] * 4)
    assert len(set(given)) == 1
    assert Document.objects.count() == 1
    assert issued("case:2").number.endswith("〕2号")


def test_two_who_replace_at_once_make_one_new_document(own_database):
    old = issued()
    new = paper({"paragraph": "同意立案，改正。"})

    def replaced():
        issuer = make.actor(ISSUER)
        return commands.replace(issuer, old.pk, new, "有误", at=timezone.now()).number

    numbers = [one for one in at_once(replaced, replaced) if isinstance(one, str)]
    assert len(numbers) == 1
    assert Document.objects.count() == 2
