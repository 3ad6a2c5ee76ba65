"""A round with 40 reviews and 400 sheets, given in a known order, in a site of its own.

    python -m tests.attacks.scene FOLDER

Writes FOLDER/var (what an administrator holds: the database, its journal, keys, mail), a backup of
the database for every night, and FOLDER/truth.json (what only the raters know), in the order of
arrival: of each a token in their words to know their sheet by, their serial, their group, how long
their words are, and the length of what lay sealed about their review when they had answered.
"""

import json
import os
import random
import secrets
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

NIGHTS = 4
ASKED = {"peer": 6, "report": 5, "partner": 3}
ANSWER = [{"peer": 6, "report": 3, "partner": 1}, {"peer": 5, "report": 5, "partner": 0}]
"""How many of each group are invited about a review, and how many answer: every other review."""


def main(folder: Path) -> None:
    os.environ["EVERYSEAT_VAR"] = str(folder / "var")
    os.environ["DJANGO_SETTINGS_MODULE"] = "everyseat.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    order = random.Random(5)
    truth = _answer_all(folder, order)
    (folder / "truth.json").write_text(json.dumps(truth))


def _answer_all(folder: Path, order: random.Random) -> list[dict]:
    from everyseat.organisations.models import Person
    from everyseat.organisations.queries import host
    from everyseat.threesixty.actions import counting
    from everyseat.threesixty.models import Invitation
    from everyseat.threesixty.tests import make

    first = make.person("P39")
    people = [Person(name=f"P{i}", email=f"p{i}@x.example", organisation=host()) for i in range(39)]
    Person.objects.bulk_create(people)
    feedback_round = make.feedback_round(first, *people)
    raters = {key: [make.person(f"{key} {i}") for i in range(n)] for key, n in ASKED.items()}
    invited = []
    for number, review in enumerate(feedback_round.reviews.select_related("round")):
        review.state = "collect"
        review.save()
        for key, asked in raters.items():
            made = [
                Invitation(review=review, person=p, relationship=key, group=key, state="invited")
                for p in asked
            ]
            Invitation.objects.bulk_create(made)
            invited += order.sample(made, ANSWER[number % 2][key])
    order.shuffle(invited)
    truth = []
    for n, invitation in enumerate(invited):
        truth.append(_answer(invitation, order))
        if (n + 1) % (len(invited) // NIGHTS) == 0:
            _night(folder, n, counting.count_by_night)
    make.close(feedback_round)
    return truth


def _answer(invitation, order: random.Random) -> dict:
    from everyseat.safety import credentials
    from everyseat.threesixty.actions import answers
    from everyseat.threesixty.actions.answers import Answers
    from everyseat.threesixty.tests import make

    secret = secrets.token_bytes(16)
    card = credentials.read_card(make.draw(invitation, secret))
    token = secrets.token_hex(8)
    words = {"keep": token + "x" * order.randint(1, 3000)}
    given = Answers([order.randint(0, 4) for _ in range(3)], words)
    answers.answer(review=invitation.review, group=invitation.group, card=card, answers=given)
    return {
        "token": token,
        "serial": card.serial.hex(),
        "place": f"{invitation.review_id} {invitation.group}",
        "invitation": invitation.pk.hex,
        "length": len(words["keep"]),
        "sealed": _sealed(answers.box(invitation.review_id)),
    }


def _sealed(box: str) -> int:
    from everyseat.giving import snapshots
    from everyseat.giving.models import Snapshot

    return len(Snapshot.objects.get(tag=snapshots._tag(box)).sealed)


def _night(folder: Path, n: int, work: Callable[[], None]) -> None:
    """Back up the database as it stands, without the keys; then do the night's work."""
    from django.db import connection

    connection.close()
    backup = folder / f"backup-{n}"
    backup.mkdir()
    for file in (folder / "var").glob("everyseat.sqlite3*"):
        shutil.copy(file, backup)
    work()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
