"""The audit file of a closed cycle: what anybody may check, and nothing that tells who answered."""

import hashlib
import json
from collections import Counter

from everyseat.organisations import drawing
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
    for review, digest in _hashes(cycle).items():
        if cycle.audit["answers_sha256"].get(review) != digest:
            raise NotNow(f"The answers about review {review} are not those it was closed with.")
    return {
        "record": RECORD,
        "cycle": cycle.name,
        "threshold": cycle.rating_threshold,
        "fingerprint": cycle.fingerprint,
        "public_key": cycle.public_key,
        "private_key": cycle.key.hex(),
        **cycle.audit,
    }


def counts(cycle: Cycle, counted: list[dict], too_few: list[str], drew: drawing.Register) -> dict:
    """Return what is recorded at closing, before who drew is forgotten.

    `counted` is what waited for each sheet that is kept, `too_few` the reviews of which fewer than
    k answered, so that nothing but a manager's sheet is kept; `drew` says who had drawn. The
    credentials stand in the order of their random serials; nothing says which sheet was given with
    which.
    """
    k = cycle.rating_threshold
    invited = list(Invitation.objects.filter(review__cycle=cycle, state=Invitation.State.INVITED))
    drawn = [i for i in invited if drew.get(str(i.pk), KEPT) != KEPT]
    return {
        "invited": _at_least(len(invited), k),
        "drawn": _at_least(len(drawn), k),
        "invited_by_relationship": _by_relationship(invited, k),
        "drawn_by_relationship": _by_relationship(drawn, k),
        "voided": sum(i.voided for i in invited),
        "kept_links": _at_least(sum("kept_for" in item for item in counted), k),
        "groups": _groups(invited),
        "too_few": sorted(too_few),
        "sheets": _credentials(counted),
        "answers_sha256": _hashes(cycle),
    }


def _at_least(n: int, k: int) -> int | None:
    return n if n >= k else None


def _by_relationship(invitations: list[Invitation], k: int) -> dict[str, int]:
    """Return how many of each relationship in the whole cycle; those under k are left out.

    So is the next smallest, as long as what is left out could be told from the total.
    """
    sizes = Counter(i.relationship for i in invitations).most_common()
    left_out = sum(n for _, n in sizes if n < k)
    shown = [(name, n) for name, n in sizes if n >= k]
    while shown and 0 < left_out < k:
        left_out += shown.pop()[1]
    return dict(sorted(shown))


def _groups(invitations: list[Invitation]) -> list[dict]:
    places = sorted({(str(i.review_id), i.group) for i in invitations})
    return [{"review": review, "group": group} for review, group in places]


def _credentials(counted: list[dict]) -> list[dict]:
    keys = ("review", "group", "serial", "mark")
    shown = [{key: item[key] for key in keys} for item in counted if "serial" in item]
    return sorted(shown, key=lambda sheet: sheet["serial"])


def _hashes(cycle: Cycle) -> dict[str, str]:
    """Return a hash of the answers of each review that has any: a change after closing shows.

    The random keys of the rows are hashed with them, so that nobody can try guesses.
    """
    lines: dict[str, list[str]] = {}
    sheets = Sheet.objects.filter(review__cycle=cycle).exclude(relationship=SELF)
    for s in sheets.order_by("pk"):
        line = json.dumps([s.pk.hex, s.ratings, s.words, s.words_to], sort_keys=True)
        lines.setdefault(str(s.review_id), []).append(line)
    return {
        review: hashlib.sha256("\n".join(own).encode()).hexdigest()
        for review, own in sorted(lines.items())
    }
