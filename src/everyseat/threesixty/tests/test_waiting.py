"""What waits for one person for long shows up with the organisers, who are told once."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Email, Organisation, Person
from everyseat.threesixty import landing
from everyseat.threesixty.actions import helping, nominating, waiting
from everyseat.threesixty.models import Review
from everyseat.threesixty.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TODAY = timezone.localdate
RATERS = "The raters of Lee wait for Boss to approve them"
REPORT = "The report about Kim waits for Cora, its coach"


@pytest.fixture
def olu():
    return make.person("Olu", "organiser")


@pytest.fixture
def review(olu):
    """A review whose list of raters waits for its manager, Boss."""
    made = make.feedback_round(make.person("Lee", manager=make.person("Boss"))).reviews.get()
    for i in range(4):
        nominating.nominate(review=made, person=make.person(f"Peer {i}"), relationship="peer")
    nominating.submit_nominations(review=made)
    Email.objects.all().delete()
    return made


@pytest.fixture
def report(olu):
    """A review whose report waits for its coach, Cora."""
    made = make.collecting({"peer": 5}, coach=make.person("Cora", "coach"), name="Kim")
    make.answer_all(made, [4, 3, 2], "You left early.")
    make.close(made.round)
    Email.objects.all().delete()
    return made


def later(days: int) -> None:
    """Let all that waits have waited for some days."""
    Review.objects.update(state_since=TODAY() - timedelta(days))


def shown(person: Person) -> dict[str, object]:
    person = Person.objects.get(pk=person.pk)
    return {task.text: task.since for task in landing.waiting(person)}


def told(person: Person) -> list[str]:
    return [email.text for email in Email.objects.all() if email.to == person.email]


def test_a_list_that_waits_for_long_shows_up_with_since_when_and_for_whom(review, olu):
    later(6)
    assert RATERS not in shown(olu)
    later(7)
    assert shown(olu)[RATERS] == TODAY() - timedelta(7)


def test_so_does_a_report_that_its_coach_has_not_read(report, olu):
    later(7)
    assert shown(olu)[REPORT] == TODAY() - timedelta(7)


def test_the_organisers_are_told_once_with_all_of_it(review, report, olu):
    later(8)
    waiting.tell(TODAY())
    waiting.tell(TODAY())
    (said,) = told(olu)
    assert "have waited since" in said
    assert "for Boss to approve them." in said
    assert "The report about Kim" in said
    assert RATERS in shown(olu)


def test_how_long_is_the_organisations_to_say(review, olu, client):
    later(3)
    Organisation.objects.filter(is_host=True).update(tell_after=3)
    assert RATERS in shown(olu)
    client.force_login(olu)
    page = unescape(client.get("/organisation/settings/").text)
    assert "After how many days organisers are told" in page


def test_handed_over_it_waits_anew_and_they_are_told_again(review, olu):
    later(9)
    waiting.tell(TODAY())
    ann = make.person("Ann")
    helping.choose_approver(review=review, approver=ann)
    assert RATERS not in shown(olu)
    Email.objects.all().delete()
    later(9)
    waiting.tell(TODAY())
    assert "for Ann to approve them." in told(olu)[0]


def test_an_organiser_is_told_nothing_about_their_own_360_nor_of_what_waits_for_them(review, olu):
    lee = review.recipient
    boss = Person.objects.get(name="Boss")
    for person in (lee, boss):
        organisations.set_roles(person=person, roles={"organiser"})
    later(9)
    waiting.tell(TODAY())
    assert told(lee) == told(boss) == []
    assert RATERS not in shown(lee) | shown(boss)
    assert len(told(olu)) == 1


def test_what_waits_for_any_organiser_or_another_coach_is_said_as_before(review, report, olu):
    Person.objects.filter(name="Boss").update(is_active=False)
    organisations.set_roles(person=Person.objects.get(name="Cora"), roles=set())
    later(9)
    waiting.tell(TODAY())
    assert told(olu) == []


def test_nobody_but_organisers_reads_of_it(review):
    later(9)
    for role in ("administrator", "coach", "guardian", "board", "facilitator"):
        assert RATERS not in shown(make.person(f"A {role}", role))


def test_it_takes_no_more_queries_for_more_reports(olu, django_assert_max_num_queries):
    cora = make.person("Cora", "coach")
    made = make.feedback_round(*(make.person(f"Lee {i}") for i in range(8)), coach=cora)
    made.reviews.update(state=Review.State.READ, state_since=TODAY() - timedelta(9))
    olu = Person.objects.get(pk=olu.pk)
    with django_assert_max_num_queries(16):
        assert sum("waits for Cora" in task.text for task in landing.waiting(olu)) == 8
