"""Two people run a session: the same doors, the same news, and one of them decides who."""

import pytest

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.organisations import outbox
from everyseat.organisations.models import Email
from everyseat.room import landing, subject_access
from everyseat.room.actions import holding, preparing, running
from everyseat.room.links import SCREENS
from everyseat.room.models import Room
from everyseat.room.queries import comparing, room_state, tallies
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def zoe():
    return make.person("Zoe")


@pytest.fixture
def shared(room, zoe):
    running.share(room=room, second=zoe)
    return room


@pytest.fixture
def doors(shared):
    """Return every door of a session that either of them opens, with what they send."""
    asked = make.asked(shared)
    waiting = preparing.add_question(room=shared, kind="cards", text="Later?")
    at = f"/rooms/{shared.pk}/"
    return {
        "control": ("get", at, {}),
        "screen": ("get", f"{at}screen/", {}),
        "results": ("get", f"{at}results/", {}),
        "csv": ("get", f"{at}answers.csv", {}),
        "pdf": ("get", f"{at}summary.pdf", {}),
        "waiting": ("get", f"{at}waiting/", {}),
        "edit": ("get", f"{at}edit/", {}),
        "edit a question": ("get", f"{at}{waiting.pk}/edit/", {}),
        "who runs it": ("get", f"{at}running/", {}),
        "act": ("post", f"{at}{asked.pk}/", {"act": "keep"}),
        "timer": ("post", f"{at}{asked.pk}/timer/", {"minutes": "1"}),
        "present": ("post", f"{at}present/", {"as": "join"}),
        "undo": ("post", f"{at}undo/", {"deleted": "x"}),
        "remove": ("post", f"{at}{asked.pk}/remove/", {"what": "x"}),
        "again": ("post", f"{at}again/", {"held_on": shared.held_on}),
        "end": ("post", f"{at}end/", {}),
    }


def opened(client, doors) -> dict[str, bool]:
    """Return which doors a person gets through."""
    sent = {
        name: getattr(client, method)(path, content, follow=True)
        for name, (method, path, content) in doors.items()
    }
    return {name: reply.status_code == 200 for name, reply in sent.items()}


def test_a_second_facilitator_opens_every_door_of_a_session(client, doors, zoe):
    client.force_login(zoe)
    assert all(opened(client, doors).values())


def test_one_who_was_removed_opens_none(client, shared, doors, zoe):
    running.stop_sharing(room=shared)
    client.force_login(zoe)
    assert not any(opened(client, doors).values())


def test_who_runs_it_is_its_facilitator_s_to_say_alone(client, shared, zoe):
    client.force_login(zoe)
    other = make.person("Ola")
    for path, sent in (
        ("running/share/", {"second": other.email}),
        ("hand-over/", {"to": zoe.email}),
        ("delete/", {}),
    ):
        assert client.post(f"/rooms/{shared.pk}/{path}", sent).status_code == 404
    shared.refresh_from_db()
    assert (shared.facilitator.name, shared.second) == ("Fay", zoe)
    page = client.get(f"/rooms/{shared.pk}/running/").text
    assert "Stop running it" in page
    assert "Hand it over" not in page


def test_a_second_facilitator_is_chosen_on_a_page_and_hears_of_it(client, room, zoe):
    client.force_login(room.facilitator)
    address = f"/rooms/{room.pk}/running/share/"
    unknown = client.post(address, {"second": "Nobody Atall"})
    assert "Nobody here is called “Nobody Atall”" in unknown.text
    assert 'value="Nobody Atall"' in unknown.text
    client.post(address, {"second": "zoe"})
    room.refresh_from_db()
    assert room.second == zoe
    (email,) = outbox.to_address(zoe.email)
    assert "Fay asks you to run this live session together" in email.text
    assert "Fay and Zoe" in str([entry.note for entry in landing.recent(zoe)])


def test_nobody_is_their_own_second(room):
    with pytest.raises(Invalid):
        running.share(room=room, second=room.facilitator)
    assert room.second is None
    assert not Email.objects.exists()


def test_a_brief_has_no_second_facilitator(zoe):
    brief = make.brief(make.person("Sam", roles={"facilitator"}), "A")
    with pytest.raises(NotNow, match="stays with who wrote it"):
        running.share(room=brief.room, second=zoe)


def test_either_ends_it(client, shared, zoe):
    client.force_login(zoe)
    client.post(f"/rooms/{shared.pk}/running/alone/")
    shared.refresh_from_db()
    assert shared.second is None


def test_whoever_a_session_is_handed_to_is_not_their_own_second(shared, zoe):
    running.hand_over(room=shared, to=zoe)
    shared.refresh_from_db()
    assert (shared.facilitator, shared.second) == (zoe, None)


def test_each_hears_what_the_other_does_and_nobody_hears_what_is_answered(shared):
    question = make.asked(shared)
    heard = [held(shared)]
    for act in (
        lambda: holding.show(question=question, shown=False),
        lambda: holding.present(room=shared, on_phones=True),
        lambda: preparing.add_question(room=shared, kind="word", text="New?"),
        lambda: holding.close(question=question),
    ):
        act()
        heard.append(held(shared))
    assert len(set(heard)) == len(heard)
    make.open_again(question)
    before = held(shared)
    make.answers(question, 0, 0, 1, 2)
    assert held(shared) == before


def held(room) -> str:
    return room_state.of(room.code)["held"]


def test_participants_read_who_else_runs_it(client, shared):
    make.asked(shared)
    assert "Zoe runs this session with Fay, and sees and decides the same." in joined(
        client, shared
    )
    before = room_state.of(shared.code)["promise"]
    running.stop_sharing(room=shared)
    assert "Zoe" not in joined(client, shared)
    assert room_state.of(shared.code)["promise"] != before


def joined(client, room) -> str:
    return " ".join(client.get(f"/join/{room.code}/").text.split())


def test_an_earlier_session_stands_beside_one_only_for_those_who_ran_both(room, zoe):
    make.answers(make.asked(room), *[0] * 6)
    make.end(room)
    again = preparing.again(room=room, held_on=room.held_on)
    question = make.open_again(again.questions.get())
    make.answers(question, *[2] * 6)
    running.share(room=question.room, second=zoe)
    assert comparing.compared(question, tallies.tally(question)) is None
    running.share(room=room, second=zoe)
    question.room.copied_from.refresh_from_db()
    assert comparing.compared(question, tallies.tally(question)) is not None


def test_the_same_session_again_is_run_by_both(shared, zoe):
    again = preparing.again(room=shared, held_on=shared.held_on)
    assert Room.objects.get(pk=again.pk).second == zoe


def test_what_is_held_of_a_second_facilitator_is_told_and_erased(shared, zoe):
    assert [one["title"] for one in subject_access.held_about(zoe)] == ["Big room"]
    subject_access.erase(zoe)
    shared.refresh_from_db()
    assert shared.second is None


class TestAfterHandingOver:
    @pytest.fixture(autouse=True)
    def _handed_over(self, room, zoe):
        self.screen = f"/screen/{SCREENS.token(room.pk)}/"
        running.hand_over(room=room, to=zoe)

    def test_an_old_remote_control_says_who_runs_the_session(self, client, room):
        client.force_login(room.facilitator.__class__.objects.get(name="Fay"))
        page = client.get(f"/rooms/{room.pk}/")
        assert page.status_code == 404
        assert "Zoe runs this session now." in page.text

    def test_the_screen_stays_where_it_is_and_needs_no_signing_in(self, client, room):
        make.asked(room)
        assert "Q?" in client.get(self.screen).text
        assert client.get(self.screen.replace("screen/", "screen/x")).status_code == 404
