"""Pages of one conversation open for organisers alone."""

import pytest
from django.urls import reverse

from everyseat.conversation.tests import make
from everyseat.conversation.tests.access import OF_ONE

pytestmark = pytest.mark.django_db
MORE = {
    "conversation_statement": [1],
    "conversation_reword": [1],
    "conversation_translate": [1, "cy"],
    "conversation_wording": ["cy"],
    "conversation_translations_file": ["translations.csv"],
    "conversation_point": [1],
    "conversation_point_delete": [1],
    "conversation_follow_up": [1],
    "conversation_export_file": ["comments.csv"],
}


def address(name, conversation):
    return reverse(name, args=[conversation.pk, *MORE.get(name, [])])


@pytest.mark.parametrize("name", sorted(OF_ONE))
def test_a_page_of_a_conversation_opens_for_organisers_alone(client, conversation, sam, name):
    make.point(conversation)
    page = address(name, conversation)
    assert "/accounts/" in client.get(page)["Location"]
    for role in ("administrator", "guardian", "board", "facilitator", "coach", "local-organiser"):
        client.force_login(make.person(role, role))
        assert client.get(page).status_code == 403, role
        assert client.post(page).status_code == 403, role
    client.force_login(sam)
    assert client.get(page).status_code in (200, 302)
