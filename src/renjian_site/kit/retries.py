"""One answer for each Idempotency-Key: a program that asks again gets what it got the first time."""

import hashlib
from collections.abc import Callable

from django.db import transaction

from renjian.kernel.refusal import Refused, reason
from renjian_site.kit.models import Submission

LONGEST = 200


def once_for(caller: str, key: str, path: str, content: str, act: Callable[[], str]) -> str:
    """Do the act for this key once; give the address of what it made, now or the first time.

    ``content`` is the hash of what was sent. The key and what the act did are one transaction; the
    same key at the same moment waits for the first. Refused when the key was used for something
    else.
    """
    if not key:
        return act()
    with transaction.atomic():
        row, is_new = Submission.objects.get_or_create(
            key=hashlib.sha256(f"{caller}\n{key}".encode()).hexdigest(),
            defaults={"path": path, "content": content},
        )
        if is_new:
            row.location = act()
            row.save(update_fields=["location"])
        elif (row.path, row.content) != (path, content):
            raise Refused(
                reason(
                    "api.idempotency-key",
                    "Idempotency-Key “{key}”已经用于另一次提交，本次没有处理。"
                    "每次新的提交请换一个新的值；重试时请原样发送同一内容。",
                    key=key[:60],
                )
            )
    return row.location
