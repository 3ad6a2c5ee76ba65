"""Sets: questions that are open together, answered at one's own speed, shown when they close."""

import asyncio
import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.markup import markup

from everyseat.giving.refusals import NotNow
from everyseat.room import kinds, models, who_sees
from everyseat.room.actions import answering, correcting, holding, preparing, timing
from everyseat.room.live import Live
from everyseat.room.models import Answer, Question
from everyseat.room.queries import room_state, sets
from everyseat.room.tests import make
from everyseat.room.tests.phones import Phone, play

pytestmark = pytest.mark.django_db
GREEN = 0
OPTIONS = ["Time", "Money"]


def add(room, text, kind=kinds.CARDS, **options):
    return preparing.add_question(room=room, kind=kind, text=text, **options)


@pytest.fixture
def questions(room):
    """Return one question, a set of three, and another one."""
    return [
        add(room, "Alone?"),
        add(room, "Card?"),
        add(room, "Word?", kinds.WORD, with_before=True),
        add(room, "Rank?", kinds.RANKING, written=OPTIONS, with_before=True),
        add(room, "After?"),
    ]


@pytest.fixture
def together(room, questions):
    """Return the set, open."""
    holding.ask(question=questions[1])
    return list(room.questions.all())[1:4]


@pytest.fixture
def control(client, room):
    """Press a button of the remote control; return the page that follows."""
    client.force_login(room.facilitator)

    def press(question, act):
        sent = client.post(f"/rooms/{room.pk}/{question.pk}/", {"act": act}, follow=True)
        return markup(sent)

    return press


def states(room):
    return [one.state for one in room.questions.all()]


def now(room):
    return room_state.of(room.code)["question"]


class TestWhatBelongsTogether:
    def test_a_question_joins_the_one_before_it_and_the_first_joins_none(self, room):
        first, second = add(room, "A?", with_before=True), add(room, "B?", with_before=True)
        assert sets.joined(list(room.questions.all())) == {second.pk}
        assert [one.pk for one in sets.beginning_with(first)] == [first.pk, second.pk]

    @pytest.mark.parametrize("kind", kinds.RAISED)
    def test_what_people_raise_is_asked_alone(self, room, kind):
        first, raised = add(room, "A?"), add(room, "B?", kind, with_before=True)
        last = add(room, "C?", with_before=True)
        assert not raised.with_before
        for one in (first, raised, last):
            assert sets.beginning_with(one) == [one]

    def test_the_database_refuses_a_set_with_what_people_raise(self, room):
        raised = add(room, "A?", kinds.FLOOR)
        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.filter(pk=raised.pk).update(with_before=True)

    def test_it_is_prepared_on_the_page_corrected_and_copied(self, client, room):
        client.force_login(room.facilitator)
        add(room, "A?")
        sent = {"text": "B?", "kind": "cards", "with_before": "on"}
        client.post(f"/rooms/{room.pk}/questions/new/", sent)
        made = room.questions.last()
        page = markup(client.get(f"/rooms/{room.pk}/"))
        assert page.count("Together with the question before") == 1
        assert (
            "checked"
            in client.get(f"/rooms/{room.pk}/{made.pk}/edit/")
            .text.split('name="with_before"')[1]
            .split(">")[0]
        )
        again = preparing.again(room=room, held_on=room.held_on)
        assert [one.with_before for one in again.questions.all()] == [False, True]
        correcting.move_question(question=made, by=-1)
        page = markup(client.get(f"/rooms/{room.pk}/"))
        assert "Together with the question before" not in page


