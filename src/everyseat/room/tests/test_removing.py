"""Removing from results after a room has ended: what leaves, what stays, who may, what it tells."""

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.room import kinds
from everyseat.room.actions import briefs, floor, holding, preparing, removing, running
from everyseat.room.models import Question, Raised
from everyseat.room.queries import briefs as told
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make
from everyseat.room.tests.test_ways_out import PLAIN, meet, pdf, results, where

pytestmark = pytest.mark.django_db
SAID = "fed up"


def ended_with_words(room, *words):
    question = make.asked(room, kinds.WORD)
    make.answers(question, *words)
    make.end(room)
    question.refresh_from_db()
    return question


def press(client, question, what, **more):
    address = f"/rooms/{question.room_id}/{question.pk}/remove/"
    return client.post(address, {"what": what} | more, follow=True).text


def test_a_word_is_asked_about_and_then_leaves_every_result(client, room, facilitator):
    question = ended_with_words(room, SAID, "Fed  UP!", *[PLAIN] * 4)
    client.force_login(facilitator)
    assert where(results(client, room), SAID) == {"results", "csv", "pdf"}
    page = press(client, question, SAID)
    assert "Remove this word?" in page
    assert "2 answers were removed" in page
    assert "You can’t undo this: the text is deleted" in page
    assert where(results(client, room), SAID) == {"results", "csv", "pdf"}  # asked, not done

    press(client, question, SAID, sure="yes")
    found = results(client, room)
    assert where(found, SAID) == set()
    assert "6 answers" in found["results"]
    assert "2 answers were removed by the facilitator" in found["results"]
    assert "2 answers were removed by the facilitator" in found["pdf"].replace("\n", " ")
    kept = [line.split(",")[:4] for line in found["csv"].splitlines()[1:]]
    assert kept == [
        ["Q?", "calm", "4", "Number"],
        ["Q?", "(removed by the facilitator)", "2", "Number"],
    ]
    question.refresh_from_db()
    assert "fed" not in str(vars(question)).lower()  # deleted, not hidden
    assert "This is not in the results" in press(client, question, SAID, sure="yes")
    assert room_state.removed(question, tallies.tally(question)) == 2


def test_a_question_from_the_floor_leaves_every_result(client, room, facilitator):
    question = make.asked(room, kinds.FLOOR)
    raised = make.raised(question, 1, SAID)
    make.raised(question, 1, PLAIN)
    make.end(room)
    client.force_login(facilitator)
    assert "Remove this question?" in press(client, question, str(raised.pk))
    press(client, question, str(raised.pk), sure="yes")
    found = results(client, room)
    assert where(found, SAID) == set()
    assert where(found, PLAIN) == set(found)
    assert "1 question was removed by the facilitator" in found["results"]
    assert "1 question was removed by the facilitator" in found["pdf"].replace("\n", " ")
    assert not Raised.objects.filter(text=SAID).exists()
    for nonsense in (str(raised.pk), "x", ""):
        assert "This is not in the results" in press(client, question, nonsense, sure="yes")


def test_whoever_the_room_was_handed_to_removes_and_who_held_it_before_does_not(
    client, room, facilitator
):
    question = ended_with_words(room, SAID, *[PLAIN] * 4)
    other = make.person("Ola")
    running.hand_over(room=room, to=other)
    client.force_login(facilitator)
    address = f"/rooms/{room.pk}/{question.pk}/remove/"
    assert client.post(address, {"what": SAID, "sure": "yes"}).status_code == 404
    question.refresh_from_db()
    assert SAID in question.result["counts"]
    client.force_login(other)
    assert client.get(address).status_code == 405
    press(client, question, SAID, sure="yes")
    question.refresh_from_db()
    assert question.result == {"n": 5, "counts": {PLAIN: 4}, "removed": 1}


def test_while_a_room_goes_on_nothing_is_removed_but_left_out(client, room, facilitator):
    question = make.asked(room, kinds.WORD)
    make.answers(question, SAID, *[PLAIN] * 4)
    client.force_login(facilitator)
    assert "The session is still open" in press(client, question, SAID, sure="yes")
    assert "Remove" not in client.get(f"/rooms/{room.pk}/results/").text
    make.end(room)
    with pytest.raises(NotNow, match="page of results"):
        holding.hide_word(question=question, word=SAID)
    asked = Question.objects.create(room=room, number=9, kind=kinds.FLOOR, text="Q")
    with pytest.raises(NotNow, match="page of results"):
        floor.let_be_seen(question=asked, raised="", seen=False)


def test_of_too_few_answers_nobody_can_try_which_words_were_there(room):
    question = make.asked(room, kinds.WORD)
    make.answers(question, SAID, PLAIN, PLAIN)
    make.end(room)
    said = set()
    for word in (SAID, PLAIN, "never said"):
        with pytest.raises(NotNow) as refused:
            removing.remove_word(question=question, word=word)
        said.add(str(refused.value))
    assert len(said) == 1
    assert room_state.removed(question, tallies.tally(question)) == 0


def test_what_the_hall_has_read_stays_in_results_whoever_joins_the_directory(room):
    question = ended_with_words(room, "Blodeuwedd", *[PLAIN] * 4)
    make.person("Blodeuwedd")
    assert ("Blodeuwedd", 1) in room_state.rows(question)


