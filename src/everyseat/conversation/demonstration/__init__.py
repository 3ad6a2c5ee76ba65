"""Conversations of the made-up city: one that is open, and one that has closed."""

from random import Random

from everyseat.conversation.demonstration import partners, strategy
from everyseat.organisations.demonstration import City


def load(city: City, rng: Random) -> None:
    """Let one conversation have been open for nine days, and another have closed last month."""
    strategy.load(city, rng)
    partners.load(city, rng)
