"""The audit file of a closed cycle: what anybody may check, and nothing that tells who answered."""

import hashlib
import json
from collections import Counter

from everyseat.safety.audit import RECORD
from everyseat.threesixty.actions import NotNow
from everyseat.threesixty.actions.answers import KEPT
from everyseat.threesixty.models import Cycle, Invitation, Sheet
from everyseat.threesixty.report.material import SELF


def record(cycle: Cycle) -> dict:
    """Return the record of a closed cycle. NotNow while it is open: its key would be known."""
    if cycle.state != Cycle.State.CLOSED:
        raise NotNow("The cycle must be closed first: the file publishes its key.")
    if not cycle.is_anonymous:
        raise NotNow("This cycle is confidential: it has no credentials to check.")
    return {
        "record": RECORD,
        "cycle": cycle.name,
        "threshold": cycle.rating_threshold,
        "fingerprint": cycle.fingerprint,
        "public_key": cycle.public_key,
        "private_key": cycle.private_key,
        **(cycle.counts or count(cycle)),
        "sheets": _sheets(cycle),
        "answers_sha256": _hash(cycle),
    }


def count(cycle: Cycle) -> dict:
    """Return how many were invited and drew: counted at closing, before who drew is forgotten."""
    k = cycle.rating_threshold
    invited = Invitation.objects.filter(review__cycle=cycle, state=Invitation.State.INVITED)
    drawn = [i for i in invited if i.drawn and i.blinded != KEPT]
    kept = Sheet.objects.filter(review__cycle=cycle, kept_for__isnull=False).count()
    return {
        "invited": _at_least(len(invited), k),
        "drawn": _at_least(len(drawn), k),
        "invited_by_relationship": _by_relationship(list(invited), k),
        "drawn_by_relationship": _by_relationship(drawn, k),
        "voided": sum(i.voided for i in invited),
        "kept_links": _at_least(kept, k),
        "groups": _groups(list(invited)),
    }


def _at_least(n: int, k: int) -> int | None:
    return n if n >= k else None


def _by_relationship(invitations: list[Invitation], k: int) -> dict[str, int]:
    """Return how many of each relationship in the whole cycle; those under k are left out."""
    counted = Counter(i.relationship for i in invitations)
    return {name: n for name, n in sorted(counted.items()) if n >= k}


def _groups(invitations: list[Invitation]) -> list[dict]:
    places = sorted({(str(i.review_id), i.group) for i in invitations})
    return [{"review": review, "group": group} for review, group in places]


def _sheets(cycle: Cycle) -> list[dict]:
    """Return the credentials of the counted sheets, in the order of their random serials."""
    shown = Sheet.objects.filter(review__cycle=cycle).exclude(mark="").order_by("serial")
    return [
        {"review": str(s.review_id), "group": s.relationship, "serial": s.serial, "mark": s.mark}
        for s in shown
    ]


def _hash(cycle: Cycle) -> str:
    """Return one hash of all answers: a change after closing shows, and a guess can't be tried."""
    sheets = Sheet.objects.filter(review__cycle=cycle).exclude(relationship=SELF)
    lines = [
        json.dumps([s.serial, s.ratings, s.words, s.words_to], sort_keys=True)
        for s in sheets.order_by("serial")
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
