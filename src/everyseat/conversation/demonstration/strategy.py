"""A conversation of the made-up city on its next ten years: three views that share some ground."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from everyseat.conversation import cards, policy
from everyseat.conversation.actions import (
    hearing,
    moderating,
    opening,
    preparing,
    seeding,
    writing,
)
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.demonstration.answers import answer, people
from everyseat.conversation.models import Conversation, Participant, Point, Statement
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person

QUESTION = "What should health and care in our city look like in ten years?"
DESCRIPTION = "\n\n".join(
    (
        "The trust, the council and voluntary organisations are writing one strategy for the next "
        "ten years. We ask staff, partners and everybody who is a member of the trust.",
        "In March the three chief executives answer in public: what they heard, and what they "
        "will do.",
    )
)
SEEDS = (
    # how many in ten agree, of those who think first of staff, of new ways, of neighbourhoods
    ("Nobody should have to tell their story more than once.", (9, 9, 9)),
    ("Staff should be able to say what is wrong without fear for their job.", (10, 9, 9)),
    ("Help should come before a crisis, even if that costs more at first.", (8, 8, 9)),
    ("People who care for a relative should be asked how they are, too.", (9, 8, 9)),
    ("Appointments should fit around school and shift work.", (8, 9, 8)),
    ("Leaders should spend a day each month with a front-line team.", (9, 7, 8)),
    ("Most visits to a doctor can be done by video.", (3, 9, 2)),
    ("Computers should sort requests for help before a person reads them.", (1, 8, 1)),
    ("Patients should read everything that is written about them.", (4, 9, 7)),
    ("We should share one record across health, council and charities.", (5, 9, 6)),
    ("Wards should never run below their planned number of nurses.", (10, 4, 6)),
    ("Pay more to those who work nights, even if other things must wait.", (9, 3, 4)),
    ("Every team should have a room to rest in.", (9, 4, 6)),
    ("We should stop using agency staff within three years.", (7, 6, 4)),
    ("Managers’ jobs should be cut before anybody else’s.", (8, 3, 6)),
    ("Care at home is better than care in a hospital wherever it is safe.", (5, 7, 9)),
    ("Small clinics in each neighbourhood are worth more than one new hospital.", (3, 5, 9)),
    ("Volunteers should be part of every team that visits people at home.", (2, 5, 9)),
    ("Each neighbourhood should decide about a part of the money.", (3, 4, 9)),
    ("Parks and warm homes do more for health than another scanner.", (4, 3, 9)),
    ("It is right to travel further for an operation that goes better.", (6, 9, 3)),
    ("People who miss appointments without a word should pay.", (6, 5, 2)),
    ("The strategy should say what we will stop doing.", (7, 8, 7)),
    ("Members of the trust should vote on its three main aims.", (4, 5, 8)),
    ("Ten years is too long: promise what you will do in two.", (7, 6, 7)),
)
PUBLISHED = (
    ("Every school should have a nurse of its own.", (7, 5, 9)),
    ("Dentists belong in the strategy.", (8, 8, 8)),
    ("Staff should park for nothing.", (9, 4, 4)),
)
REJECTED = ("When do we get the new car park?", "It is a question or a comment, not a statement.")
SPLIT = (
    "More mental health workers in schools and shorter waits for adults too",
    ("More mental health workers in schools.", "Shorter waits for adults in mental health."),
)
WAITING = (
    "Buses should stop at every clinic.",
    "A bus should stop at every clinic",
    "Let people choose the nurse who visits them.",
    "Francis Okafor should answer this himself, and not his office.",
    "Interpreters should be booked without asking.",
    "Young people should have a seat on the board.",
    "Stop writing strategies.",
)
WORDS = (
    "Thank you to everybody who has taken part so far. The conversation goes on, and the three "
    "chief executives answer all of it in March. Some things need not wait until then."
)
HEARD = (
    # what we heard, about which statements, what follows: the state, what, who, days, and why not
    (
        "You want to tell your story once, not at every door.",
        (1, 10),
        ("under way", "Try one shared record in two neighbourhoods.", "The three chief executives"),
        (120, ""),
    ),
    (
        "Leaders are too far from the people who do the work.",
        (6,),
        ("planned", "Each director spends a day each month with a team.", "All directors"),
        (45, ""),
    ),
    (
        "Many people who work on wards want parking to be free.",
        (28,),
        ("no change", "", ""),
        (0, "The car park pays for the bus from the station, which more of you use."),
    ),
)
UPDATE = ("The first 40 families in the north of the city have agreed to take part.", 1)
VIEWS, PEOPLE = (0.40, 0.25, 0.35), 360


def load(city: City, rng: Random) -> None:
    """Let a conversation have been open for nine days."""
    today = timezone.localdate()
    conversation = _opened(city.organiser, today)
    chances = _written(conversation, city.organiser, today)
    views = rng.choices(range(len(VIEWS)), VIEWS, k=PEOPLE)
    answer(conversation, people(conversation, PEOPLE), views, chances, rng)
    for text in WAITING:
        writing.write(participant=_somebody(conversation, text, today), text=text)
    _say_what_was_heard(conversation, today)


def _opened(organiser: Person, today: date) -> Conversation:
    values = {
        "question": QUESTION,
        "description": DESCRIPTION,
        "closes_on": today + timedelta(19),
        "policy": policy.text(),
        "reasons": policy.reasons(),
    }
    made = preparing.prepare(
        organisation=organiser.organisation, organiser=organiser, values=values
    )
    seeding.add(conversation=made, lines=[(n, text) for n, (text, _of) in enumerate(SEEDS, 1)])
    opening.open_to_all(conversation=made, today=today - timedelta(9))
    return made


def _somebody(conversation: Conversation, name: str, today: date) -> Participant:
    """Return a participant with a card that nobody holds."""
    made = Participant.objects.create(
        conversation=conversation, card=cards.hashed(f"demonstration {name}"), began_on=today
    )
    made.conversation = conversation
    return made


def _written(
    conversation: Conversation, by: Person, today: date
) -> dict[Statement, tuple[int, ...]]:
    """Write and decide about participants’ statements; return how likely each is agreed with."""
    for text, *_more in (*PUBLISHED, REJECTED, SPLIT):
        writing.write(participant=_somebody(conversation, text, today), text=text)
    publish = Decision(state="published", by=by, on=today)
    reject = Decision(state="rejected", by=by, on=today, reason=REJECTED[1])
    _decide(conversation, [text for text, _of in PUBLISHED], publish)
    _decide(conversation, [REJECTED[0]], reject)
    split = conversation.statements.get(text=SPLIT[0])
    moderating.reword(
        statement=split,
        texts=SPLIT[1],
        note="Two ideas, so we made two.",
        seen="waiting",
        by=by,
        today=today,
    )
    of = dict((*SEEDS, *PUBLISHED))
    asked = conversation.statements.filter(state=Statement.State.PUBLISHED)
    return {one: of.get(one.text, (8, 8, 8)) for one in asked}


def _decide(conversation: Conversation, texts: list[str], decision: Decision) -> None:
    numbers = conversation.statements.filter(text__in=texts).values_list("number", flat=True)
    moderating.decide(
        conversation=conversation, numbers=list(numbers), seen="waiting", decision=decision
    )


def _say_what_was_heard(conversation: Conversation, today: date) -> None:
    """Publish a first answer while the conversation is open, and one update."""
    then = today - timedelta(3)
    hearing.write_words(conversation=conversation, words=WORDS, today=then, sure=True)
    for heard, about, (state, what, role), (days, because) in HEARD:
        values: dict[str, object] = {
            "heard": heard,
            "state": state,
            "what": what,
            "role": role,
            "person": None,
        }
        values |= {"by": today + timedelta(days), "because": because}
        hearing.add(
            conversation=conversation,
            values=values,
            statements=conversation.statements.filter(number__in=about),
            today=then,
            sure=True,
        )
    hearing.publish(conversation=conversation, today=then)
    text, number = UPDATE
    point = Point.objects.get(summary__conversation=conversation, number=number)
    hearing.follow_up(point=point, state=point.state, text=text, by=None, today=today, sure=True)
