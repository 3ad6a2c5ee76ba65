import pytest
from django.core.cache import cache

from everyseat.room.tests import make


@pytest.fixture
def facilitator():
    return make.person("Fay")


@pytest.fixture
def room(facilitator):
    return make.room(facilitator)


@pytest.fixture(autouse=True)
def names_are_read_anew():
    cache.delete("names")
