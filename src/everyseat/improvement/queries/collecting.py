"""What people sent by a service's own form: which answers wait, and whether answers helped."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from everyseat.improvement.models import Comment, Helped, Reply, Service

TOKEN = re.compile(r"[\w-]{22}")
"""The random number of one form as it was opened: 128 bits."""
AT_MOST = 3
"""Answers to one person."""


def monday(day: date) -> date:
    """Return the Monday of a day's week: all that is kept of when somebody wrote.

    >>> monday(date(2026, 3, 8))
    datetime.date(2026, 3, 2)
    """
    return day - timedelta(day.weekday())


def has_had_a_form(service: Service) -> bool:
    """Return whether people could ever comment on a service by its form."""
    return hasattr(service, "collection")


def replies(service: Service) -> QuerySet[Reply]:
    """Return the answers of a service, those that wait first, the longest wait first."""
    found = Reply.objects.filter(comment__service=service).select_related("comment", "by")
    return found.order_by("sent_on", "waits_since", "pk")


def waiting(service: Service) -> QuerySet[Reply]:
    """Return the answers that nobody has written yet."""
    return replies(service).filter(sent_on=None)


def reply(pk: str) -> Reply | None:
    """Return the answer of a key, with its service; None for anything else."""
    found = Reply.objects.select_related("comment__service__organisation")
    try:
        return found.filter(pk=pk).first()
    except ValidationError:
        return None


@dataclass(frozen=True)
class Waiting:
    """How many people wait for an answer from a service, and since the Monday of which week."""

    service: Service
    n: int
    since: date


def with_waiting(services: QuerySet[Service]) -> list[Waiting]:
    """Return the services for which answers wait, the longest wait first."""
    waits = Q(comments__replies__isnull=False, comments__replies__sent_on=None)
    found = services.annotate(
        n=Count("comments__replies", filter=waits),
        since=Min("comments__replies__waits_since", filter=waits),
    )
    waiting = found.filter(n__gt=0).order_by("since", "name")
    return [Waiting(one, vars(one)["n"], vars(one)["since"]) for one in waiting]


def wanted_at(email: str) -> list[Reply]:
    """Return the answers that are wanted at an address. Reads all of them: no index may say whose
    they are."""
    found = Reply.objects.select_related("comment__service")
    same = email.casefold()
    return [one for one in found if one.comment.contact.get("email", "").casefold() == same]


def written_on_one_form(found: Reply) -> list[Comment]:
    """Return what somebody who wants an answer wrote, what was good first."""
    both = [found.comment, found.beside]
    return sorted((c for c in both if c and c.words), key=lambda c: c.question != "what_good")


def may_write_again(found: Reply) -> bool:
    """Return whether another answer can follow one: it did not help, and we have the address."""
    others = Reply.objects.filter(comment=found.comment)
    return bool(
        found.sent_on
        and found.helped in (Helped.PARTLY, Helped.NO)
        and found.comment.contact
        and not others.filter(sent_on=None).exists()
        and others.count() < AT_MOST
    )


def did_not_help(services: QuerySet[Service]) -> list[Reply]:
    """Return the last answers to people whom they did not help, while another can be written."""
    theirs = Reply.objects.filter(comment=OuterRef("comment"))
    on_that_day = Q(sent_on=OuterRef("sent_on")) & ~Q(helped=Helped.NO)
    after = theirs.filter(Q(sent_on=None) | Q(sent_on__gt=OuterRef("sent_on")) | on_that_day)
    said = Reply.objects.filter(comment__service__in=services, helped=Helped.NO)
    found = said.exclude(Exists(after)).select_related("comment__service").order_by("sent_on", "pk")
    last = {one.comment_id: one for one in found}
    return [one for one in last.values() if may_write_again(one)]


@dataclass(frozen=True)
class HowMany:
    """How many people said whether an answer helped them."""

    yes: int
    partly: int
    no: int

    @property
    def n(self) -> int:
        return self.yes + self.partly + self.no


def how_many_were_helped(service: Service) -> HowMany | None:
    """Return how many said that an answer helped; None of fewer than the service's threshold.

    Of several answers to one person the last counts: people are counted, not answers.
    """
    said = replies(service).exclude(helped="").order_by("sent_on", "pk")
    last = dict(said.values_list("comment_id", "helped"))
    if len(last) < service.threshold:
        return None
    counts = Counter(last.values())
    return HowMany(counts[Helped.YES], counts[Helped.PARTLY], counts[Helped.NO])


@dataclass(frozen=True)
class Collecting:
    """How a service's own form and its answers stand. How much waits sealed is not in it."""

    n_waiting: int
    n_answered: int
    helped: HowMany | None


def of(service: Service) -> Collecting:
    """Return how the form of a service stands, for whoever looks after it."""
    found = replies(service)
    waits = found.filter(sent_on=None).count()
    return Collecting(waits, found.count() - waits, how_many_were_helped(service))
