"""The kinds of e-mails of a round: what each is called, our text, and what it carries."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

PLACEHOLDERS: dict[str, str | Promise] = {
    "name": gettext_lazy("the name of the person who gets the e-mail"),
    "leader": gettext_lazy("the leader whose 360 it is"),
    "round": gettext_lazy("the name of the round"),
    "organisation": gettext_lazy("the name of your organisation"),
    "organiser": gettext_lazy("the organiser of the round"),
    "date": gettext_lazy("the last day for what the e-mail asks"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of e-mail: what it is called, and our text.

    Parameters
    ----------
    date
        The date of the round that it names.
    to_raters
        Whether raters get it: what we promise them stands below it.
    in_calendar
        Whether it carries that date as a file for a calendar.
    is_news
        Whether it is about a change: what has changed stands below it, in `emails/news`.
    has_link
        Whether there is anything left to do for its reader.
    """

    label: str | Promise
    subject: str | Promise
    text: str | Promise
    date: str = ""
    to_raters: bool = False
    in_calendar: bool = False
    is_news: bool = False
    has_link: bool = True

    @property
    def placeholders(self) -> dict[str, str | Promise]:
        """Return the placeholders that its text may have, with what each stands for."""
        return {k: v for k, v in PLACEHOLDERS.items() if k != "date" or self.date}


