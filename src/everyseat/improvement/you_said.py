"""What people said and what was done, as pages and posters show it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from everyseat.files.charts import Action
from everyseat.improvement import verdict_said
from everyseat.improvement.led_to_change import TENTHS, Share, cohort
from everyseat.improvement.models import Issue, Service
from everyseat.improvement.models.issue import MADE, UNANSWERED, State
from everyseat.improvement.present.charts import drawn
from everyseat.improvement.present.computed import computed
from everyseat.improvement.queries import issues, verdicts
from everyseat.improvement.queries.public_counts import Numbers
from everyseat.organisations.landing import Colour
from everyseat.science.spc import Outcome

COLOURS: dict[str, Colour] = {
    State.RECEIVED: "white",
    State.READ: "white",
    State.RESPONDED: "blue",
    State.PLANNED: "yellow",
    State.MADE: "green",
    State.CHECKED: "green",
    State.NO_CHANGE: "grey",
}
WIDE, NARROW = 640, 300
"""For which screens a chart is drawn, in CSS pixels: within a card."""
AT_FIRST = 3
"""Comments that are shown under an issue at once; the rest are opened."""
Shown = dict[str, Any]


def line(issue: Issue, today: date) -> Shown:
    """Return one issue as a line of a list: without its measure, which takes a while to compute."""
    state = State(issue.state)
    return {
        "issue": issue,
        "state": str(state.label),
        "colour": COLOURS[state],
        "is_overdue": issue.is_overdue(today),
    }


def shown(issue: Issue, today: date, *, to_everybody: bool = False) -> Shown:
    """Return one issue; to everybody without what only those who look after it may read.

    What people typed is in the site's `language`, whatever that of the page is. It was asked for by
    `queries.issues.of`, with its steps and the comments that are released.
    """
    may_see = issue.measure is not None and (issue.measure.is_public or not to_everybody)
    verdict = verdicts.of(issue) if may_see else None
    said = verdict_said.said(verdict, str(issue.measure)) if verdict else []
    quoted = issue.quoted  # type: ignore[attr-defined]  # by its query
    return {
        **line(issue, today),
        "language": settings.LANGUAGE_CODE,
        "is_answered": issue.state not in UNANSWERED,
        "who": who(issue),
        "reply": reply(issue),
        "first": quoted[:AT_FIRST],
        "rest": quoted[AT_FIRST:],
        "steps": _steps(issue, to_everybody),
        "back": _last_step_back(issue),
        "measure": issue.measure if may_see else None,
        "verdict": said,
        "is_better": verdict is not None and verdict.outcome == Outcome.IMPROVEMENT,
        "is_hidden": verdict is not None and not (issue.measure and issue.measure.is_public),
        "chart": _chart(issue, said) if may_see else None,
    }


def _chart(issue: Issue, verdict: list[str]) -> Shown | None:
    """Return a small chart of an issue's measure, on which its change alone stands, once made.

    Whoever hears it described hears the verdict that others read beside it, and no second one.

    What else happened stands on the measure's own chart: some of it may not be published.
    """
    if not (issue.measure and issue.made_on):
        return None
    found = computed(issue.measure, for_everybody=True)
    if found is None or issue.made_on is None:
        return None
    is_on_it = found.days[0] <= issue.made_on <= found.days[-1]
    found = replace(found, actions=[Action(issue.made_on, issue.what)] if is_on_it else [])
    said, key = " ".join(verdict), f"issue-{issue.number}"
    return {
        "wide": mark_safe(drawn(found, WIDE, f"{key}-wide", description=said)),
        "narrow": mark_safe(drawn(found, NARROW, f"{key}-narrow", description=said)),
        "actions": found.actions,
    }


def _steps(issue: Issue, to_everybody: bool) -> list[Shown]:
    """Return how far an issue was, day by day; to everybody only steps back with their words.

    What else was said is in the issue itself; what was taken back is not repeated to everybody.
    """
    return [
        {
            "pk": one.pk,
            "on": one.on,
            "state": str(State(one.state).label),
            "is_back": one.is_back,
            "text": one.text if one.is_back or not to_everybody else "",
        }
        for one in issue.steps.all()
    ]


def _last_step_back(issue: Issue) -> str:
    """Return why an issue is not further, if that is the last that was said of it."""
    last = list(issue.steps.all())[-1:]
    return last[0].text if last and last[0].is_back else ""


def who(issue: Issue) -> str:
    """Return who sees to a change: the person and their role, or what is known of them."""
    name = issue.person.name if issue.person else ""
    return ", ".join(filter(None, [name, issue.role]))


def reply(issue: Issue) -> tuple[str, str]:
    """Return what is said to people who said it, and above it how far it is."""
    if issue.state in MADE:
        return _("We did"), issue.what
    if issue.state == State.PLANNED:
        return _("We will do"), issue.what
    if issue.state == State.NO_CHANGE:
        return _("We will not change it, because"), issue.because
    return _("We answer"), issue.response


def counts(service: Service) -> list[Shown]:
    """Return how many issues are in each state that there are any in, in the order of the path."""
    found = issues.summary(service)
    named = [(State(state), n) for state, n in found.items() if n]
    return [{"text": f"{one.label}: {n}", "colour": COLOURS[one]} for one, n in named]


def page(service: Service, numbers: Numbers | None, today: date) -> Shown:
    """Return what everybody reads of a service: its published issues, and what came of concerns."""
    found = [shown(one, today, to_everybody=True) for one in issues.published(service)]
    of_year = numbers.led if numbers else None
    return {
        "changing": [one for one in found if one["issue"].state != State.NO_CHANGE],
        "unchanged": [one for one in found if one["issue"].state == State.NO_CHANGE],
        "led": led(of_year) if found and of_year and of_year.is_enough else "",
        "updated": _updated(one["issue"] for one in found),
    }


def _updated(found: Iterable[Issue]) -> date | None:
    """Return when anything of published issues was last added or changed."""
    days = [day for one in found for day in (one.published_on, one.updated_on) if day]
    return max(days, default=None)


def led_to_change(service: Service, today: date) -> str:
    """Return in a sentence how many of a year's concerns led to a change, if it may be said."""
    first, last = cohort(today)
    came, changed = issues.concerns(service, first, last)
    return led(Share(first, last, came, changed, service.threshold))


def led(share: Share) -> str:
    """Return a share in a sentence, with its count and the days between which its concerns came."""
    days = {"first": date_format(share.first), "last": date_format(share.last)}
    if not share.is_enough:
        text = _(
            "Too few concerns came between %(first)s and %(last)s to say how many led to a change."
        )
        return text % days
    counts = {"changed": share.changed, "n": share.concerns, "tenths": share.tenths}
    return _spoken(share) % {**days, **counts}


def _spoken(share: Share) -> str:
    """Return the sentence for a share, as it is said aloud."""
    if share.changed == 0:
        return _(
            "None of the %(n)s concerns that came between %(first)s and %(last)s led to a change."
        )
    if share.changed == share.concerns:
        return _("All %(n)s concerns that came between %(first)s and %(last)s led to a change.")
    if share.tenths == 0:
        return _(
            "Hardly any concerns led to a change: %(changed)s of the %(n)s that came between "
            "%(first)s and %(last)s."
        )
    if share.tenths == TENTHS:
        return _(
            "Nearly all concerns led to a change: %(changed)s of the %(n)s that came between "
            "%(first)s and %(last)s."
        )
    return _(
        "About %(tenths)s in 10 concerns led to a change: %(changed)s of the %(n)s that came "
        "between %(first)s and %(last)s."
    )
