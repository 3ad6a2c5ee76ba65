"""What a sent e-mail leaves in the files of the database: nothing that can be read."""

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from everyseat.organisations import outbox
from everyseat.organisations.models import Email

pytestmark = pytest.mark.django_db(transaction=True)


def on_disk() -> bytes:
    """Return the bytes in which the database keeps e-mails, deleted ones too."""
    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        # by another process: to close a file of SQLite's here would drop its locks on it
        files = sorted(map(str, path.parent.glob(f"{path.name}*")))
        return subprocess.run(["cat", *files], capture_output=True, check=True).stdout
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath('organisations_email'))")
        return bytes(cursor.fetchone()[0])


def test_a_sent_email_leaves_no_readable_row(mailoutbox):
    for n in range(20):
        outbox.put(
            to=f"zq{n}@nowhere.example", subject="Zebrafinch", text="Quokka", about="findable"
        )
    assert outbox.send_waiting() == 20
    assert not Email.objects.exists()
    left = on_disk()
    assert b"findable" in left  # so whatever is readable would be found
    for secret in (b"nowhere.example", b"Zebrafinch", b"Quokka"):
        assert secret not in left


def test_an_email_that_waits_can_not_be_read_from_a_copy():
    outbox.put(to="zq@nowhere.example", subject="Zebrafinch", text="Quokka", about="findable")
    found = on_disk()
    assert b"findable" in found
    assert b"Zebrafinch" not in found
    assert b"nowhere.example" not in found


def test_keys_and_times_of_emails_tell_no_order():
    for n in range(40):
        outbox.put(to=f"p{n}@x.example", subject="S", text="T")
    rows = sorted(Email.objects.all(), key=lambda email: email.pk)
    order = [int(email.to[1:].split("@")[0]) for email in rows]
    assert order != sorted(order)
    assert all((row.due.second, row.due.microsecond) == (0, 0) for row in rows)
    assert len({len(email) for email in _stored()}) == 1  # nor do lengths tell who


def _stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM organisations_email")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def migrated():
    """Give models as they were at a migration, and put everything back to now."""
    yield lambda name: MigrationExecutor(connection).migrate([("organisations", name)]).apps
    _to_now()


def _to_now() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_emails_that_waited_readably_are_carried_over(migrated):
    old = migrated("0010_site_facts").get_model("organisations", "Letter")
    old.objects.create(to="lee@x.example", subject="S", text="Old words", html="<p>", attempts=8)
    _to_now()
    (email,) = Email.objects.all()
    assert (email.to, email.subject, email.text) == ("lee@x.example", "S", "Old words")
    assert (email.attempts, email.failed_at) == (0, None)
    assert b"Old words" not in "".join(_stored()).encode()


def test_what_waited_before_it_was_called_email_is_sent(migrated, mailoutbox):
    old = migrated("0012_giving").get_model("organisations", "Letter")
    content = {"to": "lee@x.example", "subject": "S", "text": "Old words"}
    now = timezone.now()
    old.objects.create(content=content, urgency=1, due=now, give_up=now + timedelta(days=1))
    _to_now()
    assert outbox.send_waiting() == 1
    assert [(sent.to, sent.body) for sent in mailoutbox] == [(["lee@x.example"], "Old words")]
