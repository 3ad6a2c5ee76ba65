"""Organisations, teams, people and their roles."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from everyseat.giving.fields import Encrypted
from everyseat.organisations import roles


class Organisation(models.Model):
    """The host, whose site this is, or a partner."""

    name = models.CharField(max_length=120, unique=True)
    is_host = models.BooleanField(default=False)
    colour = models.CharField(max_length=7, default="#1d4f6e")
    logo = models.CharField(max_length=70, blank=True)
    """The name of its logo, which is new with each new content; "" without one."""
    keep_answers = models.PositiveSmallIntegerField(default=24)
    keep_reports = models.PositiveSmallIntegerField(default=60)
    tell_after = models.PositiveSmallIntegerField(default=7)
    """Days that something may wait for one person before organisers are told."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_host"], condition=models.Q(is_host=True), name="one_host"
            )
        ]
        ordering = ["-is_host", "name"]

    def __str__(self) -> str:
        return self.name


class LogoFile(models.Model):
    """The content of an organisation's logo, apart from what every page reads."""

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE, related_name="logo_file"
    )
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"the logo of {self.organisation}"


class Team(models.Model):
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", Lower("name"), name="one_team_of_a_name")
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    """Someone who gives or receives feedback. Most partners have no account (`is_active` false)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="people"
    )
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )
    is_active = models.BooleanField("may sign in", default=True)
    number = models.CharField(max_length=120, blank=True)
    """The employee number, by which an import knows somebody whose address has changed."""
    is_imported = models.BooleanField(default=False)
    """Whether a file or a directory brings them: one that lacks them says that they have left."""
    account_ended = models.BooleanField(default=False, editable=False)
    """Whether they could sign in once and were stopped. Partners mostly never could."""

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="email_in_lower_case"
            ),
            models.CheckConstraint(
                condition=~models.Q(manager=models.F("id")), name="nobody_manages_themselves"
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("number"),
                condition=~models.Q(number=""),
                name="one_person_of_a_number",
                violation_error_message=_("Somebody else has this employee number."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def has_usable_password(self) -> bool:
        """Return False: there are no passwords, only codes and passkeys."""
        return False

    def check_password(self, raw_password: str | None) -> bool:
        return False

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return what the roles permit; read once, and anew when `actions` set roles."""
        by_role = [
            roles.ROLES[r.role].permissions for r in self.roles.all() if r.role in roles.ROLES
        ]
        return frozenset().union(*by_role)

    def may(self, permission: str) -> bool:
        return permission in self.permissions

    @property
    def has_left(self) -> bool:
        """Whether they worked here, or had an account, and can sign in no longer."""
        return not self.is_active and (self.account_ended or self.organisation.is_host)

    @property
    def is_partner(self) -> bool:
        """Whether they are from outside, without an account."""
        return not self.is_active and not self.organisation.is_host


class RoleHeld(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=roles.CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="a_role_is_held_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class StandIn(models.Model):
    """Who acts for somebody who is away, from a first to a last day: one person at a time.

    It ends by itself. No task is moved: a page looks up each time whose tasks it shows.
    """

    person = models.OneToOneField(
        Person, primary_key=True, on_delete=models.CASCADE, related_name="away"
    )
    stand_in = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stands_in")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(stand_in=models.F("person")),
                name="nobody_is_their_own_stand_in",
            ),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="away_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stand_in} for {self.person}"


