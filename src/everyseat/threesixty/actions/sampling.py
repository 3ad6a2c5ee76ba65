"""An e-mail of a round as its reader would get it, for its organiser. Its links lead nowhere."""

from datetime import timedelta

from django.utils.translation import gettext as _

from everyseat.giving.links import link_to
from everyseat.organisations.models import Email, Person
from everyseat.threesixty import relationships
from everyseat.threesixty.actions import drafting
from everyseat.threesixty.actions.drafting import Drafted
from everyseat.threesixty.email_kinds import KINDS, NOT_WANTED
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries.passed import dates_of

WEEK = timedelta(7)
"""By how much a date has moved in a preview."""
NOWHERE = "example"
"""In place of what opens a page: no link is signed for a preview."""


def sample(
    feedback_round: Round,
    kind: str,
    language: str,
    reader: Person,
    own: tuple[str, str] | None = None,
) -> Email:
    """Return a kind of e-mail with a leader of the round, or one made up, not yet queued."""
    leader = _leader(feedback_round)
    to_raters = KINDS[kind].to_raters
    questions = feedback_round.questionnaire.question_set().questions

    def context() -> dict[str, object]:
        link: dict[str, object] = {
            "name": leader.name,
            "address": link_to("invitation", NOWHERE) if to_raters else link_to("threesixty"),
            "relationship": relationships.AS_RATER[relationships.PEER],
            "group": relationships.names([relationships.PEER], to_them=False),
        }
        return {
            "review": {"recipient": leader, "state": Review.State.NOMINATE},
            "links": [link] if KINDS[kind].has_link else [],
            "is_reminder": kind == "reminder",
            "has_words": kind != "follow_up" and bool(questions),
            "stop": link_to("reminders", NOWHERE) if kind in NOT_WANTED else "",
            "until": feedback_round.collect_by,
            "dates": {n: {"before": day - WEEK, "now": day} for n, day in days.items()},
        }

    days = dates_of(feedback_round)
    drafted = Drafted(feedback_round, reader, kind, [leader], context, own, language)
    return drafting.draft(drafted)


def _leader(feedback_round: Round) -> Person:
    reviews = feedback_round.reviews.select_related("recipient")
    if review := reviews.exclude(recipient=feedback_round.organiser).first():
        return review.recipient
    return Person(name=_("Ann Example"), email="ann@example.org")
