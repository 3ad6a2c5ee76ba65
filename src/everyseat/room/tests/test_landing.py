"""Live's own page, and what of it waits on a person's first page."""

import pytest

from everyseat.room import landing
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


def test_a_session_waits_for_whoever_runs_it_while_it_is_live(room, facilitator):
    assert list(landing.waiting(facilitator)) == []  # prepared: nothing to do
    make.asked(room)
    [task] = landing.waiting(facilitator)
    assert (room.title in task.text, task.by) == (True, room.held_on)
    assert list(landing.waiting(make.person("Another"))) == []
    make.end(room)
    assert list(landing.waiting(facilitator)) == []


def test_a_visitor_learns_where_sessions_are_prepared(client, room):
    page = client.get("/live/").text
    assert "Prepare or run a session" in page
    assert "/accounts/login/code/?next=/live/" in page
    client.force_login(room.facilitator)
    assert "Prepare or run a session" not in client.get("/live/").text
