"""A small organisation with a round, for the tests of this part."""

import secrets
from datetime import timedelta

from django.utils import timezone

from everyseat.giving import drawing, sealed_queue
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email, Person
from everyseat.safety import credentials
from everyseat.safety.credentials import PROTOCOL
from everyseat.threesixty.actions import (
    answers,
    closing,
    counting,
    finishing,
    mailings,
    nominating,
    questionnaires,
    rounds,
)
from everyseat.threesixty.actions.answers import Answers
from everyseat.threesixty.models import (
    Closing,
    Invitation,
    Mailing,
    Making,
    Questionnaire,
    Review,
    Round,
)

CONTENT = {
    "labels": ["Never", "Rarely", "Sometimes", "Often", "Always"],
    "values": [
        {
            "name": "Listening",
            "behaviours": [
                {"key": "hears", "text": "{name} hears me.", "self_text": "I hear people."},
                {"key": "asks", "text": "{name} asks first.", "self_text": "I ask first."},
            ],
        },
        {
            "name": "Noticing",
            "behaviours": [
                {"key": "sees", "text": "{name} sees me.", "self_text": "I see people."}
            ],
        },
    ],
    "questions": [{"key": "keep", "text": "What should {name} keep?"}],
}


def person(name: str, *roles: str, manager: Person | None = None) -> Person:
    """Return a person of the host, made with the first administrator if need be."""
    from everyseat.organisations.queries import host

    if host() is None:
        organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    made = Person.objects.create(
        name=name,
        email=f"{name.lower().replace(' ', '.')}@trust.example",
        organisation=host(),
        manager=manager,
    )
    organisations.set_roles(person=made, roles=set(roles))
    return made


def questionnaire() -> Questionnaire:
    made = questionnaires.add(name="Ours", content=CONTENT)
    questionnaires.publish(questionnaire=made)
    return made


def feedback_round(
    *recipients: Person,
    coach: Person | None = None,
    launched: bool = True,
    mode: str = "anonymous",
    asks: Questionnaire | None = None,
) -> Round:
    """Return a round, launched unless told otherwise, with its own questionnaire or this one."""
    today = timezone.localdate()
    made = Round.objects.create(
        organisation=recipients[0].organisation,
        name="Spring",
        questionnaire=asks or questionnaire(),
        nominate_by=today + timedelta(10),
        approve_by=today + timedelta(20),
        collect_by=today + timedelta(30),
        coach_reads=coach is not None,
        mode=mode,
    )
    rounds.add_recipients(feedback_round=made, people=list(recipients), coach=coach)
    if launched:
        rounds.launch(feedback_round=made)
    return made


def collecting(
    raters: dict[str, int],
    coach: Person | None = None,
    name: str = "Lee",
    mode: str = "anonymous",
) -> Review:
    """Return a review whose raters have been invited."""
    boss = person(f"Boss of {name}")
    review = feedback_round(person(name, manager=boss), coach=coach, mode=mode).reviews.get()
    for relationship, n in raters.items():
        for i in range(n):
            rater = boss if relationship == "manager" else person(f"{name} {relationship} {i}")
            nominating.nominate(review=review, person=rater, relationship=relationship)
    nominating.submit_nominations(review=review)
    nominating.approve(review=review, refused=set())
    return review


def draw(invitation: Invitation, secret: bytes | None = None) -> str:
    """Draw a credential as a rater's browser would; return the code of the card."""
    secret = secret or secrets.token_bytes(credentials.SECRET_SIZE)
    blinded = PROTOCOL.blind(credentials.serial_of(secret))
    evaluation = answers.draw(invitation=invitation, blinded=blinded.element)
    public = bytes.fromhex(invitation.review.round.public_key)
    info = credentials.public_info(str(invitation.review_id), invitation.group)
    output = PROTOCOL.finalize([blinded], evaluation, public, info)[0]
    return credentials.write_card(secret, output[: credentials.MARK_SIZE])


def answer(
    invitation: Invitation, ratings: list[int], words: str = "", words_to: str = "as written"
) -> str:
    """Draw and answer as a rater would; return the code of the card."""
    code = draw(invitation)
    answers.answer(
        review=invitation.review,
        group=invitation.group,
        card=credentials.read_card(code),
        answers=Answers(ratings, {"keep": words} if words else {}, words_to),
    )
    return code


def answer_all(review: Review, ratings: list[int], words: str = "") -> None:
    for invitation in review.invitations.select_related("review__round"):
        if not has_drawn(invitation):
            answer(invitation, ratings, words)


def send(review: Review, code: str, ratings: list[int], group: str = "peer") -> None:
    """Send the next version of a card's answers."""
    card = credentials.read_card(code)
    answers.answer(review=review, group=group, card=card, answers=Answers(ratings, {}))


def waiting(review: Review) -> list[dict]:
    """Return what waits about a review."""
    return list(sealed_queue.waiting(answers.box(review.pk)).values())


def has_drawn(invitation: Invitation) -> bool:
    """Return whether a card was drawn with an invitation."""
    return str(invitation.pk) in drawing.register_of(invitation.review.round)


def count(feedback_round: Round) -> None:
    """Count answers in a night after all raters were invited."""
    yesterday = timezone.localdate() - timedelta(1)
    feedback_round.reviews.update(state_since=yesterday)
    counting.count_by_night()
    feedback_round.refresh_from_db()


def close(feedback_round: Round) -> None:
    """Close a round, and do all that is to be done after it."""
    closing.close(feedback_round=feedback_round)
    finish(feedback_round)


def finish(feedback_round: Round) -> None:
    """Do all that is to be done after a round has closed, as if the day to reopen it were over."""
    Closing.objects.filter(round=feedback_round).update(may_reopen_until=None)
    finishing.work()
    finishing.work()
    assert not Making.objects.exists(), list(Making.objects.values("step", "problem"))
    feedback_round.refresh_from_db()


def reminders(feedback_round: Round) -> list[Email]:
    """Return the reminders to everybody invited, not queued."""
    mailing = Mailing(round=feedback_round, kind="reminder")
    return mailings.drafted(mailing, mailings.asked(mailing))
