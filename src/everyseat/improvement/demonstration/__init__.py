"""Services of the made-up city: a district nursing team that listens, changes and checks."""

from random import Random

from everyseat.improvement.demonstration import nursing
from everyseat.organisations.demonstration import City


def load(city: City, rng: Random) -> None:
    """Let a district nursing team have taken its comments to a change that was checked."""
    nursing.load(city, rng)
