"""How the audit log says what an organiser changed in a round that was under way."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from everyseat.organisations.audited import PERSON, Deed, Subject, Words, by_key
from everyseat.organisations.models import Person
from everyseat.threesixty.models import Review, Round

REVIEWS = by_key(
    Review.objects.select_related("recipient", "round"),
    lambda review: {"whom": review.recipient.name, "round": review.round.name},
)
DATES = {
    "nominate_by": gettext_noop("last day to name raters from %(before)s to %(now)s"),
    "approve_by": gettext_noop("last day to approve raters from %(before)s to %(now)s"),
    "collect_by": gettext_noop("last day to answer from %(before)s to %(now)s"),
}


def _said_of_leaders(abouts: Collection[str]) -> dict[str, Words]:
    """Return the words for a leader's 360: entries keep the round, the review, and two people.

    The people are who helped before and who does now, where that changed; “-” for nobody.
    """
    keys = {about: [*about.split(), "", "", ""][1:4] for about in abouts}
    reviews = REVIEWS({review for review, _before, _now in keys.values()})
    people = PERSON.said({key for _review, *both in keys.values() for key in both if key})
    return {
        about: {
            **reviews[review],
            "before": _name(people, before),
            "now": _name(people, now),
        }
        for about, (review, before, now) in keys.items()
        if review in reviews
    }


def _name(people: dict[str, Words] | object, key: str) -> str:
    assert isinstance(people, dict)
    return str(people[key]["whom"]) if key in people else gettext("nobody known here")


def _of_recipient(person: Person) -> Iterator[str]:
    for pk, feedback_round in Review.objects.filter(recipient=person).values_list("pk", "round"):
        yield f"{feedback_round} {pk}"


ROUNDS = by_key(Round.objects.all(), lambda one: {"whom": one.name})


def _said_of_dates(abouts: Collection[str]) -> dict[str, Words]:
    """Return the words for dates that moved: entries keep each one's name, and both days."""
    rounds = ROUNDS(abouts)
    return {about: {**rounds[about], "changes": _changes(about)} for about in rounds}


def _changes(about: str) -> str:
    words = about.split()[1:]
    moved = zip(words[::3], words[1::3], words[2::3], strict=False)
    said = [
        gettext(DATES[name]) % {"before": _day(before), "now": _day(now)}
        for name, before, now in moved
        if name in DATES
    ]
    return ", ".join(said) or gettext("nothing")


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text))


LEADER = Subject(_said_of_leaders, of_person=_of_recipient)
OF_DATES = Subject(_said_of_dates, "round")
ROUND = Subject(ROUNDS, "round")

DEEDS = {
    "leader": Deed(_("%(who)s asked for the 360 of %(whom)s (%(round)s)."), "rounds", LEADER),
    "leader_coach": Deed(
        _("%(who)s changed the coach of %(whom)s (%(round)s) from %(before)s to %(now)s."),
        "rounds",
        LEADER,
    ),
    "leader_approver": Deed(
        _(
            "%(who)s changed who approves the raters of %(whom)s (%(round)s) from %(before)s to "
            "%(now)s."
        ),
        "rounds",
        LEADER,
    ),
    "leader_remind": Deed(
        _(
            "%(who)s reminded %(whom)s, or whoever approves their raters, of what they still have "
            "to do (%(round)s)."
        ),
        "rounds",
        LEADER,
    ),
    "leaders_remind": Deed(
        _(
            "%(who)s reminded leaders of the round %(whom)s, or those who approve their raters, of "
            "what they still have to do."
        ),
        "rounds",
        ROUND,
    ),
    "leader_stop": Deed(_("%(who)s stopped the 360 of %(whom)s (%(round)s)."), "rounds", LEADER),
    "leaders_add": Deed(
        _("%(who)s added leaders to the round %(whom)s while it was under way."), "rounds", ROUND
    ),
    "round_dates": Deed(
        _("%(who)s changed the dates of the round %(whom)s: %(changes)s."), "rounds", OF_DATES
    ),
    "round_wording": Deed(
        _("%(who)s corrected the name or the purpose of the round %(whom)s."), "rounds", ROUND
    ),
    "round_delete": Deed(_("%(who)s deleted a round that was being prepared."), "rounds"),
    "round_hand_over": Deed(
        _("%(who)s handed the round %(whom)s over to another organiser."), "rounds", ROUND
    ),
    "round_reopen": Deed(_("%(who)s reopened the round %(whom)s."), "rounds", ROUND),
    "round_reports": Deed(
        _("%(who)s had the reports of the round %(whom)s made at once."), "rounds", ROUND
    ),
}