class TestItsName:
    @pytest.fixture
    def named(self, client, room, questions):
        """Name the set on its page; return its questions."""
        client.force_login(room.facilitator)
        client.post(f"/rooms/{room.pk}/{questions[1].pk}/set/", {"name": "Our week"})
        return list(room.questions.all())[1:4]

    @pytest.fixture
    def names(self, room):
        """Return the names of the sets of each question that has one, in order."""
        return lambda: [
            (one.text, sets.given_name(sets.of(one)))
            for one in room.questions.all()
            if sets.given_name(sets.of(one))
        ]

    def test_a_facilitator_reads_it_where_the_set_is_prepared_and_corrects_it(
        self, client, room, named
    ):
        page = markup(client.get(f"/rooms/{room.pk}/"))
        assert "<strong>Our week</strong> · 3 questions, at your own speed" in page
        at = f"/rooms/{room.pk}/{named[0].pk}/set/"
        assert 'value="Our week"' in markup(client.get(at))
        client.post(at, {"name": ""})
        assert "Our week" not in markup(client.get(f"/rooms/{room.pk}/"))

    def test_whoever_is_asked_reads_it_and_how_many_questions_it_has(self, client, room, named):
        holding.ask(question=named[0])
        assert now(room)["text"] == "Our week"
        assert now(room)["how"].startswith("3 questions, at your own speed. Answer on your phone.")
        page = markup(client.get(f"/join/{room.code}/"))
        assert '<span dir="auto">Our week</span> · Question 1 of 3' in page

    def test_results_name_it_over_each_of_its_questions_alone(self, client, room, named):
        page = markup(client.get(f"/rooms/{room.pk}/results/"))
        assert page.count(">Our week</span>") == 3
        assert "Our week</span> Alone?" not in page
        assert client.get(f"/rooms/{room.pk}/summary.pdf").status_code == 200

    def test_it_stays_with_the_set_whatever_becomes_of_the_question_that_has_it(
        self, room, named, names
    ):
        every = [(text, "Our week") for text in ("Card?", "Word?", "Rank?")]
        assert names() == every
        again = preparing.again(room=room, held_on=room.held_on)
        assert sets.given_name(sets.every(list(again.questions.all()))[0]) == "Our week"
        correcting.edit_question(question=named[0], kind=kinds.CARDS, text="Card?")
        assert names() == every
        correcting.name_set(question=named[2], name="Ours")
        preparing.remove_question(question=room.questions.get(pk=named[2].pk))
        assert names() == [("Card?", "Ours"), ("Word?", "Ours")]

    def test_one_question_alone_an_asked_set_and_another_s_are_not_named(
        self, client, room, questions
    ):
        with pytest.raises(NotNow, match="alone"):
            correcting.name_set(question=questions[0], name="One")
        holding.ask(question=questions[1])
        holding.close(question=questions[1])
        with pytest.raises(NotNow, match="has been asked"):
            correcting.name_set(question=questions[2], name="Late")
        client.force_login(make.person("Nosy", roles={"facilitator"}))
        at = f"/rooms/{room.pk}/{questions[1].pk}/set/"
        assert client.post(at, {"name": "Mine"}).status_code == 404

    def test_a_name_that_is_too_long_is_refused_whole(self, client, room, named):
        at = f"/rooms/{room.pk}/{named[0].pk}/set/"
        page = client.post(at, {"name": "x" * (models.LONGEST_SET_NAME + 1)}).text
        assert "x" * (models.LONGEST_SET_NAME + 1) in page
        assert sets.given_name(sets.of(named[0])) == "Our week"


class TestOpeningAndClosing:
    def test_asking_the_first_opens_all_of_its_set_and_nothing_else(self, room, together):
        assert states(room) == ["waiting", "open", "open", "open", "waiting"]
        room.refresh_from_db()
        assert room.current == together[0]

    def test_closing_it_closes_all(self, room, together):
        holding.close(question=together[0])
        assert states(room) == ["waiting", "closed", "closed", "closed", "waiting"]

    def test_an_old_page_that_closes_another_question_leaves_the_set_open(self, room, questions):
        holding.ask(question=questions[0])
        holding.ask(question=questions[1])
        holding.close(question=questions[0])
        assert states(room) == ["closed", "open", "open", "open", "waiting"]

    def test_asking_another_closes_all(self, room, questions, together):
        holding.ask(question=questions[4])
        assert states(room) == ["waiting", "closed", "closed", "closed", "open"]

    def test_results_are_walked_through_before_the_next_is_asked(self, control, room, together):
        first, second, third = together
        assert "Its answers come next." in control(first, "show")
        page = control(first, "close")
        for one in (second, third):
            assert f'/rooms/{room.pk}/{one.pk}/"' in page.split("es-bar__next")[1]
            assert 'value="back"' in page.split("es-bar__next")[1]
            page = control(one, "back")
            assert now(room)["text"] == one.text
        assert 'value="ask"' in page.split("es-bar__next")[1]
        assert states(room) == ["waiting", "closed", "closed", "closed", "waiting"]

    def test_one_timer_is_for_all_and_closes_all(self, monkeypatch, room, together):
        timing.start(question=together[0], minutes=1, closes=True)
        timing.extend(question=together[0])
        (until,) = set(room.questions.filter(state="open").values_list("until", flat=True))
        assert until > timezone.now() + timedelta(seconds=110)
        monkeypatch.setattr(timezone, "now", lambda: until + models.GRACE)
        for one in room.questions.filter(state="open"):
            with pytest.raises(NotNow):
                make.answer(one, 1, GREEN)
        timing.close_in_time(timezone.localdate())
        assert states(room) == ["waiting", "closed", "closed", "closed", "waiting"]


