"""Rooms: questions that everybody in a hall answers at once; briefs: rooms that add up.

An answer refers to a question and to a hash of that question and a random token of a device, or the
serial of a card in a room by invitation; it has no time and leads to nobody. When a room has ended,
its answers are gone: counts are left.
"""

import uuid
from datetime import timedelta
from typing import NotRequired, TypedDict

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from everyseat.giving.codes import new_code
from everyseat.giving.drawing import Keyed
from everyseat.organisations.models import Person, Team
from everyseat.room import codes, kinds, parts

LONGEST_REPLY, LONGEST_SET_NAME, LONGEST_LINK = 2000, 80, 200
GRACE = timedelta(seconds=2)
"""After its time a question still takes what was tapped in time, on its way here."""


class Room(Keyed):
    """A meeting, prepared by a facilitator; joined by its code, or the digits that lead to it.

    A `second` facilitator may run it too; who does so is the first's to say.

    A room that was copied from another knows it: run again, or one team's room of a brief. A room
    by invitation has a key: who was invited draws a card with it, and each card answers once.
    `shows_join`: the screen says how to join instead of showing a question; `in_percent`: it says
    shares instead of counts; `on_phones`: every phone shows what the screen shows. `reminded_at` is
    when everybody invited was last reminded.
    """

    PURPOSE = "room key"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    facilitator = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rooms")
    second = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="rooms_as_second"
    )
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    code = models.CharField(max_length=8, unique=True, default=new_code, editable=False)
    digits = models.CharField(max_length=codes.LENGTH, blank=True, editable=False)
    current = models.ForeignKey(
        "Question", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    shows_join = models.BooleanField(default=False)
    in_percent = models.BooleanField(default=False)
    on_phones = models.BooleanField(default=False)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="rooms"
    )

    class Meta:
        ordering = ["-held_on", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["digits"], condition=~models.Q(digits=""), name="digits_of_one_open_room"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def typed_code(self) -> str:
        """The code as people read and type it."""
        return codes.grouped(self.digits or self.code)

    @property
    def run_by(self) -> set[uuid.UUID]:
        """The keys of those who may run it."""
        return {key for key in (self.facilitator_id, self.second_id) if key}

    @property
    def is_by_invitation(self) -> bool:
        return bool(self.public_key)

    @property
    def was_used(self) -> bool:
        """Whether anybody was asked something in it, was invited to it, or had it from a brief."""
        if self.ended_on or self.of_brief or self.is_by_invitation:
            return True
        return self.questions.exclude(state=Question.State.WAITING).exists()

    @property
    def is_brief(self) -> bool:
        """Whether this is a brief itself: what its teams' rooms are copied from."""
        return hasattr(self, "brief")

    @property
    def of_brief(self) -> "Brief | None":
        """The brief that this team's room belongs to."""
        return self.copied_from.brief if self.team_id and self.copied_from else None


class Invited(models.Model):
    """Somebody who may draw one card for a room; deleted when the room has ended.

    Whether they have drawn it is not here, but sealed (`giving.drawing`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="invited")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invited_to_rooms")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "person"], name="invited_once_a_room")
        ]

    def __str__(self) -> str:
        return f"{self.person} to {self.room}"


class Brief(models.Model):
    """What is told to many teams before they answer; its room holds the questions, and the sum."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="brief")
    text = models.TextField(max_length=6000)
    film = models.URLField(max_length=LONGEST_LINK, blank=True)
    answer_by = models.DateField()
    is_sent = models.BooleanField(default=False, editable=False)

    def __str__(self) -> str:
        return self.room.title


class Left(TypedDict):
    """What is left of a question's answers: how many, the counts, and how much is not shown."""

    n: int
    counts: dict[str, int]
    unseen: NotRequired[int]
    removed: NotRequired[int]
    removed_up: NotRequired[int]


class Question(models.Model):
    """One question of a room.

    `meanings` say what each card means, or the lowest and the highest point of a scale, if
    anything; `most`, how many of several options one person may choose, or how many points they
    give away. If it `holds`,
    words and what is raised from the floor wait until the facilitator lets them be seen. `hidden`
    are words that they took off the screen, `allowed` those that they let be seen,
    `apart` those that stand by themselves although they look
    alike, `merged` those that were put with another word by hand. `result` is what is left when
    the room has ended: how many answered, the counts, and how much was removed since. `until`: when
    the time to answer is up, while it is open; it closes then if it `closes_then`.
    `with_before`: asked together with the one before it, see `queries.sets`. `set_name`: what they
    are called together, if anything.
    `is_counted`: in the sum of its brief. Of a brief's question, `hidden` and `allowed` also hold
    the questions that went up, and `removed` what was removed from the sum.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Not asked yet")
        OPEN = "open", _("Open for answers")
        CLOSED = "closed", _("Closed")

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=kinds.choices)
    text = models.CharField(max_length=200)
    written = models.JSONField(default=list, blank=True)
    meanings = models.JSONField(default=list, blank=True)
    with_before = models.BooleanField(default=False)
    set_name = models.CharField(max_length=LONGEST_SET_NAME, blank=True, default="")
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    is_shown = models.BooleanField(default=True)
    holds = models.BooleanField(default=False)
    hidden = models.JSONField(default=list, blank=True)
    allowed = models.JSONField(default=list, blank=True)
    apart = models.JSONField(default=list, blank=True)
    merged = models.JSONField(default=dict, blank=True)
    removed = models.JSONField(default=list, blank=True, editable=False)
    result = models.JSONField(null=True, blank=True, editable=False)
    is_counted = models.BooleanField(default=False, editable=False)
    until = models.DateTimeField(null=True, blank=True, editable=False)
    closes_then = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["room", "number"], name="questions_in_order"),
            models.CheckConstraint(
                condition=~models.Q(kind=kinds.POINTS) | models.Q(most__isnull=False, most__gte=2),
                name="there_are_points_to_give_away",
            ),
            models.CheckConstraint(
                condition=models.Q(with_before=False) | ~models.Q(kind__in=kinds.RAISED),
                name="what_is_raised_is_in_no_set",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        return kinds.options(self.kind, self.written)

    @property
    def labels(self) -> list[str]:
        """Its options as results name them: with what they mean, if that is said."""
        labels = [*self.options]
        for place, meaning in zip(kinds.MEANT.get(self.kind, ()), self.meanings, strict=False):
            labels[place] += f": {meaning}" if meaning else ""
        return labels

    @property
    def choices(self) -> list[str]:
        """Its options as a phone offers them; what the ends of a scale mean stands under it."""
        return self.labels if self.kind == kinds.CARDS else self.options

    @property
    def is_in_parts(self) -> bool:
        """Whether an answer says a small number of each option."""
        return self.kind in kinds.IN_PARTS

    @property
    def is_raised(self) -> bool:
        """Whether people write texts to it, and vote for each other's."""
        return self.kind in kinds.RAISED

    @property
    def rule(self) -> str:
        """What somebody is asked to do with its options, if that is not plain."""
        return parts.rule(self.kind, len(self.options), self.most)

    @property
    def how(self) -> str:
        """What a hall reads of how to answer it."""
        return self.rule or kinds.how(self.kind)

    @property
    def about(self) -> kinds.Kind:
        """What is known of all questions of its kind."""
        return kinds.KINDS[self.kind]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN and not self.is_over

    @property
    def is_in_open_set(self) -> bool:
        """Whether it is open, and others with it: only of a set are several open at once."""
        if not self.is_open:
            return False
        every = self.room.questions.all()
        return any(one.pk != self.pk and one.state == self.State.OPEN for one in every)

    @property
    def is_over(self) -> bool:
        """Whether it has closed by its timer, although nobody has closed it yet."""
        return self.closes_then and bool(self.until and self.until + GRACE <= timezone.now())

    @classmethod
    def over(cls) -> models.Q:
        """Return the same of many, for the database."""
        due = timezone.now() - GRACE
        return models.Q(state=cls.State.OPEN, closes_then=True, until__lte=due)

    @property
    def left(self) -> Left:
        """What is left of its answers; only when the room has ended."""
        if self.result is None:
            raise ValueError("the room goes on: nothing is left yet")
        left: Left = self.result
        return left


class Answer(models.Model):
    """What one device answered to a question; sent again it replaces what was there.

    It is a place among the options, a word, or `parts`: a small number for each option.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    device = models.CharField(max_length=32)
    place = models.PositiveSmallIntegerField(null=True)
    word = models.CharField(max_length=kinds.LONGEST_WORD, blank=True)
    parts = models.CharField(max_length=parts.LONGEST, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "device"], name="one_answer_a_device"),
            models.CheckConstraint(
                condition=models.Q(place__isnull=False, word="", parts="")
                | (models.Q(place=None, parts="") & ~models.Q(word=""))
                | (models.Q(place=None, word="") & ~models.Q(parts="")),
                name="an_answer_is_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["question", "place"], name="tally_of_places")]

    def __str__(self) -> str:
        return "an answer"


class Raised(models.Model):
    """A question from the floor, or an answer in own words; others vote it up.

    The device that raised it votes for it.

    One that `is_pinned` stands first, one that `is_answered` last. It is seen by all, waits for
    the facilitator, or was left out by them. When the room has ended its votes are a number.
    `went_up`: it went to who sent the brief, with the team's name if `names_team`; `reply` is what
    they say to every team.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="raised")
    device = models.CharField(max_length=32)
    text = models.CharField(max_length=kinds.LONGEST_QUESTION)
    is_seen = models.BooleanField(default=True)
    is_left_out = models.BooleanField(default=False)
    is_pinned = models.BooleanField(default=False)
    is_answered = models.BooleanField(default=False)
    stood_behind = models.PositiveIntegerField(default=0, editable=False)
    went_up = models.BooleanField(default=False, editable=False)
    names_team = models.BooleanField(default=False, editable=False)
    reply = models.TextField(max_length=LONGEST_REPLY, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question", "device", "text"], name="raised_once_by_a_device"
            ),
            models.CheckConstraint(
                condition=models.Q(is_seen=False) | models.Q(is_left_out=False),
                name="what_is_left_out_is_not_seen",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One device's vote for a question from the floor."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    raised = models.ForeignKey(Raised, on_delete=models.CASCADE, related_name="votes")
    device = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["raised", "device"], name="one_vote_a_device")
        ]

    def __str__(self) -> str:
        return "a vote"
