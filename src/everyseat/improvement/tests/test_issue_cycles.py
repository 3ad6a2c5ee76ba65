"""Plan, do, study, act: the prediction comes first, and is locked once something is done."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from everyseat.giving.refusals import NotNow
from everyseat.improvement.actions import cycles
from everyseat.improvement.models import Cycle
from everyseat.improvement.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def page(name, service, *more):
    return reverse(name, args=[service.pk, 1, *more])


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


@pytest.fixture
def issue(service):
    return make.issue(service)


def ended(issue, act):
    cycle = make.cycle(issue)
    cycles.begin(cycle=cycle, today=make.today())
    cycles.tell(cycle=cycle, did="Six of 40 rang.")
    cycles.study(cycle=cycle, studied="One more than we thought.")
    cycles.act(cycle=cycle, act=act, today=make.today())
    return cycle


def test_a_cycle_goes_from_plan_to_act_page_by_page(signed_in, service, issue):
    plan = {"plan": "Text five people.", "prediction": "At most one rings."}
    signed_in.post(page("cycle_new", service), plan)
    begin = page("cycle_begin", service, 1)
    assert "At most one rings." in signed_in.get(begin).text
    signed_in.post(begin)
    assert not issue.cycles.get().is_begun
    signed_in.post(begin, {"seal": signed_in.get(begin).context["check"].seal})
    signed_in.post(page("cycle_do", service, 1), {"did": "Two rang."})
    study = page("cycle_study", service, 1)
    text = signed_in.get(study).text
    assert "At most one rings." in text
    assert "Two rang." in text
    signed_in.post(study, {"studied": "Twice what we thought."})
    signed_in.post(page("cycle_act", service, 1), {"act": "adapt"})
    made = issue.cycles.get()
    assert (made.did, made.studied, made.act) == ("Two rang.", "Twice what we thought.", "adapt")
    assert made.ended_on == make.today()
    assert "Adapt: change it, and try again" in signed_in.get(page("cycle", service, 1)).text


def test_a_prediction_changes_until_it_is_done_and_is_locked_then(signed_in, service, issue):
    cycle = make.cycle(issue)
    address, sent = page("cycle_plan", service, 1), {"plan": "Ring them.", "prediction": "None."}
    signed_in.post(address, sent)
    cycle.refresh_from_db()
    assert (cycle.plan, cycle.prediction) == ("Ring them.", "None.")
    cycles.begin(cycle=cycle, today=make.today())
    assert "Locked since it began" in signed_in.get(page("cycle", service, 1)).text
    assert "are locked" in signed_in.get(address).text
    assert "are locked" in signed_in.post(address, sent | {"prediction": "All."}).text
    cycle.refresh_from_db()
    assert cycle.prediction == "None."


def test_each_letter_waits_for_the_one_before(issue):
    cycle = make.cycle(issue)
    for take, why in (
        (lambda: cycles.tell(cycle=cycle, did="x"), "Begin it first"),
        (lambda: cycles.study(cycle=cycle, studied="x"), "Begin it first"),
    ):
        with pytest.raises(NotNow, match=why):
            take()
    cycles.begin(cycle=cycle, today=make.today())
    with pytest.raises(NotNow, match="Say what happened first"):
        cycles.study(cycle=cycle, studied="x")
    with pytest.raises(NotNow, match="Compare what happened"):
        cycles.act(cycle=cycle, act="adopt", today=make.today())
    with pytest.raises(NotNow, match="begun already"):
        cycles.begin(cycle=cycle, today=make.today())


def test_a_page_says_whose_turn_it_is(signed_in, service, issue):
    cycle = make.cycle(issue)
    assert "Begin it first" in signed_in.get(page("cycle_do", service, 1)).text
    cycles.begin(cycle=cycle, today=make.today())
    assert "Say what happened first." in signed_in.get(page("cycle_study", service, 1)).text
    text = signed_in.get(page("cycle_act", service, 1)).text
    assert "Compare what happened with the prediction first." in text


def test_what_is_over_stays_as_it_is(signed_in, service, issue):
    cycle = ended(issue, "adopt")
    with pytest.raises(NotNow, match="is over"):
        cycles.tell(cycle=cycle, did="Something else.")
    answer = signed_in.post(page("cycle_study", service, 1), {"studied": "Something else."})
    assert "This cycle is over." in answer.text
    cycle.refresh_from_db()
    assert cycle.studied == "One more than we thought."


def test_one_cycle_runs_at_a_time(signed_in, service, issue):
    make.cycle(issue)
    assert page("cycle_new", service) not in signed_in.get(page("issue", service)).text
    answer = signed_in.post(page("cycle_new", service), {"plan": "x", "prediction": "y"})
    assert "Finish the cycle that is under way first." in answer.text
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.create(issue=issue, number=2, plan="x", prediction="y", began_on=make.today())


@pytest.mark.parametrize(
    ("act", "plan"),
    [("adopt", "Text five people."), ("adapt", "Text five people."), ("abandon", None)],
)
def test_the_next_cycle_begins_from_the_last_unless_it_was_abandoned(
    signed_in, service, issue, act, plan
):
    ended(issue, act)
    answer = signed_in.get(page("cycle_new", service))
    assert answer.context["form"]["plan"].value() == plan
    assert not answer.context["form"]["prediction"].value()
    assert "One more than we thought." in answer.text
    signed_in.post(page("cycle_new", service), {"plan": "Ring.", "prediction": "None rings."})
    assert issue.cycles.last().number == 2


def test_a_cycle_is_removed_until_it_has_begun(signed_in, service, issue):
    cycle = make.cycle(issue)
    address = page("cycle_delete", service, 1)
    signed_in.post(address)
    assert issue.cycles.exists()
    signed_in.post(address, {"seal": signed_in.get(address).context["check"].seal})
    assert not issue.cycles.exists()
    cycle = make.cycle(issue)
    cycles.begin(cycle=cycle, today=make.today())
    assert "so it stays" in signed_in.get(address).text
    with pytest.raises(NotNow, match="so it stays"):
        cycles.remove(cycle=cycle)


def test_the_database_refuses_what_happened_before_it_began(issue):
    cycle = make.cycle(issue)
    for wrong in ({"did": "x"}, {"act": "adopt"}, {"ended_on": make.today()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cycle.objects.filter(pk=cycle.pk).update(**wrong)


def test_nobody_else_reads_cycles(client, issue, service):
    make.cycle(make.published(issue))
    type(service).objects.update(is_public=True)
    text = client.get(reverse("service_page", args=[service.code])).text
    assert issue.said in text
    assert "At most five of 40 calls." not in text
