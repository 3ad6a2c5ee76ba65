"""What waits for somebody when the site is updated counts as waiting from that day on."""

import pytest
from django.utils import timezone

from everyseat.threesixty.models import Review
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0018_stand_ins"), ("threesixty", "0026_board")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_only_lists_to_approve_and_reports_to_read_wait_for_somebody(models_before):
    trust = models_before.get_model("organisations", "Organisation").objects.create(name="Trust")
    asked = models_before.get_model("threesixty", "Questionnaire").objects.create(name="Ours")
    dates = dict.fromkeys(("nominate_by", "approve_by", "collect_by"), timezone.localdate())
    made = models_before.get_model("threesixty", "Round").objects.create(
        organisation=trust, questionnaire=asked, name="Spring", **dates
    )
    for state in Review.State.values:
        person = models_before.get_model("organisations", "Person").objects.create(
            name=state, email=f"{state}@trust.example", organisation=trust
        )
        models_before.get_model("threesixty", "Review").objects.create(
            round=made, recipient=person, state=state
        )
    migrate()
    waits = Review.objects.exclude(state_since=None)
    assert {review.state for review in waits} == {"approve", "read"}
    assert {review.state_since for review in waits} == {timezone.localdate()}
    assert not waits.filter(organisers_told=True).exists()
