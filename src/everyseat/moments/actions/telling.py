"""What people do when one tells another how a moment felt, and is answered."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.moments.actions import offering
from everyseat.moments.models import Talk, Telling
from everyseat.moments.models.telling import Heard
from everyseat.moments.routes import MYSELF, NAMED
from everyseat.organisations import feelings, letters
from everyseat.organisations.models import Letter, Person

REMIND_AFTER = (7, 14, 28)
"""Days after which the one told is reminded that something waits for an answer."""
WORDS = ("cue", "what", "when", "felt", "own", "helped")
ANSWER = ("acknowledge", "thank", "apologise", "will_do")


@transaction.atomic
def tell(*, reporter: Person, told: Person, words: dict, key: str | None = None) -> Telling:
    """Tell somebody, in one's own name, how a moment felt. Sent again under a key it is one."""
    if told == reporter:
        raise NotNow(_("Choose somebody else: this is about yourself."))
    before = Telling.objects.filter(pk=key, reporter=reporter).first() if key else None
    if before:
        return before
    offering.must_be_open(NAMED)
    return deliver(told, words, reporter=reporter, **({"pk": key} if key else {}))


def deliver(told: Person, words: dict, **source: object) -> Telling:
    """Keep a telling from a source, a reporter or a case, and say that something is to be read."""
    if not told.is_active:
        raise NotNow(_("%(name)s can't sign in here, and so could not read it.") % {"name": told})
    kept = {key: words[key] for key in WORDS if words.get(key)}
    kept["felt"] = feelings.known(words.get("felt", []))
    made = Telling.objects.create(told=told, told_on=timezone.localdate(), words=kept, **source)
    letters.write(told, "something_to_read")
    return made


@transaction.atomic
def recall(*, telling: Telling, remembered: str, intended: list[str], sentence: str) -> None:
    """Keep what the one told remembers and had meant: before they read, once, for good."""
    said = {"remembered": remembered, "intended": feelings.known(intended), "sentence": sentence}
    found = Telling.objects.select_for_update().get(pk=telling.pk)
    if found.recalled_on:
        raise NotNow(_("This was locked before, and stays as it was."))
    found.recalled, found.recalled_on = said, timezone.localdate()
    found.save(update_fields=["recalled", "recalled_on"])


@transaction.atomic
def draft(*, telling: Telling, answer: dict[str, str], coach: Person | None = None) -> None:
    """Keep an answer that is not sent yet, and let a coach read it if one is named."""
    found = _to_answer(telling)
    before, found.answer, found.coach = found.coach, _answer(answer), coach
    found.save(update_fields=["answer", "coach"])
    if coach and coach != before:
        letters.write(coach, "something_to_read")


@transaction.atomic
def advise(*, telling: Telling, text: str) -> None:
    """Keep what a coach says of a draft."""
    found = _to_answer(telling)
    if not text:
        raise NotNow(_("Write something first."))
    found.coach_said = {"text": text}
    found.save(update_fields=["coach_said"])
    letters.write(found.told, "something_to_read")


@transaction.atomic
def answer(*, telling: Telling, answer: dict[str, str]) -> None:
    """Answer the giver, by the route by which they told: once."""
    found, kept = _to_answer(telling), _answer(answer)
    if not kept.get("acknowledge"):
        raise NotNow(_("Say first what you have heard: that comes before thanks or reasons."))
    found.answer, found.answered_on = kept, timezone.localdate()
    found.save(update_fields=["answer", "answered_on"])
    if found.reporter:
        letters.write(found.reporter, "something_to_read")


def _to_answer(telling: Telling) -> Telling:
    found = Telling.objects.select_for_update().get(pk=telling.pk)
    if not found.recalled_on:
        raise NotNow(_("First say what you remember."))
    if found.answered_on:
        raise NotNow(_("You have answered already."))
    if found.abuse == Telling.Abuse.UPHELD:
        raise NotNow(_("The guardian has ended this."))
    return found


def _answer(answer: dict[str, str]) -> dict[str, str]:
    return {key: answer[key].strip() for key in ANSWER if answer.get(key, "").strip()}


@transaction.atomic
def say_whether_it_landed(*, telling: Telling, heard: str, words: str = "") -> None:
    """Keep whether the giver felt heard by the answer; they may change their mind."""
    found = Telling.objects.select_for_update().get(pk=telling.pk)
    if not found.answered_on:
        raise NotNow(_("There is no answer yet."))
    if heard not in Heard.values:
        raise NotNow(_("Choose first whether you felt heard."))
    first = not found.heard
    found.heard, found.heard_words = heard, {"text": words} if words else {}
    found.save(update_fields=["heard", "heard_words"])
    if first and found.reporter:
        letters.write(found.told, "something_to_read")
    elif first:  # at once it would say when they were at a computer: with the day's letters
        Telling.objects.filter(pk=found.pk).update(news=True)


