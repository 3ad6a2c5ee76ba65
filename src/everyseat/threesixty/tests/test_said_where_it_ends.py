"""A page offers nothing that it then refuses, and what has ended says so and when."""

import pytest
from django.urls import reverse

from everyseat.threesixty import standing
from everyseat.threesixty.actions import new_links, stopping
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.queries import board as queries
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.changing import address, one, peers_and_partners
from everyseat.threesixty.tests.pages import text
from everyseat.threesixty.views import rounds as views

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser(client):
    client.force_login(make.person("Olu", "organiser"))
    return client


@pytest.fixture
def review():
    return peers_and_partners()


@pytest.fixture
def stopped():
    made = make.collecting({"peer": 5})
    stopping.stop(review=made)
    return Review.objects.get(pk=made.pk)


def leader(organiser, review):
    return text(organiser.get(reverse("leader", args=[review.round_id, review.pk])))


class TestStopped:
    def test_they_can_be_added_again_only_while_the_round_is_open(self, organiser, stopped):
        assert "You can add Lee to the round again." in leader(organiser, stopped)
        Round.objects.update(state=Round.State.CLOSED)
        assert "again" not in leader(organiser, stopped)

    def test_the_round_says_since_when(self, organiser, stopped):
        page = text(organiser.get(reverse("round", args=[stopped.round_id])))
        assert "stopped on " in page
        assert f"Stopped, {stopped.state_since.day}" in leader(organiser, stopped)

    def test_the_workbook_of_all_leaders_has_them(self, organiser, stopped, monkeypatch):
        sheets = []
        monkeypatch.setattr(
            views.xlsx_export, "as_xlsx", lambda found, _n: sheets.append(found) or b""
        )
        address = reverse("round_board", args=[stopped.round_id])
        organiser.get(address)
        organiser.get(address, {"where": "collecting"})
        (all_rows, some) = [list(next(iter(found.values()))) for found in map(_read, sheets)]
        assert "Stopped" in str(all_rows)
        assert "Stopped" not in str(some)
        assert list(queries.stopped(stopped.round)) == [stopped]


def _read(found):
    return {name: list(rows) for name, rows in found.items()}


class TestFollowUp:
    def test_no_leaders_are_added_to_it(self, organiser, review):
        again = Round.objects.get(pk=review.round_id)
        page = reverse("round", args=[again.pk])
        add = reverse("leaders_add", args=[again.pk])
        assert add in organiser.get(page).content.decode()
        parent = make.feedback_round(make.person("Kim"))
        Round.objects.filter(pk=again.pk).update(parent=parent)
        assert add not in organiser.get(page).content.decode()
        said = organiser.get(add)
        assert "This is a follow-up" in text(said)
        assert "<textarea" not in said.content.decode()

    def test_it_names_no_coach_as_nobody_reads_first(self, review):
        review.coach = make.person("Cora", "coach")
        assert standing.coach(review) == "Cora"
        review.follow_up_of = make.collecting({"peer": 4}, name="Kim")
        assert standing.coach(review) == ""


class TestAddress:
    def test_what_is_wrong_is_said_in_one_sentence(self, organiser, review):
        partner = one(review, "partner")
        page = address(review, partner.pk, "address")
        said = text(organiser.post(page, {"email": partner.person.email}))
        assert "We write to this address already." in said
        assert "Somebody else" not in said
        said = text(organiser.post(page, {"email": "olu@trust.example"}))
        assert "Somebody else here has this address." in said

    def test_the_fourth_correction_is_refused_before_the_form(self, organiser, review):
        partner = one(review, "partner")
        partner.replaced = ["partner"] * new_links.MOST
        partner.save(update_fields=["replaced"])
        for what in ("address", "relationship"):
            page = organiser.get(address(review, partner.pk, what))
            assert "so it cannot be replaced again" in text(page)
            assert "Correct it and invite again" not in text(page)
            assert reverse("rater_remove", args=[review.round_id, review.pk, partner.pk]) in (
                page.content.decode()
            )

    def test_back_after_a_correction_leads_to_the_list(self, organiser, review):
        partner = one(review, "partner")
        new_links.correct_address(invitation=partner, email="new@city.example")
        for what in ([], ["address"], ["relationship"], ["replace"], ["remove"]):
            answer = organiser.get(address(review, partner.pk, *what), follow=True)
            assert answer.redirect_chain[0][0] == address(review)
            assert "The page of this rater has moved" in text(answer)


def test_a_text_with_a_mistake_is_not_shown_as_its_reader_gets_it(organiser, review):
    page = reverse("round_text", args=[review.round_id, "invitation"])
    wrong = {"subject": "Hello {nmae}", "text": "Dear {nmae}", "do": "look"}
    said = text(organiser.post(page, wrong))
    assert "There is a problem" in said
    assert "As its reader gets it" not in said
    assert "Not saved yet" not in said
    assert "As its reader gets it" in text(organiser.get(page))


def test_an_organiser_reads_why_they_cannot_change_who_signs_in(organiser):
    kim = make.person("Kim")
    page = organiser.get(reverse("person", args=[kim.pk]))
    assert page.context["form"]["is_active"].help_text == "An administrator can change it."


def test_the_list_of_rounds_says_which_closed_before_their_last_day(organiser, review):
    page = reverse("rounds")
    assert "closed before its last day" not in text(organiser.get(page))
    Round.objects.update(state=Round.State.CLOSED)
    assert "closed before its last day" in text(organiser.get(page))
