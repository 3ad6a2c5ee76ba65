"""A cycle with a framework, from before they had other names, is a round with a questionnaire."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from everyseat.organisations.models import Email
from everyseat.threesixty.actions.emails import emails_about
from everyseat.threesixty.models import DateKept, Review, Round
from tests.migrations.migrating import migrate

BEFORE = [("organisations", "0012_giving"), ("threesixty", "0010_left_out")]


@pytest.fixture
def before(transactional_db):
    """Give the models of the release before, and put everything back to now."""
    yield migrate(BEFORE)
    migrate()


@pytest.fixture
def round_before(before):
    """Make a cycle with a review, a date kept, an audit record and an e-mail about it."""

    def make(app, model, **fields):
        return before.get_model(app, model).objects.create(**fields)

    trust = make("organisations", "Organisation", name="Trust", is_host=True)
    lee = make("organisations", "Person", name="Lee", email="l@x.example", organisation=trust)
    asked = make("threesixty", "Framework", name="Ours", content={"values": []})
    dates = dict.fromkeys(("nominate_by", "approve_by", "collect_by"), timezone.localdate())
    cycle = make("threesixty", "Cycle", organisation=trust, name="Spring", framework=asked, **dates)
    make("threesixty", "Review", cycle=cycle, recipient=lee)
    make("threesixty", "DateKept", cycle=cycle, what="collect")
    make("threesixty", "AuditRecord", cycle=cycle, content={"drawn": 12})
    now = timezone.now()
    make("organisations", "Letter", due=now, give_up=now, about=f"cycle {cycle.pk}", content={})
    return cycle


def test_all_that_a_cycle_had_a_round_has(round_before):
    migrate()
    (found,) = Round.objects.all()
    assert (found.pk, found.name, found.questionnaire.name) == (round_before.pk, "Spring", "Ours")
    assert found.reviews.get().recipient.name == "Lee"
    assert found.audit_record.content == {"drawn": 12}
    assert Email.objects.get().about == emails_about(found)


def test_what_was_unique_for_a_cycle_is_for_a_round(round_before):
    migrate()
    review = Review.objects.get()
    again = Review(round=review.round, recipient=review.recipient)
    for row in (again, DateKept(round=review.round, what="collect")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_round_goes_back_to_a_cycle(round_before):
    migrate()
    models = migrate(BEFORE)
    cycle = models.get_model("threesixty", "Cycle").objects.get()
    assert (cycle.framework.name, cycle.reviews.count()) == ("Ours", 1)
    assert models.get_model("organisations", "Letter").objects.get().about == f"cycle {cycle.pk}"
