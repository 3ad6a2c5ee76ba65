"""A round that is open: 12 leaders, about 143 invitations, drawn and answered in a random order.

    python -m tests.attacks.scene_open FOLDER

Writes FOLDER/var, and FOLDER/history.json: what a journal that is kept for ever would hold, which
is every row of every table as it was after each commit, in order; the keys of every moment; and the
truth. Six in ten answer as soon as they have drawn, two later, two not at all. Most are asked about
one leader, some about several: one page draws for all of them.
"""

import json
import os
import random
import secrets
import sys
from collections import Counter
from pathlib import Path

LEADERS, GROUPS = 12, {"peer": 6, "report": 6}
AT_ONCE, LATER = 0.6, 0.2
ROUNDS = 0.1
"""The chance that the keys are renewed before somebody comes: as if one came every half minute."""


def main(folder: Path) -> None:
    os.environ["EVERYSEAT_VAR"] = str(folder / "var")
    os.environ["DJANGO_SETTINGS_MODULE"] = "everyseat.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    order = random.Random(int(os.environ.get("SEED", "11")))
    history = History(folder)
    truth = _play(_invite(order), order, history)
    (folder / "history.json").write_text(json.dumps(history.as_read() | {"truth": truth}))


class History:
    """Everything that was ever in the database and the key files, moment by moment."""

    def __init__(self, folder: Path):
        self.folder = folder / "var/letterbox"
        self.rows: list[dict[str, list]] = []
        self.keys: list[dict[str, list]] = []
        self.last: dict[str, set] = {}

    def note(self) -> None:
        """Note the rows that are new or changed, and the keys as they are."""
        from everyseat.giving import snapshot_keys

        now = {table: _rows(table) for table in _tables()}
        changed = {t: sorted(rows - self.last.get(t, set())) for t, rows in now.items()}
        self.rows.append({table: rows for table, rows in changed.items() if rows})
        keys = {file.stem: snapshot_keys.read(file.stem) for file in self.folder.glob("*.key")}
        self.keys.append({t: [[k.step, k.secret.hex()] for k in ks] for t, ks in keys.items()})
        self.last = now

    def as_read(self) -> dict:
        return {"rows": self.rows, "keys": self.keys}


def _tables() -> list[str]:
    from django.db import connection

    names = connection.introspection.table_names()
    return [n for n in names if n.startswith(("organisations_", "threesixty_", "django_session"))]


def _rows(table: str) -> set[str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        return {json.dumps(row, default=_text) for row in cursor.fetchall()}


def _text(value: object) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def _invite(order: random.Random) -> list[list]:
    """Return the invitations of each rater, in the order in which they come."""
    from everyseat.threesixty.models import Invitation
    from everyseat.threesixty.tests import make

    feedback_round = make.feedback_round(*[make.person(f"L{n}") for n in range(LEADERS)])
    people = [make.person(f"R{n}") for n in range(110)]
    invited: dict[object, list] = {}
    for review in feedback_round.reviews.select_related("round"):
        review.state = "collect"
        review.save()
        raters = order.sample(people, sum(GROUPS.values()))
        groups = Counter(GROUPS).elements()
        for person, group in zip(raters, groups, strict=True):
            made = Invitation.objects.create(
                review=review, person=person, relationship=group, group=group, state="invited"
            )
            invited.setdefault(person.pk, []).append(made)
    waiting = list(invited.values())
    order.shuffle(waiting)
    return waiting


def _play(raters: list[list], order: random.Random, history: History) -> list[dict]:
    """Let raters draw, each for all that they are asked about, and answer; return what is true."""
    from everyseat.giving.forgetting import Forgetting

    history.note()
    events = []
    for at, mine in enumerate(raters):
        answers, chance = None, order.random()
        if chance < AT_ONCE:
            answers = at + 0.1
        elif chance < AT_ONCE + LATER:
            answers = at + order.uniform(1, len(raters))
        events.append((at, "draw", mine))
        events += [(answers, "answer", mine)] if answers is not None else []
    cards: dict[str, str] = {}
    truth = []
    rounds = Forgetting()
    for _at, what, mine in sorted(events, key=lambda event: event[0]):
        if order.random() < ROUNDS:
            rounds.round()
            history.note()
        for invitation in mine:
            if what == "draw":
                cards[str(invitation.pk)] = _draw(invitation)
            else:
                truth.append(_answer(invitation, cards[str(invitation.pk)], order))
            history.note()
    return truth


def _draw(invitation) -> str:
    from everyseat.threesixty.tests import make

    return make.draw(invitation)


def _answer(invitation, code: str, order: random.Random) -> dict:
    from everyseat.safety import credentials
    from everyseat.threesixty.actions import answers
    from everyseat.threesixty.actions.answers import Answers

    card, token = credentials.read_card(code), secrets.token_hex(8)
    given = Answers([order.randint(0, 4) for _ in range(3)], {"keep": token})
    answers.answer(review=invitation.review, group=invitation.group, card=card, answers=given)
    return {"token": token, "invitation": str(invitation.pk)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
