"""What waits when a conversation closes: it is said what can still be done, and where."""

import pytest

from everyseat.conversation.actions import opening
from everyseat.conversation.tests import make
from everyseat.conversation.tests.test_moderating import REASON, decide
from everyseat.conversation.tests.test_queue import address, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def closed(conversation):
    write(conversation, "Trams", "Parks")
    opening.close(conversation=conversation, today=make.today())
    return conversation


def test_after_closing_nothing_offers_to_publish_and_it_is_said_what_can_be_done(organiser, closed):
    page = organiser.get(address(closed)).text
    assert 'value="publish"' not in page
    assert "Reword or split" not in page
    assert 'value="reject"' in page
    assert "You can still reject them with a reason" in " ".join(page.split())
    decide(organiser, closed, "reject", 4, reason=REASON)
    assert closed.statements.get(number=4).state == "rejected"


def test_the_page_of_a_closed_conversation_leads_to_what_was_not_decided(organiser, closed):
    page = organiser.get(f"/conversations/{closed.pk}/").text
    assert "2 statements were not decided before it closed" in page
    assert f'href="{address(closed)}"' in page
    closed.statements.filter(state="waiting").delete()
    assert address(closed) not in organiser.get(f"/conversations/{closed.pk}/").text


def test_whoever_is_about_to_close_is_led_to_what_waits(organiser, conversation):
    check = f"/conversations/{conversation.pk}/close/"
    assert address(conversation) not in organiser.get(check).text
    write(conversation, "Trams", "Parks")
    page = organiser.get(check).text
    assert f'<a href="{address(conversation)}">2 waiting statements</a>' in page
