"""An attacker who holds the whole database of a conversation by invitation, and the keys to it.

They want to know which card is whose. Everybody takes part the moment they have drawn, one after
the other: the worst case for what is stored. The attacker looks for a value about a person from
which a card follows, and puts people and cards in the order of whatever is stored about them.
"""

import hashlib
import json
import random
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.test import Client

from everyseat.conversation import cards
from everyseat.conversation.actions import answering, joining
from everyseat.conversation.links import INVITATIONS
from everyseat.conversation.models import Conversation, Invited, Participant
from everyseat.conversation.tests import make
from everyseat.giving import drawing
from everyseat.organisations.models import Person
from everyseat.safety import credentials

PEOPLE = 40
SHORTEST = 12
"""A value of fewer letters is shared by chance."""

Truth = dict[str, str]
"""By the key of an invitation, the hash of the card that was made with it."""
Columns = dict[tuple[str, str], dict[str, object]]
"""What is stored in each column about each person, or about each card."""
Beside = Callable[[Invited, bytes, int], None]


def play(organiser: Person, beside: Beside = lambda _one, _serial, _n: None) -> Truth:
    """Let everybody draw, begin and answer; `beside` plants something after each has drawn."""
    conversation = make.by_invitation(organiser, *(f"Member{n}" for n in range(PEOPLE)))
    arrivals = list(conversation.invited.all())
    random.shuffle(arrivals)
    truth = {}
    for n, one in enumerate(arrivals):
        secret = secrets.token_bytes(credentials.SECRET_SIZE)
        code = make.draw(one, secret)
        beside(one, credentials.serial_of(secret), n)
        conversation = Conversation.objects.get(pk=conversation.pk)
        card = joining.go_on(conversation=conversation, typed=code, today=make.today())
        answering.answer(participant=make.holder(conversation, card), number="1", said="agree")
        truth[str(one.pk)] = cards.hashed(card)
    return truth


def linked_by_a_value(truth: Truth) -> int:
    """Return how many people are linked by a value about them, or by what follows from one."""
    people, owners = (
        _index(_about_people(), _follows),
        _index(_about_cards(), lambda value: {value}),
    )
    links = {
        (*people[value], *owners[value])
        for value in set(people) & set(owners)
        if len(people[value]) == len(owners[value]) == 1
    }
    return sum(truth[person] == card for person, card in links)


def linked_by_an_order(truth: Truth) -> int:
    """Return how many people the best pair of columns links, if each is put in its order.

    By chance a pair links one, however many people there are.
    """
    people, owners = (_orders(of) for of in (_about_people(), _about_cards()))
    assert len(people) > 5 < len(owners)
    return max(
        sum(truth[person] == card for person, card in zip(one, other, strict=True))
        for one in people
        for other in owners
    )


def _index(columns: Columns, follows: Callable[[str], set[str]]) -> dict[str, set[str]]:
    found = defaultdict(set)
    for values in columns.values():
        for who, value in values.items():
            for one in follows(str(value)):
                if len(one) >= SHORTEST:
                    found[one].add(who)
    return found


def _follows(value: str) -> set[str]:
    """Return a value, and what a card would be if it were a serial, a secret or a code."""
    found = {value, cards.hashed(value), hashlib.sha256(value.encode()).hexdigest()}
    with suppress(ValueError):
        found.add(cards.hashed(cards.of_serial(bytes.fromhex(value))))
    with suppress(credentials.BadCard):
        found.add(cards.hashed(cards.of_serial(credentials.read_card(value).serial)))
    return found


def _orders(columns: Columns) -> list[list[str]]:
    """Return everybody in the order of each column that has all of them; equals by chance."""
    return [
        sorted(values, key=lambda who: (_sortable(values[who]), random.random()))
        for values in columns.values()
        if len(values) == PEOPLE
    ]


def _sortable(value: object) -> tuple:
    return (0, value, "") if isinstance(value, int | float) else (1, 0, str(value))


def _about_people() -> Columns:
    """Return what any row says that names somebody who is invited, and the register of drawing."""
    names = {str(one.pk): (str(one.pk), one.email) for one in Invited.objects.all()}
    found: Columns = defaultdict(dict)
    for table, row in _rows():
        said = " ".join(map(str, row.values()))
        for who, known_as in names.items():
            if any(name in said for name in known_as):
                _note(found, table, row, who)
    register = drawing.register_of(Conversation.objects.get())
    for place, (who, digest) in enumerate(register.items()):
        _note(found, "register", {"place": place, "digest": digest}, who)
    return found


