"""A cycle with 40 reviews and 400 raters who answer in a known order, in a site of its own.

    python -m tests.attacks.scene FOLDER

Writes FOLDER/var (what an administrator holds: the database, its journal, keys, mail), a backup of
the database for every night before the letterbox was emptied, and FOLDER/truth.json (what only the
raters know): the serial of each, in the order of arrival, with the group and the words' length.
"""

import json
import os
import random
import secrets
import shutil
import sys
from pathlib import Path

REVIEWS, RATERS, NIGHTS = 40, 10, 4


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
    from everyseat.threesixty.actions import answers, cycles
    from everyseat.threesixty.models import Invitation
    from everyseat.threesixty.tests import make

    raters = [make.person(f"Rater {i}") for i in range(RATERS)]
    people = [Person(name=f"P{i}", email=f"p{i}@x.example", organisation=host()) for i in range(39)]
    Person.objects.bulk_create(people)
    cycle = make.cycle(make.person("P39"), *people)
    for review in cycle.reviews.all():
        review.state = "collect"
        review.save()
        for i, rater in enumerate(raters):
            Invitation.objects.create(
                review=review,
                person=rater,
                relationship="peer" if i < RATERS // 2 else "report",
                group="peer" if i < RATERS // 2 else "report",
                state="invited",
            )
    invited = list(Invitation.objects.select_related("review__cycle", "person"))
    order.shuffle(invited)
    truth = []
    for n, invitation in enumerate(invited):
        truth.append(_answer(invitation, order))
        if (n + 1) % (len(invited) // NIGHTS) == 0:
            _night(folder, n, answers)
    cycles.close(cycle=cycle)
    return truth


def _answer(invitation, order: random.Random) -> dict:
    from everyseat.safety import credentials
    from everyseat.threesixty.actions import answers
    from everyseat.threesixty.actions.answers import Answers
    from everyseat.threesixty.tests import make

    secret = secrets.token_bytes(16)
    card = credentials.read_card(make.draw(invitation, secret))
    words = {"keep": "x" * order.randint(1, 3000)} if order.random() < 0.5 else {}
    given = Answers([order.randint(0, 4) for _ in range(3)], words)
    answers.answer(review=invitation.review, group=invitation.group, card=card, answers=given)
    return {
        "serial": card.serial.hex(),
        "place": f"{invitation.review_id} {invitation.group}",
        "invitation": invitation.pk.hex,
        "length": len(words.get("keep", "")),
    }


def _night(folder: Path, n: int, answers) -> None:
    """Back up the database as it stands, without the letterbox's key; then empty the letterbox."""
    from django.db import connection

    connection.close()
    backup = folder / f"backup-{n}"
    backup.mkdir()
    for file in (folder / "var").glob("everyseat.sqlite3*"):
        shutil.copy(file, backup)
    answers.deliver()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
