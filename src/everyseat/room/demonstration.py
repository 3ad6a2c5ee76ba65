"""A room in progress, the two questions of the story put to a hall of 140; and a brief in teams."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person, Team
from everyseat.room import kinds
from everyseat.room.actions import answering, briefs, ending, floor, holding, preparing
from everyseat.room.models import Brief, Question, Room
from everyseat.room.queries import briefs as told

WORDS = {
    **{"angry": 20, "Angry": 3, "angrey": 1, "Upset": 19, "disappointed": 14, "dissapointed": 2},
    **{"ashamed": 9, "guilty": 6, "hopeful": 4, "let down": 3, "let-down": 2, "sad": 5, "tired": 4},
    **{"shocked": 7, "worried": 5, "worry": 1, "determined": 3, "sorry for the families": 4},
}
CARDS = [118, 14, 8]
TEXT = "\n\n".join(
    (
        "From April the community teams and the council's social care teams share one duty desk.",
        "A person who calls has one name to ask for, and tells their story once. Nobody changes "
        "employer, and no team moves before the summer.",
        "What we don't know yet: who covers the desk at weekends, and whether the two record "
        "systems can be read side by side by then.",
    )
)
ASKED = [
    (["Who covers the desk at weekends?", "Do we keep our own line manager?"], 5),
    (["Who covers the desk at weekends?"], 1),
    (["What happens to our duty rota in May?"], 2),
]
REPLY = (
    "Nobody will be asked to work more weekends than now. We agree the rota with you in February."
)


def load(facilitator: Person, today: date) -> None:
    """Let the first question have been answered and the second be open; send a brief to teams."""
    room = preparing.prepare(facilitator=facilitator, title="Leading together", held_on=today)
    cards = _ask(room, kinds.CARDS, "Are you a leader?", meanings=["yes", "not sure", "no"])
    _answer(cards, [place for place, n in enumerate(CARDS) for _ in range(n)])
    words = _ask(room, kinds.WORD, "How did the report make you feel?")
    _answer(words, [word for word, n in WORDS.items() for _ in range(n)])
    organisations.set_roles(person=facilitator, roles={"facilitator"})
    _brief(facilitator, today)


def _ask(room: Room, kind: str, text: str, meanings: Sequence[str] = ()) -> Question:
    made = preparing.add_question(room=room, kind=kind, text=text, meanings=meanings)
    holding.ask(question=made)
    made.refresh_from_db()
    return made


def _answer(question: Question, answers: list) -> None:
    Random(1).shuffle(answers)
    sent = (answering.sent(question, f"{n:022}", value) for n, value in enumerate(answers))
    answering.keep(sent)


def _brief(owner: Person, today: date) -> None:
    """Send a brief to every team that has a leader; let three have met."""
    _let_teams_be_led(owner)
    brief = briefs.write(
        owner=owner,
        title="One duty desk for the city",
        text=TEXT,
        film="",
        answer_by=today + timedelta(14),
        starter="brief",
    )
    teams = [one["team"] for one in told.teams(brief) if one["leader"]]
    briefs.send(brief=brief, teams=teams)
    rooms = brief.room.copies.exclude(team=owner.team).order_by("team__name")[: len(ASKED)]
    for room, (texts, behind) in zip(rooms, ASKED, strict=True):
        _meet(room, texts, behind)
        ending.end(room=room, today=today)
    _reply(brief)


def _let_teams_be_led(chief: Person) -> None:
    """Let the first of each team's people manage the others, but for whom the chair manages."""
    for team in Team.objects.filter(organisation=chief.organisation).exclude(people=chief):
        if first := team.people.order_by("name").first():
            others = team.people.exclude(pk=first.pk).exclude(manager=chief.manager)
            others.update(manager=first)


def _meet(room: Room, texts: list[str], behind: int) -> None:
    clear, cards, asked = room.questions.all()
    for question, answers in ((clear, [4, 3, 3, 2, 3, 1, 3]), (cards, [0, 0, 1, 0, 1, 2, 0])):
        holding.ask(question=question)
        question.refresh_from_db()
        _answer(question, list(answers))
    holding.ask(question=asked)
    for text in texts:
        floor.raise_question(question=asked, token=f"{0:022}", text=text)
        raised = str(asked.raised.get(text=text).pk)
        for n in range(1, behind):
            floor.vote(question=asked, token=f"{n:022}", raised=raised)


def _reply(brief: Brief) -> None:
    weekends = told.went_up(brief).filter(text__contains="weekends")
    briefs.reply(brief=brief, raised=[str(one.pk) for one in weekends], text=REPLY)
