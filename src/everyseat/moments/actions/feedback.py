"""What people do when one tells another how a moment felt, and is answered."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving import feelings
from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing
from everyseat.moments.actions import offering
from everyseat.moments.models import Feedback, Talk
from everyseat.moments.models.feedback import LONGEST_REPLY, Heard
from everyseat.moments.routes import MYSELF, NAMED
from everyseat.organisations import outbox, roles
from everyseat.organisations.models import Email, Person
from everyseat.organisations.queries import holders

REMIND_AFTER = (7, 14, 28)
"""Days after which the recipient is reminded that something waits for an answer."""
WORDS = ("cue", "what", "when", "felt", "own", "helped")
LONGEST, LONGEST_HEARD = 2000, 500
"""Letters of a comment or a note, and of what a giver says of an answer."""
ANSWER = ("acknowledge", "thank", "apologise", "will_do")


@transaction.atomic
def give(*, giver: Person, recipient: Person, words: dict, key: str | None = None) -> Feedback:
    """Tell somebody, in one's own name, how a moment felt. Sent again under a key it is one."""
    if recipient == giver:
        raise Invalid("recipient", _("Choose somebody else. You cannot give feedback to yourself."))
    before = Feedback.objects.filter(pk=key, giver=giver).first() if key else None
    if before:
        return before
    offering.must_be_open(NAMED)
    return deliver(recipient, words, giver=giver, **({"pk": key} if key else {}))


def deliver(recipient: Person, words: dict, **source: Any) -> Feedback:
    """Keep feedback from a source, a giver or a case, and say that something is to be read."""
    if not recipient.is_active:
        raise NotNow(
            _("%(name)s cannot sign in here, so they could not read it.") % {"name": recipient}
        )
    kept = {key: words[key] for key in WORDS if words.get(key)}
    kept["felt"] = feelings.known(words.get("felt", []))
    made = Feedback.objects.create(
        recipient=recipient, given_on=timezone.localdate(), words=kept, **source
    )
    outbox.write(recipient, "something_to_read")
    return made


def recall(*, feedback: Feedback, remembered: str, intended: list[str], sentence: str) -> None:
    """Keep what the recipient remembers and had meant: before they read, once, for good."""
    said = {"remembered": remembered, "intended": feelings.known(intended), "sentence": sentence}
    with changing(feedback):
        if feedback.recalled_on:
            raise NotNow(_("You saved this before. It cannot be changed."))
        feedback.recalled, feedback.recalled_on = said, timezone.localdate()


def draft(*, feedback: Feedback, answer: dict[str, str], coach: Person | None = None) -> None:
    """Keep an answer that is not sent yet, and let a coach read it if one is named."""
    with changing(feedback):
        _must_wait_for_an_answer(feedback)
        before, feedback.answer, feedback.coach = feedback.coach, _answer(answer), coach
        if coach and coach != before:
            outbox.write(coach, "something_to_read")


def advise(*, feedback: Feedback, text: str) -> None:
    """Keep what a coach says of a draft."""
    with changing(feedback):
        _must_wait_for_an_answer(feedback)
        if not text:
            raise Invalid("text", _("Write something first."))
        must_fit(text, LONGEST, "text")
        feedback.coach_said = {"text": text}
        outbox.write(feedback.recipient, "something_to_read")


def answer(*, feedback: Feedback, answer: dict[str, str]) -> None:
    """Answer the giver, by the route by which they told: once."""
    kept = _answer(answer)
    with changing(feedback):
        _must_wait_for_an_answer(feedback)
        if not kept.get("acknowledge"):
            text = _("First write what you have heard, before thanks or reasons.")
            raise Invalid("acknowledge", text)
        feedback.answer, feedback.answered_on = kept, timezone.localdate()
        if feedback.giver:
            outbox.write(feedback.giver, "something_to_read")


def _must_wait_for_an_answer(feedback: Feedback) -> None:
    if not feedback.recalled_on:
        raise NotNow(_("First write what you remember."))
    if feedback.answered_on:
        raise NotNow(_("You have answered already."))
    if feedback.abuse == Feedback.Abuse.UPHELD:
        raise NotNow(_("The guardian has closed this feedback."))


def _answer(answer: dict[str, str]) -> dict[str, str]:
    return {key: answer[key].strip() for key in ANSWER if answer.get(key, "").strip()}


