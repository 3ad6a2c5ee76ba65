import numpy as np
import pytest

from everyseat.conversation.queries import next_statement
from everyseat.conversation.tests import make
from everyseat.safety import cell_keys


@pytest.fixture(autouse=True)
def _fresh_chances(monkeypatch):
    """Let each choice be read: tests change rows without saying that other statements are asked."""
    monkeypatch.setattr(next_statement, "KEPT_FOR", 0)


@pytest.fixture
def sam():
    return make.person("Sam", "organiser")


@pytest.fixture
def same_keys(monkeypatch):
    """Let the first card have the same key each time, and so on: no test depends on chance."""
    real = cell_keys.record_keys

    def always(_secret, people):
        return real(b"always the same", range(len(people)))

    monkeypatch.setattr(cell_keys, "record_keys", always)


@pytest.fixture
def exact(monkeypatch):
    """Let counts leave without a perturbation, to compare them."""
    monkeypatch.setattr(cell_keys, "steps", np.zeros_like)


@pytest.fixture
def conversation(sam):
    return make.opened(sam)