class DirectoryEntry(models.Model):
    """What a directory (Entra ID, Okta) calls somebody, so that it finds them again by SCIM."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="directory_entry"
    )
    user_name = models.CharField(max_length=120, unique=True)
    """In lower case: RFC 7643 compares it whatever its case."""
    external_id = models.CharField(max_length=120, blank=True)
    given_name = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~models.Q(external_id=""),
                name="one_person_of_an_external_id",
            ),
        ]

    def __str__(self) -> str:
        return self.user_name


class DirectoryToken(models.Model):
    """A bearer token with which a directory may keep people up to date. Only its hash is stored."""

    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE)
    made_on = models.DateField(auto_now_add=True)
    used_on = models.DateField(null=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """What an import that nobody watched did, or would do: for administrators, and not for long."""

    class State(models.TextChoices):
        DONE = "done", _("Imported")
        WAITING = "waiting", _("Waiting for an administrator")
        FAILED = "failed", _("Not read")
        LOOKED = "looked", _("Only tried")
        REPLACED = "replaced", _("Not imported: a later run took its place")

    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State.choices)
    report = Encrypted(purpose="import")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at} {self.state}"


class ChosenColumns(models.Model):
    """Which column of a file of people is which, as somebody chose for a file of these headings."""

    headings = models.CharField(max_length=64, primary_key=True)
    """A hash: what other columns are called is not ours to keep."""
    columns = models.JSONField()

    def __str__(self) -> str:
        return self.headings


class Email(models.Model):
    """An e-mail to send. It is deleted once sent, so that no list of e-mails is left behind.

    What it says and to whom is encrypted: what a database keeps of a deleted row can't be read.
    Its key is random, and it is due from a whole minute on, so that rows tell no order.
    """

    class Urgency(models.IntegerChoices):
        CODE = 0
        NORMAL = 1
        REMINDER = 2

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    urgency = models.PositiveSmallIntegerField(choices=Urgency.choices, default=Urgency.NORMAL)
    due = models.DateTimeField(null=True)
    """When it is tried next; while a worker sends it, when that worker is taken for dead. None
    once it has failed."""
    give_up = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    about = models.CharField(max_length=40, blank=True)
    """The 360 round that it belongs to, for its organiser; nothing for any other e-mail."""
    reason = models.CharField(max_length=20, blank=True)
    failed_at = models.DateTimeField(null=True)
    content = Encrypted(purpose="letter")

    class Meta:
        indexes = [
            models.Index(fields=["urgency", "due", "id"], name="emails_in_turn"),
            models.Index(fields=["give_up"], name="emails_to_give_up"),
            models.Index(fields=["about", "due", "reason", "urgency"], name="emails_of_a_round"),
            models.Index(fields=["reason", "due", "urgency"], name="emails_put_off"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due=None) ^ models.Q(failed_at=None), name="waits_or_failed"
            )
        ]

    def __str__(self) -> str:
        return f"e-mail {self.pk}"

    @property
    def to(self) -> str:
        address: str = self.content["to"]
        return address

    @property
    def subject(self) -> str:
        subject: str = self.content["subject"]
        return subject

    @property
    def text(self) -> str:
        text: str = self.content["text"]
        return text


class MailServer(models.Model):
    """The one row about the mail server: its state, and how much of its limit is used."""

    last_sent = models.DateTimeField(null=True)
    used_until = models.DateTimeField(null=True)
    """When what was sent is used up, at the pace that the server allows (see `mail.pace`)."""
    trouble = models.CharField(max_length=20, blank=True)
    trouble_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    rest_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.trouble or "well"


class Spent(models.Model):
    """A rate limit's count. What is limited, and for whom, is only a keyed hash.

    See `limits`.
    """

    key = models.CharField(max_length=64, primary_key=True)
    times = models.PositiveSmallIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.times} until {self.until}"


class Clock(models.Model):
    """The one row with the last day on which the clock was trusted: see `organisations.clock`."""

    last_day = models.DateField()
    is_held = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_clock")]

    def __str__(self) -> str:
        return f"{self.last_day}"


class AuditEntry(models.Model):
    """An action of someone with a powerful role: appended, chained by hashes, never changed.

    The database itself refuses to change or delete a row (triggers, see the migration).
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=36)
    role = models.CharField(max_length=80)
    what = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)
    status = models.PositiveSmallIntegerField()
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.what} {self.about}"
