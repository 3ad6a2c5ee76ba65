"""The demonstration's district nursing team answered what people said, and left some of it open."""

from random import Random

import pytest

from everyseat.improvement import issue_tasks, you_said
from everyseat.improvement.actions import services
from everyseat.improvement.demonstration import nursing, nursing_issues, nursing_measures
from everyseat.improvement.queries import issues, public_counts
from everyseat.improvement.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(sam):
    service = make.service(nursing.NAME)
    nursing_measures.load(service, sam, Random(1))
    nursing_issues.load(service, sam)
    services.publish(service=service, today=make.today())
    return service


def test_every_kind_of_outcome_is_there(played):
    counts = issues.summary(played)
    wanted = ("received", "planned", "made", "checked", "no_change")
    assert all(counts[state] for state in wanted)


def test_its_change_is_seen_in_the_calls_and_was_tested_small_before(played):
    waiting_in = played.issues.get(number=1)
    lines = you_said.shown(issues.of(played).get(number=1), make.today())["verdict"]
    assert lines[0].startswith("Improvement: ")
    assert list(waiting_in.cycles.values_list("act", flat=True)) == ["adapt", "adopt"]


def test_something_is_overdue_and_something_was_never_checked(played, sam):
    assert len(list(issue_tasks.waiting(sam, make.today()))) == 2


def test_enough_concerns_came_to_say_how_many_led_to_a_change(played):
    assert public_counts.of(played).led.is_enough
