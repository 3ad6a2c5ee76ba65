"""What must not be lost when the letterbox is sealed anew."""

from datetime import datetime

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from everyseat.organisations import letterbox
from everyseat.organisations.models import Posted


def _post(name, content):
    with letterbox.slot("part") as slot:
        slot.post(name, content)


def _read(name):
    with letterbox.slot("part") as slot:
        return slot.read(name)


def _nothing(_waiting):
    return set()


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_seems_to_have_failed_loses_nothing(monkeypatch):
    """As when the connection to PostgreSQL drops while it commits."""
    _post("a", {"said": 1})
    commit = connection._commit

    def committed_and_dropped():
        commit()
        monkeypatch.undo()
        raise OperationalError("the connection dropped")

    monkeypatch.setattr(connection, "_commit", committed_and_dropped)
    with pytest.raises(OperationalError):
        letterbox.deliver("part", _nothing)
    assert _read("a") == {"said": 1}
    letterbox.deliver("part", _nothing)
    assert _read("a") == {"said": 1}


@pytest.mark.django_db
def test_a_damaged_row_stops_nothing():
    _post("a", {"said": 1})
    _post("b", {"said": 2})
    broken = Posted.objects.first()
    broken.sealed = bytes(broken.sealed[:-1]) + bytes([broken.sealed[-1] ^ 1])
    broken.save()
    taken = []
    letterbox.deliver("part", lambda waiting: set(taken.extend(waiting.values()) or waiting))
    assert len(taken) == 1
    assert Posted.objects.count() == 1


@pytest.mark.django_db
def test_the_night_is_due_even_if_something_was_delivered_today(monkeypatch):
    _post("a", {})
    letterbox.deliver("part", _nothing)
    at = timezone.make_aware(datetime(2026, 11, 24, 3))
    monkeypatch.setattr(timezone, "localtime", lambda: at)
    monkeypatch.setattr(timezone, "localdate", lambda: at.date())
    assert letterbox.is_due()
    letterbox.note_night()
    assert not letterbox.is_due()