def say_whether_it_landed(*, feedback: Feedback, heard: str, words: str = "") -> None:
    """Keep whether the giver felt heard by the answer; they may change their mind."""
    with changing(feedback):
        if not feedback.answered_on:
            raise NotNow(_("There is no answer yet."))
        if heard not in Heard.values:
            raise Invalid("heard", _("Choose whether you felt heard."))
        must_fit(words, LONGEST_HEARD, "words")
        first = not feedback.heard
        feedback.heard, feedback.heard_words = heard, {"text": words} if words else {}
        if first and feedback.giver:
            outbox.write(feedback.recipient, "something_to_read")
        elif first:  # at once it would say when they were at a computer: with the day's e-mails
            feedback.news = True


def agree(*, feedback: Feedback, side: str, agrees: bool) -> None:
    """Keep whether one of the two would let this be a reflection, without names, one day."""
    with changing(feedback):
        setattr(feedback, f"{side}_agrees", agrees)


def report_abuse(*, feedback: Feedback) -> None:
    """Ask a guardian to look: the recipient says that this is a threat or harassment."""
    with changing(feedback):
        if feedback.abuse != Feedback.Abuse.NONE or not feedback.recalled_on:
            raise NotNow(_("You have not read this yet, or you reported it before."))
        feedback.abuse = Feedback.Abuse.REPORTED
        for guardian in holders(roles.GUARDIAN):
            outbox.write(guardian, "guardian")


def decide_abuse(*, feedback: Feedback, upheld: bool) -> None:
    """Keep what the guardian decided. Who told is not uncovered by it, whatever they decide."""
    with changing(feedback):
        if feedback.abuse != Feedback.Abuse.REPORTED:
            raise NotNow(_("Nothing was reported here."))
        feedback.abuse = Feedback.Abuse.UPHELD if upheld else Feedback.Abuse.DISMISSED
        outbox.write(feedback.recipient, "something_to_read")


def stand_by(*, feedback: Feedback, giver: Person) -> None:
    """Put one's name to what one told through a guardian or anonymously. Nobody else can."""
    with changing(feedback):
        if feedback.giver:
            raise NotNow(_("There is already a name on this."))
        if feedback.recipient == giver:
            raise NotNow(_("Choose somebody else. You cannot give feedback to yourself."))
        feedback.giver = giver
        outbox.write(feedback.recipient, "something_to_read")


@transaction.atomic
def ask_for_time(*, asked_by: Person, asked: Person) -> Talk:
    """Ask somebody for ten minutes, without saying why."""
    offering.must_be_open(MYSELF)
    if asked == asked_by or not asked.is_active:
        raise Invalid("asked", _("Choose somebody who can sign in here, and not yourself."))
    if Talk.objects.filter(asked_by=asked_by, asked=asked, state=Talk.State.ASKED).exists():
        raise NotNow(_("You have already asked them. They have not replied yet."))
    made = Talk.objects.create(asked_by=asked_by, asked=asked, asked_on=timezone.localdate())
    outbox.write(asked, "ten_minutes", asked_by=asked_by)
    return made


def reply_to_talk(*, talk: Talk, agreed: bool, text: str) -> None:
    """Say yes, or not now, to being asked for ten minutes."""
    must_fit(text, LONGEST_REPLY, "text")
    replied = _("You have replied already.")
    with changing(talk, must_be=Talk.State.ASKED, otherwise=replied):
        talk.state = Talk.State.AGREED if agreed else Talk.State.NOT_NOW
        talk.reply = text
        outbox.write(talk.asked_by, "something_to_read")


def note_talk(*, talk: Talk, person: Person, text: str, heard: str = "") -> None:
    """Keep how it went, for whoever writes it and nobody else."""
    must_fit(text, LONGEST, "text")
    otherwise = _("You have not agreed to talk yet.")
    with changing(talk, must_be=Talk.State.AGREED, otherwise=otherwise):
        if person == talk.asked_by:
            talk.own_note, talk.heard = {"text": text}, heard if heard in Heard.values else ""
        else:
            talk.other_note = {"text": text}


def remind(today: date) -> None:
    """Remind recipients who have not answered: 7, 14 and 28 days after, and no more."""
    ended = [Feedback.Abuse.REPORTED, Feedback.Abuse.UPHELD]
    for n, days in enumerate(REMIND_AFTER):
        waiting = Feedback.objects.exclude(abuse__in=ended).filter(
            answered_on=None, reminded=n, given_on__lte=today - timedelta(days)
        )
        for feedback in waiting.select_related("recipient"):
            with transaction.atomic():
                if waiting.filter(pk=feedback.pk).update(reminded=n + 1):
                    urgency = Email.Urgency.REMINDER
                    outbox.write(feedback.recipient, "something_to_read", urgency=urgency)
