"""A round under way that is too small for a group report stays without one, whoever is added."""

import pytest
from django.utils import timezone

from everyseat.threesixty.models import Round
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0016_imported_people"), ("threesixty", "0022_named_by")]


@pytest.fixture
def models_before(transactional_db):
    yield migrate(BEFORE)
    migrate()


def test_only_rounds_with_leaders_enough_at_launch_may_be_grouped(models_before):
    trust = models_before.get_model("organisations", "Organisation").objects.create(name="Trust")
    asked = models_before.get_model("threesixty", "Questionnaire").objects.create(name="Ours")
    people = [
        models_before.get_model("organisations", "Person").objects.create(
            name=f"P{n}", email=f"p{n}@trust.example", organisation=trust
        )
        for n in range(4)
    ]
    dates = dict.fromkeys(("nominate_by", "approve_by", "collect_by"), timezone.localdate())
    for state in ("draft", "open", "closing", "closed"):
        for leaders in (3, 4):
            made = models_before.get_model("threesixty", "Round").objects.create(
                organisation=trust,
                questionnaire=asked,
                name=f"{state} {leaders}",
                state=state,
                mode="confidential",
                **dates,
            )
            for person in people[:leaders]:
                models_before.get_model("threesixty", "Review").objects.create(
                    round=made, recipient=person
                )
    migrate()
    never = set(Round.objects.filter(may_be_grouped=False).values_list("name", flat=True))
    assert never == {"open 3", "closing 3"}
