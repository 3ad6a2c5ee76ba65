"""Who runs or sees which rounds: every page of a round is closed to whoever does not."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from everyseat.organisations import actions as organisations
from everyseat.organisations import roles
from everyseat.organisations.models import Organisation
from everyseat.threesixty import landing, relationships
from everyseat.threesixty.actions import closing
from everyseat.threesixty.models import GroupReport, Invitation, Review, Round
from everyseat.threesixty.queries import organising, permissions, reports
from everyseat.threesixty.tests import make
from everyseat.threesixty.tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
CHANGING_NOTHING = {"round", "round_board", "leader"}
"""What an observer opens."""


@pytest.fixture
def review():
    return make.collecting({"peer": 5, "manager": 1})


@pytest.fixture
def partner():
    return Organisation.objects.create(name="City Council")


def person(name, *given, organisation=None):
    made = make.person(name, *given)
    if organisation:
        made.organisation = organisation
        made.save()
    return made


def organised_by(review, someone):
    review.round.organiser = someone
    review.round.save(update_fields=["organiser"])


def addresses(review) -> dict[str, str]:
    """Return the address of every page under that of a round."""
    rater = review.invitations.first()
    found = {}
    for pattern in get_resolver().reverse_dict:
        if not isinstance(pattern, str):
            continue
        for args in (
            [review.round_id],
            [review.round_id, review.pk],
            [review.round_id, review.pk, rater.pk],
            [review.round_id, rater.pk],
            [review.round_id, "invitation"],
        ):
            try:
                address = reverse(pattern, args=args)
            except NoReverseMatch:
                continue
            if address.startswith(f"/rounds/{review.round_id}/"):
                found.setdefault(pattern, address)
    return found | {"void": reverse("void", args=[review.round_id, rater.pk])}


def test_the_pages_are_found(review):
    found = addresses(review)
    assert {"round", "round_launch", "round_text", "leader", "rater", "void"} <= set(found)
    assert len(found) >= 28


@pytest.mark.parametrize("role", [roles.OWN_ORGANISER, roles.LOCAL_ORGANISER, roles.OBSERVER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_a_round_opens_for_people_who_run_others(client, review, partner, role, method):
    client.force_login(person("Another", role, organisation=partner))
    before = list(Review.objects.values()), list(Round.objects.values())
    for name, address in addresses(review).items():
        status = getattr(client, method)(address).status_code
        assert status in (403, 404, 405), (name, status)
    assert (list(Review.objects.values()), list(Round.objects.values())) == before


@pytest.mark.parametrize("role", [roles.OWN_ORGANISER, roles.LOCAL_ORGANISER])
def test_whoever_runs_a_round_opens_what_an_organiser_opens(client, review, role):
    mine, every = person("Mine", role), person("Every", "organiser")
    if role == roles.OWN_ORGANISER:
        organised_by(review, mine)
    for name, address in addresses(review).items():
        client.force_login(every)
        expected = client.get(address).status_code
        client.force_login(mine)
        assert client.get(address).status_code == expected, name


def test_an_observer_reads_the_board_and_changes_nothing(client, review):
    client.force_login(person("Watches", roles.OBSERVER))
    before = list(Review.objects.values())
    for name, address in addresses(review).items():
        opens = client.get(address).status_code == 200
        assert opens == (name in CHANGING_NOTHING), name
        refused = client.post(address).status_code in (403, 404, 405)
        assert refused or name in ("leader", "round_board"), name  # they only show themselves
    assert list(Review.objects.values()) == before
    page = text(client.get(f"/rounds/{review.round_id}/"))
    assert "The people who run it can change it." in page
    assert "<button" not in page.split("<main")[1].split('id="board"')[0]


def test_an_observer_reads_no_reason_and_no_rater(client, review):
    declined = review.invitations.filter(relationship="peer").first()
    Invitation.objects.filter(pk=declined.pk).update(state="declined", reason="Afraid of Lee.")
    client.force_login(person("Watches", roles.OBSERVER))
    for address in (f"/rounds/{review.round_id}/", f"/rounds/{review.round_id}/leaders.xlsx"):
        page = client.get(address).content
        assert b"Afraid of Lee." not in page
        assert declined.person.name.encode() not in page


def test_two_roles_do_not_add_up_to_a_third(review):
    """One who observes their organisation and runs their own rounds runs only their own."""
    both = person("Both", roles.OBSERVER, roles.OWN_ORGANISER)
    assert not organising.run_by(both).exists()
    assert list(organising.read_by(both)) == [review.round]


@pytest.mark.parametrize("role", [*roles.ROLES, ""])
@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("is_here", [True, False])
def test_of_one_round_it_is_known_without_a_query_what_a_query_says(
    review, partner, role, is_own, is_here, django_assert_num_queries
):
    someone = person(
        "Someone", *([role] if role else []), organisation=None if is_here else partner
    )
    if is_own:
        organised_by(review, someone)
    expected = organising.run_by(someone).filter(pk=review.round_id).exists()
    with django_assert_num_queries(0):
        assert organising.runs(someone, review.round) == expected


def test_the_list_and_home_have_only_rounds_that_are_theirs(client, review):
    client.force_login(person("Own", roles.OWN_ORGANISER))
    for address in ("/rounds/", "/360/"):
        assert f"/rounds/{review.round_id}/" not in client.get(address).content.decode()
    Round.objects.update(state="draft")
    own = person("Other own", roles.OWN_ORGANISER)
    assert list(landing.waiting(own)) == []
    organised_by(review, own)
    assert len(list(landing.waiting(own))) == 1


def test_a_round_that_one_prepares_is_ones_own_and_of_ones_organisation(client, partner):
    mine = person("Own", roles.OWN_ORGANISER, organisation=partner)
    client.force_login(mine)
    client.post("/rounds/new/", round_form())
    made = Round.objects.get()
    assert (made.organiser, made.organisation) == (mine, partner)
    assert organising.runs(mine, made)


def test_only_whoever_runs_every_round_chooses_its_organisation(client, partner):
    form = round_form() | {"organisation": partner.pk}
    client.force_login(person("Own", roles.OWN_ORGANISER))
    client.post("/rounds/new/", form)
    assert Round.objects.get().organisation != partner
    client.force_login(person("Every", "organiser"))
    client.post("/rounds/new/", form)
    assert Round.objects.filter(organisation=partner).count() == 1


def round_form() -> dict[str, object]:
    made = make.feedback_round(make.person("Somebody"), launched=False)
    names = ["name", "nominate_by", "approve_by", "collect_by", "mode"]
    names += ["rating_threshold", "word_threshold"]
    values = {name: getattr(made, name) for name in names}
    most = {f"most_{key}": 9 for key, _name in relationships.CHOICES}
    asks = made.questionnaire_id
    made.delete()
    return values | most | {"questionnaire": asks}


def test_what_any_organiser_may_do_is_done_by_those_of_the_round(review, partner):
    """Approve where there is no manager, and be told where a coach is missing."""
    Review.objects.update(state="approve")
    review.recipient.manager = None
    review.recipient.save()
    review = Review.objects.select_related("round", "recipient").get()
    every, here = person("Every", "organiser"), person("Here", roles.LOCAL_ORGANISER)
    person("There", roles.LOCAL_ORGANISER, organisation=partner)
    not_named = person("Not named", roles.OWN_ORGANISER)
    assert set(permissions.approvers(review)) == {every, here, *others()} - {not_named}
    assert not permissions.may_approve(not_named, review)
    assert permissions.may_approve(here, review)
    assert list(permissions.readable_reviews(here)) == [review]
    assert list(permissions.readable_reviews(not_named)) == []


def others():
    """Return the first administrator, who is an organiser too."""
    return organising.organisers_of(Round.objects.get()).filter(name="Admin")


def test_a_group_report_is_read_by_its_organisers_and_the_board(review, partner):
    own = person("Own", roles.OWN_ORGANISER)
    assert not reports.group_reports(own).exists()
    organised_by(review, own)
    GroupReport.objects.create(round=review.round, content={}, counted={})
    assert reports.group_reports(own).count() == 1
    assert reports.group_reports(person("Board", "board")).count() == 1
    there = person("There", roles.LOCAL_ORGANISER, organisation=partner)
    assert not reports.group_reports(there).exists()
    assert not reports.may_read_group_reports(person("Watches", roles.OBSERVER))


def test_a_role_that_is_taken_closes_the_rounds(client, review):
    own = person("Own", roles.OWN_ORGANISER)
    organised_by(review, own)
    organisations.set_roles(person=own, roles=set())
    client.force_login(own)
    assert client.get(f"/rounds/{review.round_id}/").status_code == 403


def test_rounds_are_found_by_name_organiser_and_state(client, review):
    client.force_login(person("Olive", "organiser"))
    for i in range(9):
        copy = Round.objects.get(pk=review.round_id)
        copy.pk, copy.name, copy.state = None, f"Autumn {i}", "draft"
        copy.save(force_insert=True)
    page = text(client.get("/rounds/?search=spring"))
    assert "Spring" in page
    assert "Autumn" not in page
    assert "Collecting answers: 1" in page
    assert "Spring" not in text(client.get("/rounds/?state=draft")).split("<tbody")[1]
    assert "No round matches that." in text(client.get("/rounds/?search=winter&state=x"))


def test_a_round_that_closed_before_its_last_day_does_not_say_that_it_takes_answers(client):
    olu = make.person("Olu", "organiser")
    made = make.feedback_round(make.person("Lee"))
    client.force_login(olu)
    assert "Answers until" in text(client.get("/360/"))
    closing.close(feedback_round=made)
    for page in (text(client.get("/360/")), text(client.get(f"/rounds/{made.pk}/"))):
        assert "Answers until" not in page
        assert "losed before its last day" in page
    Round.objects.update(nominate_by="2020-01-01", approve_by="2020-01-02", collect_by="2020-01-03")
    assert "Last day to answer:" in text(client.get("/360/"))
