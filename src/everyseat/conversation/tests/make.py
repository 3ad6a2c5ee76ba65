"""Conversations and what is said in them, for the tests of this part."""

import secrets
import uuid
from datetime import timedelta

from django.utils import timezone

from everyseat.conversation.actions import (
    hearing,
    inviting,
    joining,
    opening,
    preparing,
    seeding,
    writing_to_invited,
)
from everyseat.conversation.models import Conversation, Participant, Point, Vote
from everyseat.conversation.queries import participants
from everyseat.files.addresses import Pasted
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host
from everyseat.safety import credentials

SEEDS = ("Parks for all", "Buses at night", "More nurses in schools")


def today():
    return timezone.localdate()


def person(name, *roles):
    if host() is None:
        organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    email = f"{name.lower()}@trust.example"
    made = Person.objects.create(name=name, email=email, organisation=host())
    organisations.set_roles(person=made, roles=set(roles))
    return made


def draft(organiser, *seeds, **values) -> Conversation:
    usual = {"question": "What should change?", "closes_on": today() + timedelta(9)}
    usual |= {"policy": "One idea each.", "reasons": ["Not about the question.", "Abusive."]}
    made = preparing.prepare(organisation=host(), organiser=organiser, values={**usual, **values})
    seeding.add(conversation=made, lines=list(enumerate(seeds or SEEDS, 1)))
    return made


def opened(organiser, *seeds, **values) -> Conversation:
    made = draft(organiser, *seeds, **values)
    opening.open_to_all(conversation=made, today=today())
    return made


def closed(organiser, *seeds, **values) -> Conversation:
    made = opened(organiser, *seeds, **values)
    opening.close(conversation=made, today=today())
    return made


def promise(**values) -> dict[str, object]:
    """Return what a point holds, with what is asked of it."""
    usual = {"heard": "Parks are for all.", "state": "planned", "what": "Open the north gate."}
    usual |= {"role": "Estates", "person": None, "by": today() + timedelta(30), "because": ""}
    return {**usual, **values}


def point(conversation, *numbers, **values) -> Point:
    """Add a point about statements of these numbers to what was heard."""
    about = conversation.statements.filter(number__in=numbers)
    return hearing.add(
        conversation=conversation,
        values=promise(**values),
        statements=about,
        today=today(),
        sure=True,
    )


def answer(conversation) -> None:
    """Let everybody read what was heard."""
    hearing.publish(conversation=conversation, today=today())


def pasted(*names) -> list[Pasted]:
    return [Pasted(name, f"{name.lower()}@members.example") for name in names]


def by_invitation(organiser, *names) -> Conversation:
    """Return an open conversation to which members are invited, who are not in the register."""
    made = draft(organiser, entry="invited")
    names = names or ("Ann", "Bo", "Cy", "Di")
    inviting.invite(conversation=made, teams=[], pasted=pasted(*names))
    return opened_by_invitation(made)


def opened_by_invitation(draft) -> Conversation:
    """Open a draft, and write to everybody who is invited."""
    made = Conversation.objects.get(pk=draft.pk)
    opening.open_to_all(conversation=made, today=today())
    writing_to_invited.write_due(today())
    return made


def draw(invited, secret=None) -> str:
    """Draw a card as a browser would; return its code."""
    secret = secret or secrets.token_bytes(credentials.SECRET_SIZE)
    blinded = credentials.PROTOCOL.blind(credentials.serial_of(secret))
    evaluation = inviting.draw(invited=invited, blinded=blinded.element)
    conversation = invited.conversation
    info = credentials.public_info(str(conversation.pk), invited.counts_as)
    public = bytes.fromhex(conversation.public_key)
    output = credentials.PROTOCOL.finalize([blinded], evaluation, public, info)[0]
    return credentials.write_card(secret, output[: credentials.MARK_SIZE])


def card(conversation) -> str:
    """Return the secret of a new card."""
    return joining.begin(conversation=conversation, today=today())


def participant(conversation) -> Participant:
    return holder(conversation, card(conversation))


def holder(conversation, secret) -> Participant:
    """Return who holds a card, as the database has it now."""
    return participants.by_card(Conversation.objects.get(pk=conversation.pk), secret)


def answered(conversation, *rows) -> list[Participant]:
    """Let new participants answer: a row of 1, 0, -1 or None for each, by statement number."""
    numbered = list(conversation.statements.order_by("number"))
    conversation.refresh_from_db()
    who = Participant.objects.bulk_create(
        Participant(conversation=conversation, card=uuid.uuid4().hex * 2, began_on=today())
        for _ in rows
    )
    votes = []
    for participant, row in zip(who, rows, strict=True):
        for statement, value in zip(numbered, row, strict=False):
            if value is not None:
                conversation.last_sequence += 1
                votes.append(
                    Vote(
                        conversation=conversation,
                        participant=participant,
                        statement=statement,
                        value=value,
                        sequence=conversation.last_sequence,
                    )
                )
    Vote.objects.bulk_create(votes)
    for statement in numbered:
        statement.answers = statement.votes.count()
        statement.save(update_fields=["answers"])
    conversation.save(update_fields=["last_sequence"])
    return who
