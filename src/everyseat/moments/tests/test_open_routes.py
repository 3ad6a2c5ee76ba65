"""Every door by which feedback, a case or a talk can begin: shut where a route is not ready."""

import uuid

import pytest
from django.utils import timezone

from everyseat.giving.refusals import NotNow
from everyseat.moments.actions import cases, feedback, offering
from everyseat.moments.models import Case, Entry, Feedback, Offer, Talk, Wrapped
from everyseat.moments.queries import offering as queries
from everyseat.moments.readiness import HARM, ITEMS
from everyseat.moments.tests import make
from everyseat.moments.tests.make import post
from everyseat.organisations.models import Email, Person
from everyseat.safety import sealing

pytestmark = pytest.mark.django_db
SEALED = ["guardian", "anonymous"]


def _rows():
    return [model.objects.count() for model in (Case, Entry, Wrapped, Feedback, Talk, Email)]


@pytest.fixture
def guardians():
    """Two guardians with a key, so that sealed routes are ready."""
    make.person("Lee")
    made = [make.key(make.person(name, "guardian"))[0] for name in ("Gwen", "Tunde")]
    Offer.objects.update_or_create(pk=1, defaults={"routes": ["myself", "named", *SEALED]})
    return made


def _people_are_treated_worse():
    pulse = offering.open_pulse(items=[str(item) for item in ITEMS], days=1)
    for n in range(5):
        ratings = [2] * len(ITEMS)
        ratings[HARM] = n % 2
        offering.answer_pulse(pulse=pulse, token=f"t{n}", ratings=ratings)
    offering.close_pulse(pulse=pulse)


@pytest.mark.parametrize("route", SEALED)
def test_a_case_begins_where_its_route_is_ready(client, guardians, route):
    sent, _identity = make.request_of(guardians)
    assert post(client, "new", sent | {"route": route}).status_code == 200
    assert Case.objects.count() == 1


@pytest.mark.parametrize("route", SEALED)
def test_one_guardian_alone_is_not_ready_and_no_case_begins(client, guardians, route):
    Person.objects.get(name="Tunde").roles.all().delete()
    before = _rows()
    sent, _identity = make.request_of(guardians[:1])
    reply = post(client, "new", sent | {"route": route})
    assert reply.status_code == 409
    assert "You can turn to: In person, a guardian" in reply.json()["problem"]
    with pytest.raises(NotNow):
        cases.open_case(**sent | {"route": route})
    assert _rows() == before


@pytest.mark.parametrize("route", SEALED)
def test_a_route_that_is_ready_and_not_offered_takes_no_case(client, guardians, route):
    Offer.objects.update(routes=["myself", "named"])
    before = _rows()
    sent, _identity = make.request_of(guardians)
    assert post(client, "new", sent | {"route": route}).status_code == 409
    assert _rows() == before


def test_where_people_are_treated_worse_nobody_is_asked_for_their_name(client, guardians):
    _people_are_treated_worse()
    before = _rows()
    sent, _identity = make.request_of(guardians)
    assert post(client, "new", sent | {"route": "guardian"}).status_code == 409
    client.force_login(make.person("Ann"))
    chosen = {"recipient": str(Person.objects.get(name="Lee").pk), "key": str(uuid.uuid4())}
    assert client.post("/by-me/tell/", make.FORM | chosen).status_code == 400
    with pytest.raises(NotNow, match="Nothing was kept"):
        make.feedback(Person.objects.get(name="Ann"), Person.objects.get(name="Lee"))
    page = client.post("/tell/", make.FORM).content.decode()
    assert "You cannot use this way at the moment" in page
    assert "You waved us out." in page
    assert _rows() == before
    assert post(client, "new", sent | {"route": "anonymous"}).status_code == 200


def test_a_case_says_which_route_it_takes(client, guardians):
    sent, _identity = make.request_of(guardians)
    for route in ("named", "myself", "", None, 7):
        assert post(client, "new", sent | {"route": route}).status_code == 400
    del sent["route"]
    assert post(client, "new", sent).status_code == 400
    assert Case.objects.count() == 0


