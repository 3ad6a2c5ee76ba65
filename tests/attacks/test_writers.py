"""Nothing that an organiser reads depends on which card wrote or answered what."""

import pytest

from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.tests import make
from tests.attacks import writers

pytestmark = pytest.mark.django_db
BY_ONE, BY_THREE, BY_ANOTHER = (0, 0, 0), (0, 1, 2), (2, 2, 2)


def difference(client, sam) -> set[str]:
    """Return the pages that differ between conversations in which others wrote and answered."""
    seen = []
    for writers_of in (BY_ONE, BY_THREE, BY_ANOTHER):
        conversation = writers.play(sam, writers_of)
        seen.append(writers.read(client, conversation))
        Conversation.objects.all().delete()
    first, *others = seen
    return {name for other in others for name in first if first[name] != other[name]}


@pytest.fixture
def sam(client):
    made = make.person("Sam", "organiser")
    client.force_login(made)
    return made


def test_no_page_of_an_organiser_tells_who_wrote_what(client, sam):
    assert difference(client, sam) == set()


def test_a_label_that_tells_would_be_found(client, sam, monkeypatch):
    """The planted weakness: a statement says how many its writer has written."""

    def label(statement):
        writer = statement.written_by
        return f"From a participant ({writer.statements.count() if writer else 0})"

    monkeypatch.setattr(Statement, "label", property(label))
    assert {"conversation_statements", "conversation_log"} <= difference(client, sam)
