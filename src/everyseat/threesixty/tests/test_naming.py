"""A leader names everybody at once: ticked, searched for, pasted, or added from outside."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.markup import markup

from everyseat.giving.refusals import NotNow
from everyseat.organisations import actions as people
from everyseat.organisations import outbox
from everyseat.organisations.models import AuditEntry, Person, Team
from everyseat.threesixty.actions import naming, nominating
from everyseat.threesixty.actions.naming import Changes, Rater
from everyseat.threesixty.models import Invitation, Review
from everyseat.threesixty.tests import make

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def address(review) -> str:
    return f"/reviews/{review.pk}/raters/"


def tick(relationship: str, *raters: Person) -> list[str]:
    return [f"{relationship}:{rater.pk}" for rater in raters]


def named(review) -> dict[str, str]:
    return dict(review.invitations.values_list("person__name", "relationship"))


@pytest.fixture
def review():
    boss = make.person("Boss")
    return make.feedback_round(make.person("Fran", manager=boss)).reviews.get()


@pytest.fixture
def leader(client, review):
    client.force_login(review.recipient)
    return client


def reports(review, n: int) -> list[Person]:
    return [make.person(f"Report {i:03}", manager=review.recipient) for i in range(n)]


def test_fifteen_raters_are_named_and_sent_in_three_requests(leader, review):
    boss, led = review.recipient.manager, reports(review, 6)
    peers = [make.person(f"Peer {i}", manager=boss) for i in range(5)]
    others = [make.person(f"Other {i}") for i in range(2)]
    page = leader.get(address(review))
    assert "Report 005" in text(page)
    sent = {
        "tick": [*tick("manager", boss), *tick("report", *led), *tick("peer", *peers)],
        "found-0-person": others[0].email,
        "pasted": f"Other, One <{others[1].email}>",
        "outside-0-email": "pat@council.example",
        "outside-0-name": "Pat",
        "outside-0-organisation": "Council",
    }
    saved = leader.post(address(review), sent)
    assert saved["Location"] == f"{address(review)}#list"
    assert len(named(review)) == 15
    leader.post(f"{address(review)}send/")
    review.refresh_from_db()
    assert review.state == Review.State.APPROVE


def test_people_are_suggested_by_how_they_know_the_leader(leader, review):
    boss = review.recipient.manager
    ward = Team.objects.create(name="Ward 3", organisation=boss.organisation)
    Person.objects.filter(pk=review.recipient.pk).update(team=ward)
    make.person("Led", manager=review.recipient)
    make.person("Near", manager=boss)
    mate = make.person("Mate")
    Person.objects.filter(pk=mate.pk).update(team=ward)
    gone = make.person("Gone", manager=boss)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    make.person("Stranger")
    page = markup(leader.get(address(review)))
    of = {key: page.split(f'data-group="{key}"')[1].split("</fieldset>")[0] for key in KEYS}
    assert "Boss" in of["manager"]
    assert "Led" in of["report"]
    assert "Near, same manager" in of["peer"]
    assert "Mate, Ward 3" in of["peer"]
    assert "Led" not in of["peer"]
    assert "Gone" not in page
    assert "Stranger" not in page


KEYS = ("manager", "report", "peer")


def test_whoever_has_no_manager_has_no_peers_for_that(client):
    review = make.feedback_round(make.person("Chief")).reviews.get()
    make.person("Somebody else without one")
    client.force_login(review.recipient)
    assert "Somebody else" not in text(client.get(address(review)))


def test_raters_of_the_round_before_are_suggested_as_what_they_were(client):
    before = make.collecting({"peer": 4, "partner": 1, "manager": 1}, name="Lee")
    declined = before.invitations.get(person__name="Lee peer 0")
    Invitation.objects.filter(pk=declined.pk).update(state="declined")
    review = make.feedback_round(before.recipient).reviews.get()
    client.force_login(review.recipient)
    page = markup(client.get(address(review)))
    partners = page.split('data-group="partner"')[1]
    assert "Lee partner 0, named in “Spring”" in partners
    assert "Lee peer 1, named in “Spring”" in page.split('data-group="peer"')[1]
    assert "Lee peer 0" not in page
    assert "Boss of Lee, named in" in page.split('data-group="manager"')[1]


def test_only_the_manager_is_ticked_to_begin_with(leader, review):
    reports(review, 2)
    page = markup(leader.get(address(review)))
    assert page.count(" checked") == 1
    assert f'value="manager:{review.recipient.manager_id}" checked' in page
    leader.post(address(review), {"tick": tick("report", Person.objects.get(name="Report 000"))})
    assert " checked" not in markup(leader.get(address(review)))


def test_of_two_hundred_some_are_shown_and_a_search_keeps_what_is_ticked(leader, review):
    led = reports(review, 200)
    page = text(leader.get(address(review)))
    assert "Report 019" in page
    assert "Report 020" not in page
    assert "180 more people" in page
    sent = {"look": "1", "search": "report 15", "tick": tick("report", led[3])}
    sent |= {"found-0-person": "Somebody typed", "pasted": "a@b.example"}
    page = markup(leader.post(address(review), sent))
    assert "Report 150" in page
    assert f'value="report:{led[3].pk}" checked' in page
    assert 'value="Somebody typed"' in page
    assert "a@b.example" in page
    assert not review.invitations.exists()
    kept = {"searched": "report 15", "search": "report 15", "tick": tick("report", led[3])}
    leader.post(address(review), kept)
    assert set(named(review)) == {"Report 003"}


def test_enter_searches_where_another_search_was_typed_and_saves_else(leader, review):
    sent = {"tick": tick("report", *reports(review, 1)), "search": "Kim", "searched": ""}
    leader.post(address(review), sent)
    assert not review.invitations.exists()
    leader.post(address(review), sent | {"save": "1"})
    assert review.invitations.exists()


def test_what_can_be_saved_is_and_the_rest_is_shown_with_what_to_do(leader, review):
    kim = make.person("Kim")
    sent = {
        "tick": tick("peer", kim),
        "found-0-person": "Nobody Such",
        "outside-0-email": "pat@council.example",
        "outside-1-email": "not an address",
        "outside-1-name": "Sam",
        "pasted": "Kom; new.person@council.example",
    }
    page = text(leader.post(address(review), sent))
    assert named(review) == {"Kim": "peer"}
    assert "Added: 1 person." in page
    assert "Nobody here is called “Nobody Such”." in page
    assert "Nobody here is called “Kom”." in page
    assert page.count("We do not know this address yet: please fill this in.") == 4  # twice each
    assert 'value="pat@council.example"' in page
    assert 'value="not an address"' in page
    assert 'value="new.person@council.example"' in page
    assert "We do not know 1 of the addresses you pasted." in page


def test_of_a_pasted_address_the_organisation_is_guessed_where_only_one_has_its_domain(
    leader, review
):
    people.add_partner(name="Pat", email="pat@council.example", organisation="City Council")
    people.add_partner(name="Al", email="al@shared.example", organisation="One")
    people.add_partner(name="Bo", email="bo@shared.example", organisation="Two")
    people.add_partner(name="Cy", email="cy@gmail.com", organisation="Three")
    pasted = "Lee, Di <di@council.example>; x@shared.example; y@gmail.com; z@trust.example"
    page = text(leader.post(address(review), {"pasted": pasted}))
    assert 'value="City Council"' in page
    assert 'value="Di Lee"' in page
    for other in ("One", "Two", "Three", "Trust"):
        assert f'value="{other}"' not in page
    assert "Check how they are spelled: z@trust.example" in page
    assert not review.invitations.exists()


def test_known_people_are_pasted_as_what_they_most_likely_are(leader, review):
    led, peer, boss = reports(review, 1)[0], make.person("Kim"), review.recipient.manager
    people.add_partner(name="Pat", email="pat@council.example", organisation="Council")
    pasted = f"{led.email}, {boss.email}; Kim; Pat <PAT@council.example>"
    leader.post(address(review), {"pasted": pasted})
    expected = {led.name: "report", "Boss": "manager", peer.name: "peer", "Pat": "partner"}
    assert named(review) == expected


def test_a_pasted_relationship_holds_for_all_who_are_known(leader, review):
    make.person("Kim"), make.person("Lee")
    leader.post(address(review), {"pasted": "Kim; Lee", "pasted_as": "public"})
    assert named(review) == {"Kim": "public", "Lee": "public"}


def test_somebody_new_can_only_be_a_partner_or_of_the_public(leader, review):
    outside = {"email": "p@x.example", "name": "P", "organisation": "X", "relationship": "peer"}
    sent = {f"outside-0-{key}": value for key, value in outside.items()}
    assert leader.post(address(review), sent).status_code == 200
    assert not Person.objects.filter(email="p@x.example").exists()
    leader.post(address(review), sent | {"outside-0-relationship": "public"})
    assert named(review) == {"P": "public"}


def test_whoever_is_too_many_is_not_added_and_stays_ticked(leader, review):
    review.round.limits = {"report": [0, 2]}
    review.round.save()
    led = reports(review, 3)
    page = text(leader.post(address(review), {"tick": tick("report", *led)}))
    assert len(named(review)) == 2
    assert "Report 002: You can name at most 2 people under “People you lead”." in page
    assert f'value="report:{led[2].pk}" checked' in page


def test_somebody_named_twice_in_one_go_is_named_once(leader, review):
    kim = make.person("Kim")
    sent = {"tick": tick("peer", kim), "found-0-person": "Kim", "pasted": kim.email}
    assert leader.post(address(review), sent).status_code == 302
    assert leader.post(address(review), sent).status_code == 302
    assert named(review) == {"Kim": "peer"}


def test_nobody_names_themselves_or_another_manager(leader, review):
    kim = make.person("Kim")
    sent = {"tick": [*tick("peer", review.recipient), *tick("manager", kim)]}
    page = text(leader.post(address(review), sent))
    assert "Fran: Name other people here." in page
    assert "Kim: Only the person recorded as the manager" in page
    assert not review.invitations.exists()


def test_a_relationship_is_changed_and_a_rater_removed_until_the_list_is_sent(leader, review):
    ann, bo = make.person("Ann"), make.person("Bo")
    leader.post(address(review), {"tick": tick("peer", ann, bo)})
    one, other = review.invitations.order_by("person__name")
    moved = {f"listed-{one.pk}-relationship": "report", f"listed-{other.pk}-relationship": "peer"}
    leader.post(address(review), moved)
    assert named(review) == {"Ann": "report", "Bo": "peer"}
    kim = make.person("Kim")
    leader.post(f"{address(review)}{other.pk}/remove/", {"tick": tick("peer", kim)})
    assert named(review) == {"Ann": "report", "Kim": "peer"}


def test_two_change_places_where_there_is_room_for_one_of_each(review):
    review.round.limits = {"peer": [0, 1], "report": [0, 1], "partner": [0, 0]}
    review.round.save()
    by, one, other = review.recipient, make.person("Ann"), make.person("Bo")
    change = lambda **changes: naming.change_list(review=review, by=by, changes=Changes(**changes))  # noqa: E731
    change(add=[Rater("a", one, "peer"), Rater("b", other, "report")])
    ann, bo = review.invitations.order_by("person__name")
    assert not change(relationships={ann.pk: "report", bo.pk: "peer"}).refused
    assert named(review) == {"Ann": "report", "Bo": "peer"}
    refused = change(relationships={ann.pk: "peer", bo.pk: "partner"}).refused
    assert set(refused) == {str(ann.pk), str(bo.pk)}
    assert named(review) == {"Ann": "report", "Bo": "peer"}


def test_sending_saves_what_is_ticked_and_waits_while_something_is_wrong(leader, review):
    led = reports(review, 4)
    sent = {"tick": tick("report", *led), "found-0-person": "Nobody Such"}
    leader.post(f"{address(review)}send/", sent)
    review.refresh_from_db()
    assert (review.state, len(named(review))) == ("nominate", 4)
    leader.post(f"{address(review)}send/", {})
    review.refresh_from_db()
    assert review.state == "approve"


def test_after_it_was_sent_the_list_does_not_change_and_nothing_typed_is_lost(leader, review):
    leader.post(f"{address(review)}send/", {"tick": tick("report", *reports(review, 4))})
    kim = make.person("Kim")
    page = text(leader.post(address(review), {"tick": tick("peer", kim), "pasted": "a@b.example"}))
    assert "The list has been sent for approval, so you cannot change it." in page
    assert "Kim" not in named(review)
    assert 'name="tick"' not in page


def queries_of(client, review) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address(review))
    return len(captured)


def test_a_longer_list_takes_no_more_queries(leader, review):
    led = reports(review, 60)
    leader.post(address(review), {"tick": tick("report", *led[:1])})
    leader.get(address(review))  # the message that it was saved is read once
    few = queries_of(leader, review)
    for rater in led[1:15]:
        nominating.nominate(review=review, person=rater, relationship="report")
    assert queries_of(leader, review) == few


def test_naming_more_people_takes_no_more_queries(leader, review):
    led, others = reports(review, 8), [make.person(f"Other {n}") for n in range(7)]

    def saving(sent) -> int:
        with CaptureQueriesContext(connection) as captured:
            leader.post(address(review), sent)
        return len(captured)

    leader.get(address(review))  # signed in, once
    few = saving({"tick": tick("report", led[0]), "pasted": others[0].email})
    pasted = "; ".join(person.email for person in others[1:])
    assert saving({"tick": tick("report", *led[1:]), "pasted": pasted}) == few
    assert len(named(review)) == 15


def test_where_the_list_would_stand_is_said_with_those_who_are_ticked(leader, review):
    saved, led = [make.person(f"Peer {n}") for n in range(5)], reports(review, 3)
    leader.post(address(review), {"tick": tick("peer", *saved)})
    moved = f"listed-{review.invitations.first().pk}-relationship"
    sent = {"tick": [*tick("report", *led[:2]), "partner:x", "x"], moved: "report"}
    said = leader.post(f"{address(review)}standing/", sent).json()
    assert said["lines"]["peer"].startswith("4 on the list or ticked.")
    assert "With 1 more, what they say can be shown on its own." in said["lines"]["report"]
    assert said["lines"]["partner"] == said["lines"]["manager"] == "Nobody yet."


def test_nobody_else_is_told_where_a_list_stands(client, review):
    client.force_login(make.person("Somebody"))
    assert client.post(f"{address(review)}standing/").status_code == 403


def test_an_organiser_names_for_a_leader_who_is_told_by_whom(client, review):
    organiser = make.person("Olu", "organiser")
    client.force_login(organiser)
    kim = make.person("Kim")
    assert "We tell Fran by e-mail what you change" in text(client.get(address(review)))
    before = AuditEntry.objects.filter(what="raters_changed").count()
    client.post(address(review), {"tick": tick("peer", kim)})
    rater = review.invitations.get()
    assert (rater.person, rater.named_by) == (kim, organiser)
    [told] = outbox.to_address(review.recipient.email)[-1:]
    assert "Olu has changed the list" in told.subject
    assert "Added: Kim (Peers)" in told.text
    assert AuditEntry.objects.filter(what="raters_changed").count() == before + 1
    client.force_login(review.recipient)
    assert "Added by Olu" in text(client.get(address(review)))


def test_a_leader_is_not_told_of_what_they_do_themselves(leader, review):
    before = len(outbox.to_address(review.recipient.email))
    leader.post(address(review), {"tick": tick("peer", make.person("Kim"))})
    assert len(outbox.to_address(review.recipient.email)) == before
    assert review.invitations.get().named_by is None


def to_approve(review) -> None:
    for person in reports(review, 4):
        nominating.nominate(review=review, person=person, relationship="report")
    nominating.submit_nominations(review=review)


def test_the_approver_adds_raters_and_changes_only_their_own(client, review):
    to_approve(review)
    boss, kim, lee = review.recipient.manager, make.person("Kim"), make.person("Lee")
    client.force_login(boss)
    approving = f"/reviews/{review.pk}/approve/"
    assert client.post(approving, {"add": "1"})["Location"] == address(review)
    page = text(client.post(address(review), {"tick": tick("peer", kim, lee)}, follow=True))
    assert "People they lead" in page
    assert "People you lead" not in page
    added = review.invitations.get(person=kim)
    theirs = review.invitations.get(person__name="Report 000")
    assert added.named_by == boss
    client.post(address(review), {f"listed-{theirs.pk}-relationship": "peer"})
    page = text(client.post(f"{address(review)}{theirs.pk}/remove/"))
    assert "You can leave them out when you approve." in page
    client.post(f"{address(review)}{added.pk}/remove/")
    assert set(named(review)) == {"Lee", *(f"Report 00{n}" for n in range(4))}
    assert named(review)["Report 000"] == "report"
    assert "Boss has changed the list" in outbox.to_address(review.recipient.email)[-1].subject


@pytest.mark.parametrize(
    ("who", "naming_now", "once_sent"),
    [
        ("recipient", True, True),
        ("organiser", True, False),
        ("approver", False, True),
        ("coach", False, False),
        ("administrator", False, False),
        ("stranger", False, False),
    ],
)
def test_a_list_is_open_to_those_and_no_others(client, review, who, naming_now, once_sent):
    roles = [who] if who in ("organiser", "coach", "administrator") else []
    person = {"recipient": review.recipient, "approver": review.recipient.manager}.get(who)
    client.force_login(person or make.person("Somebody", *roles))
    assert (client.get(address(review)).status_code == 200) is naming_now
    to_approve(review)
    assert (client.get(address(review)).status_code == 200) is once_sent
    nominating.approve(review=review, refused=set())
    assert (client.get(address(review)).status_code == 200) is (who == "recipient")


@pytest.mark.parametrize("page", ["", "send/"])
@pytest.mark.parametrize("role", ["coach", "administrator", "guardian", "board", ""])
def test_nobody_else_changes_a_list(client, review, page, role):
    client.force_login(make.person("Somebody", *filter(None, [role])))
    kim = make.person("Kim")
    answer = client.post(address(review) + page, {"tick": tick("peer", kim)})
    assert answer.status_code == 403
    assert not review.invitations.exists()


def test_an_action_refuses_whoever_may_not_change_the_list(review):
    changes = Changes(add=[Rater("a", make.person("Kim"), "peer")])
    for by in (make.person("Somebody"), review.recipient.manager):
        with pytest.raises(NotNow, match="cannot change it"):
            naming.change_list(review=review, by=by, changes=changes)
