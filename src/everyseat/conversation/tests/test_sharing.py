"""The link for everybody, and a preview that works before a conversation opens."""

import pytest

from everyseat.conversation import links
from everyseat.conversation.models import Participant, Vote
from everyseat.conversation.tests import make

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_link_its_code_and_words_to_copy(client, sam, conversation):
    client.force_login(sam)
    page = client.get(f"/conversations/{conversation.pk}/share/").text
    assert page.count(links.join(conversation)) >= 2
    assert "<svg" in page


def test_a_draft_can_be_previewed_by_its_link_and_by_nothing_else(client, sam):
    draft = make.draft(sam)
    assert client.get(f"/conversation/{draft.code}/").status_code == 404
    preview = links.preview(draft)
    page = client.get(preview)
    assert page.status_code == 200
    assert "Parks for all" in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.get(preview[:-2] + "x/").status_code == 404


def test_nothing_that_is_pressed_in_a_preview_is_saved(client, sam):
    preview = links.preview(make.draft(sam))
    assert "Buses at night" in client.get(f"{preview}?page=2&answer=agree").text
    client.post(preview, {"answer": "agree"})
    assert not Participant.objects.exists()
    assert not Vote.objects.exists()


def test_a_preview_of_a_deleted_draft_is_not_there(client, sam):
    draft = make.draft(sam)
    preview = links.preview(draft)
    draft.delete()
    assert client.get(preview).status_code == 404
