import pytest

from everyseat.improvement.tests import make


@pytest.fixture
def sam():
    """Somebody who looks after all services."""
    return make.person("Sam", "improver")


@pytest.fixture
def lena():
    """Somebody without a role, who leads one service."""
    return make.person("Lena")


@pytest.fixture
def service(sam, lena):
    return make.service(lead=lena)
