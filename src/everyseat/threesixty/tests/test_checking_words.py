"""The page between writing and sending, where a writer looks at their words once more."""

import pytest

from everyseat.safety import credentials
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
    again = send(MARKED, again="yes", checked="yes")
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
    assert "Only the coach reads your words, if at least" in page
    assert "How may your words be shared?" in page
    assert "are shown without your name" not in page
    assert "are shown without your name" in text(send(MARKED))
    send(MARKED, words_to="coach", checked="yes")
    assert given(review, send).words_to == "coach"


def test_a_refused_code_is_asked_for_again_and_one_that_fits_is_not(client, review, send):
    sent = {"card": "ABCD", "b-hears": "4"}
    page = client.post(f"/answer/{review.pk}/peer/", sent)
    assert page.status_code == 400
    assert "data-card-refused" in page.text
    assert "data-card-refused" not in send("x" * 5000).text
