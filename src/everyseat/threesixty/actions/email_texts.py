"""What an organiser decides about the e-mails of a round: their texts, languages and days.

Any of it may change while the round runs: it is about e-mails that are still to come.
"""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import assign, changing
from everyseat.organisations.models import Email, Person
from everyseat.threesixty import email_texts
from everyseat.threesixty.actions import sampling
from everyseat.threesixty.models import EmailText, Round


def write(
    *, feedback_round: Round, kind: str, language: str, subject: str, text: str
) -> EmailText | None:
    """Store the organiser's text of a kind of e-mail; where it is ours again, nothing is stored."""
    subject, text = " ".join(subject.split()), "\n".join(text.split("\r\n")).strip()
    email_texts.check(kind, subject=subject, text=text)
    with translation.override(language):
        is_ours = (subject, text) == email_texts.ours(kind)
    which: dict[str, Any] = {"round": feedback_round, "kind": kind, "language": language}
    with changing(feedback_round):
        _must_not_be_over(feedback_round)
        if is_ours:
            EmailText.objects.filter(**which).delete()
            return None
        own, _new = EmailText.objects.update_or_create(
            **which, defaults={"subject": subject, "text": text}
        )
        return own


def decide(*, feedback_round: Round, values: dict[str, object]) -> None:
    """Set the organiser, the languages of the e-mails, and the days of reminders."""
    with changing(feedback_round):
        _must_not_be_over(feedback_round)
        assign(feedback_round, values)


def send_test(
    *, feedback_round: Round, kind: str, language: str, to: Person, own: tuple[str, str]
) -> None:
    """E-mail somebody what they have written, as its reader would get it."""
    email_texts.check(kind, subject=own[0], text=own[1])
    email: Email = sampling.sample(feedback_round, kind, language, to, own)
    email.content |= {"subject": _("Test: %(subject)s") % {"subject": email.subject}}
    email.save(force_insert=True)


def _must_not_be_over(feedback_round: Round) -> None:
    if feedback_round.state == Round.State.CLOSED:
        raise NotNow(_("This round has closed. Its e-mails were sent."))
