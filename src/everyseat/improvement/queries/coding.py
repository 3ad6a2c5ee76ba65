"""Which comments are to be coded, by whom, and what is known of one that is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from everyseat.improvement.models import (
    Coding,
    Comment,
    Framework,
    Question,
    Sample,
    Service,
    Theme,
)
from everyseat.improvement.models.coding import Kind
from everyseat.organisations.models import Person

NEWEST, ALIKE = "newest", "alike"
OPEN_FOR = timedelta(minutes=15)
"""For so long a comment that somebody has opened is offered to nobody else."""
USUAL_KIND: dict[str, str] = {Question.GOOD: Kind.PRAISE, Question.BETTER: Kind.CONCERN}


@dataclass(frozen=True)
class Codes:
    """What a coding says: the numbers of its themes, and its kind; "" before anybody says."""

    themes: frozenset[int] = frozenset()
    kind: str = ""


def counted(service: Service) -> QuerySet[Comment]:
    """Return the comments that count, each once: of one that was split, its parts.

    A rating without words is no comment.
    """
    return service.comments.exclude(state__in=Comment.UNCOUNTED)


def is_coded() -> Exists:
    return Exists(Coding.objects.filter(comment=OuterRef("pk"), is_agreed=True))


def is_in_open_sample() -> Exists:
    rows = Sample.comments.through.objects.filter(comment=OuterRef("pk"))
    return Exists(rows.filter(sample__closed_on=None))


def to_code(service: Service) -> QuerySet[Comment]:
    """Return the comments that nobody has coded, and that are in no sample that is still open."""
    readable = counted(service).filter(erased_on=None)
    return readable.exclude(is_coded()).exclude(is_in_open_sample())


def next_for(
    service: Service, person: Person, order: str, now: datetime, after: int = 0
) -> Comment | None:
    """Return the comment that a person codes next, None if none is left.

    In the order `alike`, comments with the same likeliest theme follow each other. What somebody
    else has before them comes last; the one `after` which it is asked comes last of all.
    """
    found = to_code(service).select_related("suggestion", "opened")
    likeliest = F("suggestion__themes__0").asc(nulls_last=True)
    if order == ALIKE:
        found = found.order_by(likeliest, "-received_on", "-pk")
    else:
        found = found.order_by("-received_on", "-pk")
    opened = Q(opened__at__gt=now - OPEN_FOR) & ~Q(opened__by=person)
    return (
        found.exclude(opened).exclude(pk=after).first()
        or found.exclude(pk=after).first()
        or found.first()
    )


def next_part(comment: Comment) -> Comment | None:
    """Return the part after this one that nobody has coded, of a comment that was split."""
    if comment.part_of_id is None:
        return None
    others = to_code(comment.service).filter(part_of=comment.part_of_id)
    return others.filter(pk__gt=comment.pk).order_by("pk").first()


def agreed(comment: Comment) -> Coding | None:
    """Return the coding of a comment that counts, if there is one."""
    return comment.codings.filter(is_agreed=True).select_related("coder").first()


def codes(coding: Coding | None) -> Codes:
    """Return what a coding says."""
    if coding is None:
        return Codes()
    return Codes(frozenset(coding.themes.values_list("number", flat=True)), coding.kind)


def suggested(comment: Comment) -> list[int]:
    """Return the numbers of the themes that are suggested for a comment, the likeliest first."""
    found = getattr(comment, "suggestion", None)
    return list(found.themes) if found else []


def grouped(framework: Framework, chosen: Collection[int] = ()) -> list[tuple[str, list[Theme]]]:
    """Return the themes in use by group, and those that a comment has from before."""
    used = framework.themes.filter(Q(is_used=True) | Q(number__in=list(chosen)))
    groups: dict[str, list[Theme]] = {}
    for name, themes in groupby(used, key=lambda theme: theme.group):
        groups.setdefault(name, []).extend(themes)
    return list(groups.items())


def listed(
    service: Service, state: str = "", question: str = "", theme: int = 0
) -> QuerySet[Comment]:
    """Return comments in a state, the newest first."""
    found = counted(service).annotate(coded=is_coded()).order_by("-received_on", "-pk")
    if state == "to_code":
        found = found.filter(coded=False, erased_on=None)
    elif state == "coded":
        found = found.filter(coded=True)
    elif state:
        found = found.filter(state=state)
    if question:
        found = found.filter(question=question)
    if theme:
        found = found.filter(codings__is_agreed=True, codings__themes__number=theme)
    return found.prefetch_related("codings__themes")
