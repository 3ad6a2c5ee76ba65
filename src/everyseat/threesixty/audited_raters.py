"""How the audit log says what an organiser changed about raters. Never about whom of them."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from everyseat.organisations.audited import Deed, Subject, Words, by_key
from everyseat.organisations.models import Person
from everyseat.threesixty.models import Review

_REVIEWS = by_key(
    Review.objects.select_related("recipient", "round"),
    lambda review: {"whom": review.recipient.name, "round": review.round.name},
)


def _said(abouts: Collection[str]) -> dict[str, Words]:
    """Return the words for a leader: entries keep the round and the review."""
    keys = {about: about.split()[1] for about in abouts if len(about.split()) > 1}
    reviews = _REVIEWS(set(keys.values()))
    return {about: reviews[key] for about, key in keys.items() if key in reviews}


def _of_recipient(person: Person) -> list[str]:
    rows = Review.objects.filter(recipient=person).values_list("round", "pk")
    return [f"{feedback_round} {pk}" for feedback_round, pk in rows]


_LEADER = Subject(_said, of_person=_of_recipient)
_TEXTS = {
    "leader_raters": _("%(who)s asked for the raters of %(whom)s (%(round)s)."),
    "rater": _("%(who)s asked for the page of a rater of %(whom)s (%(round)s)."),
    "rater_add": _("%(who)s added raters for %(whom)s (%(round)s)."),
    "rater_again": _("%(who)s sent an invitation to rate %(whom)s (%(round)s) again."),
    "rater_address": _("%(who)s corrected the address of a rater of %(whom)s (%(round)s)."),
    "rater_relationship": _(
        "%(who)s corrected the relationship of a rater of %(whom)s (%(round)s)."
    ),
    "rater_replace": _("%(who)s had somebody asked instead of a rater of %(whom)s (%(round)s)."),
    "rater_remove": _("%(who)s removed a rater of %(whom)s (%(round)s)."),
}
DEEDS = {name: Deed(text, "rounds", _LEADER) for name, text in _TEXTS.items()}
