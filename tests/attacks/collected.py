"""Two services' own forms, each used 400 times in a known order, in a site of their own.

    python -m tests.attacks.collected FOLDER

Writes FOLDER/var (what an administrator holds: the database, its journal, keys), for each service
FOLDER/NAME.json (what only the writers know), in the order of arrival: a token in their words, and
the night on which it was passed on; and FOLDER/comments.json, what the holder of the keys reads.
The service `weak` has planted weaknesses: each form is passed on as it comes, under keys that count
upwards.
"""

import itertools
import json
import os
import secrets
import sys
from datetime import date, timedelta
from pathlib import Path

NIGHTS, FORMS = 40, 10
"""Nights, and forms that are sent before each."""
MONDAY = date(2026, 3, 2)
MARK = "mark"
"""Before the token in what somebody writes."""


def main(folder: Path) -> None:
    os.environ["EVERYSEAT_VAR"] = str(folder / "var")
    os.environ["DJANGO_SETTINGS_MODULE"] = "everyseat.site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    (folder / "sound.json").write_text(json.dumps(_use("sound")))
    _count_keys_upwards()
    (folder / "weak.json").write_text(json.dumps(_use("weak")))
    (folder / "comments.json").write_text(json.dumps(_comments()))


def _use(name: str) -> list[dict]:
    from everyseat.organisations.models import Spent

    service = _with_a_form(name)
    truth = []
    for night in range(NIGHTS):
        today = MONDAY + timedelta(7 * (night + 1))
        Spent.objects.all().delete()  # a week has passed
        for _ in range(FORMS):
            truth.append({"token": _send(service), "night": night})
            if name == "weak":
                _pass_on(service, today)
        _pass_on(service, today)
    return truth


def _with_a_form(name: str):
    from everyseat.improvement.actions import collecting
    from everyseat.improvement.tests import make

    make.person(name, "improver")
    service = make.service(name)
    collecting.open_form(service=service, today=MONDAY)
    return service


def _send(service) -> str:
    from everyseat.improvement.actions import collecting

    token = secrets.token_hex(8)
    number = secrets.token_urlsafe(16)
    collecting.send(service=service, token=number, better=f"{MARK} {token}")
    return token


def _count_keys_upwards() -> None:
    from everyseat.improvement.models import Comment

    key = Comment._meta.get_field("id")
    key.default = key._get_default = itertools.count(1).__next__


def _pass_on(service, today: date) -> None:
    from everyseat.improvement.actions import collecting_delivery
    from everyseat.improvement.models import Collection

    service.collection.emptied_on = MONDAY
    service.collection.save()
    collection = Collection.objects.get(service=service)
    collecting_delivery.deliver(collection=collection, today=today)


def _comments() -> dict[str, dict]:
    """Return what whoever holds the keys reads of each comment, by its token."""
    from django.db import connection

    from everyseat.improvement.models import Comment

    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, rowid FROM improvement_comment")
        rowids = dict(cursor.fetchall())
    for comment in Comment.objects.all():
        ciphertext = Comment.objects.filter(pk=comment.pk).annotate(at_rest=_as_it_lies())
        found[comment.words.removeprefix(f"{MARK} ")] = {
            "id": comment.pk,
            "rowid": rowids[comment.pk],
            "digest": comment.digest,
            "day": comment.received_on.isoformat(),
            "ciphertext": ciphertext.values_list("at_rest", flat=True)[0],
        }
    return found


def _as_it_lies():
    from django.db.models import TextField
    from django.db.models.functions import Cast

    return Cast("original", TextField())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
