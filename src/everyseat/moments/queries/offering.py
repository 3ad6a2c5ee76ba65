"""What is known of being ready, gathered from what the site holds; what is open because of it."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.moments import readiness
from everyseat.moments.models import Case, Feedback, Offer, Promise, Pulse
from everyseat.moments.queries import cases
from everyseat.moments.readiness import Facts, Verdict
from everyseat.moments.routes import ROUTES, Route, default_contacts, default_doors
from everyseat.organisations import roles
from everyseat.organisations.queries import holders
from everyseat.safety import thresholds


def last_pulse() -> Pulse | None:
    """Return the last closed pulse that had enough answers to be counted."""
    return Pulse.objects.filter(state=Pulse.State.CLOSED, counts__isnull=False).first()


def open_pulse() -> Pulse | None:
    return Pulse.objects.filter(state=Pulse.State.OPEN).first()


def facts(today: date) -> Facts:
    """Return the facts of today."""
    offer, keys = Offer.objects.current(), list(cases.keys_in_use())
    due = cases.promised_before(today)
    pulse = last_pulse()
    return Facts(
        guardians=sum(not key.is_escrow for key in keys),
        escrow=any(key.is_escrow for key in keys),
        promised=promise() is not None,
        in_time=_share_in_time(due),
        overdue=_from_k(due.filter(acknowledged_on=None).count()),
        leaders_trained=offer.leaders_trained,
        detriment_policy=offer.detriment_policy,
        listen=_share_who_agree(pulse, readiness.LISTEN),
        unharmed=_share_who_agree(pulse, readiness.HARM),
        unanswered=_from_k(_unanswered(today)),
    )


def _unanswered(today: date) -> int:
    """Return how many were told something four weeks ago, and neither answered nor reported it."""
    unanswered = Feedback.objects.filter(answered_on=None, given_on__lte=today - timedelta(28))
    return unanswered.exclude(abuse__in=[Feedback.Abuse.REPORTED, Feedback.Abuse.UPHELD]).count()


def _from_k(n: int) -> int:
    """Return a count as organisers may read it: one case would tell the day on which it came."""
    return n if n >= thresholds.RATINGS else 0


def _share_in_time(due: QuerySet[Case]) -> float | None:
    n = due.count()
    return cases.in_time(due).count() / n if n >= thresholds.RATINGS else None


def _share_who_agree(pulse: Pulse | None, item: int) -> float | None:
    """Return the share in the two highest points, where the pulse asked our own statements."""
    ours = [str(text) for text in readiness.ITEMS]
    if not pulse or pulse.counts is None or pulse.items != ours:
        return None
    counts = pulse.counts[item]
    return sum(counts[-2:]) / sum(counts) if sum(counts) else None


def verdicts(today: date) -> dict[str, Verdict]:
    return readiness.verdicts(facts(today))


def offered() -> list[Route]:
    """Return the routes that can be taken now: offered, and ready.

    Or not ready, but offered all the same by an organiser who knew why it is not.
    """
    offer, found = Offer.objects.current(), verdicts(timezone.localdate())
    despite = offer.despite
    chosen = [route for route in ROUTES.values() if route.key in offer.routes]
    return [route for route in chosen if found[route.key].is_open(despite.get(route.key, ()))]


def sealed() -> set[str]:
    """Return the keys of the routes to a guardian that can be taken now."""
    return {route.key for route in offered() if route.is_sealed}


def guardian_names() -> list[str]:
    """Return the guardians who may be named in public: by making their key they agreed to it."""
    ready = holders(roles.GUARDIAN).filter(pk__in=cases.guardians())
    return list(ready.values_list("name", flat=True))


def warnings() -> dict[str, list[str]]:
    """Return what stands against each open route, where it is offered all the same."""
    found = verdicts(timezone.localdate())
    return {route.key: found[route.key].warnings for route in offered()}


def promise() -> Promise | None:
    """Return what a guardian promises to those who raise a concern now."""
    return Promise.objects.in_force().select_related("made_by").first()


def promise_read(pk: int | None, today: date) -> Promise | None:
    """Return the promise that a page of today showed, even if another took its place since."""
    if pk is None:
        return None
    return Promise.objects.filter(Q(withdrawn_on=None) | Q(withdrawn_on=today), pk=pk).first()


def doors() -> list[str]:
    """Return where to turn first, a line each."""
    return _lines(Offer.objects.current().doors or default_doors())


def contacts() -> list[str]:
    """Return whom to turn to where nothing can be sent here, a line each: people here first."""
    names = ", ".join(guardian_names())
    here = [_("In person, a guardian of this organisation: %(names)s.") % {"names": names}]
    written = Offer.objects.current().contacts or default_contacts()
    return [*(here if names else []), *_lines(written)]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