def test_nobody_is_asked_for_ten_minutes_where_that_is_not_offered(client, guardians):
    Offer.objects.update(routes=["named"])
    client.force_login(make.person("Ann"))
    before = _rows()
    page = client.post("/by-me/ask-for-time/", {"who": "Lee"}, follow=True).content.decode()
    assert "You can turn to" in page
    assert "Who do you want to ask for ten minutes?" not in page
    assert _rows() == before


def test_the_page_of_concerns_has_no_form_and_says_whom_to_turn_to(client):
    guardian = make.person("Gwen Price", "guardian")
    Offer.objects.update_or_create(pk=1, defaults={"routes": ["named", *SEALED]})
    page = client.get("/speak-up/").content.decode()
    assert "data-concern" not in page
    assert "Gwen Price" not in page  # she has not made her key: she may not know of it yet
    make.key(guardian)
    Offer.objects.update(routes=["named"])
    page = client.get("/speak-up/").content.decode()
    assert "In person, a guardian of this organisation: Gwen Price." in page
    assert "Protect, the UK&#x27;s whistleblowing charity" in page
    assert "call 999" in page
    Offer.objects.update(contacts="Ring the blue bell.")
    page = client.get("/speak-up/").content.decode()
    assert "Ring the blue bell." in page
    assert "Protect, " not in page


@pytest.mark.parametrize(
    ("closed", "open_"), [("guardian", "known-no"), ("anonymous", "known-yes")]
)
def test_the_page_of_concerns_offers_what_is_open_alone(client, guardians, closed, open_):
    make.offered(*{"guardian", "anonymous"} - {closed})
    page = client.get("/speak-up/").content.decode()
    assert f'id="{open_}"' in page
    assert page.count('name="known"') == 1


def test_nothing_is_open_and_telling_says_whom_to_turn_to(client, guardians):
    Offer.objects.update(routes=[])
    page = client.get("/tell/").content.decode()
    assert "data-tell" not in page
    assert "Whom to turn to instead" in page


def test_a_dialogue_that_has_begun_goes_on_when_its_route_closes(client, guardians):
    sent, _identity = make.request_of(guardians)
    post(client, "new", sent)
    for person in Person.objects.filter(name="Tunde"):
        person.roles.all().delete()
    Offer.objects.update(routes=[])
    assert post(client, "new", sent).status_code == 200  # a lost reply, asked for again
    entry = {"locator": sent["locator"], "entry": sealing.new_name(), "sealed": sent["sealed"]}
    assert post(client, "entry", entry).status_code == 200
    case = Case.objects.get()
    make.reply(case)
    passed_on = cases.pass_on(case=case, recipient=Person.objects.get(name="Lee"), words=make.WORDS)
    make.recalled(passed_on)
    feedback.answer(feedback=passed_on, answer={"acknowledge": "I hear."})
    assert post(client, "heard", {"locator": sent["locator"], "heard": "yes"}).status_code == 200
    assert post(client, "open", {"locator": sent["locator"]}).json()["answer"]["heard"] == "yes"


def test_another_reason_closes_what_is_offered_all_the_same(client, guardians):
    organiser = make.person("Org", "organiser")
    Person.objects.get(name="Tunde").roles.all().delete()
    client.force_login(organiser)
    client.post("/routes/guardian/", {"reason": "Tunde comes back in May."})
    assert "guardian" in {route.key for route in queries.offered()}
    page = client.get("/speak-up/").content.decode()
    assert "one guardian alone has a key: if it is lost, every case is" in page
    _people_are_treated_worse()
    assert "guardian" not in {route.key for route in queries.offered()}
    assert "Closed until it is ready" in client.get("/routes/").content.decode()


def test_what_was_offered_when_ready_closes_when_it_is_not(guardians):
    organiser = make.person("Org", "organiser")
    verdict = queries.verdicts(timezone.localdate())["anonymous"]
    offering.offer(person=organiser, route="anonymous", verdict=verdict, reason="")
    assert "anonymous" in {route.key for route in queries.offered()}
    Person.objects.get(name="Tunde").roles.all().delete()
    assert "anonymous" not in {route.key for route in queries.offered()}
