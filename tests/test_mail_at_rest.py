"""What a sent letter leaves in the files of the database: nothing that can be read."""

import subprocess
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from everyseat.organisations import letters
from everyseat.organisations.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


def on_disk() -> bytes:
    """Return the bytes in which the database keeps letters, deleted ones too."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        # by another process: to close a file of SQLite's here would drop its locks on it
        files = sorted(map(str, path.parent.glob(f"{path.name}*")))
        return subprocess.run(["cat", *files], capture_output=True, check=True).stdout
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('organisations_letter'))")
        return bytes(cursor.fetchone()[0])


def test_a_sent_letter_leaves_no_readable_row(mailoutbox):
    for n in range(20):
        letters.put(
            to=f"zq{n}@nowhere.example", subject="Zebrafinch", text="Quokka", about="findable"
        )
    assert letters.send_waiting() == 20
    assert not Letter.objects.exists()
    left = on_disk()
    assert b"findable" in left  # so whatever is readable would be found
    for secret in (b"nowhere.example", b"Zebrafinch", b"Quokka"):
        assert secret not in left


def test_a_letter_that_waits_can_not_be_read_from_a_copy():
    letters.put(to="zq@nowhere.example", subject="Zebrafinch", text="Quokka", about="findable")
    found = on_disk()
    assert b"findable" in found
    assert b"Zebrafinch" not in found
    assert b"nowhere.example" not in found


def test_keys_and_times_of_letters_tell_no_order():
    for n in range(40):
        letters.put(to=f"p{n}@x.example", subject="S", text="T")
    rows = sorted(Letter.objects.all(), key=lambda letter: letter.pk)
    order = [int(letter.to[1:].split("@")[0]) for letter in rows]
    assert order != sorted(order)
    assert all((row.due.second, row.due.microsecond) == (0, 0) for row in rows)
    assert len({len(letter) for letter in _stored()}) == 1  # nor do lengths tell who


def _stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM organisations_letter")
        return [row[0] for row in cursor.fetchall()]


def test_letters_that_waited_readably_are_carried_over():
    before, after = ("organisations", "0010_site_facts"), ("organisations", "0011_mail")
    executor = MigrationExecutor(connection)
    try:
        old = executor.migrate([before]).apps.get_model("organisations", "Letter")
        old.objects.create(
            to="lee@x.example", subject="S", text="Old words", html="<p>", attempts=8
        )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate([after])
    (letter,) = Letter.objects.all()
    assert (letter.to, letter.subject, letter.text) == ("lee@x.example", "S", "Old words")
    assert (letter.attempts, letter.failed_at) == (0, None)
    assert b"Old words" not in "".join(_stored()).encode()
