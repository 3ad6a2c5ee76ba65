"""What people said of district nursing: nobody says when the nurse comes; then, a text does."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from everyseat.improvement.actions import coding, comments_importing, comments_releasing, samples
from everyseat.improvement.comment_rows import Entry
from everyseat.improvement.models import Question, Service
from everyseat.improvement.models.coding import Kind
from everyseat.improvement.queries import comments as queries
from everyseat.improvement.queries import taking_out
from everyseat.improvement.queries.coding import Codes, to_code
from everyseat.improvement.queries.releasing import to_release
from everyseat.improvement.queries.samples import to_agree
from everyseat.organisations.demonstration import City
from everyseat.organisations.models import Person
from everyseat.organisations.months import after

MANNER, GRATITUDE = "Staff manner & personal attributes", "Positive experience & gratitude"
INFORMED = "Being kept informed, clarity & consistency of information"
CONTACT, TIME, CONTINUITY = "Contacting services", "Timeliness of care", "Continuity of care"
MONTHS, AFTER_CHANGE = 9, 3
"""How many months comments came, and how many of them after texts were sent."""
Said = tuple[str, Kind, tuple[str, ...], tuple[str, ...]]
"""A question, a kind, the names of themes, and what people wrote."""
WAITING: Said = (
    Question.BETTER,
    Kind.CONCERN,
    (INFORMED,),
    (
        "Nobody says when the nurse comes. I sat at the window from eight until four.",
        "Please tell us a time. I missed the eye clinic because I waited at home.",
        "We never know whether it is the morning or the afternoon.",
        "My husband can’t be left alone, so I need to know when somebody is coming.",
        "I dare not have a bath on the days you come, in case I miss the bell.",
        "Tell people roughly when. A whole day of waiting is long at 86.",
        "It would help to hear the day before who is coming, and when.",
    ),
)
RINGING: Said = (
    Question.BETTER,
    Kind.CONCERN,
    (INFORMED, CONTACT),
    (
        "I rang twice to ask when the nurse would come. Nobody could say.",
        "The line was engaged all morning. I only wanted to know the time of the visit.",
        "You ring the office, they ring the nurse, and nobody rings back.",
    ),
)
LATE: Said = (
    Question.BETTER,
    Kind.CONCERN,
    (TIME,),
    (
        "The visit was two hours after what I was told at the hospital.",
        "My dressing was due on Monday and was done on Wednesday.",
    ),
)
OTHER_NURSE: Said = (
    Question.BETTER,
    Kind.CONCERN,
    (CONTINUITY,),
    (
        "A different face every week. I tell my story again each time.",
        "Could it be the same two or three people? Mum is frightened of strangers.",
    ),
)
KIND: Said = (
    Question.GOOD,
    Kind.PRAISE,
    (MANNER,),
    (
        "The nurse was gentle and never in a hurry.",
        "They talk to my mother and not over her head.",
        "She noticed that I was low, and sat down for a minute.",
        "Always polite, always a smile, even in the rain.",
        "I was treated as a person and not as a leg.",
    ),
)
THANKS: Said = (
    Question.GOOD,
    Kind.PRAISE,
    (GRATITUDE,),
    (
        "I could not manage at home without you.",
        "Thank you all, from the whole family.",
        "A wonderful service. Please keep it.",
    ),
)
TEXTED: Said = (
    Question.GOOD,
    Kind.PRAISE,
    (INFORMED,),
    (
        "The text the evening before is a great help.",
        "Now I know when she comes, and can go to the shop.",
        "Two hours instead of a whole day: that has changed my week.",
    ),
)
BEFORE = [*[WAITING] * 5, RINGING, RINGING, LATE, OTHER_NURSE, *[KIND] * 3, THANKS]
SINCE = [WAITING, LATE, OTHER_NURSE, *[KIND] * 3, THANKS, TEXTED, TEXTED, TEXTED]
NEW = (
    (
        Question.GOOD,
        "Nurse Sarah was so gentle with my leg. Her number is 01632 960123.",
    ),
    (Question.BETTER, "The night HCA was short with my father when the catheter leaked."),
    (Question.BETTER, "The text said ten to twelve and she came at half past one."),
    (Question.GOOD, "The evening text is grand. My daughter reads it to me."),
    (Question.BETTER, "Nothing"),
    (Question.BETTER, "Could the text be larger? And the nurse did not know about my tablets."),
)
"""Comments that nobody has coded yet."""
SAMPLE, DOUBT = 20, 0.3


def load(city: City, service: Service, rng: Random, today: date) -> None:
    """Let comments have come, been coded, tried on two coders, and been released."""
    by, texts = city.organiser, {said: cycle(said[3]) for said in {*BEFORE, *SINCE}}
    codes: dict[str, Said] = {}
    for n in range(MONTHS):
        first = after(today, n - MONTHS)
        plan = BEFORE if n < MONTHS - AFTER_CHANGE else SINCE
        said = [(one, next(texts[one])) for one in plan]
        codes |= {text: one for one, text in said}
        entries = [_entry(one[0], text, first, rng) for one, text in said]
        _import(service, f"fft-{first:%Y-%m}.csv", entries, by, after(first, 1))
        if n == 1 and service.lead:
            _try_on_two(service, (by, service.lead), codes, rng, after(first, 1))
        if n:
            _code_and_release(service, codes, by, after(first, 1))
    _import(service, "fft-newest.csv", [_new(*one, today) for one in NEW], by, today)


def _entry(question: str, text: str, first: date, rng: Random) -> Entry:
    rating = rng.choice([2, 3, 3, 4] if question == Question.BETTER else [1, 1, 1, 2])
    return Entry(2, question, text, first + timedelta(rng.randrange(28)), rating, True)


def _new(question: str, text: str, today: date) -> Entry:
    return Entry(2, question, text, today - timedelta(1), 2, True)


def _import(service: Service, name: str, found: list[Entry], by: Person, on: date) -> None:
    digests = queries.digests(service, (one.said for one in found))
    entries = list(zip(found, digests, strict=True))
    left_out = {"blank": 3, "unanswered": 2}
    comments_importing.take_in(
        service=service, name=name, entries=entries, left_out=left_out, by=by, today=on
    )


def _code_and_release(service: Service, codes: dict[str, Said], by: Person, on: date) -> None:
    for comment in list(to_code(service)):
        _question, kind, themes, _texts = codes[comment.words]
        values: dict[str, Any] = {
            "themes": _numbers(service, themes),
            "kind": kind,
            "coder": by,
            "today": on,
        }
        coding.code(comment=comment, seen=Codes(), **values)
    for comment in list(to_release(service)):
        left = taking_out.suggested(comment.words)
        comments_releasing.release(comment=comment, left=left, by=by, today=on, sure=True)


def _try_on_two(
    service: Service, coders: tuple[Person, Person], codes: dict[str, Said], rng: Random, on: date
) -> None:
    """Let two people code a sample apart: the second sees calls and times a little otherwise."""
    first, second = coders
    sample = samples.make(service=service, n=SAMPLE, first=first, today=on, chance=rng)
    samples.join(sample=sample, second=second)
    for comment in list(sample.comments.all()):
        _question, kind, themes, _texts = codes[comment.words]
        other = (TIME,) if themes == (INFORMED,) and rng.random() < DOUBT else themes
        for coder, chosen in ((first, themes), (second, other)):
            values: dict[str, Any] = {
                "themes": _numbers(service, chosen),
                "kind": kind,
                "coder": coder,
                "today": on,
            }
            samples.code(sample=sample, comment=comment, **values)
    samples.agree_where_same(sample=sample, by=first, today=on)
    for pair in to_agree(sample):
        said: dict[str, Any] = {"themes": pair.first.themes, "kind": pair.first.kind}
        samples.agree(sample=sample, comment=pair.comment, **said, by=first, today=on)
    samples.close(sample=sample, today=on)


def _numbers(service: Service, names: Iterable[str]) -> list[int]:
    found = service.framework.themes.filter(name__in=names)
    return list(found.values_list("number", flat=True))
