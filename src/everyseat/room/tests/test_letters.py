"""A text that is too long is refused, and nothing of it is cut or lost."""

import pytest

from everyseat.giving.refusals import Invalid
from everyseat.room import kinds
from everyseat.room.actions import briefs
from everyseat.room.models import LONGEST_LINK, LONGEST_REPLY, Brief
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db
LONG = "Why do we still wait? " * 10


def test_a_question_that_is_too_long_comes_back_whole_with_an_error(client, room):
    client.force_login(room.facilitator)
    address = f"/rooms/{room.pk}/questions/new/"
    page = client.post(address, {"text": LONG, "kind": kinds.CARDS})
    assert "Use at most 200 letters. This has 219." in page.text
    assert LONG.strip() in page.text
    assert not room.questions.exists()


def test_no_form_of_a_facilitator_lets_a_browser_cut_a_text(client, room):
    client.force_login(room.facilitator)
    brief = make.brief(make.person("Bea", roles=["facilitator"]), ["A"])
    for address in ("/live/new/", f"/rooms/{room.pk}/edit/", f"/rooms/{room.pk}/questions/new/"):
        page = client.get(address).text
        assert "data-longest" in page
        assert "maxlength" not in page
    client.force_login(brief.room.facilitator)
    page = client.get("/briefs/new/").text
    assert page.count("data-longest") == 3
    assert "maxlength" not in page


def test_the_link_of_a_film_that_is_too_long_comes_back_whole_with_an_error(client):
    client.force_login(make.person("Bea", roles=["facilitator"]))
    link = "https://films.example/" + "x" * LONGEST_LINK
    sent = {"title": "Plans", "text": "Read this.", "answer_by": "2099-01-01", "film": link}
    page = client.post("/briefs/new/", sent).text
    assert f"Use at most {LONGEST_LINK} letters. This has {len(link)}." in page
    assert f'value="{link}"' in page
    assert not Brief.objects.exists()


@pytest.mark.parametrize(
    ("kind", "field", "longest"),
    [(kinds.FLOOR, "raise", kinds.LONGEST_QUESTION), (kinds.WORD, "answer", kinds.LONGEST_WORD)],
)
def test_a_phone_without_scripts_gets_what_was_typed_back(client, room, kind, field, longest):
    question = make.asked(room, kind)
    page = client.get(f"/join/{room.code}/").text
    assert f'data-longest="{longest}"' in page
    assert "maxlength" not in page
    sent = {"token": make.token(1), "question": question.pk, field: LONG}
    page = client.post(f"/join/{room.code}/", sent).text
    assert "There is a problem" in page
    assert f'value="{LONG}"' in page
    assert not question.answers.exists()
    assert not question.raised.exists()


def test_a_reply_that_is_too_long_is_refused(room):
    brief = make.brief(make.person("Bea"), ["A"])
    with pytest.raises(Invalid, match="at most 2000 letters"):
        briefs.reply(brief=brief, raised=[], text="a" * (LONGEST_REPLY + 1))
