"""The names under which subjects are found: as they are called, and as they were once reported."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from renjian_site.registers.models.bodies import Body, DesignatedLab
from renjian_site.registers.models.organisations import Organisation
from renjian_site.registers.models.people import Practitioner

SUBJECTS = ("organisation", "body", "designated_lab", "practitioner")


def _of_one() -> Q:
    """That a row belongs to one subject and no other."""
    found = Q()
    for subject in SUBJECTS:
        found |= Q(**{f"{other}__isnull": other != subject for other in SUBJECTS})
    return found


class KnownName(models.Model):
    """A name that was reported of a subject, or a credit code that its certificates once bore.

    ``folded`` and ``bigrams`` are those of :mod:`renjian.registers.names`. A name that the subject
    no longer bears stays, so that it is found by its former name. Nothing here is private.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="names", db_index=False
    )
    body = models.ForeignKey(Body, models.CASCADE, null=True, related_name="names", db_index=False)
    designated_lab = models.ForeignKey(
        DesignatedLab, models.CASCADE, null=True, related_name="names", db_index=False
    )
    practitioner = models.ForeignKey(
        Practitioner, models.CASCADE, null=True, related_name="names", db_index=False
    )
    text = models.CharField("名称", max_length=300)
    folded = models.CharField("检索形式", max_length=300, db_index=True)
    bigrams = ArrayField(models.CharField(max_length=4), verbose_name="二元组", default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=_of_one(), name="name_of_one_subject"),
            *(
                models.UniqueConstraint(
                    fields=[subject, "text"],
                    condition=Q(**{f"{subject}__isnull": False}),
                    name=f"name_once_a_{subject}",
                )
                for subject in SUBJECTS
            ),
        ]
        # One index for each kind of subject: a search for bodies does not read a million names.
        indexes = [
            GinIndex(
                fields=["bigrams"],
                name=f"name_of_{subject}",
                condition=Q(**{f"{subject}__isnull": False}),
            )
            for subject in SUBJECTS
        ]

    def __str__(self) -> str:
        return self.text
