"""A first page of a rater promises in three short sentences, from the true state."""

import itertools
import re

import pytest
from django.utils.formats import date_format
from tests.markup import markup

from everyseat.threesixty import links, who_sees
from everyseat.threesixty.actions import reminding
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import emails_to, text

pytestmark = pytest.mark.django_db

FEWER = "If fewer answer, nobody reads the answers: they are deleted."
UNLINKED = "Nothing that is stored here says which answers are yours."


def review_of(*, coached: bool = False, mode: str = "anonymous") -> Review:
    coach = make.person("Cora", "coach") if coached else None
    return make.collecting({"peer": 5, "manager": 1}, coach=coach, mode=mode)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!]) (?=[A-Z])", text)


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
@pytest.mark.parametrize("coached", [False, True])
def test_a_rater_reads_three_short_sentences_in_every_state(mode, coached):
    review = review_of(coached=coached, mode=mode)
    for group, kept in itertools.product(("peer", "manager"), (False, True)):
        said = sentences(who_sees.rater(review, group, kept=kept))
        assert len(said) == 3
        assert all(len(sentence.split()) <= 25 for sentence in said)


@pytest.mark.parametrize("coached", [False, True])
def test_they_say_first_what_is_linked_then_who_sees_what_and_when(coached):
    review = review_of(coached=coached)
    linked, ratings, _words = sentences(who_sees.rater(review, "peer", kept=False))
    assert linked == UNLINKED
    k, day = review.round.rating_threshold, date_format(review.round.collect_by)
    readers = "a coach, and then Lee," if coached else "Lee"
    of_numbers = f"will see your ratings only in numbers from at least {k} people."
    assert ratings == f"After {day} {readers} {of_numbers}"
    assert "because there is only one manager" in who_sees.rater(review, "manager", kept=False)


def test_whoever_answers_by_a_kept_link_reads_first_that_the_server_keeps_it():
    anonymous = review_of()
    confidential = make.collecting({"peer": 5}, name="Mo", mode="confidential")
    until = "Until this has closed, the server keeps which answers are yours, and its"
    assert who_sees.rater(anonymous, "peer", kept=True).startswith(until)
    said = who_sees.rater(confidential, "peer", kept=True)
    assert said.startswith("The server keeps which answers are yours")
    assert UNLINKED not in said


def test_one_press_away_stands_that_too_few_answers_are_deleted(client):
    review = review_of()
    assert who_sees.rater_besides(review, "peer") == [FEWER]
    assert who_sees.rater_besides(review, "manager") == []
    invitation = review.invitations.filter(group="peer").first()
    for path in (
        f"/invitation/{links.INVITATIONS.token(invitation.pk)}/",
        f"/answer/{review.pk}/peer/",
    ):
        folded = markup(client.get(path)).split('<div class="es-who">')[1].split("<details")[1]
        assert f"<p>{FEWER}</p>" in folded.split("</details>")[0]


def test_of_a_round_with_enough_leaders_it_stands_that_averages_are_read_by_others():
    """By the organiser and the board, in the group report; it was decided at launch."""
    review = review_of()
    assert who_sees.rater_besides(review, "peer") == [FEWER]
    review.round.may_be_grouped = True
    for group in ("peer", "manager"):
        (said,) = (t for t in who_sees.rater_besides(review, group) if t != FEWER)
        assert said.startswith("The organiser and the board read averages over at least 4 leaders")


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_emails_pages_and_the_board_agree_whose_answers_administrators_could_look_up(client, mode):
    """In an anonymous round a rater may choose so; in a confidential one nobody has a choice."""
    review = review_of(mode=mode)
    rater = review.invitations.filter(group="peer").first().person
    reminding.remind(feedback_round=review.round)
    client.force_login(make.person("Ola", "organiser"))
    board = text(client.get(f"/rounds/{review.round_id}/"))
    safety = text(client.get("/who-sees-what/"))
    for written in emails_to(rater):
        assert "shows it to nobody" not in written
        if mode == "anonymous":
            assert "links them to you, unless you choose otherwise on your page" in written
        else:
            assert "administrators could look it up" in written
    if mode == "anonymous":
        assert "nothing links answers to people, unless they choose otherwise" in board
    else:
        assert "administrators could look up who answered what" in board
    assert "administrators could look it up" in safety
    assert "shows it to nobody" not in board + safety


def test_the_page_after_sending_says_until_when_the_server_keeps_whose_answers_they_are(client):
    review = review_of()
    token = links.INVITATIONS.token(review.invitations.filter(group="peer").first().pk)
    kept = text(client.get(f"/invitation/{token}/sent/"))
    assert "Until this has closed, the server keeps which answers are yours" in kept
    assert UNLINKED in text(client.get(f"/answer/{review.pk}/peer/sent/"))