class TestWhatIsShown:
    def test_the_hall_reads_what_to_do_and_no_answer_while_it_is_open(self, room, together):
        for one, value in zip(together, [GREEN, "calm", [1, 2]], strict=True):
            make.answers(one, *[value] * 5)
        state = now(room)
        assert state["kind"] == "set"
        assert state["text"] == "3 questions, at your own speed"
        assert state["options"] == ["Card?", "Word?", "Rank?"]
        assert state["open"]
        assert state["tally"] is None
        holding.close(question=together[0])
        assert now(room)["tally"] == [5, 0, 0]

    def test_no_more_is_counted_than_the_answers_to_the_last_question(self, room, together):
        make.answers(together[0], *[GREEN] * 9)
        make.answers(together[2], *[[1, 2]] * 3)
        assert now(room)["n"] is None
        make.answers(together[2], *[[1, 2]] * 4)
        assert now(room)["n"] == 4

    def test_the_facilitator_reads_how_many_answered_each_and_nothing_of_a_few(
        self, client, room, together
    ):
        make.answers(together[0], *[GREEN] * 9)
        make.answers(together[1], *["calm"] * 3)
        client.force_login(room.facilitator)
        state = client.get(f"/rooms/{room.pk}/waiting/").json()["question"]
        assert state["tally"] == [9, None, None]

    def test_no_way_out_shows_its_answers_while_it_is_open(self, client, room, together):
        make.answers(together[0], *[GREEN] * 5)
        make.answers(together[1], *["zebra"] * 5)
        client.force_login(room.facilitator)
        holding.present(room=room, on_phones=True)
        paths = (f"/rooms/{room.pk}/{what}" for what in ("", "waiting/", "results/", "answers.csv"))
        phone = f"/join/{room.code}/?q={together[1].pk}"
        for path in (*paths, f"/rooms/{room.pk}/screen/", phone):
            page = client.get(path, follow=True).text
            assert "zebra" not in page
            assert "Green,5" not in page
        assert (
            "shown once these questions have closed"
            in client.get(f"/rooms/{room.pk}/results/").text
        )
        holding.close(question=together[0])
        assert "zebra" in client.get(f"/rooms/{room.pk}/results/").text
        assert "Green,5" in client.get(f"/rooms/{room.pk}/answers.csv").text

    def test_a_held_word_of_any_of_its_questions_changes_the_promise(self, room, together):
        before = room_state.of(room.code)["promise"]
        Question.objects.filter(pk=together[1].pk).update(holds=True)
        assert room_state.of(room.code)["promise"] != before

    def test_phones_read_that_nothing_is_shown_until_it_closes(self, room, together):
        said = who_sees.participant(room, together[1])[0]
        assert "No answer is shown while these questions are open. Then Fay sees" in said
        assert "at least 4 answers" in said
        assert len(said.split()) < 60
        holding.close(question=together[0])
        together[1].refresh_from_db()
        assert "while these questions" not in who_sees.participant(room, together[1])[0]

    def test_ending_an_open_set_counts_every_question(self, room, together):
        for one, value in zip(together, [GREEN, "calm", [1, 2]], strict=True):
            make.answers(one, *[value] * 4)
        make.end(room)
        left = [one.left for one in room.questions.all()]
        assert [one["n"] for one in left] == [0, 4, 4, 4, 0]
        assert all(left[i]["counts"] for i in (1, 2, 3))
        assert not Answer.objects.exists()

    def test_one_device_has_another_pseudonym_for_each_question(self, together):
        for one, value in zip(together, [GREEN, "calm", [1, 2]], strict=True):
            make.answer(one, 1, value)
        assert len(set(Answer.objects.values_list("device", flat=True))) == 3


