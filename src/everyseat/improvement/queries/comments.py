"""Comments of a service: how many say what, in which months, and what was released."""

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _

from everyseat.giving import at_rest
from everyseat.improvement.comment_columns import Columns
from everyseat.improvement.models import Coding, Comment, CommentColumns, Rating, Service, Theme
from everyseat.improvement.models.coding import ASKS, Kind
from everyseat.improvement.queries.coding import counted
from everyseat.organisations.queries import hashed

PRAISES = (Kind.PRAISE, Kind.BOTH)
GOOD = (Rating.VERY_GOOD, Rating.GOOD)


@dataclass(frozen=True)
class Month:
    """How many comments of a month were coded, and how many of them are about each theme.

    Themes are known by their keys. `asks` counts comments that ask for a change.
    """

    first: date
    total: int = 0
    themes: Counter[int] = field(default_factory=Counter)
    asks: int = 0


@dataclass(frozen=True)
class MonthOfRatings:
    """How many ratings of a month are good or very good, of how many."""

    first: date
    good: int
    total: int


def by_month(service: Service) -> list[Month]:
    """Return what agreed codings say of each month that has any, the earliest first."""
    rows = _agreed(service).annotate(month=TruncMonth("comment__received_on"))
    months: dict[date, Month] = {}
    for first, kind, n in rows.values_list("month", "kind").annotate(n=Count("pk")):
        was = months.get(first, Month(first))
        asks = was.asks + (n if kind in ASKS else 0)
        months[first] = Month(first, was.total + n, was.themes, asks)
    for first, theme, n in rows.values_list("month", "themes").annotate(n=Count("pk")):
        if theme:
            months[first].themes[theme] += n
    return [months[first] for first in sorted(months)]


def ratings_by_month(service: Service) -> list[MonthOfRatings]:
    """Return the ratings of each month, the earliest first.

    The share of good ones is “very good” and “good” of all answers, “don’t know” among them, as NHS
    England publishes it (Friends and Family Test guidance, 2020). An answer counts once.
    """
    rated = service.comments.filter(has_rating=True, part_of=None).exclude(rating=None)
    found = rated.annotate(month=TruncMonth("received_on")).values_list("month", "rating")
    good: Counter[date] = Counter()
    total: Counter[date] = Counter()
    for month, rating, n in found.annotate(n=Count("pk")):
        total[month] += n
        good[month] += n if rating in GOOD else 0
    return [MonthOfRatings(month, good[month], total[month]) for month in sorted(total)]


def released(service: Service, theme: Theme | None = None, **among: object) -> QuerySet[Comment]:
    """Return released comments, those about a theme if one is said, the newest first.

    `among` narrows them, as the arguments of a filter do.
    """
    found = service.comments.filter(state=Comment.State.RELEASED).order_by("-received_on", "-pk")
    if not theme:
        return found.filter(**among)
    return found.filter(codings__is_agreed=True, codings__themes=theme, **among).distinct()


def exported(service: Service) -> Iterator[Sequence[object]]:
    """Yield released comments as rows of a table, its headings first: what is released, no more."""
    yield (_("Date"), _("Question"), _("Rating"), _("Kind"), _("Themes"), _("Comment"))
    agreed = Prefetch("codings", Coding.objects.filter(is_agreed=True).prefetch_related("themes"))
    for comment in released(service).prefetch_related(agreed):
        coding = next(iter(comment.codings.all()), None)
        yield (
            comment.received_on.isoformat(),
            comment.get_question_display(),
            comment.get_rating_display() if comment.rating else "",
            coding.get_kind_display() if coding else "",
            "; ".join(theme.name for theme in coding.themes.all()) if coding else "",
            comment.text,
        )


def _agreed(service: Service) -> QuerySet[Coding]:
    return Coding.objects.filter(comment__service=service, is_agreed=True)


@dataclass(frozen=True)
class Said:
    """What comments say of a theme: how many raise a concern, praise, and when."""

    theme: Theme
    concerns: int
    praise: int
    total: int
    first: date
    last: date
    released: int


def by_theme(service: Service, **among: object) -> list[Said]:
    """Return each theme that agreed codings have, the one with most concerns first.

    `among` narrows the codings, as the arguments of a filter do.
    """
    counts: dict[int, list[tuple[str, str, date, int]]] = defaultdict(list)
    rows = _agreed(service).filter(**among)
    found = rows.values_list("themes", "kind", "comment__state", "comment__received_on")
    for theme, kind, state, on, n in found.annotate(n=Count("pk")):
        counts[theme].append((kind, state, on, n))
    themes = Theme.objects.select_related("framework").in_bulk([key for key in counts if key])
    said = [_said(theme, counts[key]) for key, theme in themes.items()]
    return sorted(said, key=lambda one: (-one.concerns, -one.praise, one.theme.number))


def _said(theme: Theme, rows: list[tuple[str, str, date, int]]) -> Said:
    days = [on for _kind, _state, on, _n in rows]
    return Said(
        theme,
        concerns=sum(n for kind, _state, _on, n in rows if kind in ASKS),
        praise=sum(n for kind, _state, _on, n in rows if kind in PRAISES),
        total=sum(n for _kind, _state, _on, n in rows),
        first=min(days),
        last=max(days),
        released=sum(n for _k, state, _on, n in rows if state == Comment.State.RELEASED),
    )


def months(service: Service) -> list[date]:
    """Return the first day of each month in which comments came, the newest first."""
    return list(
        service.comments.filter(part_of=None)
        .annotate(month=TruncMonth("received_on"))
        .values_list("month", flat=True)
        .distinct()
        .order_by("-month")
    )


@dataclass(frozen=True)
class Progress:
    """How many comments count, and how many of them are coded, released, withheld or erased."""

    total: int
    coded: int
    released: int
    withheld: int

    @property
    def to_code(self) -> int:
        return self.total - self.coded


def progress(service: Service) -> Progress:
    """Return how far coding and releasing are. What was split counts by its parts.

    What nobody coded before it was erased is nobody's to do.
    """
    every = counted(service)
    coded = every.filter(codings__is_agreed=True).distinct()
    gone = every.exclude(erased_on=None).exclude(codings__is_agreed=True)
    states = dict(every.values_list("state").annotate(n=Count("pk")).order_by())
    return Progress(
        total=sum(states.values()) - gone.count(),
        coded=coded.count(),
        released=states.get(Comment.State.RELEASED, 0),
        withheld=states.get(Comment.State.WITHHELD, 0),
    )


def known(service: Service) -> set[str]:
    """Return the digests of all comments of a service."""
    return set(service.comments.values_list("digest", flat=True))


def digests(service: Service, said: Iterable[tuple[str, date, str, str]]) -> Iterator[str]:
    """Yield what tells each comment from others: its words, day and question, and its file's id.

    It is made under the site's key, so that nobody who has a copy of the database can try words.
    """
    key = at_rest.key_for("digest of a comment")
    for text, on, question, own_id in said:
        plain = " ".join(text.split()).casefold()
        content = "\x1f".join((str(service.pk), question, on.isoformat(), plain, own_id))
        yield hmac.new(key, content.encode(), hashlib.sha256).hexdigest()


def last_named(service: Service) -> str:
    """Return what the last file about several services called this one; else its own name."""
    last = service.batches.exclude(named="").first()
    return last.named if last else service.name


def chosen_columns(headings: Iterable[str]) -> Columns | None:
    """Return the columns that were chosen for the last file of these headings, or None."""
    found = CommentColumns.objects.filter(pk=hashed(list(headings))).first()
    return Columns(**found.columns) if found else None