def _about_cards() -> Columns:
    """Return what any row says of a card."""
    hashes = dict(Participant.objects.values_list("pk", "card"))
    found: Columns = defaultdict(dict)
    for model in _models():
        keys = [field.attname for field in model._meta.fields if field.related_model is Participant]
        own = ["id"] if model is Participant else keys
        for row in _rows_of(model):
            for key in own:
                if row[key] in hashes:
                    _note(found, model._meta.db_table, row, hashes[row[key]])
    return found


def _note(found: Columns, table: str, row: dict[str, object], who: str) -> None:
    for column, value in row.items():
        found[table, column].setdefault(who, value)


def _models() -> list:
    return [one for one in apps.get_models() if one._meta.managed and not one._meta.proxy]


def _rows() -> Iterator[tuple[str, dict[str, object]]]:
    for model in _models():
        for row in _rows_of(model):
            yield model._meta.db_table, row


def _rows_of(model) -> Iterator[dict[str, object]]:
    """Yield rows as the keys open them, each with the place at which it lies in its table."""
    places = _places(model)
    for one in model._base_manager.all():
        row = {field.attname: getattr(one, field.attname) for field in model._meta.fields}
        yield {name: _plain(value) for name, value in row.items()} | {"place": places[str(one.pk)]}


def _plain(value: object) -> object:
    return json.dumps(value, default=str) if isinstance(value, dict | list) else value


def _places(model) -> dict[str, object]:
    key, table = model._meta.pk.column, model._meta.db_table
    place = "ctid::text" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{key}", {place} FROM "{table}"')
        rows = cursor.fetchall()
    as_uuid = model._meta.pk.get_internal_type() == "UUIDField"
    return {str(UUID(str(pk)) if as_uuid else pk): _place(at) for pk, at in rows}


def _place(at: object) -> object:
    """Return a place as a number: PostgreSQL says (page,row)."""
    if isinstance(at, int):
        return at
    page, row = str(at).strip("()").split(",")
    return int(page) * 10_000 + int(row)


def cards_of_one_invitation(client: Client, invited: Invited) -> int:
    """Return how many participants somebody makes who has one invitation and tries everything."""
    codes = [code for _n in range(3) if (code := _drawn(client, invited))]
    join = f"/conversation/{invited.conversation.code}/"
    client.post(join)
    for code in [*codes, *_bent(codes)]:
        begun = client.post(join, {"card": code})
        if begun.status_code == 302:
            client.post(f"{begun['Location']}delete/", {"sure": "yes"})
            client.post(join, {"card": code})
    return Participant.objects.count()


def _drawn(client: Client, invited: Invited) -> str:
    """Ask for one more card as a browser does; return its code, or "" if none was given."""
    conversation, secret = invited.conversation, secrets.token_bytes(credentials.SECRET_SIZE)
    blinded = credentials.PROTOCOL.blind(credentials.serial_of(secret))
    sent = {str(conversation.pk): blinded.element.hex()}
    path = f"/conversation/invitation/{INVITATIONS.token(invited.pk)}/draw/"
    reply = client.post(path, json.dumps({"blinded": sent}), "application/json")
    got = reply.json().get(str(conversation.pk))
    if not got:
        return ""
    elements, proof = [bytes.fromhex(got["evaluated"])], bytes.fromhex(got["proof"])
    info = credentials.public_info(str(conversation.pk), invited.counts_as)
    output = credentials.PROTOCOL.finalize(
        [blinded],
        credentials.Evaluation(elements, proof),
        bytes.fromhex(conversation.public_key),
        info,
    )[0]
    return credentials.write_card(secret, output[: credentials.MARK_SIZE])


def _bent(codes: list[str]) -> Iterator[str]:
    """Yield what looks like other cards: spare bits, halves exchanged, a secret of one's own."""
    for code in codes:
        secret, mark = code.split("-")
        for letter in "ABCDEFGH234567":
            yield f"{secret[:-1]}{letter}-{mark}"
            yield f"{secret}-{mark[:-1]}{letter}"
        yield f"{mark}-{secret}"
        yield f"{credentials.write_card(secrets.token_bytes(16), b'')}{mark}"
        yield code.lower().replace("-", " ")
