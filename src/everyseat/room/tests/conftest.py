import pytest

from everyseat.room.tests import make


@pytest.fixture
def facilitator():
    return make.person("Fay")


@pytest.fixture
def room(facilitator):
    return make.room(facilitator)
