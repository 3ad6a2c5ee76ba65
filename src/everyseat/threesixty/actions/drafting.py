"""An e-mail of a round as its reader gets it, not yet queued.

Its opening is ours or the organiser's (`email_texts`); what we add to it is in `of_round.txt`. One
in several languages has them one after the other.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from everyseat.organisations import outbox, roles
from everyseat.organisations.mail.message import BETWEEN_LANGUAGES
from everyseat.organisations.models import Email, Person
from everyseat.threesixty import email_texts, last_days
from everyseat.threesixty.email_kinds import KINDS
from everyseat.threesixty.models import Round

DATES = ["nominate_by", "approve_by", "collect_by"]
NAMED = 3
"""How many leaders a sentence names; the links below it name all."""


@dataclass(frozen=True)
class Drafted:
    """What an e-mail of a round is made of. Its `context` is asked for in each language.

    For a preview `own` is a subject and text that are not stored, in the one `language`. `days` are
    the dates that it carries for a calendar, where those are not the one that its kind names.
    """

    round: Round
    to: Person
    kind: str
    leaders: list[Person]
    context: Callable[[], dict[str, object]] = dict
    own: tuple[str, str] | None = None
    language: str = ""
    days: Mapping[str, date] | None = None


def draft(
    drafted: Drafted,
    *,
    urgency: int = Email.Urgency.NORMAL,
    unsubscribe: str = "",
) -> Email:
    """Return an e-mail of a round to a person, about one leader or several."""
    feedback_round = drafted.round
    chosen = [drafted.language] if drafted.language else languages(feedback_round)
    subjects, texts = zip(*[_in(language, drafted) for language in chosen], strict=True)
    asked = organiser(feedback_round, drafted.leaders)
    return outbox.made(
        to=drafted.to.email,
        subject=" / ".join(subjects),
        text=BETWEEN_LANGUAGES.join(texts),
        urgency=urgency,
        about=emails_about(feedback_round),
        languages=chosen,
        sender=feedback_round.organisation.name,
        reply_to=asked.email if asked else "",
        unsubscribe=unsubscribe,
        calendar=_calendar(drafted, chosen[0]),
    )


def languages(feedback_round: Round) -> list[str]:
    """Return the languages of a round's e-mails, in their order."""
    return feedback_round.email_languages.split() or [settings.LANGUAGE_CODE]


def organiser(feedback_round: Round, leaders: Iterable[Person] = ()) -> Person | None:
    """Return whom an e-mail names as the organiser, and who gets replies to it.

    Nobody if that would be the leader whom the e-mail is about, or somebody who has left or no
    longer runs rounds.
    """
    person = feedback_round.organiser
    if person is None or not person.is_active or person in leaders:
        return None
    return person if person.may(roles.RUN_ROUNDS) else None


def emails_about(feedback_round: Round) -> str:
    """Return the text that marks e-mails as belonging to a round."""
    return f"round {feedback_round.pk}"


def written(feedback_round: Round, kind: str, language: str) -> tuple[str, str]:
    """Return the subject and text of a kind of e-mail: the organiser's, or else ours."""
    prefetch_related_objects([feedback_round], "email_texts")
    for own in feedback_round.email_texts.all():
        if (own.kind, own.language) == (kind, language):
            return own.subject, own.text
    with translation.override(language):
        return email_texts.ours(kind)


def _calendar(drafted: Drafted, language: str) -> list[dict[str, str]]:
    """Return the files for calendars that an e-mail carries, with a title in its first language."""
    with translation.override(language):
        return last_days.files(drafted.round, _days(drafted))


def _days(drafted: Drafted) -> Mapping[str, date]:
    """Return which dates an e-mail carries for a calendar; no day that has passed."""
    kind = KINDS.get(drafted.kind)
    if not kind or not kind.in_calendar:
        return {}
    if drafted.days is not None or not kind.date:
        return drafted.days or {}
    name = _next(drafted.round, kind.date)
    return {name: getattr(drafted.round, name)}


def _in(language: str, drafted: Drafted) -> tuple[str, str]:
    """Return an e-mail's subject and text in one language."""
    kind = KINDS.get(drafted.kind)
    with translation.override(language):
        context = drafted.context() | {
            "person": drafted.to,
            "round": drafted.round,
            "leaders": drafted.leaders,
            "organisation": drafted.round.organisation,
            "organiser": organiser(drafted.round, drafted.leaders),
            "site": urlsplit(settings.URL).netloc,
            "to_raters": kind is not None and kind.to_raters,
            "has_link": kind is not None and kind.has_link,
            "days": _days(drafted),
        }
        if kind:
            subject, text = drafted.own or written(drafted.round, drafted.kind, language)
            values = _values(drafted)
            context["opening"] = email_texts.filled(text, values)
            if kind.is_news:
                context["note"] = render_to_string(
                    f"emails/news/{drafted.kind}.txt", context
                ).strip()
            body = render_to_string("emails/of_round.txt", context)
            return email_texts.filled(subject, values), body.strip()
        whole = str(render_to_string(f"emails/{drafted.kind}.txt", context))
        first, _newline, rest = whole.partition("\n")
        context["has_link"] = "://" in rest
        about = render_to_string("emails/about_this_email.txt", context)
        return first, f"{rest.strip()}\n\n{about.strip()}"


def _values(drafted: Drafted) -> dict[str, str]:
    """Return what the placeholders stand for, in the current language."""
    feedback_round = drafted.round
    asked = organiser(feedback_round, drafted.leaders)
    name = KINDS[drafted.kind].date
    date = getattr(feedback_round, _next(feedback_round, name)) if name else None
    return {
        "name": drafted.to.name,
        "leader": in_words([leader.name for leader in drafted.leaders]),
        "round": feedback_round.name,
        "organisation": feedback_round.organisation.name,
        "organiser": asked.name if asked else feedback_round.organisation.name,
        "date": date_format(date, "D j M Y") if date else "",
    }


def _next(feedback_round: Round, name: str) -> str:
    """Return the name of a round's date, or of the next one that has not passed."""
    today, names = timezone.localdate(), DATES[DATES.index(name) :]
    return next((each for each in names if getattr(feedback_round, each) >= today), name)


def in_words(names: list[str]) -> str:
    """Return names as one phrase, as in "Ann Lee, Bo Fry and 3 others"."""
    if len(names) < 2:
        return "".join(names)
    if len(names) <= NAMED:
        both = {"first": ", ".join(names[:-1]), "last": names[-1]}
        return translation.gettext("%(first)s and %(last)s") % both
    shown = NAMED - 1
    text = translation.ngettext(
        "%(names)s and %(n)s other", "%(names)s and %(n)s others", len(names) - shown
    )
    return text % {"names": ", ".join(names[:shown]), "n": len(names) - shown}
