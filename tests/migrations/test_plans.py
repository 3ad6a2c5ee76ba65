"""Whoever could read a plan before still can; a follow-up finds the round that it belongs to."""

from datetime import date

import pytest

from everyseat.threesixty.models import Review, Round
from tests.migrations import rounds
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0015_chosen_columns"), ("threesixty", "0018_changing_rounds")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def _review(models, round_name: str, **more):
    made = models.get_model("threesixty", "Round").objects.get(name=round_name)
    return models.get_model("threesixty", "Review").objects.create(round=made, **more)


def test_plans_stay_with_their_readers_and_follow_ups_with_their_round(models_before):
    rounds.one_in_each_state(models_before)
    people = models_before.get_model("organisations", "Person").objects
    trust = models_before.get_model("organisations", "Organisation").objects.get()
    lee, coach = (
        people.create(name=name, email=f"{name}@x.example", organisation=trust)
        for name in ("lee", "coach")
    )
    first = _review(models_before, "closed", recipient=lee, coach=coach)
    second = _review(models_before, "open", recipient=lee, coach=coach, follow_up_of=first)
    _review(models_before, "draft", recipient=lee, coach=coach, follow_up_of=second)
    without = people.create(name="w", email="w@x.example", organisation=trust)
    _review(models_before, "closed", recipient=without, coach=coach)
    aims = models_before.get_model("threesixty", "Aim").objects
    aims.create(review=first, topic="t", aim="A", by=date(2030, 1, 1), ask_again="t")
    migrate()
    assert [r.recipient.name for r in Review.objects.filter(coach_reads_plan=True)] == ["lee"]
    assert not Review.objects.filter(manager_reads_plan=True).exists()
    parents = dict(Round.objects.values_list("name", "parent__name"))
    assert parents == {"closed": None, "open": "closed", "draft": "closed"}
