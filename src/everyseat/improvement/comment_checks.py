"""What importing comments, or taking them out again, will do: see `organisations.checks`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from everyseat.improvement.actions import comments_importing
from everyseat.improvement.comment_rows import (
    BLANK,
    ELSEWHERE,
    KNOWN,
    TWICE,
    UNANSWERED,
    Entry,
    Rows,
    by_question,
)
from everyseat.improvement.models import Batch, Comment, Service
from everyseat.organisations.checks import Check, Stop


def imported(service: Service, rows: Rows, new: Sequence[Entry]) -> Check:
    """Return what importing a file of comments will do."""
    n = sum(bool(one.text) for one in new)
    text = ngettext("Import %(n)s comment?", "Import %(n)s comments?", n)
    stops = [] if new else [Stop(_("There is no new comment in this file."))]
    return Check(
        title=text % {"n": f"{n:,}"},
        button=_("Import the comments"),
        happens=[*_counts(new), *left_out(rows.left_out), _read_by(), _kept(service)],
        warns=list(_warns(rows)),
        stops=stops,
    )


def _counts(new: Sequence[Entry]) -> Iterator[str]:
    if not new:
        return
    for question, n in by_question(new):
        text = ngettext(
            "%(n)s comment answers “%(question)s”.", "%(n)s comments answer “%(question)s”.", n
        )
        yield text % {"n": f"{n:,}", "question": question}
    first, last = min(one.on for one in new), max(one.on for one in new)
    yield _("They came from %(first)s to %(last)s.") % {"first": _day(first), "last": _day(last)}
    rated = sum(one.rating is not None and one.has_rating for one in new)
    if rated:
        text = ngettext("%(n)s rating is with them.", "%(n)s ratings are with them.", rated)
        yield text % {"n": f"{rated:,}"}
    silent = sum(not one.text for one in new)
    if silent:
        text = ngettext(
            "%(n)s of the ratings has no words: it counts as a rating alone.",
            "%(n)s of the ratings have no words: they count as ratings alone.",
            silent,
        )
        yield text % {"n": f"{silent:,}"}


def left_out(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield how many comments are left out, by reason."""
    n = Counter(counts)
    texts = {
        ELSEWHERE: ngettext(
            "%(n)s row is left out that is about another service.",
            "%(n)s rows are left out that are about other services.",
            n[ELSEWHERE],
        ),
        BLANK: ngettext(
            "%(n)s blank comment is left out.", "%(n)s blank comments are left out.", n[BLANK]
        ),
        UNANSWERED: ngettext(
            "%(n)s is left out that says only “did not answer” or the like.",
            "%(n)s are left out that say only “did not answer” or the like.",
            n[UNANSWERED],
        ),
        TWICE: ngettext(
            "%(n)s is left out that repeats another: the same words, day and question.",
            "%(n)s are left out that repeat others: the same words, day and question.",
            n[TWICE],
        ),
        KNOWN: ngettext(
            "%(n)s is left out that is here already.",
            "%(n)s are left out that are here already.",
            n[KNOWN],
        ),
    }
    for reason, text in texts.items():
        if n[reason]:
            yield text % {"n": f"{n[reason]:,}"}


def _warns(rows: Rows) -> Iterator[str]:
    if rows.is_month_first:
        yield _("We read the dates as month/day/year, since only that fits all of them.")
    if rows.left_out.get(TWICE):
        yield _(
            "Two people may have written the same words on the same day. Choose the column with "
            "the number of each answer, if there is one, and we keep both."
        )


def _read_by() -> str:
    return _("Only people who look after this service can read what people wrote.")


def _kept(service: Service) -> str:
    text = ngettext(
        "What people wrote is deleted after %(n)s month. Themes and released words stay.",
        "What people wrote is deleted after %(n)s months. Themes and released words stay.",
        service.keep_comments,
    )
    return text % {"n": service.keep_comments}


def taken_out(batch: Batch) -> Check:
    """Return what taking a file's comments out again will do."""
    comments = Comment.objects.filter(batch=batch)
    n = comments.exclude(state__in=Comment.UNCOUNTED).count()
    text = ngettext("%(n)s comment is deleted.", "%(n)s comments are deleted.", n)
    stops = []
    if comments_importing.published_of(batch):
        stops = [Stop(_("A published issue is about some of these comments, so they stay."))]
    return Check(
        title=_("Take out the comments of “%(file)s”?") % {"file": batch},
        button=_("Take them out"),
        happens=[_("You can import the file again.")],
        final=[
            text % {"n": f"{n:,}"},
            *ratings_lost(comments.filter(state=Comment.State.RATED).count()),
            *_work_lost(batch),
        ],
        stops=stops,
    )


def ratings_lost(n: int) -> list[str]:
    """Return how many ratings without words are deleted, if any: they count as no comments."""
    text = ngettext(
        "%(n)s rating without words is deleted.",
        "%(n)s ratings without words are deleted.",
        n,
    )
    return [text % {"n": f"{n:,}"}] if n else []


def _work_lost(batch: Batch) -> Iterator[str]:
    comments = Comment.objects.filter(batch=batch)
    coded = comments.filter(codings__isnull=False).distinct().count()
    if coded:
        text = ngettext(
            "The themes of %(n)s comment that somebody coded are deleted.",
            "The themes of %(n)s comments that somebody coded are deleted.",
            coded,
        )
        yield text % {"n": f"{coded:,}"}
    released = comments.filter(state=Comment.State.RELEASED).count()
    if released:
        text = ngettext(
            "%(n)s of them is released: nobody can read it any more.",
            "%(n)s of them are released: nobody can read them any more.",
            released,
        )
        yield text % {"n": f"{released:,}"}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
