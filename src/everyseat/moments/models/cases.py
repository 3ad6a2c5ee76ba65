"""Sealed cases: what is said to a guardian, in ciphertext. The server can read none of it.

A case belongs to whoever holds its receipt. It has no account, no address and no time finer than a
day. `docs/safety/moments.md` says why each field is stored.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from everyseat.moments.models.offering import Promise
from everyseat.organisations import roles
from everyseat.organisations.models import Person

LONGEST_KEEPER = 120


class Keys(models.QuerySet["GuardianKey"]):
    def in_use(self) -> "Keys":
        """Return keys to seal to: in escrow, or of somebody who is a guardian and can sign in."""
        guardian = models.Q(person__roles__role=roles.GUARDIAN, person__is_active=True)
        escrow = models.Q(person=None, confirmed_on__isnull=False)
        return self.filter(guardian | escrow, retired_on=None).distinct()

    def waiting(self) -> "Keys":
        """Return keys in escrow that wait for a second guardian: nothing is sealed to them."""
        return self.filter(person=None, confirmed_on=None, retired_on=None)


class GuardianKey(models.Model):
    """A key that cases are sealed to: a guardian's, or one in escrow, which is kept on paper.

    `kept` is a guardian's private part under a passphrase that the server never sees. One in escrow
    is used from `confirmed_on` on; `confirmed_by` is empty where its maker was the only guardian.
    `keeper` says who keeps one in escrow, who need not be a person here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="guardian_keys"
    )
    keeper = models.CharField(max_length=LONGEST_KEEPER, blank=True)
    made_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="keys_made"
    )
    confirmed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    recipient = models.CharField(max_length=80, unique=True)
    kept = models.TextField(blank=True)
    made_on = models.DateField()
    retired_on = models.DateField(null=True, blank=True)

    objects = Keys.as_manager()

    class Meta:
        ordering = ["made_on", "keeper"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(retired_on=None, person__isnull=False),
                name="one_key_in_use_a_guardian",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Return whose key it is: a guardian's name as it is today, or who keeps it on paper."""
        return self.person.name if self.person else self.keeper

    @property
    def is_escrow(self) -> bool:
        return self.person_id is None


class Case(models.Model):
    """A moment or a concern that was sealed to guardians; found by the hash of its locator.

    `left_out` are the guardians whom its reporter did not choose: it is never shared with them.
    `promise` is the one that its reporter read; `feedback_on` the day of a guardian's last message.
    `owner` is the guardian who looks after it, if one does; `next_on` the day by which a guardian
    said that the reporter hears from them next.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", _("Received")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        LOOKING = "looking", _("Being looked into")
        ACTION = "action", _("Action is being taken")
        CLOSED = "closed", _("Closed, with feedback")

    class Waits(models.TextChoices):
        GUARDIAN = "guardian", _("for the guardian")
        REPORTER = "reporter", _("for the reporter")
        NOBODY = "", _("for nobody")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    locator = models.CharField(max_length=64, unique=True, editable=False)
    recipient = models.CharField(max_length=80)
    for_receipt = models.TextField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    waits = models.CharField(
        max_length=8, blank=True, choices=Waits.choices, default=Waits.GUARDIAN
    )
    received_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(null=True, blank=True)
    record = models.TextField(blank=True)
    noted = models.BooleanField(default=False, editable=False)
    reminded_on = models.DateField(null=True, blank=True)
    keep_months = models.PositiveSmallIntegerField(default=24)
    promise = models.ForeignKey(
        Promise, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases_owned"
    )
    left_out = models.ManyToManyField(Person, related_name="+")
    keys = models.ManyToManyField(GuardianKey, through="Wrapped", related_name="cases")

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="closed") | models.Q(feedback_on__isnull=False),
                name="closed_with_feedback",
            )
        ]

    def __str__(self) -> str:
        return f"case {str(self.pk)[:8]}"


class Wrapped(models.Model):
    """A case's private key, sealed to one guardian with the line that stands in their list.

    `read` is how many of its messages this guardian has seen. `shared_on` is the day on which
    another guardian, `shared_by`, let this key open it; it is empty where its reporter chose the
    key's holder.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="wrapped")
    key = models.ForeignKey(GuardianKey, on_delete=models.CASCADE, related_name="wrapped")
    sealed = models.TextField()
    read = models.PositiveSmallIntegerField(default=0)
    shared_on = models.DateField(null=True, blank=True)
    shared_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "key"], name="wrapped_once_for_each_key")
        ]

    def __str__(self) -> str:
        return "a wrapped key"


class Entry(models.Model):
    """A sealed message of a case's dialogue. Its identifier is made by who sends it."""

    class By(models.TextChoices):
        REPORTER = "reporter", _("You")
        GUARDIAN = "guardian", _("The guardian")

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="entries")
    by = models.CharField(max_length=8, choices=By.choices)
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    sealed = models.TextField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="entries_in_order")]

    def __str__(self) -> str:
        return f"entry {self.number}"


class SealedFile(models.Model):
    """A file of a case, sealed; its name is in the message that it came with."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="files")
    parts_in_all = models.PositiveSmallIntegerField()
    begun_on = models.DateField()

    def __str__(self) -> str:
        return "a sealed file"


class FilePart(models.Model):
    """A piece of a sealed file, kept as it came, so that a lost connection goes on where it was."""

    file = models.ForeignKey(SealedFile, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="each_part_once")]

    def __str__(self) -> str:
        return f"part {self.number}"
