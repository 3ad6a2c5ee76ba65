"""The week of the story: a meeting room, and what was meant and felt in it, by every route."""

import textwrap
from datetime import date, timedelta

from everyseat.moments.actions import asking, cases, feedback, keys, offering, promising
from everyseat.moments.models import GuardianKey, Moment, Promise, Pulse
from everyseat.moments.readiness import ITEMS
from everyseat.moments.routes import ANONYMOUS, GUARDIAN
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person
from everyseat.safety import sealing

PASSPHRASE = "the kettle is on again"
"""Of both guardians' keys in the demonstration."""
RECEIPT = "garden window river copper lemon basket winter orange"
"""Opens the anonymous case of the demonstration."""
FELT = (
    (("worthless", "overlooked"), "Two of us were waved out of the room."),
    (("overlooked", "rushed"), "The last item was ours, and there was no time for it."),
    (("overlooked", "rushed"), "It was decided before we came."),
    (("overlooked", "rushed"), ""),
    (("heard", "hopeful"), "I could say why the plan worries us."),
    (("heard", "hopeful"), "Somebody said thank you to the night team."),
    (("heard", "hopeful"), ""),
    (("heard", "hopeful"), ""),
    (("unsure",), ""),
    (("unsure",), ""),
)


def load(people: City, today: date) -> None:
    """Let the week have happened, up to where a visitor goes on."""
    _asked(people.chief, today)
    made = [_key(person) for person in (people.guardian, people.second_guardian)]
    promise = promising.promise(guardian=people.guardian, acknowledge_days=7, feedback_months=3)
    offer = offering.settings()
    offer.routes, offer.leaders_trained, offer.detriment_policy = list(_ROUTES), 60, True
    offer.save()
    _feedback_by_name(people)
    _sealed(made, promise)
    _pulse(today)


_ROUTES = ("myself", "named", "guardian", "anonymous")


def _asked(chief: Person, today: date) -> None:
    moment = asking.open_moment(
        leader=chief,
        what="Executive meeting, Monday",
        held_on=today - timedelta(4),
        meant=["heard", "hopeful"],
        sentence="That everybody leaves knowing why we do this.",
    )
    for n, (felt, said) in enumerate(FELT):
        asking.answer(moment=moment, token=f"demo-{n}", felt=list(felt), own="", sentence=said)
    Moment.objects.filter(pk=moment.pk).update(closes_on=today - timedelta(3))
    asking.close(moment=moment)


def _key(person: Person) -> GuardianKey:
    _identity, recipient, kept = sealing.new_guardian_key(PASSPHRASE)
    return keys.add_key(person=person, recipient=recipient, kept=kept)


def _feedback_by_name(people: City) -> None:
    feedback.give(
        giver=people.organiser,
        recipient=people.chief,
        words={
            "cue": "Leaving the meeting room, Monday",
            "what": "You waved the two of us out with your hand, and went on talking.",
            "felt": ["worthless"],
            "helped": "A word: that we would be called back in.",
        },
    )


def _sealed(made: list[GuardianKey], promise: Promise) -> None:
    anonymous = {
        "kind": "moment",
        "anonymous": True,
        "who": "Francis Okafor",
        "cue": "The corridor on Tuesday",
        "what": "He walked past the three of us and did not look up.",
        "felt": ["overlooked"],
        "helped": "A good morning.",
        "pass_on": "yes",
    }
    concern = {
        "kind": "concern",
        "anonymous": False,
        "name": "A district nurse",
        "what": "Two nights a week there is one of us for two teams. Visits are left out.",
        "helped": "Look at the rota of the last month.",
        "elements": ["patient_safety", "worker_safety"],
        "profession": "nursing",
    }
    for receipt, content in (
        (RECEIPT, anonymous),
        ("meadow silver paper candy bridge autumn pepper kitchen", concern),
    ):
        _case(receipt, content, made, promise)


def _case(receipt: str, content: dict, made: list[GuardianKey], promise: Promise) -> None:
    words = content.get("cue") or content["what"]
    title = textwrap.shorten(words, cases.LONGEST_TITLE, placeholder="…")
    guardians = {str(key.pk): key.recipient for key in made}
    listed = {"title": title, "kind": content["kind"], "anonymous": content["anonymous"]}
    new = sealing.new_case(receipt, guardians, listed)
    cases.open_case(
        locator=new.locator,
        recipient=new.recipient,
        for_receipt=new.for_receipt,
        keys=new.keys,
        entry=sealing.new_name(),
        sealed=sealing.seal(content, [new.recipient]),
        route=ANONYMOUS if content["anonymous"] else GUARDIAN,
        promise=promise.pk,
    )


def _pulse(today: date) -> None:
    items = [str(item) for item in ITEMS]
    pulse = offering.open_pulse(items=items, days=14)
    for n in range(24):
        ratings = [3 - n % 3, n % 4, 1 + n % 4, 2 + n % 3, 4 - n % 4]
        offering.answer_pulse(pulse=pulse, token=f"demo-{n}", ratings=ratings)
    Pulse.objects.filter(pk=pulse.pk).update(
        opened_on=today - timedelta(20), closes_on=today - timedelta(6)
    )
    offering.close_pulse(pulse=pulse)
