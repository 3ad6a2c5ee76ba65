"""Numbers that everybody reads of a service: none that moves with one person."""

from dataclasses import dataclass

from everyseat.improvement.led_to_change import Share, cohort
from everyseat.improvement.models import PublicCounts, Service, Theme
from everyseat.improvement.queries.collecting import HowMany
from everyseat.improvement.steady import Count


@dataclass(frozen=True)
class Shown:
    """A theme as everybody may read it."""

    theme: Theme
    concerns: Count
    praise: Count


@dataclass(frozen=True)
class Numbers:
    """What the page of a service says in numbers."""

    themes: list[Shown]
    led: Share
    helped: HowMany | None


def of(service: Service) -> Numbers | None:
    """Return the numbers of a service; None before they were counted for the first time."""
    found = PublicCounts.objects.filter(service=service).first()
    if found is None:
        return None
    came, changed = found.led
    return Numbers(
        _themes(found),
        Share(*cohort(found.month), came, changed, service.threshold),
        HowMany(*found.helped) if found.helped else None,
    )


def _themes(found: PublicCounts) -> list[Shown]:
    """Return the themes that still exist, the one with most concerns first."""
    themes = Theme.objects.in_bulk([int(key) for key in found.themes])
    shown = [Shown(theme, *found.themes[str(key)]) for key, theme in themes.items()]
    return sorted(shown, key=_place)


def _place(one: Shown) -> tuple[int, int, int]:
    return -(one.concerns or 0), -(one.praise or 0), one.theme.number
