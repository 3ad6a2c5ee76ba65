"""An issue goes its path step by step; each step is kept, and a step back has its reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from tests.markup import agreed

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.improvement.actions import issue_steps as steps
from everyseat.improvement.actions import issues
from everyseat.improvement.models import Step
from everyseat.improvement.models.issue import State
from everyseat.improvement.tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PROMISE = {"what": "A text message.", "role": "The team leader"}


def page(name, service):
    return reverse(name, args=[service.pk, 1])


def in_days(n):
    return make.today() + timedelta(n)


@pytest.fixture
def signed_in(client, sam):
    client.force_login(sam)
    return client


def test_an_issue_goes_from_received_to_checked_page_by_page(signed_in, service, sam):
    made = make.issue(service)
    measure = make.measured(service, 1, 2)
    for name, sent in (
        ("issue_read", {}),
        ("issue_respond", {"response": "You are right."}),
        ("issue_plan", {**PROMISE, "by": in_days(9), "measure": measure.pk}),
        ("issue_make", {**PROMISE, "made_on": make.today(), "measure": measure.pk}),
        ("issue_check", {"found": "People know when we come.", "measure": measure.pk}),
    ):
        response = signed_in.post(page(name, service), sent)
        assert response["Location"] == page("issue", service), name
    made.refresh_from_db()
    assert (made.state, made.response, made.measure) == ("checked", "You are right.", measure)
    kept = list(made.steps.values_list("state", "text", "by__name"))[1:]
    assert kept == [
        ("read", "", "Sam"),
        ("responded", "You are right.", "Sam"),
        ("planned", "A text message.", "Sam"),
        ("made", "A text message.", "Sam"),
        ("checked", "People know when we come.", "Sam"),
    ]


def test_why_nothing_changes_is_said_and_nothing_is_planned_then(signed_in, service):
    made = make.planned(service)
    assert "no_change" not in signed_in.post(page("issue_refuse", service), {}).text
    signed_in.post(page("issue_refuse", service), {"because": "It costs too much."})
    made.refresh_from_db()
    assert (made.state, made.because) == ("no_change", "It costs too much.")
    assert (made.what, made.role, made.person, made.by) == ("", "", None, None)
    assert made.steps.get(state="planned").text == "A text message the evening before."


@pytest.mark.parametrize(
    ("name", "sent", "field"),
    [
        ("issue_respond", {"response": " "}, "response"),
        ("issue_plan", {**PROMISE, "what": ""}, "what"),
        ("issue_plan", {**PROMISE, "role": ""}, "role"),
        ("issue_plan", {**PROMISE, "by": ""}, "by"),
        ("issue_plan", {**PROMISE, "by": "2020-01-01"}, "by"),
        ("issue_make", {**PROMISE, "made_on": ""}, "made_on"),
        ("issue_make", {**PROMISE, "made_on": "2999-01-01"}, "made_on"),
        ("issue_make", {**PROMISE, "made_on": "2020-01-01", "role": ""}, "role"),
        ("issue_refuse", {"because": ""}, "because"),
    ],
)
def test_a_step_is_not_taken_without_what_it_needs(signed_in, service, name, sent, field):
    made = make.issue(service)
    sent = {"by": in_days(3)} | sent
    answer = signed_in.post(page(name, service), sent)
    assert list(answer.context["form"].errors) == [field]
    assert made.steps.count() == 1


def test_a_check_says_what_was_found(signed_in, service):
    make.changed(service)
    answer = signed_in.post(page("issue_check", service), {"found": ""})
    assert list(answer.context["form"].errors) == ["found"]


@pytest.mark.parametrize("name", ["issue_plan", "issue_make"])
def test_somebody_is_named_only_if_they_agreed(signed_in, service, lena, name):
    made = make.issue(service)
    sent = {"what": "A call.", "person": "Lena", "by": in_days(3), "made_on": make.today()}
    refused = signed_in.post(page(name, service), sent)
    assert "Ask this person first." in refused.text
    signed_in.post(page(name, service), {**sent, "agreed": "on"})
    made.refresh_from_db()
    assert made.person == lena


def test_a_measure_of_another_service_cannot_be_chosen(signed_in, service):
    make.changed(service)
    make.measured(service, 1)
    other = make.measured(make.service("Dentists"), 1)
    sent = {"found": "It works.", "measure": other.pk}
    answer = signed_in.post(page("issue_check", service), sent)
    assert list(answer.context["form"].errors) == ["measure"]


def test_no_step_follows_that_may_not(service):
    made = make.changed(service)
    saying = make.saying()
    for take in (
        lambda: steps.read(issue=made, saying=saying),
        lambda: steps.respond(issue=made, response="x", saying=saying),
        lambda: steps.plan(issue=made, values={**PROMISE, "by": in_days(3)}, saying=saying),
        lambda: steps.refuse(issue=made, because="x", saying=saying),
        lambda: steps.postpone(issue=made, until=in_days(3), because="x", saying=saying),
    ):
        with pytest.raises(NotNow):
            take()
    assert made.steps.last().state == "made"


def test_a_page_says_where_its_step_cannot_be_taken(signed_in, service):
    make.changed(service)
    for name in ("issue_read", "issue_plan", "issue_refuse", "issue_postpone"):
        assert "cannot be taken" in signed_in.get(page(name, service)).text


def test_only_steps_that_may_follow_are_linked(signed_in, service):
    make.planned(service)
    text = signed_in.get(page("issue", service)).text
    for name, is_there in (
        ("issue_make", True),
        ("issue_postpone", True),
        ("issue_back", True),
        ("issue_refuse", True),
        ("issue_check", False),
        ("issue_plan", False),
    ):
        assert (f'href="{page(name, service)}"' in text) is is_there, name


def test_what_is_planned_gets_another_day_with_a_reason(signed_in, service):
    made = make.planned(service, days=-3)
    sent = {"until": in_days(20), "because": "The phones came late."}
    signed_in.post(page("issue_postpone", service), sent)
    made.refresh_from_db()
    assert (made.state, made.by) == ("planned", in_days(20))
    last = made.steps.last()
    assert (last.text, last.is_back) == ("The phones came late.", True)
    over = signed_in.post(page("issue_postpone", service), sent | {"until": in_days(-1)})
    assert list(over.context["form"].errors) == ["until"]


def test_a_change_that_turns_out_not_to_be_made_goes_back_and_says_why(signed_in, service):
    made = make.changed(service)
    sent = {"to": "planned", "because": "Half of them get no text.", "until": in_days(9)}
    for missing in ("because", "until"):
        answer = signed_in.post(page("issue_back", service), sent | {missing: ""})
        assert list(answer.context["form"].errors) == [missing]
    signed_in.post(page("issue_back", service), sent)
    made.refresh_from_db()
    assert (made.state, made.made_on, made.by) == ("planned", None, in_days(9))
    assert made.what == "A text message the evening before."
    assert made.steps.last().text == "Half of them get no text."


def test_how_far_back_depends_on_where_it_stands_and_on_what_was_answered(service):
    made, saying = make.issue(service), make.saying()
    assert steps.backwards(made) == ()
    steps.refuse(issue=made, because="No.", saying=saying)
    assert steps.backwards(made) == (State.READ,)
    steps.step_back(issue=made, to="read", because="Yes.", until=None, saying=saying)
    steps.respond(issue=made, response="You are right.", saying=saying)
    values = {**PROMISE, "person": None, "by": in_days(3)}
    steps.plan(issue=made, values=values, saying=saying)
    assert steps.backwards(made) == (State.RESPONDED,)
    with pytest.raises(Invalid, match="where this stands"):
        steps.step_back(issue=made, to="read", because="No.", until=None, saying=saying)
    steps.step_back(issue=made, to="responded", because="No.", until=None, saying=saying)
    assert (made.what, made.response) == ("", "You are right.")


def test_what_was_checked_goes_back_to_made_or_to_planned(service):
    made = make.changed(service)
    steps.check(issue=made, found="It works.", measure=None, saying=make.saying())
    assert steps.backwards(made) == (State.MADE, State.PLANNED)
    steps.step_back(issue=made, to="made", because="It stopped.", until=None, saying=make.saying())
    assert (made.state, made.found, made.made_on) == ("made", "", make.today())
    assert made.steps.get(state="checked").text == "It works."


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("issue_respond", {"response": "Ask Lena Hughes."}),
        ("issue_plan", {**PROMISE, "what": "Lena Hughes rings."}),
        ("issue_plan", {**PROMISE, "role": "Lena Hughes"}),
        ("issue_make", {**PROMISE, "what": "Lena Hughes rings."}),
        ("issue_refuse", {"because": "Lena Hughes is ill."}),
    ],
)
def test_a_step_of_what_is_published_waits_where_it_may_name_somebody(
    signed_in, service, name, sent
):
    made = make.published(make.issue(service))
    sent = {"by": in_days(9), "made_on": make.today()} | sent
    warned = signed_in.post(page(name, service), sent)
    assert "it seems to hold a name" in warned.text
    assert Step.objects.count() == 1
    signed_in.post(page(name, service), {**sent, **agreed(warned)})
    assert Step.objects.count() == 2
    made.refresh_from_db()
    assert made.updated_on == make.today()


def test_reasons_of_a_step_back_and_what_was_found_wait_too(service):
    planned, changed = make.published(make.planned(service)), make.published(make.changed(service))
    why, saying = "Lena Hughes is ill.", make.saying(sure=False)
    for take in (
        lambda: steps.postpone(issue=planned, until=in_days(9), because=why, saying=saying),
        lambda: steps.check(issue=changed, found=why, measure=None, saying=saying),
        lambda: steps.step_back(
            issue=changed, to="planned", because=why, until=in_days(9), saying=saying
        ),
    ):
        with pytest.raises(NotNow, match="seems to hold a name"):
            take()


def test_the_reason_of_a_step_back_is_corrected_with_a_second_look(signed_in, service):
    made = make.published(make.postponed(service))
    step = made.steps.last()
    address = reverse("issue_reason", args=[service.pk, 1, step.pk])
    assert address in signed_in.get(page("issue", service)).text
    warned = signed_in.post(address, {"text": "Lena Hughes is ill."})
    assert "it seems to hold a name" in warned.text
    signed_in.post(address, {"text": "Two of us are ill."})
    step.refresh_from_db()
    assert step.text == "Two of us are ill."
    made.refresh_from_db()
    assert made.updated_on == make.today()


def test_other_words_of_a_step_are_corrected_in_the_issue_itself(signed_in, service):
    made = make.planned(service)
    step = made.steps.get(state="planned")
    address = reverse("issue_reason", args=[service.pk, 1, step.pk])
    assert signed_in.get(address).status_code == 404
    with pytest.raises(NotNow, match="in the issue itself"):
        issues.correct_reason(step=step, text="x", today=make.today(), sure=True)
