"""What an organisation offers, and how it finds out whether it is ready to."""

from datetime import date, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving import sealed_queue
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import assign, changing
from everyseat.moments.elements import PROFESSIONS
from everyseat.moments.models import Offer, Pulse, Quarter
from everyseat.moments.queries import offering as queries
from everyseat.moments.readiness import Verdict
from everyseat.moments.routes import ROUTES
from everyseat.organisations import audit_log
from everyseat.organisations.models import Person
from everyseat.safety import disclosure, thresholds
from everyseat.safety.snapshots import LARGEST_BY_LINK

POINTS = 5
LONGEST_REASON = 250


def settings() -> Offer:
    """Return the settings of telling and speaking up, made on first use."""
    return Offer.objects.current()


def configure(*, values: dict[str, object]) -> None:
    """Change what is set about telling and speaking up; not which routes are offered."""
    with changing(settings()) as found:
        assign(found, values)


def must_be_open(route: str) -> None:
    """Raise NotNow, which says whom to turn to instead, unless this route can be taken now.

    Whatever begins feedback, a sealed case or a talk asks this first, in the same transaction.
    What has begun goes on, whatever is offered later.
    """
    if route not in {found.key for found in queries.offered()}:
        text = _(
            "This can't be sent here at the moment. Nothing was kept, and what you wrote is still "
            "on this page. You can turn to: %(contacts)s"
        )
        raise NotNow(text % {"contacts": " · ".join(queries.contacts())})


def offer(*, person: Person, route: str, verdict: Verdict, reason: str) -> None:
    """Offer a route. One that is not ready needs a reason, which stands in the log with a name.

    What is known to stand against it is kept: it is closed when something else does.
    """
    if route not in ROUTES:
        raise NotNow(_("There is no such route."))
    must_fit(reason.strip(), LONGEST_REASON, "reason")
    if not verdict.is_ready and not reason.strip():
        text = _("This route is not ready. Say why you offer it; it is logged in your name.")
        raise Invalid("reason", text)
    with changing(settings()) as found:
        found.routes = [key for key in ROUTES if key in {*found.routes, route}]
        found.despite[route] = verdict.against
        about = f"{route} ({verdict.level.name.lower()}): {reason.strip()}"
        audit_log.record(person, "offer_route_because", about, 200)


def withdraw(*, route: str) -> None:
    """Offer a route no longer. Dialogues that are under way go on."""
    with changing(settings()) as found:
        found.routes = [key for key in found.routes if key != route]
        found.despite.pop(route, None)


def open_pulse(*, items: list[str], days: int) -> Pulse:
    """Open a pulse for so many days; only one at a time."""
    if Pulse.objects.filter(state=Pulse.State.OPEN).exists():
        raise NotNow(_("A pulse is open already."))
    if not items:
        raise Invalid("items", _("Give at least one statement."))
    today = timezone.localdate()
    return Pulse.objects.create(items=items, opened_on=today, closes_on=today + timedelta(days))


def answer_pulse(*, pulse: Pulse, token: str, ratings: list[int]) -> None:
    """Keep one device's answers: the last ones under its token count."""
    if len(ratings) != len(pulse.items) or not any(0 <= r < POINTS for r in ratings):
        raise Invalid("ratings", _("Answer at least one statement."))

    def check() -> None:
        if not Pulse.objects.get(pk=pulse.pk).is_open:
            raise NotNow(_("This has closed. What you chose was not sent."))

    content = {"ratings": ratings}
    sealed_queue.post(_box(pulse), token, content, check=check, largest=LARGEST_BY_LINK)


def _box(pulse: Pulse) -> str:
    return f"pulse {pulse.pk}"


def close_pulse(*, pulse: Pulse) -> None:
    """Count a pulse when its days are over; what fewer than k answered is deleted unread."""
    with changing(pulse):
        if pulse.is_open:
            waiting = sealed_queue.take(_box(pulse))
            pulse.counts = _counted([item["ratings"] for item in waiting.values()], pulse.threshold)
            pulse.state = Pulse.State.CLOSED


def _counted(table: list[list[int]], k: int) -> list[list[int]] | None:
    """Return how many gave each rating to each statement; nothing of fewer than k."""
    if len(table) < k:
        return None
    out = disclosure.release(["all"] * len(table), np.array(table), k).table
    return [[int(n) for n in np.bincount(c[c >= 0], minlength=POINTS)] for c in out.T]


def keep_dates(today: date) -> None:
    """Close the pulses whose days are over."""
    for pulse in Pulse.objects.filter(state=Pulse.State.OPEN, closes_on__lt=today):
        close_pulse(pulse=pulse)


@transaction.atomic
def publish_quarter(*, year: int, quarter: int, counts: dict[str, int], total: int) -> Quarter:
    """Publish a quarter's counts: those under the threshold are left out before anything is kept.

    A case may have several elements; it has one professional group, so that of those none is shown
    from which the rest could be subtracted to a few.
    Published once: a second table of the same quarter could be subtracted from the first.
    """
    k = thresholds.RATINGS
    if Quarter.objects.filter(year=year, quarter=quarter).exists():
        raise NotNow(_("This quarter has been published. It is not published again."))
    if quarter not in range(1, 5) or not _is_over(year, quarter):
        raise NotNow(_("This quarter is not over yet."))
    shown = {key: n for key, n in counts.items() if n >= k and total - n not in range(1, k)}
    shown = _without_what_is_left(shown, total, k)
    kept = {"total": total if total >= k else None, "elements": shown}
    return Quarter.objects.create(
        year=year, quarter=quarter, counts=kept, published_on=timezone.localdate()
    )


def _without_what_is_left(shown: dict[str, int], total: int, k: int) -> dict[str, int]:
    """Leave out the smallest professional groups until what is left out could not be a few.

    Every case has one group, so the groups that are shown and the total would tell the rest.
    """
    groups = sorted((n, key) for key, n in shown.items() if key in PROFESSIONS)
    while groups and 0 < total - sum(n for n, _key in groups) < k:
        del shown[groups.pop(0)[1]]
    return shown


def _is_over(year: int, quarter: int) -> bool:
    following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return timezone.localdate() >= following


def quarters_to_publish(today: date) -> list[str]:
    """Return the last four quarters that are over and not published, newest first."""
    year, quarter = today.year, (today.month - 1) // 3 + 1
    found = []
    for _n in range(4):
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        if not Quarter.objects.filter(year=year, quarter=quarter).exists():
            found.append(f"{year}-{quarter}")
    return found
