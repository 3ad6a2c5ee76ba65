"""A conversation by invitation of a trust, a council and members, that has closed."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from everyseat.conversation import policy
from everyseat.conversation.actions import hearing, inviting, opening, preparing, seeding
from everyseat.conversation.demonstration.answers import answer, people
from everyseat.conversation.models import Conversation
from everyseat.files.addresses import Pasted
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person

QUESTION = "What would make it easier to leave hospital and go home?"
DESCRIPTION = (
    "The trust and the council plan together how people come home from hospital. We ask the staff "
    "of both, and members of the trust who have been through it or cared for somebody who has."
)
AUDIENCES = (("Staff of the trust", 90), ("Staff of the council", 60), ("Members", 75))
SEEDS = (
    # how many in ten agree, of the trust's staff, of the council's, and of members
    ("One person should see each of us home, from the ward to the front door.", (8, 8, 10)),
    ("The family should know the day before, and not on the day.", (9, 9, 10)),
    ("Medicines should be ready before the ambulance is.", (9, 8, 9)),
    ("People go home too early.", (3, 7, 8)),
    ("People stay too long because nobody is free to visit them at home.", (9, 3, 7)),
    ("The form that both sides fill in asks for the same things twice.", (9, 9, 4)),
    ("Social workers should sit on the ward.", (9, 3, 7)),
    ("The council hears of it too late.", (4, 10, 6)),
    ("Nobody should be moved after eight in the evening.", (6, 8, 10)),
    ("A call two days later would save many a journey back.", (8, 7, 9)),
    ("It should be one budget.", (7, 4, 6)),
    ("Beds come before people.", (3, 7, 8)),
    ("I know whom to ring when something goes wrong at home.", (6, 6, 2)),
    ("Volunteers could do more: shopping, a warm room, a lift.", (7, 8, 8)),
    ("We talk about each other more than with each other.", (8, 8, 6)),
)
WORDS = "Thank you. We read all of it together, and this is what we will do first."
HEARD = (
    (
        "Nobody who is at home knows whom to ring.",
        (13,),
        ("planned", "One number that is answered by day and night.", "Both chief executives", 60),
    ),
    (
        "Staff of the trust and of the council each think that they wait for the other.",
        (5, 8),
        ("under way", "A meeting of both each morning, on two wards.", "The heads of service", 30),
    ),
)


def load(city: City, rng: Random) -> None:
    """Let a conversation have closed a month ago."""
    today = timezone.localdate()
    conversation = _opened(city.organiser, today)
    chances = {one: SEEDS[one.number - 1][1] for one in conversation.statements.all()}
    who, views = [], []
    for view, audience in enumerate(conversation.audiences.all()):
        who += people(conversation, dict(AUDIENCES)[audience.name], audience)
        views += [view] * dict(AUDIENCES)[audience.name]
    answer(conversation, who, views, chances, rng)
    opening.close(conversation=conversation, today=today - timedelta(30))
    _say_what_was_heard(conversation, today)


def _opened(organiser: Person, today: date) -> Conversation:
    values = {
        "question": QUESTION,
        "description": DESCRIPTION,
        "entry": Conversation.Entry.INVITED,
        "closes_on": today - timedelta(30),
        "policy": policy.text(),
        "reasons": policy.reasons(),
    }
    made = preparing.prepare(
        organisation=organiser.organisation, organiser=organiser, values=values
    )
    seeding.add(conversation=made, lines=[(n, text) for n, (text, _of) in enumerate(SEEDS, 1)])
    for number, (audience, invited) in enumerate(AUDIENCES):
        made.refresh_from_db()
        pasted = [Pasted("", f"p{number}-{n}@city.example") for n in range(invited)]
        inviting.invite(conversation=made, teams=[], pasted=pasted, audience=audience)
    made.refresh_from_db()
    opening.open_to_all(conversation=made, today=today - timedelta(60))
    return made


def _say_what_was_heard(conversation: Conversation, today: date) -> None:
    then = today - timedelta(9)
    hearing.write_words(conversation=conversation, words=WORDS, today=then, sure=True)
    for heard, about, (state, what, role, days) in HEARD:
        values: dict[str, object] = {"heard": heard, "state": state, "what": what, "role": role}
        values |= {"person": None, "by": today + timedelta(days), "because": ""}
        hearing.add(
            conversation=conversation,
            values=values,
            statements=conversation.statements.filter(number__in=about),
            today=then,
            sure=True,
        )
    hearing.publish(conversation=conversation, today=then)
