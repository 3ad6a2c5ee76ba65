"""What waits of issues for whom; who leaves, who is named, and what is held of them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from everyseat.improvement import landing, leaving, subject_access
from everyseat.improvement.actions import issue_steps
from everyseat.improvement.models import Issue
from everyseat.improvement.tests import make
from everyseat.organisations.leaving import Loss

pytestmark = pytest.mark.django_db


def waiting(person):
    return [(task.text, task.link) for task in landing.waiting(person)]


def named(issue, person):
    Issue.objects.filter(pk=issue.pk).update(person=person)
    issue.refresh_from_db()
    return issue


def test_what_is_overdue_waits_for_everybody_who_looks_after_the_service(service, sam, lena):
    make.planned(service, days=0)
    make.planned(service, days=-1)
    one = reverse("issue", args=[service.pk, 2])
    expected = [("Say what became of 1 promised change in “District nursing”", one)]
    assert waiting(sam) == waiting(lena) == expected
    assert waiting(make.person("Stranger")) == []
    make.planned(service, days=-5)
    several = reverse("issues", args=[service.pk])
    assert waiting(sam) == [
        ("Say what became of 2 promised changes in “District nursing”", several)
    ]


def test_a_lead_is_told_of_their_own_service_alone(service, sam, lena):
    make.planned(make.service("Dentists"), days=-1)
    assert waiting(lena) == []
    assert len(waiting(sam)) == 1


def test_a_change_that_nobody_checked_waits_after_twelve_weeks(service, sam):
    early = make.changed(service, days=83)
    assert waiting(sam) == []
    Issue.objects.filter(pk=early.pk).update(made_on=make.today() - timedelta(84))
    link = reverse("issue", args=[service.pk, 1])
    assert waiting(sam) == [("Check whether 1 change in “District nursing” worked", link)]
    early.refresh_from_db()
    issue_steps.check(issue=early, found="It works.", measure=None, saying=make.saying())
    assert waiting(sam) == []


def test_what_is_overdue_is_said_on_its_own_page(client, service, sam):
    make.planned(service, days=-1)
    client.force_login(sam)
    page = client.get(reverse("issue", args=[service.pk, 1])).text
    assert "The day that was promised is over." in page


def test_whoever_leaves_and_is_named_for_a_promise_is_said(service, lena):
    service.lead = None
    service.save(update_fields=["lead"])
    named(make.planned(service), lena)
    loss = Loss(lena, frozenset(), frozenset(), is_shut_out=True)
    text = "Lena is named as responsible for a promised change in: District nursing."
    assert [line for line in leaving.waits(loss) if text in line]
    kept = Loss(lena, frozenset(), frozenset(), is_shut_out=False)
    assert list(leaving.waits(kept)) == []


def test_whoever_is_named_for_what_is_done_leaves_without_a_word(service, lena):
    service.lead = None
    service.save(update_fields=["lead"])
    named(make.changed(service), lena)
    loss = Loss(lena, frozenset(), frozenset(), is_shut_out=True)
    assert list(leaving.waits(loss)) == []


def test_what_is_held_of_somebody_is_shown_and_erased(service, sam, lena):
    issue = named(make.planned(service), lena)
    step = issue.steps.last()
    step.by = lena
    step.save(update_fields=["by"])
    held = subject_access.held_about(lena)
    assert {"said": issue.said, "what": issue.what, "by": issue.by, "state": "planned"} in held
    assert held[-1]["steps_of_issues"] == 1
    subject_access.erase(lena)
    issue.refresh_from_db()
    assert (issue.person, issue.role) == (None, "The team leader")
    assert issue.steps.last().by is None
