"""Who stands in for somebody who is away: named, told, in the audit log, and over by itself."""

import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import unescape

import pytest
from django.utils import timezone

from everyseat.giving.refusals import Invalid
from everyseat.organisations import subject_access
from everyseat.organisations.models import AuditEntry, Email, Person, StandIn
from everyseat.organisations.stand_ins import actions, queries
from everyseat.threesixty.models import Round
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def ann():
    return make.person("Ann")


@pytest.fixture
def ben():
    return make.person("Ben")


@contextmanager
def at(moment: str):
    """Let it be a moment in UTC."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: datetime.fromisoformat(moment))
        yield


def name(person: Person, stand_in: Person, by: Person | None = None, **days: int) -> StandIn:
    today = timezone.localdate()
    return actions.name(
        person=person,
        stand_in=stand_in,
        first_day=today + timedelta(days.get("first", 0)),
        last_day=today + timedelta(days.get("last", 7)),
        by=by or person,
    )


def acts(stand_in: Person, person: Person) -> bool:
    """Return whether somebody acts for a person today, as both questions say it."""
    found = queries.today(Person.objects.get(pk=person.pk))
    by_person = bool(found and found.stand_in == stand_in)
    assert by_person == queries.acts_for(stand_in).filter(person=person).exists()
    return by_person


def emails_to(person: Person) -> list[str]:
    return [email.subject for email in Email.objects.all() if email.to == person.email]


def text(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_both_are_told_and_it_is_in_the_audit_log(client, ann, ben):
    name(ann, ben)
    assert emails_to(ben) == ["You stand in for Ann"]
    assert emails_to(ann) == ["Ben stands in for you"]
    maya = Person.objects.get(name="Admin")
    client.force_login(maya)
    page = re.sub(r"<[^>]+>", "", client.get("/audit-log/").text)
    assert "Ann named Ben to stand in for Ann, from" in " ".join(page.split())


def test_it_holds_from_the_first_day_to_the_last(ann, ben):
    with at("2027-03-01T12:00Z"):
        name(ann, ben, first=2, last=4)
    holds = {}
    for day in range(1, 8):
        with at(f"2027-03-0{day}T12:00Z"):
            holds[day] = acts(ben, ann)
    assert [day for day, is_held in holds.items() if is_held] == [3, 4, 5]


MOMENTS = {
    "2027-06-30T22:59Z": False,
    "2027-06-30T23:01Z": True,
    "2027-07-02T22:59Z": True,
    "2027-07-02T23:01Z": False,
}
"""Of two days in July, in UTC: it is an hour behind London then."""


@pytest.mark.parametrize(("moment", "is_held"), MOMENTS.items())
def test_its_days_are_those_of_the_sites_time_zone(settings, ann, ben, moment, is_held):
    settings.TIME_ZONE = "Europe/London"
    with at("2027-06-30T12:00Z"):
        name(ann, ben, first=1, last=2)
    with at(moment):
        assert acts(ben, ann) is is_held


def test_what_is_over_is_deleted_and_told_to_nobody(ann, ben):
    name(ann, ben, last=0)
    Email.objects.all().delete()
    actions.forget(timezone.localdate())
    assert StandIn.objects.exists()
    actions.forget(timezone.localdate() + timedelta(1))
    assert not StandIn.objects.exists()
    assert not Email.objects.exists()


def test_said_again_it_takes_the_place_of_what_was_said_and_the_first_is_told(ann, ben):
    cat = make.person("Cat")
    name(ann, ben)
    Email.objects.all().delete()
    name(ann, cat)
    assert acts(cat, ann)
    assert not acts(ben, ann)
    assert emails_to(ben) == ["You no longer stand in for Ann"]


def test_ended_early_everybody_concerned_is_told(ann, ben):
    olu = make.person("Olu", "organiser")
    name(ann, ben, by=olu)
    Email.objects.all().delete()
    actions.end(person=ann, by=olu)
    assert not acts(ben, ann)
    assert emails_to(ben) == ["You no longer stand in for Ann"]
    assert emails_to(ann) == ["Ben no longer stands in for you"]
    actions.end(person=ann, by=olu)
    assert AuditEntry.objects.filter(what="stand_in_ended").count() == 1


def test_there_is_no_chain(ann, ben):
    cat = make.person("Cat")
    name(ann, ben)
    name(ben, cat)
    assert acts(ben, ann)
    assert not acts(cat, ann)
    with pytest.raises(Invalid, match="is away then, too"):
        name(cat, ben)


def test_nobody_stands_in_for_themselves_or_who_cannot_sign_in(ann, ben):
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    ben.refresh_from_db()
    for other in (ann, ben):
        with pytest.raises(Invalid):
            name(ann, other)
    assert not Email.objects.exists()


def test_whoever_names_somebody_for_another_does_not_name_themselves(ann):
    olu = make.person("Olu", "organiser")
    with pytest.raises(Invalid, match="can't name yourself"):
        name(ann, olu, by=olu)


@pytest.mark.parametrize("days", [{"last": -1}, {"first": 3, "last": 2}, {"last": 365}])
def test_days_that_are_over_or_in_the_wrong_order_or_too_many_are_refused(ann, ben, days):
    with pytest.raises(Invalid) as refusal:
        name(ann, ben, **days)
    assert refusal.value.field == "last_day"


def test_nobody_acts_once_either_of_them_can_no_longer_sign_in(ann, ben):
    name(ann, ben)
    Person.objects.filter(pk=ann.pk).update(is_active=False)
    assert not acts(ben, ann)
    Person.objects.filter(pk=ann.pk).update(is_active=True)
    Person.objects.filter(pk=ben.pk).update(is_active=False)
    assert queries.today(Person.objects.get(pk=ann.pk)) is None


@pytest.mark.parametrize("erased", ["Ann", "Ben"])
def test_whoever_is_erased_stands_in_for_nobody_and_nobody_for_them(ann, ben, erased):
    name(ann, ben)
    person = Person.objects.get(name=erased)
    assert subject_access.held_about(person)["stand_ins"]
    subject_access.erase(person)
    assert not StandIn.objects.exists()


class TestPages:
    def test_on_their_own_page_somebody_names_changes_and_ends_it(self, client, ann, ben):
        client.force_login(ann)
        today = timezone.localdate()
        days = {"first_day": today, "last_day": today + timedelta(3)}
        page = client.post("/account/away/", {"stand_in": "Ben", **days}, follow=True)
        assert "Ben stands in for you, from" in text(page)
        assert "Ben stands in for you, from" in text(client.get("/account/"))
        client.post("/account/away/", {"end": "1"})
        assert not StandIn.objects.exists()

    def test_the_page_says_what_passes_and_what_does_not(self, client, ann):
        client.force_login(ann)
        page = text(client.get("/account/away/"))
        assert "Approve lists of raters." in page
        assert "Read the 360 report or the plan of the person who is away" in page
        assert "Open sealed concerns" in page

    @pytest.mark.parametrize(("role", "status"), [("organiser", 200), ("administrator", 200)])
    def test_for_somebody_who_is_ill_an_organiser_names_somebody(
        self, client, ann, ben, role, status
    ):
        client.force_login(make.person("Olu", role))
        address = f"/people/{ann.pk}/away/"
        assert client.get(address).status_code == status
        today = timezone.localdate()
        client.post(address, {"stand_in": "Ben", "first_day": today, "last_day": today})
        assert acts(ben, ann)
        assert address in text(client.get(f"/people/{ann.pk}/"))

    @pytest.mark.parametrize("role", ["coach", "guardian", "facilitator", "board", ""])
    def test_nobody_else_does(self, client, ann, role):
        client.force_login(make.person("Lou", *filter(None, [role])))
        assert client.get(f"/people/{ann.pk}/away/").status_code == 403
        assert client.post(f"/people/{ann.pk}/away/", {"end": "1"}).status_code == 403

    def test_before_a_stand_in_leaves_it_is_said_for_whom_they_do_so(self, client, ann, ben):
        name(ann, ben)
        maya = Person.objects.get(name="Admin")
        client.force_login(maya)
        data = {"name": "Ben", "email": ben.email, "organisation": ben.organisation_id}
        page = text(client.post(f"/people/{ben.pk}/", {**data, "roles": []}))
        assert "Ben stands in for Ann until" in page

    def test_the_page_of_somebody_who_stands_in_says_that_it_does_not_pass_on(
        self, client, ann, ben
    ):
        name(ann, ben)
        client.force_login(ben)
        assert "That does not pass on." in text(client.get("/account/away/"))


def test_an_organisers_role_is_no_way_round(client, ann):
    """Who names themselves through a form is refused as well, and nothing is written."""
    olu = make.person("Olu", "organiser")
    client.force_login(olu)
    today = timezone.localdate()
    days = {"first_day": today, "last_day": today}
    page = client.post(f"/people/{ann.pk}/away/", {"stand_in": "Olu", **days})
    assert "You can't name yourself" in text(page)
    assert not StandIn.objects.exists()


def test_whoever_stands_in_reads_it_first_and_in_words_about_the_other(client, ann, ben):
    name(ann, ben)
    client.force_login(ben)
    assert "You stand in for Ann until" in text(client.get("/"))
    (mail,) = [email.text for email in Email.objects.all() if email.to == ben.email]
    assert "Ann is away from" in mail
    assert "named you to stand in for Ann" not in mail
    Email.objects.all().delete()
    name(ann, ben, by=Person.objects.get(name="Admin"))
    (mail,) = [email.text for email in Email.objects.all() if email.to == ben.email]
    assert "Admin has named you to stand in for Ann" in mail
    client.force_login(ann)
    assert "You stand in for" not in text(client.get("/"))


def test_an_organiser_reads_whether_a_stand_in_runs_their_round(client):
    olu, pat = make.person("Olu", "organiser"), make.person("Pat", "organiser")
    kim = make.person("Kim")
    make.feedback_round(make.person("Lee"))
    Round.objects.update(organiser=olu)
    client.force_login(olu)
    assert "Run a 360 round. Its other organisers can" in text(client.get("/account/away/"))
    name(olu, kim)
    assert "Kim cannot run the round Spring. To let somebody else" in text(
        client.get("/account/away/")
    )
    name(olu, pat)
    assert "Pat can run the round Spring too" in text(client.get("/account/away/"))
