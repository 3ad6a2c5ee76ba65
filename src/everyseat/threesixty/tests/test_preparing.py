"""Preparing a round on its page, and naming raters: people are chosen, or addresses pasted."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.markup import markup

from everyseat.giving.refusals import NotNow
from everyseat.organisations.models import Person
from everyseat.threesixty import landing
from everyseat.threesixty.actions import nominating, rounds
from everyseat.threesixty.forms.rounds import PROPOSED_WEEKS
from everyseat.threesixty.models import Review, Round
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim():
    return make.person("Kim")


@pytest.fixture
def draft(kim):
    return make.feedback_round(kim, launched=False)


@pytest.fixture
def organiser(client):
    client.force_login(make.person("O", "organiser"))
    return client


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_nothing_can_be_launched_before_somebody_is_added(organiser, draft, kim):
    address = f"/rounds/{draft.pk}/"
    assert "Launch this round for 1 leader, or add more leaders first." in text(
        organiser.get(address)
    )
    review = draft.reviews.get()
    page = text(organiser.post(f"{address}recipients/{review.pk}/remove/", follow=True))
    assert "Removed from this round: Kim." in page
    assert "First, add the leaders that this round is about" in page
    assert "Launch" not in page
    assert not Review.objects.exists()


def test_a_recipient_and_a_coach_are_chosen_by_name(organiser, draft):
    lee, coach = make.person("Lee"), make.person("Imran", "coach")
    organiser.post(f"/rounds/{draft.pk}/", {"people": ["Lee"], "coach": "Imran"})
    assert draft.reviews.get(recipient=lee).coach == coach


def test_several_recipients_are_chosen_together_or_none(organiser, draft):
    make.person("Lee"), make.person("Ann")
    address = f"/rounds/{draft.pk}/"
    page = text(organiser.post(address, {"people": ["Lee", "Nobody Such", "Kom"]}))
    assert "Nobody here is called “Nobody Such”." in page
    assert "Nobody here is called “Kom”." in page
    assert 'value="Lee"' in page
    assert draft.reviews.count() == 1
    organiser.post(address, {"people": ["Lee", "", "Ann", "Lee"]})
    names = draft.reviews.values_list("recipient__name", flat=True)
    assert sorted(names) == ["Ann", "Kim", "Lee"]


def test_nobody_coaches_who_has_not_the_role(organiser, draft):
    make.person("Lee")
    page = text(organiser.post(f"/rounds/{draft.pk}/", {"people": ["Lee"], "coach": "Kim"}))
    assert "does not have this role: Coach." in page
    assert draft.reviews.count() == 1


def test_addresses_are_pasted_as_they_are_copied(organiser, draft):
    for name in ("Ann", "Bo", "Cy"):
        make.person(name)
    pasted = "Ann <ANN@trust.example>; bo@trust.example,\ncy@trust.example"
    organiser.post(f"/rounds/{draft.pk}/", {"addresses": pasted, "people": ["Ann"]})
    names = draft.reviews.values_list("recipient__name", flat=True)
    assert sorted(names) == ["Ann", "Bo", "Cy", "Kim"]


def test_a_name_without_an_address_is_looked_up_or_said_and_never_dropped(organiser, draft):
    for name in ("Ann Lee", "Bo Ash"):
        make.person(name)
    address = f"/rounds/{draft.pk}/"
    pasted = "Ann Lee <ann.lee@trust.example>; Bo Ash; Aisha Ncube"
    said = text(organiser.post(address, {"addresses": pasted}))
    assert "Nobody here has these names, or several people do: Aisha Ncube." in said
    assert draft.reviews.count() == 1
    organiser.post(address, {"addresses": "Ann Lee\nBo Ash"})
    names = draft.reviews.values_list("recipient__name", flat=True)
    assert sorted(names) == ["Ann Lee", "Bo Ash", "Kim"]


def test_a_name_that_two_people_have_is_said(organiser, draft):
    make.person("Ann Lee")
    twin = make.person("Ann Twin")
    twin.name = "Ann Lee"
    twin.save(update_fields=["name"])
    said = text(organiser.post(f"/rounds/{draft.pk}/", {"addresses": "Ann Lee"}))
    assert "or several people do: Ann Lee." in said
    assert draft.reviews.count() == 1


def test_more_than_can_be_read_at_once_is_said(organiser, draft):
    pasted = "\n".join(f"p{n}@trust.example" for n in range(300))
    said = text(organiser.post(f"/rounds/{draft.pk}/", {"addresses": pasted}))
    assert "Paste fewer than 200 people at once." in said


def test_an_address_that_nobody_has_adds_nobody(organiser, draft):
    make.person("Ann")
    pasted = {"addresses": "ann@trust.example no@trust.example"}
    page = text(organiser.post(f"/rounds/{draft.pk}/", pasted))
    assert "anyone who can sign in here: no@trust.example" in page
    assert draft.reviews.count() == 1
    assert "Choose somebody, or paste" in text(
        organiser.post(f"/rounds/{draft.pk}/", {"people": [""]})
    )


def test_a_launched_round_keeps_its_recipients(draft):
    review = make.collecting({"peer": 5})
    with pytest.raises(NotNow, match="cannot remove leaders"):
        rounds.remove_recipient(review=review)


def test_a_recipient_of_another_round_is_not_removed(organiser, draft):
    other = make.collecting({"peer": 5})
    assert organiser.post(f"/rounds/{draft.pk}/recipients/{other.pk}/remove/").status_code == 404


def test_only_people_with_the_role_are_found_for_a_coach(organiser):
    make.person("Imran", "coach")
    make.person("Imran Other")
    found = organiser.get("/people/find/?search=imran&role=coach").json()["people"]
    assert found == ["Imran (imran@trust.example)"]


def test_a_new_round_proposes_the_one_questionnaire_and_its_dates_and_folds_its_numbers(client):
    client.force_login(make.person("O", "organiser"))
    only = make.questionnaire()
    page = markup(client.get("/rounds/new/"))
    assert f'<option value="{only.pk}" selected>' in page
    for weeks in PROPOSED_WEEKS.values():
        assert f'value="{timezone.localdate() + timedelta(weeks=weeks)}"' in page
    before, folded = page.split("<details", 1)
    assert 'name="rating_threshold"' in folded
    assert 'name="most_peer"' in folded
    assert 'name="collect_by"' in before
    wrong = markup(client.post("/rounds/new/", {"name": "Spring", "rating_threshold": "1"}))
    assert wrong.split('name="rating_threshold"')[0].rsplit("<details", 1)[1].count(" open") == 1


def test_where_there_is_a_choice_of_questionnaires_none_is_chosen_for_anybody(client):
    client.force_login(make.person("O", "organiser"))
    for _ in range(2):
        make.questionnaire()
    options = markup(client.get("/rounds/new/")).split('name="questionnaire"')[1]
    assert "selected" not in options.split("</select>")[0].replace('value="" selected', "")


class TestACoachForThoseWithoutOne:
    @pytest.fixture
    def cora(self):
        return make.person("Cora", "coach")

    @pytest.fixture
    def without(self, kim):
        """Return a round in preparation that a coach reads, with two recipients and no coach."""
        made = make.feedback_round(kim, make.person("Lou"), launched=False)
        Round.objects.filter(pk=made.pk).update(coach_reads=True)
        made.refresh_from_db()
        return made

    def test_it_comes_before_launching(self, client, without, cora):
        client.force_login(make.person("O", "organiser"))
        address = f"/rounds/{without.pk}/"
        page = markup(client.get(address))
        assert "Choose a coach for 2 leaders." in page
        assert f"{address}launch/" not in page
        said = client.post(f"{address}coach/", {"coach": cora.email}, follow=True)
        assert "Cora coaches 2 leaders." in said.text
        assert f"{address}launch/" in said.text
        assert set(without.reviews.values_list("coach__name", flat=True)) == {"Cora"}

    def test_whoever_has_one_keeps_it_and_nobody_coaches_themselves(self, without, cora):
        other = make.person("Otto", "coach")
        without.reviews.filter(recipient__name="Lou").update(coach=other)
        assert rounds.choose_coach(feedback_round=without, coach=cora) == 1
        assert without.reviews.get(recipient__name="Lou").coach == other
        without.reviews.filter(recipient__name="Kim").update(coach=None)
        with pytest.raises(NotNow, match="can't coach themselves"):
            rounds.choose_coach(feedback_round=without, coach=Person.objects.get(name="Kim"))

    def test_a_round_without_coaches_and_a_launched_one_ask_for_none(self, client, draft, cora):
        client.force_login(make.person("O", "organiser"))
        assert "Choose a coach" not in markup(client.get(f"/rounds/{draft.pk}/"))
        rounds.launch(feedback_round=draft)
        with pytest.raises(NotNow, match="launched"):
            rounds.choose_coach(feedback_round=draft, coach=cora)


def test_a_round_in_preparation_waits_for_organisers_alone(draft):
    organiser = make.person("O", "organiser")
    assert [task.text for task in landing.waiting(organiser)] == [
        "Go on preparing Spring, or launch it"
    ]
    assert list(landing.waiting(make.person("Ruth", "board"))) == []
    rounds.launch(feedback_round=draft)
    assert list(landing.waiting(organiser)) == []


def test_a_list_is_sent_and_raters_reminded_only_once_there_is_somebody(client, draft, kim):
    rounds.launch(feedback_round=draft)
    review = Review.objects.get()
    organiser = make.person("O", "organiser")
    client.force_login(organiser)
    assert "Remind everyone" not in client.get(f"/rounds/{draft.pk}/").text
    client.force_login(kim)
    address = f"/reviews/{review.pk}/raters/"
    page = markup(client.get(address))
    assert "Send for approval" not in page
    for n in range(4):
        nominating.nominate(review=review, person=make.person(f"P{n}"), relationship="peer")
    page = markup(client.get(address))
    assert "Send for approval" in page
    nominating.submit_nominations(review=review)
    nominating.approve(review=review, refused=set())
    client.force_login(organiser)
    assert "Remind everyone" in client.get(f"/rounds/{draft.pk}/").text


def test_it_says_that_an_organiser_may_name_raters_and_asks_no_riddle(organiser, draft):
    for address in ("/rounds/new/", f"/rounds/{draft.pk}/edit/"):
        page = text(organiser.get(address))
        assert "You can name raters for a leader too, from the launch until" in page
        assert "How many people must answer, and how many raters a leader can have" in page
        assert "Leave it empty if it is you" not in page
    rounds.launch(feedback_round=draft)
    assert "You can name raters for a leader on their page" in text(
        organiser.get(f"/rounds/{draft.pk}/")
    )


@pytest.mark.parametrize("page", ["", "launch/"])
def test_those_whom_a_round_is_about_are_called_leaders_alone(organiser, draft, page):
    shown = text(organiser.get(f"/rounds/{draft.pk}/{page}"))
    words = shown.split("<main")[1].replace("/recipients/", "")
    assert "ecipient" not in words
