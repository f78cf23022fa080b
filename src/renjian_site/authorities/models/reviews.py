"""Quarterly reviews of posts: whom they asked, and what was ticked."""

from django.db import models
from django.db.models import F, Q

from renjian_site.authorities.models.people import Person, Post
from renjian_site.authorities.models.units import Authority


class PostReview(models.Model):
    """The list that the heads of an authority got for a quarter (岗位复核)."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="post_reviews")
    quarter = models.DateField("季度首日")
    due_on = models.DateField("截止日期")
    opened_at = models.DateTimeField("开始时间")
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="answered_reviews"
    )
    answered_at = models.DateTimeField("复核时间", null=True, blank=True)
    closed_at = models.DateTimeField("截止处理时间", null=True, blank=True)
    ended = models.PositiveIntegerField("终止岗位数", default=0)

    class Meta:
        ordering = ["-quarter", "authority"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "quarter"], name="post_review_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("quarter")), name="post_review_due_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_at=None), name="post_review_to_close"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} {self.quarter}"


class ReviewedPost(models.Model):
    """One post on the list of a review; ``goes_on`` None: nobody has said anything yet."""

    review = models.ForeignKey(PostReview, models.PROTECT, related_name="lines")
    post = models.ForeignKey(Post, models.PROTECT, related_name="reviewed")
    goes_on = models.BooleanField("继续任职", null=True, blank=True)

    class Meta:
        ordering = ["review", "post"]
        constraints = [
            models.UniqueConstraint(fields=["review", "post"], name="reviewed_post_once"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id} {self.post_id}"
