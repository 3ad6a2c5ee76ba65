import pytest

from everyseat.conversation.tests import make


@pytest.fixture
def sam():
    return make.person("Sam", "organiser")


@pytest.fixture
def conversation(sam):
    return make.opened(sam)
