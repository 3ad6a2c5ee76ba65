"""Rooms and what is answered in them, for the tests of this part."""

import secrets
from datetime import timedelta

from django.utils import timezone

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person, Team
from everyseat.organisations.queries import host
from everyseat.room import kinds
from everyseat.room.actions import answering, briefs, ending, floor, holding, inviting, preparing
from everyseat.room.queries import room_state
from everyseat.safety import credentials


def person(name, *, team=None, manager=None, roles=()):
    if host() is None:
        organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    email = f"{name.lower()}@trust.example"
    made = Person.objects.create(
        name=name, email=email, organisation=host(), team=team, manager=manager
    )
    organisations.set_roles(person=made, roles=set(roles))
    return made


def team(name):
    """Return a team whose leader manages one other."""
    made = Team.objects.create(organisation=host(), name=name)
    leader = person(f"Leader-of-{name}", team=made)
    person(f"Member-of-{name}", team=made, manager=leader)
    return made


def room(facilitator):
    return preparing.prepare(
        facilitator=facilitator, title="Big room", held_on=timezone.localdate()
    )


def brief(owner, teams, asked=(kinds.WORD, kinds.FLOOR), **options):
    """Return a brief with a question of each of these kinds, sent to teams of these names."""
    made = briefs.write(
        owner=owner,
        title="One desk",
        text="From April",
        film="",
        answer_by=timezone.localdate() + timedelta(9),
    )
    for kind in asked:
        preparing.add_question(room=made.room, kind=kind, text=f"Q {kind}?", **options)
    briefs.send(brief=made, teams=[team(name) for name in teams])
    return made


def asked(room, kind=kinds.CARDS, written=(), **options):
    question = preparing.add_question(
        room=room, kind=kind, text="Q?", written=list(written), **options
    )
    return open_again(question)


def open_again(question):
    holding.ask(question=question)
    question.refresh_from_db()
    return question


def token(n):
    return f"{n:022}"


def answer(question, n, value):
    return answering.keep([answering.sent(question, token(n), value)])


def answers(question, *values):
    for n, value in enumerate(values):
        answer(question, n, value)


def raised(question, n, text):
    floor.raise_question(question=question, token=token(n), text=text)
    return question.raised.get(text=" ".join(text.split()))


def vote(raised, *devices):
    for n in devices:
        floor.vote(question=raised.question, token=token(n), raised=str(raised.pk))


def tally(room):
    return room_state.of(room.code)["question"]["tally"]


def end(room):
    ending.end(room=room, today=timezone.localdate())
    room.refresh_from_db()


def draw(invited, secret=None):
    """Draw a card as a browser would; return its code."""
    secret = secret or secrets.token_bytes(credentials.SECRET_SIZE)
    blinded = credentials.PROTOCOL.blind(credentials.serial_of(secret))
    evaluation = inviting.draw(invited=invited, blinded=blinded.element)
    public = bytes.fromhex(invited.room.public_key)
    info = credentials.public_info(str(invited.room_id), answering.MEMBER)
    output = credentials.PROTOCOL.finalize([blinded], evaluation, public, info)[0]
    return credentials.write_card(secret, output[: credentials.MARK_SIZE])