# ---- briefs


@pytest.fixture
def owner():
    return make.person("Fran", roles={"facilitator"})


@pytest.fixture
def brief(owner):
    return make.brief(owner, teams="ABC")


def rooms(brief):
    return list(brief.room.copies.order_by("team__name"))


def test_what_a_team_removes_leaves_the_sum_and_its_answers_too(client, owner, brief):
    a, b, _c = rooms(brief)
    raised = meet(a, SAID)
    meet(b, "fair")
    briefs.reply(brief=brief, raised=[str(raised.pk)], text="Soon.")
    assert SAID in client.get(f"/join/{b.code}/").text
    client.force_login(a.facilitator)
    words, asked = a.questions.all()
    assert "It leaves the sum of the brief as well." in press(client, words, SAID)
    press(client, words, SAID, sure="yes")
    press(client, asked, str(raised.pk), sure="yes")
    client.force_login(owner)
    found = results(client, brief.room)
    assert where(found, SAID) == set()
    assert "10 answers" in found["results"]
    assert "1 answer was removed" in found["results"]
    assert "1 question was removed" in found["results"]
    assert SAID not in client.get(f"/briefs/{brief.room.pk}/").text
    assert SAID not in client.get(f"/join/{b.code}/").text


def test_who_sent_a_brief_removes_from_the_sum_for_teams_to_come_as_well(client, owner, brief):
    a, b, c = rooms(brief)
    raised = meet(a, SAID)
    client.force_login(owner)
    words, asked = brief.room.questions.all()
    page = press(client, words, SAID)
    assert "The teams’ own results keep it." in " ".join(page.split())
    press(client, words, SAID, sure="yes")
    press(client, asked, str(raised.pk), sure="yes")
    meet(b, SAID.upper())
    found = results(client, brief.room)
    assert where(found, SAID) == set()
    words.refresh_from_db()
    assert dict(room_state.rows(words)) == {PLAIN: 8}
    assert (tallies.tally(words).n, room_state.removed(words, tallies.tally(words))) == (10, 2)
    assert [one.text for one in told.sorted_up(brief)["seen"]].count(SAID) == 0
    client.post(f"/rooms/{brief.room.pk}/{words.pk}/", {"act": "allow", "word": SAID})
    assert SAID not in pdf(client, brief.room)  # for good
    client.force_login(a.facilitator)
    assert SAID in results(client, a)["csv"]
    with pytest.raises(NotNow):
        removing.remove_question(question=asked, raised=str(raised.pk))
    meet(c, "fine")


def test_a_sum_keeps_its_number_and_tells_no_more_of_few_when_a_team_removes(brief):
    """A team of few can't remove; what one of many removes, the step of the sum had told."""
    a, b, c = rooms(brief)
    few = [make.open_again(room.questions.first()) for room in (a, b, c)]
    for question, words in zip(
        few, (["sour", "glad"], ["sour", "glad"], ["glad"] * 3), strict=True
    ):
        make.answers(question, *words)
        make.end(question.room)
    total = brief.room.questions.first()
    before = (tallies.tally(total).n, room_state.rows(total))
    assert before == (7, [("glad", 5), ("sour", 2)])
    for question in few:
        for word in ("sour", "glad"):
            with pytest.raises(NotNow):
                removing.remove_word(question=question, word=word)
    assert (tallies.tally(total).n, room_state.rows(total)) == before
    assert room_state.removed(total, tallies.tally(total)) == 0


def test_a_brief_that_was_not_sent_has_nothing_to_remove(owner):
    made = briefs.write(owner=owner, title="x", text="y", film="", answer_by=timezone.localdate())
    question = preparing.add_question(room=made.room, kind=kinds.WORD, text="Q", written=[])
    with pytest.raises(NotNow, match="still open"):
        removing.remove_word(question=question, word=PLAIN)


# ---- handing over


def test_a_brief_is_handed_over_to_nobody(client, owner, brief):
    ola = make.person("Ola")
    with pytest.raises(NotNow, match="stays with who wrote it"):
        running.hand_over(room=brief.room, to=ola)
    client.force_login(owner)
    client.post(f"/rooms/{brief.room.pk}/hand-over/", {"to": ola.email})
    brief.room.refresh_from_db()
    assert brief.room.facilitator == owner


def test_a_former_facilitator_s_counts_stand_beside_nobody_else_s(client, facilitator, room):
    make.answers(make.asked(room), *[0] * 6)
    make.end(room)
    again = preparing.again(room=room, held_on=timezone.localdate())
    question = make.open_again(again.questions.get())
    make.answers(question, *[2] * 6)
    assert comparing.compared(question, tallies.tally(question)) is not None
    ola = make.person("Ola")
    running.hand_over(room=again, to=ola)
    question = Question.objects.get(pk=question.pk)
    assert comparing.compared(question, tallies.tally(question)) is None
    client.force_login(ola)
    assert "Then, of 6" not in client.get(f"/rooms/{again.pk}/results/").text
    running.hand_over(room=room, to=ola)  # both are theirs now
    now = Question.objects.get(pk=question.pk)
    assert comparing.compared(now, tallies.tally(now)) is not None
    client.force_login(facilitator)
    assert client.get(f"/rooms/{room.pk}/results/").status_code == 404
