"""Comments that people send by a service's own form, and answers to those who want one."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from everyseat.giving.fields import Encrypted
from everyseat.improvement.models.comment import Comment
from everyseat.improvement.models.service import Service
from everyseat.organisations.models import Person

LONGEST_REPLY, LONGEST_SIGNED, LONGEST_HELPED = 3000, 120, 1000
KEEP_ADDRESS = 30
"""Days for which an address is kept after an answer: somebody may say that it did not help."""


class Collection(models.Model):
    """That a service has had a form, and when what waited was last passed on to its comments.

    The day is that of the nightly work, and says nothing of when anybody wrote.
    """

    service = models.OneToOneField(
        Service, primary_key=True, on_delete=models.CASCADE, related_name="collection"
    )
    emptied_on = models.DateField()

    def __str__(self) -> str:
        return f"form of {self.service}"


class Helped(models.TextChoices):
    """Whether an answer helped the person who wanted it."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


class Reply(models.Model):
    """An answer that somebody who commented wants, or has been given.

    It is about the `comment` whose `contact` is their address, and about what they wrote `beside`
    it on the same form. It waits until it has been sent. `signed` is whose name stands under it,
    and stays when they leave.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="replies")
    beside = models.ForeignKey(Comment, null=True, on_delete=models.SET_NULL, related_name="+")
    waits_since = models.DateField()
    """The Monday of the week in which they wrote, as everywhere."""
    text = Encrypted(purpose="reply to a comment")
    by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="replies_to_comments"
    )
    signed = models.CharField(max_length=LONGEST_SIGNED, blank=True)
    sent_on = models.DateField(null=True)
    helped = models.CharField(max_length=6, choices=Helped.choices, blank=True)
    helped_words = Encrypted(purpose="whether a reply helped")

    class Meta:
        ordering = ["waits_since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(sent_on=None), name="one_reply_waits"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, helped="", signed="")
                | (Q(sent_on__isnull=False) & ~Q(signed="")),
                name="a_sent_reply_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"reply {self.pk}"

    @property
    def words(self) -> str:
        """What was answered: "" while it waits."""
        return str(self.text.get("text", ""))

    @property
    def said(self) -> str:
        """What somebody said of whether it helped, in their own words."""
        return str(self.helped_words.get("text", ""))
