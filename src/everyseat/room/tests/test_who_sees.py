"""What pages of rooms promise follows the state of the room, and the threshold as it is now."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from everyseat.giving.links import link_to
from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Email, Team
from everyseat.organisations.queries import host
from everyseat.room import kinds, summary, threshold, who_sees
from everyseat.room.actions import holding, inviting
from everyseat.room.links import INVITATIONS
from everyseat.room.tests import make

pytestmark = pytest.mark.django_db

K = 7


@pytest.fixture(autouse=True)
def _another_threshold(monkeypatch):
    monkeypatch.setattr(threshold, "K", K)


@pytest.fixture
def sender():
    return make.person("Sam", roles={"facilitator"})


@pytest.fixture
def brief(sender):
    return make.brief(sender, "AB")


@pytest.fixture
def of_team(brief):
    return brief.room.copies.get(team__name="A")


@pytest.fixture
def by_invitation(sender):
    room = make.room(sender)
    inviting.invite(room=room, teams=[_members(K)])
    room.refresh_from_db()
    return room


def _members(n):
    team = Team.objects.create(organisation=host(), name="Members")
    for one in range(n):
        make.person(f"M{one}", team=team)
    return team


def joined(client, room) -> str:
    return _read(client, f"/join/{room.code}/")


def seen(client, person, path) -> str:
    client.force_login(person)
    return _read(client, path)


def _read(client, path) -> str:
    return " ".join(client.get(path, follow=True).text.replace("&#x27;", "'").split())


class TestParticipants:
    def test_nothing_is_shown_until_there_are_enough_answers(self, client, room):
        make.asked(room)
        assert "until there are at least 7 answers. Then Fay and everybody" in joined(client, room)

    def test_answers_that_are_kept_off_the_screen_are_shown_by_the_facilitator(self, client, room):
        holding.show(question=make.asked(room), shown=False)
        page = joined(client, room)
        assert "at least 7 answers. Then Fay sees how many" in page
        assert "may show it to everybody" in page

    def test_phones_that_show_the_answers_reach_further_than_the_room(self, client, room):
        make.asked(room)
        assert "Fay may show it on phones too" in joined(client, room)
        holding.present(room=room, on_phones=True)
        page = joined(client, room)
        assert "everybody who has joined, in the room or elsewhere, see how many" in page
        assert "on phones too" not in page

    @pytest.mark.parametrize(
        ("holds", "said", "not_said"),
        [
            (True, "Fay reads the words first", "shown as they are written"),
            (False, "Words are shown as they are written", "reads the words first"),
        ],
    )
    def test_words_that_are_held_are_read_first(self, client, room, holds, said, not_said):
        make.asked(room, kinds.WORD, holds=holds)
        page = joined(client, room)
        assert said in page
        assert not_said not in page

    @pytest.mark.parametrize(
        ("holds", "said", "not_said"),
        [
            (True, "Fay reads each question first", "Everybody in the room sees each"),
            (False, "Everybody in the room sees each question", "reads each question first"),
        ],
    )
    def test_no_number_protects_a_question_from_the_floor(
        self, client, room, holds, said, not_said
    ):
        make.asked(room, kinds.FLOOR, holds=holds)
        page = joined(client, room)
        assert said in page
        assert not_said not in page
        assert "at least" not in page

    def test_a_card_counts_in_a_room_by_invitation_and_a_device_in_others(
        self, client, room, by_invitation
    ):
        assert "Each device counts once" in joined(client, room)
        page = joined(client, by_invitation)
        assert "Each card counts once" in page
        assert "device counts" not in page

    def test_what_is_said_at_once_is_short_and_the_rest_is_one_press_away(self, client, room):
        question = make.asked(room)
        assert sum(len(text.split()) for text in who_sees.participant(room, question)) < 45
        page = joined(client, room)
        rest = page.partition("How you are counted, and what stays")[2]
        assert "Each device counts once." in rest
        assert "we delete what links an answer to a phone" in rest

    def test_only_a_team_that_answers_a_brief_reads_what_is_added_up(self, client, room, of_team):
        page = joined(client, of_team)
        assert "Sam sees the answers of all teams added up, at least 7 at once" in page
        assert "with your team's name if at least 7 people vote for it" in page
        assert "added up" not in joined(client, room)

    def test_when_the_room_has_ended_nothing_is_promised_any_more(self, client, of_team):
        make.end(of_team)
        page = joined(client, of_team)
        assert "What tied answers to a device has been deleted." in page
        assert "until there are" not in page
        assert "added up" not in page

    def test_the_page_that_draws_a_card_says_how_drawn_cards_are_counted(
        self, client, by_invitation
    ):
        path = link_to("room_card", INVITATIONS.token(by_invitation.invited.first().pk))
        assert "Sam sees how many people have made a card, in steps of 7, but not who" in _read(
            client, path
        )


class TestFacilitators:
    def test_the_remote_control_and_the_screen_say_from_when_on_they_count(self, client, room):
        make.asked(room)
        for path in (f"/rooms/{room.pk}/", f"/rooms/{room.pk}/screen/"):
            page = seen(client, room.facilitator, path)
            assert 'data-few="Answers are shown once 7 people have answered"' in page

    def test_drawn_cards_are_counted_in_steps(self, client, by_invitation):
        page = seen(client, by_invitation.facilitator, f"/rooms/{by_invitation.pk}/")
        assert "Invited: 7. Cards made, in steps of 7: 0." in page

    def test_too_few_are_not_invited(self, room):
        with pytest.raises(NotNow, match="at least 7 people"):
            inviting.invite(room=room, teams=[_members(K - 1)])

    def test_a_team_s_facilitator_reads_what_joins_the_sum(self, client, of_team):
        promised = "if at least 7 people answered it"
        assert promised in seen(client, of_team.facilitator, f"/rooms/{of_team.pk}/")
        assert promised in Email.objects.first().text

    @pytest.mark.parametrize(
        ("texts", "said"),
        [
            (["Why?"], "One question has not been passed on: fewer than 7 people"),
            (["Why?", "When?"], "2 questions have not been passed on: fewer than 7 people"),
        ],
    )
    def test_what_has_not_been_passed_on_waits(self, client, of_team, texts, said):
        floor = make.open_again(of_team.questions.get(kind=kinds.FLOOR))
        for text in texts:
            make.vote(make.raised(floor, 0, text), *range(1, K - 1))
        make.end(of_team)
        assert said in seen(client, of_team.facilitator, f"/rooms/{of_team.pk}/")

    def test_who_sent_a_brief_reads_when_questions_and_answers_come(self, client, brief):
        asked = seen(client, brief.room.facilitator, f"/briefs/{brief.room.pk}/")
        assert "the team's name if at least 7 people voted for one" in asked
        added_up = seen(client, brief.room.facilitator, f"/rooms/{brief.room.pk}/results/")
        assert "What fewer than 7 people answered in a team waits" in added_up

    def test_results_of_a_room_are_no_sum(self, client, room):
        page = seen(client, room.facilitator, f"/rooms/{room.pk}/results/")
        assert "The sum over the teams" not in page


def test_the_printed_summary_says_what_counted_once(room, by_invitation, monkeypatch):
    printed = SimpleNamespace(render=lambda _template, _name, data: data["note"])
    monkeypatch.setattr(summary, "pdf", printed)
    notes = [summary.render(one, [], "", timezone.localdate()) for one in (room, by_invitation)]
    few = "A question with fewer than 7 answers is not shown. An answer leads to nobody."
    assert notes == [f"{few} Each device counts once.", f"{few} Each card counts once."]


def test_a_name_with_a_percent_sign_is_a_name(room):
    room.facilitator.name = "100 % Fay"
    assert "100 % Fay" in who_sees.participant(room, None)[0]