class TestWithoutScripts:
    @pytest.fixture
    def phone(self, client, room):
        def send(**fields):
            return markup(client.post(f"/join/{room.code}/", {"token": make.token(1)} | fields))

        return send

    def test_one_goes_through_it_back_and_forth_and_every_answer_stays(
        self, client, phone, room, together
    ):
        first, second, third = (one.pk for one in together)
        page = markup(client.get(f"/join/{room.code}/"))
        assert "Question 1 of 3" in page
        assert ">Back<" not in page
        page = phone(question=first, answer=2)
        assert "Red</strong>" in page
        assert "Question 1 of 3" in page
        page = phone(question=first, go=second)
        assert "Word?" in page
        assert make.token(1) in page  # it stays the same device
        phone(question=second, go=third)  # skipped
        page = phone(question=third, **{"part-0": 2, "part-1": 1})
        assert "This is the last question." in page
        assert ">Skip<" not in page
        page = phone(question=third, go=first)
        assert "Red</strong>" in page
        assert "Red</strong>" not in phone(question=first, back=1)
        assert [one.answers.count() for one in together] == [0, 0, 1]

    def test_an_answer_that_comes_too_late_is_refused(self, phone, room, together):
        holding.close(question=together[0])
        page = phone(question=together[0].pk, answer=0)
        assert "This question has closed." in page
        assert "Your answer was not sent." in phone(question=together[1].pk, answer="late")
        assert not Answer.objects.exists()

    def test_an_address_that_names_no_question_of_it_shows_the_first(
        self, client, room, questions, together
    ):
        for at in ("x", "0", str(questions[4].pk), "9" * 99, "١"):
            assert "Question 1 of 3" in markup(client.get(f"/join/{room.code}/?q={at}"))
        third = together[2].pk
        assert "Question 3 of 3" in markup(client.get(f"/join/{room.code}/?q={third}"))
        holding.ask(question=questions[0])
        assert "Alone?" in markup(client.get(f"/join/{room.code}/?q={third}"))


@pytest.mark.django_db(transaction=True)
class TestTheLivePart:
    def test_a_page_is_made_for_each_question_and_only_for_those(self, room, together):
        async def scene():
            live = Live()
            pages = []
            for at in (str(together[1].pk), "", "x", "9" * 99):
                _status, got = await Phone(live, room.code).get("page", f"q={at}")
                pages.append(got["page"])
            return pages, len(live.watching.rooms[room.code].pages)

        pages, made = play(scene)
        assert ["Word?" in page for page in pages] == [True, False, False, False]
        assert made == 2

    def test_each_question_takes_answers_until_the_set_closes(self, room, together):
        def body(one, value):
            sent = {"question": one.pk, "token": make.token(1), "answer": value}
            return json.dumps(sent).encode()

        async def scene():
            kept = [
                await Phone(Live(), room.code).answer(body(one, value))
                for one, value in zip(together, [GREEN, "calm", [1, 2]], strict=True)
            ]
            await asyncio.to_thread(holding.close, question=together[0])
            late = await Phone(Live(), room.code).answer(body(together[2], [2, 1]))
            return kept, late

        assert play(scene) == ([200, 200, 200], 409)
        assert together[2].answers.get().parts == "1,2"


def test_what_was_read_in_time_is_not_kept_after_the_set_has_closed(together):
    sent = [answering.sent(one, make.token(1), GREEN) for one in together[:1]]
    holding.close(question=together[0])
    assert answering.keep(sent) == set()
