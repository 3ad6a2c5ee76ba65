"""What an upgrade does to cases and moments that were there before."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = ("moments", "0002_telling_and_cases"), ("moments", "0012_rare_words")


@pytest.fixture
def upgrade(transactional_db):
    """Return the site's models before, and a function that upgrades and returns those after."""

    def go(to):
        MigrationExecutor(connection).migrate([to])
        loader = MigrationExecutor(connection).loader
        others = [leaf for leaf in loader.graph.leaf_nodes() if leaf[0] != to[0]]
        return loader.project_state([to, *others]).apps

    yield go(BEFORE), lambda: go(AFTER)
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def _case(models, number, **fields):
    made = models.get_model("moments", "Case").objects.create(
        locator=f"{number:064}", recipient="age1", received_on=date(2026, 3, number), **fields
    )
    models.get_model("moments", "Entry").objects.create(
        pk=f"00000000-0000-0000-0000-{number:012}",
        case=made,
        by="guardian" if number > 1 else "reporter",
        number=1,
        on=date(2026, 4, number),
    )
    return made


def test_cases_keep_what_their_reporters_read_and_are_closed_with_feedback_alone(upgrade):
    before, go = upgrade
    before.get_model("moments", "Offer").objects.create(pk=1, acknowledge_days=5, feedback_months=2)
    closed = {"status": "closed", "closed_on": date(2026, 5, 1)}
    made = [_case(before, 1, **closed), _case(before, 2, **closed), _case(before, 3)]
    after = go()
    cases = after.get_model("moments", "Case").objects
    wordless, answered, running = [cases.get(pk=case.pk) for case in made]
    assert (wordless.status, wordless.closed_on, wordless.waits) == (
        "acknowledged",
        None,
        "guardian",
    )
    assert (answered.status, answered.feedback_on) == ("closed", date(2026, 4, 2))
    assert (running.promise.acknowledge_days, running.promise.feedback_months) == (5, 2)
    assert running.promise.withdrawn_on
    assert running.promise.made_by is None


def test_what_stands_alone_in_an_old_picture_is_deleted(upgrade):
    before, go = upgrade
    organisation = before.get_model("organisations", "Organisation").objects.create(name="Trust")
    leader = before.get_model("organisations", "Person").objects.create(
        name="Lee", email="lee@trust.example", organisation=organisation
    )
    moments = before.get_model("moments", "Moment").objects
    kept = []
    counted = {"n": 9, "felt": {"calm": 4, "hurt": 3, "upset": None}, "as_meant": 3}
    for n in (1, 5):
        picture = counted | {"own": [], "sentences": ["You waved us out."] * n}
        made = moments.create(
            leader=leader,
            what="W",
            code=f"code{n}",
            held_on=date(2026, 3, 1),
            closes_on=date(2026, 3, 1),
            state="closed",
            picture=picture,
        )
        kept.append(made.pk)
    after = go().get_model("moments", "Moment").objects
    pictures = [after.get(pk=pk).picture for pk in kept]
    assert [len(picture["sentences"]) for picture in pictures] == [0, 5]
    for picture in pictures:  # so is what too few felt
        assert (picture["felt"], picture["as_meant"]) == ({"calm": 4, "upset": None}, "few")
