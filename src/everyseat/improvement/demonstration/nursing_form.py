"""What people sent by the district nurses' own form, and one answer that still waits."""

import secrets
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from everyseat.improvement.actions import collecting, collecting_delivery, collecting_replies
from everyseat.improvement.models import Collection, Reply, Service
from everyseat.improvement.queries.collecting import monday
from everyseat.organisations.demonstration import City

NOBODY_SAYS_WHEN = "Nobody says when the nurse comes. I stayed in all day again."
FORMS = (
    (1, "The nurse explained every step, and she had warm hands.", ""),
    (1, "Always friendly, always on our side.", ""),
    (2, "Gentle with my dad’s leg.", "Tell us in the morning or the afternoon, at least."),
    (4, "", "I could not go to my own sister’s birthday, as I was told “some time on that day”."),
    (2, "The dressing has healed my leg in six weeks.", ""),
    (3, "", "A different nurse each time. I tell my story from the beginning."),
    (1, "They rang me back the same evening.", "Nothing. Thank you."),
    (5, "", "Three phone calls to find out whether anybody is coming."),
    (6, "", ""),
    (1, "", ""),
)
"""The overall answer, what was good, and what could be better."""
ANSWERED = (4, "The nurses themselves.", NOBODY_SAYS_WHEN)
WAITING = (
    3,
    "The nurse was kind to my mother.",
    "She waits by the window from eight o’clock. Could somebody ring before they come?",
)
ANSWER = (
    "Thank you for writing, and for what you say about the nurses. I am sorry that you stayed in "
    "all day and did not know when we would come. You are not the only one who tells us. From next "
    "month on we send a text message the evening before, with a time of two hours. If you would "
    "rather be rung, call our office and ask for me."
)


def load(service: Service, city: City, rng: Random) -> None:
    """Let people have used the form last week: one was answered, and one waits."""
    today = monday(timezone.localdate())
    collecting.open_form(service=service, today=today - timedelta(7))
    forms = [(form, "") for form in FORMS]
    forms += [(ANSWERED, "jo@home.example"), (WAITING, "sam@home.example")]
    rng.shuffle(forms)
    for form, email in forms:
        _send(service, form, email)
    collecting_delivery.deliver(collection=Collection.objects.get(service=service), today=today)
    _answer(service, city, today)


def _send(service: Service, form: tuple[int, str, str], email: str) -> None:
    rating, good, better = form
    collecting.send(
        service=service,
        token=secrets.token_urlsafe(16),
        rating=rating,
        good=good,
        better=better,
        email=email,
    )


def _answer(service: Service, city: City, today: date) -> None:
    for reply in Reply.objects.filter(comment__service=service, sent_on=None):
        if reply.comment.words == NOBODY_SAYS_WHEN:
            collecting_replies.answer(
                reply=reply, text=ANSWER, signed=city.organiser.name, by=city.organiser, today=today
            )
            collecting_replies.say_whether_it_helped(reply=reply, helped="yes", words="")
