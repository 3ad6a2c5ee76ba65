import pytest
from django.core.cache import cache
from django.utils import timezone

from everyseat.moments.actions import asking as actions
from everyseat.moments.tests import make
from everyseat.organisations import actions as organisations
from everyseat.organisations.models import Person
from everyseat.organisations.queries import host


@pytest.fixture
def leader():
    organisations.set_up(organisation="Trust", name="Admin", email="admin@trust.example")
    return Person.objects.create(name="Lee", email="lee@trust.example", organisation=host())


@pytest.fixture
def moment(leader):
    return actions.open_moment(
        leader=leader,
        what="Tuesday round",
        held_on=timezone.localdate(),
        meant=["heard", "calm"],
        sentence="That all were asked.",
    )


@pytest.fixture(autouse=True)
def no_wrong_receipts_yet():
    cache.clear()


@pytest.fixture
def guardian():
    return make.person("Gwen", "guardian")


@pytest.fixture
def key(guardian):
    """A guardian's key and its private part, where every route is offered."""
    make.offered()
    return make.key(guardian)
