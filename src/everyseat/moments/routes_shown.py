"""What an organiser's page says of each route: one true state, why, and what to do next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from everyseat.moments.readiness import NO_KEY, Level, Reason, Verdict
from everyseat.moments.routes import ROUTES, Route
from everyseat.organisations.landing import Colour

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PEOPLE, PULSE, SETTINGS = "people", "pulse_open", "routes_settings"
WHERE = {
    NO_KEY: PEOPLE,
    "one key": PEOPLE,
    "one guardian": PEOPLE,
    "no policy": SETTINGS,
    "untrained": SETTINGS,
    "unasked": PULSE,
}
"""The page on which something can be done about a reason."""


@dataclass(frozen=True)
class Shown:
    """A route as its organiser sees it."""

    route: Route
    verdict: Verdict
    is_offered: bool
    is_open: bool

    @property
    def _state(self) -> "tuple[StrOrPromise, Colour]":
        if self.is_open and not self.verdict.is_ready:
            return _("Open, although it is not ready"), "yellow"
        if self.is_open:
            return _("Open"), "green"
        if self.is_offered:
            return _("Closed until it is ready"), "red"
        if self.verdict.level == Level.NOT_YET:
            return _("Closed, and not ready"), "grey"
        if self.verdict.level == Level.WITH_CARE:
            return _("Closed. It can be opened, with care"), "blue"
        return _("Closed, and ready to open"), "blue"

    @property
    def state(self) -> "StrOrPromise":
        return self._state[0]

    @property
    def colour(self) -> Colour:
        return self._state[1]

    @property
    def may_be_opened(self) -> bool:
        """Whether pressing a button opens it, be it with a reason: never without a key."""
        return not self.is_open and NO_KEY not in self.verdict.against


@dataclass(frozen=True)
class Next:
    """What to do next, why, and where."""

    text: str
    because: str
    link: str = ""
    link_text: "StrOrPromise" = ""


LINKS: "dict[str, StrOrPromise]" = {
    PEOPLE: gettext_lazy("Go to people and roles"),
    PULSE: gettext_lazy("Go to the pulse"),
    SETTINGS: gettext_lazy("Go to promises and facts"),
}


def shown(verdicts: dict[str, Verdict], offered: list[str], opened: set[str]) -> list[Shown]:
    return [
        Shown(route, verdicts[key], key in offered, key in opened) for key, route in ROUTES.items()
    ]


def next_step(rows: list[Shown]) -> Next | None:
    """Return what helps most: first what keeps a route closed, then what makes one safer."""
    closed = [reason for row in rows if not row.is_open for reason in row.verdict.reasons]
    every = [*closed, *(reason for row in rows for reason in row.verdict.reasons)]
    if every:
        return _about(max(every, key=lambda reason: reason.level))
    waiting = [row for row in rows if not row.is_open]
    if waiting:
        text = _("Open the route “%(name)s”.") % {"name": waiting[0].route.name}
        return Next(text, _("it is ready, and nobody can use it yet"))
    return None


def _about(reason: Reason) -> Next:
    page = WHERE.get(reason.key)
    link, text = (reverse(page), LINKS[page]) if page else ("", "")
    return Next(str(reason.do), str(reason.because), link, text)