DEAR = gettext_lazy("Dear {name},")
KINDS = {
    "nominate": Kind(
        gettext_lazy("To leaders at the launch: name your raters"),
        gettext_lazy("Your 360: please name your raters by {date} ({round})"),
        gettext_lazy(
            "You are taking part in {round}, a round of 360 feedback at {organisation}. By {date}, "
            "please name the people who can tell you how it feels to work with you."
        ),
        "nominate_by",
        in_calendar=True,
    ),
    "name_raters": Kind(
        gettext_lazy("To leaders who have not sent a list of raters: a reminder"),
        gettext_lazy("Reminder: please name your raters by {date} ({round})"),
        gettext_lazy(
            "We do not have your list of raters for {round} yet. Please name the people who can "
            "tell you how it feels to work with you, and send the list for approval by {date}."
        ),
        "nominate_by",
    ),
    "approve": Kind(
        gettext_lazy("To managers: approve a list of raters"),
        gettext_lazy("Please approve the raters for {leader} by {date} ({round})"),
        gettext_lazy(
            "The list of people who are to give feedback about {leader} in {round} is ready for "
            "you. Please check it and approve it by {date}."
        ),
        "approve_by",
        in_calendar=True,
    ),
    "approve_still": Kind(
        gettext_lazy("To managers who have not approved a list: a reminder"),
        gettext_lazy("Reminder: please approve the raters for {leader} by {date} ({round})"),
        gettext_lazy(
            "The list of raters for {leader} is waiting for you. Nobody on it can answer before "
            "you approve it. Please check it by {date}."
        ),
        "approve_by",
    ),
    "invitation": Kind(
        gettext_lazy("To raters: the invitation"),
        gettext_lazy("How does it feel to work with {leader}? ({round})"),
        gettext_lazy(
            "You have been named as someone who can say how it feels to work with {leader}. It "
            "takes about ten minutes for each person, on a phone or a computer. You can answer "
            "until {date}."
        ),
        "collect_by",
        to_raters=True,
        in_calendar=True,
    ),
    "follow_up": Kind(
        gettext_lazy("To raters: the invitation to a follow-up"),
        gettext_lazy("Do you feel a difference? A follow-up about {leader} ({round})"),
        gettext_lazy(
            "You were asked for feedback about {leader}, who has worked on something since. Now "
            "{leader} would like to know whether you feel a difference. It takes a minute. You can "
            "answer until {date}."
        ),
        "collect_by",
        to_raters=True,
        in_calendar=True,
    ),
    "reminder": Kind(
        gettext_lazy("To everyone who was invited: a reminder"),
        gettext_lazy("Reminder: how does it feel to work with {leader}? ({round})"),
        gettext_lazy("You can still say, until {date}, how it feels to work with {leader}."),
        "collect_by",
        to_raters=True,
    ),
    "rate_yourself": Kind(
        gettext_lazy("To leaders who have not rated themselves: a reminder"),
        gettext_lazy("Reminder: please rate yourself by {date} ({round})"),
        gettext_lazy(
            "You have not rated yourself in {round} yet. Your report compares how you think you "
            "come across with how it feels to others. Without your own ratings it can't. You can "
            "rate yourself until {date}."
        ),
        "collect_by",
        in_calendar=True,
    ),
    "to_read": Kind(
        gettext_lazy("To coaches: read a report first"),
        gettext_lazy("Please read the report about {leader} first ({round})"),
        gettext_lazy(
            "{round} has closed, and you are the coach of {leader}. Please read the report, add a "
            "note, and release it when you are ready to talk about it together."
        ),
    ),
    "released": Kind(
        gettext_lazy("To leaders: your report is ready"),
        gettext_lazy("Your report is ready ({round})"),
        gettext_lazy(
            "You can now read your report. It shows how you see yourself, and how others feel it."
        ),
    ),
    "dates_to_leaders": Kind(
        gettext_lazy("To leaders: the dates have changed"),
        gettext_lazy("New dates: {round}"),
        gettext_lazy("An organiser has changed the dates of {round}."),
        in_calendar=True,
        is_news=True,
    ),
    "dates_to_approvers": Kind(
        gettext_lazy("To managers with a list to approve: the date has changed"),
        gettext_lazy("A new date to approve the raters for {leader}: {round}"),
        gettext_lazy("An organiser has changed the last day to approve raters in {round}."),
        "approve_by",
        in_calendar=True,
        is_news=True,
    ),
    "dates_to_raters": Kind(
        gettext_lazy("To everyone who was invited: the last day has changed"),
        gettext_lazy("A new last day to answer: {round}"),
        gettext_lazy("An organiser has changed the last day to answer in {round}."),
        "collect_by",
        to_raters=True,
        in_calendar=True,
        is_news=True,
    ),
    "reopened": Kind(
        gettext_lazy("To leaders: the round is open again"),
        gettext_lazy("Open again: {round}"),
        gettext_lazy("{round} had closed. It is open again."),
        "collect_by",
        in_calendar=True,
        is_news=True,
    ),
    "reopened_to_raters": Kind(
        gettext_lazy("To everyone who was invited: the round is open again"),
        gettext_lazy("You can answer again: {round}"),
        gettext_lazy("{round} had closed. It is open again."),
        "collect_by",
        to_raters=True,
        in_calendar=True,
        is_news=True,
    ),
    "stopped": Kind(
        gettext_lazy("To a leader: their 360 was stopped"),
        gettext_lazy("Your 360 was stopped: {round}"),
        gettext_lazy("An organiser has stopped your 360 in {round}."),
        is_news=True,
        has_link=False,
    ),
    "stopped_to_helpers": Kind(
        gettext_lazy("To a coach, or whoever approves: a 360 was stopped"),
        gettext_lazy("The 360 of {leader} was stopped: {round}"),
        gettext_lazy("An organiser has stopped the 360 of {leader} in {round}."),
        is_news=True,
        has_link=False,
    ),
    "stopped_to_raters": Kind(
        gettext_lazy("To raters of a leader: the 360 was stopped"),
        gettext_lazy("The 360 of {leader} was stopped"),
        gettext_lazy(
            "You were invited to say how it feels to work with {leader}. Their 360 was stopped."
        ),
        to_raters=True,
        is_news=True,
        has_link=False,
    ),
}
"""Every kind of e-mail whose text an organiser may write, in the order in which they are sent; then
those about a change."""

NOT_WANTED = ("invitation", "follow_up", "reminder")
"""The kinds that say how to switch reminders off. Nobody misses news of a change by that."""