def agree(*, telling: Telling, side: str, agrees: bool) -> None:
    """Keep whether one of the two would let this be a reflection, without names, one day."""
    Telling.objects.filter(pk=telling.pk).update(**{f"{side}_agrees": agrees})


@transaction.atomic
def report_abuse(*, telling: Telling) -> None:
    """Ask a guardian to look: the one told says that this is a threat or harassment."""
    fresh = Telling.objects.filter(
        pk=telling.pk, abuse=Telling.Abuse.NONE, recalled_on__isnull=False
    )
    if not fresh.update(abuse=Telling.Abuse.REPORTED):
        raise NotNow(_("Read it first, or it was reported before."))
    for guardian in Person.objects.filter(roles__role="guardian"):
        letters.write(guardian, "guardian")


@transaction.atomic
def decide_abuse(*, telling: Telling, upheld: bool) -> None:
    """Keep what the guardian decided. Who told is not uncovered by it, whatever they decide."""
    decided = Telling.Abuse.UPHELD if upheld else Telling.Abuse.DISMISSED
    reported = Telling.objects.filter(pk=telling.pk, abuse=Telling.Abuse.REPORTED)
    if not reported.update(abuse=decided):
        raise NotNow(_("Nothing was reported here."))
    letters.write(telling.told, "something_to_read")


@transaction.atomic
def stand_by(*, telling: Telling, reporter: Person) -> None:
    """Put one's name to what one told through a guardian or anonymously. Nobody else can."""
    found = Telling.objects.select_for_update().get(pk=telling.pk)
    if found.reporter:
        raise NotNow(_("There is a name to this already."))
    if found.told == reporter:
        raise NotNow(_("Choose somebody else: this is about yourself."))
    found.reporter = reporter
    found.save(update_fields=["reporter"])
    letters.write(found.told, "something_to_read")


@transaction.atomic
def ask_for_time(*, asked_by: Person, asked: Person) -> Talk:
    """Ask somebody for ten minutes, without saying why."""
    offering.must_be_open(MYSELF)
    if asked == asked_by or not asked.is_active:
        raise NotNow(_("Choose somebody who can sign in here, and not yourself."))
    if Talk.objects.filter(asked_by=asked_by, asked=asked, state=Talk.State.ASKED).exists():
        raise NotNow(_("You have asked them already; they have not replied yet."))
    made = Talk.objects.create(asked_by=asked_by, asked=asked, asked_on=timezone.localdate())
    letters.write(asked, "ten_minutes", asked_by=asked_by)
    return made


@transaction.atomic
def reply_to_talk(*, talk: Talk, agreed: bool, text: str) -> None:
    """Say yes, or not now, to being asked for ten minutes."""
    state = Talk.State.AGREED if agreed else Talk.State.NOT_NOW
    if not Talk.objects.filter(pk=talk.pk, state=Talk.State.ASKED).update(state=state, reply=text):
        raise NotNow(_("You have replied already."))
    letters.write(talk.asked_by, "something_to_read")


def note_talk(*, talk: Talk, person: Person, text: str, heard: str = "") -> None:
    """Keep how it went, for whoever writes it and nobody else."""
    if talk.state != Talk.State.AGREED:
        raise NotNow(_("You have not agreed to talk yet."))
    if person == talk.asked_by:
        talk.own_note, talk.heard = {"text": text}, heard if heard in Heard.values else ""
    else:
        talk.other_note = {"text": text}
    talk.save(update_fields=["own_note", "other_note", "heard"])


def remind(today: date) -> None:
    """Remind those told who have not answered: 7, 14 and 28 days after, and no more."""
    ended = [Telling.Abuse.REPORTED, Telling.Abuse.UPHELD]
    for n, days in enumerate(REMIND_AFTER):
        waiting = Telling.objects.exclude(abuse__in=ended).filter(
            answered_on=None, reminded=n, told_on__lte=today - timedelta(days)
        )
        for telling in waiting.select_related("told"):
            with transaction.atomic():
                if waiting.filter(pk=telling.pk).update(reminded=n + 1):
                    urgency = Letter.Urgency.REMINDER
                    letters.write(telling.told, "something_to_read", urgency=urgency)
