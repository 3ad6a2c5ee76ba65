"""What is known of being ready, gathered from what the site holds."""

from datetime import date, timedelta

from everyseat.moments import readiness
from everyseat.moments.actions import offering
from everyseat.moments.models import Case, Pulse, Telling
from everyseat.moments.queries import cases
from everyseat.moments.readiness import Facts, Verdict
from everyseat.moments.routes import ROUTES, Route, default_doors
from everyseat.safety import thresholds


def last_pulse() -> Pulse | None:
    """Return the last closed pulse that had enough answers to be counted."""
    return Pulse.objects.filter(state=Pulse.State.CLOSED, counts__isnull=False).first()


def open_pulse() -> Pulse | None:
    return Pulse.objects.filter(state=Pulse.State.OPEN).first()


def facts(today: date) -> Facts:
    """Return the facts of today."""
    offer, keys = offering.settings(), list(cases.keys_in_use())
    due = Case.objects.filter(received_on__lt=today - timedelta(offer.acknowledge_days))
    pulse = last_pulse()
    return Facts(
        guardians=sum(not key.is_escrow for key in keys),
        escrow=any(key.is_escrow for key in keys),
        in_time=_share_in_time(list(due), offer.acknowledge_days),
        overdue=_from_k(due.filter(acknowledged_on=None).count()),
        leaders_trained=offer.leaders_trained,
        detriment_policy=offer.detriment_policy,
        listen=_share_who_agree(pulse, readiness.LISTEN),
        unharmed=_share_who_agree(pulse, readiness.HARM),
        unanswered=_from_k(
            Telling.objects.filter(answered_on=None, told_on__lte=today - timedelta(28)).count()
        ),
    )


def _from_k(n: int) -> int:
    """Return a count as organisers may read it: one case would tell the day on which it came."""
    return n if n >= thresholds.RATINGS else 0


def _share_in_time(due: list[Case], days: int) -> float | None:
    if len(due) < thresholds.RATINGS:
        return None
    in_time = [
        case
        for case in due
        if case.acknowledged_on and (case.acknowledged_on - case.received_on).days <= days
    ]
    return len(in_time) / len(due)


def _share_who_agree(pulse: Pulse | None, item: int) -> float | None:
    """Return the share in the two highest points, where the pulse asked our own statements."""
    ours = [str(text) for text in readiness.ITEMS]
    if not pulse or pulse.items != ours:
        return None
    counts = pulse.counts[item]
    return sum(counts[-2:]) / sum(counts) if sum(counts) else None


def verdicts(today: date) -> dict[str, Verdict]:
    return readiness.verdicts(facts(today))


def offered() -> list[Route]:
    """Return the routes that can be taken now: offered, and with a key if they are sealed."""
    can_seal = cases.keys_in_use().filter(person__isnull=False).exists()
    chosen = offering.settings().routes
    return [r for r in ROUTES.values() if r.key in chosen and (can_seal or not r.is_sealed)]


def doors() -> list[str]:
    """Return where to turn first, a line each."""
    text = offering.settings().doors or default_doors()
    return [line.strip() for line in text.splitlines() if line.strip()]
