"""The page between writing and sending, where a writer looks at their words once more."""

import re

import pytest
from tests.markup import agreed

from everyseat.safety import credentials
from everyseat.threesixty import links
from everyseat.threesixty.actions import answers
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = pytest.mark.django_db
MARKED = "On 3 May I was told."
PLAIN = "I was told."


@pytest.fixture
def review():
    return make.collecting({"peer": 4}, coach=make.person("Coach", "coach"))


@pytest.fixture
def send(client, review):
    code = make.draw(review.invitations.first())

    def sent(words, **pressed):
        fields = {"card": code, "b-hears": "4", "w-keep": words, "words_to": "as written"}
        return client.post(f"/answer/{review.pk}/peer/", fields | pressed)

    sent.card = credentials.read_card(code)
    return sent


def given(review, send):
    return answers.answers_by_card(review=review, group="peer", card=send.card)


def test_words_are_checked_again_and_nothing_is_sent_by_it_even_if_none_is_marked(review, send):
    page = send(PLAIN, again="yes")
    assert "Your answers are not sent yet" in text(page)
    assert "We have found no words that may show who you are" in text(page)
    assert given(review, send) is None
    again = send(MARKED, again="yes", checked="")
    assert "<mark>3 May" in again.text
    assert given(review, send) is None


def test_back_shows_all_that_was_written_and_sends_nothing(review, send):
    page = send(MARKED, back="yes", words_to="coach")
    assert page.status_code == 200
    assert MARKED in page.text
    assert "data-as-sent" in page.text
    assert "threesixty/check_words.html" not in [t.name for t in page.templates]
    assert given(review, send) is None


def test_who_reads_the_words_can_be_chosen_there_and_the_page_says_it(review, send):
    page = text(send(MARKED, words_to="coach"))
    assert "How may your words be shared?" in page
    assert shown(page) == ("coach", "Only the coach reads your words, if at least")
    assert shown(text(send(MARKED))) == ("as written", "are shown without your name")
    send(MARKED, words_to="coach", **agreed(send(MARKED)))
    assert given(review, send).words_to == "coach"


def test_a_warning_agreed_to_says_nothing_of_other_words(review, send):
    warned = send(MARKED)
    other = send("Ask Oluwaseun, who sat there. I rang 0113 496 0000.", **agreed(warned))
    assert "<mark>0113 496 0000" in other.text
    assert other.text.count('name="checked"') == 1
    assert given(review, send) is None
    assert send(PLAIN, **agreed(warned)).status_code == 302


def shown(page: str) -> tuple[str, str]:
    """Return which promise of a page is not hidden, and which of both sentences it has."""
    promises = re.findall(r'<p data-words-to="([^"]*)" ?(hidden)?>(.*?)</p>', page)
    assert len(promises) == 2
    ((choice, _hidden, promise),) = [one for one in promises if not one[1]]
    sentences = ["Only the coach reads your words, if at least", "are shown without your name"]
    (said,) = [sentence for sentence in sentences if sentence in promise]
    return choice, said


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_a_kept_link_says_on_return_what_was_chosen_of_words(client, mode):
    coach = make.person("Coach", "coach")
    invitation = make.collecting({"peer": 4}, coach=coach, mode=mode).invitations.first()
    if mode == "anonymous":
        answers.keep_link(invitation=invitation)
    mine = answers.Answers([1, 2, 3], {"keep": PLAIN}, "coach")
    answers.answer_by_kept_link(invitation=invitation, answers=mine)
    token = links.INVITATIONS.token(invitation.pk)
    form = text(client.get(f"/invitation/{token}/answer/"))
    assert shown(form) == ("coach", "Only the coach reads your words, if at least")
    page = text(client.get(f"/invitation/{token}/"))
    assert "Only the coach reads your words" in page.split('<div class="es-who">')[1]


def test_where_no_coach_reads_there_is_one_promise(client):
    review = make.collecting({"peer": 4})
    assert "data-words-to" not in text(client.get(f"/answer/{review.pk}/peer/"))


def test_a_refused_code_is_asked_for_again_and_one_that_fits_is_not(client, review, send):
    sent = {"card": "ABCD", "b-hears": "4"}
    page = client.post(f"/answer/{review.pk}/peer/", sent)
    assert page.status_code == 400
    assert "data-card-refused" in page.text
    assert "data-card-refused" not in send("x" * 5000).text
