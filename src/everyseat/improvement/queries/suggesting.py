"""Whether themes are suggested in a service, and if not, what is missing."""

from dataclasses import dataclass

from django.db.models import QuerySet

from everyseat.improvement.models import Coding, Framework, Service, Suggester

RELIABLE = 400
"""From how many confirmed comments on suggestions are worth reading."""


@dataclass(frozen=True)
class State:
    """How many comments are confirmed, how many are missing, and what was learnt, if anything."""

    confirmed: int
    suggester: Suggester | None

    @property
    def right(self) -> int:
        """How many of 10 suggestions were right, in comments that were held back."""
        return self._tenths("suggested")

    @property
    def found(self) -> int:
        """How many of 10 themes that people gave were suggested, in comments held back."""
        return self._tenths("given")

    def _tenths(self, of: str) -> int:
        quality: dict[str, int] = self.suggester.quality if self.suggester else {}
        return round(10 * quality.get("right", 0) / max(1, quality.get(of, 0)))

    @property
    def missing(self) -> int:
        return max(0, RELIABLE - self.confirmed)


def confirmed(framework: Framework) -> QuerySet[Coding]:
    """Return the codings that a person has confirmed with themes of a framework."""
    return Coding.objects.filter(is_agreed=True, themes__framework=framework).distinct()


def state(service: Service) -> State:
    """Return how far suggesting is, by the confirmed comments of all services of the framework."""
    framework = service.framework
    found = Suggester.objects.defer("content").filter(framework=framework).first()
    return State(confirmed(framework).count(), found)
