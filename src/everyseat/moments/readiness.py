"""Whether an organisation is ready to offer a route: facts and a pulse in, a verdict out.

The rules are ours, after what guardians' public guidance asks of an organisation: people who are
named and have time, promises that are kept, detriment that is dealt with, leaders who can listen.
They are a help to decide with, and no measurement: the reasons are what counts.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import IntEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from everyseat.moments.routes import ANONYMOUS, GUARDIAN, MYSELF, NAMED

ITEMS = (
    _("I can tell the person I report to how something felt."),
    _("If I told a senior leader how something felt, they would listen."),
    _("When people here speak up, something changes."),
    _("Somebody who speaks up here is not treated worse for it."),
    _("I know who our guardian is, and how to reach them."),
)
"""The pulse's own statements, answered from “disagree” to “agree”. CC BY 4.0."""
LISTEN, HARM = 1, 3
"""Places of the statements that two rules look at, where the pulse asks our own."""
NO_KEY = "no key"


class Level(IntEnum):
    """How ready: the worst reason decides."""

    OFFER = 0
    WITH_CARE = 1
    NOT_YET = 2


@dataclass(frozen=True)
class Facts:
    """What is known. Shares are of 0 to 1, None where nothing is known or may be shown.

    `guardians` have a key in use; `promised` says whether one of them promised by when a case is
    acknowledged; `in_time` is the share of cases acknowledged in time; `listen`
    and `unharmed` are the shares who agree that leaders would listen, and that nobody is harmed.
    """

    guardians: int = 0
    escrow: bool = False
    promised: bool = False
    in_time: float | None = None
    overdue: int = 0
    leaders_trained: int | None = None
    detriment_policy: bool = False
    listen: float | None = None
    unharmed: float | None = None
    unanswered: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a route is not simply ready, and what to do about it. `key` names it in the settings."""

    key: str
    level: Level
    because: str | Promise
    do: str | Promise


@dataclass(frozen=True)
class Verdict:
    """What is said of a route: the worst of its reasons, and all of them."""

    route: str
    reasons: list[Reason] = field(default_factory=list)

    @property
    def level(self) -> Level:
        return max((reason.level for reason in self.reasons), default=Level.OFFER)

    @property
    def is_ready(self) -> bool:
        return self.level < Level.NOT_YET

    def is_open(self, despite: Collection[str] = ()) -> bool:
        """Return whether a route that is offered can be taken, knowing of these reasons against it.

        Without a key there is nobody to seal to, whatever an organiser knew.
        """
        return NO_KEY not in self.against and set(self.against) <= set(despite)

    @property
    def against(self) -> list[str]:
        """Return the keys of the reasons for which it is not ready."""
        return [reason.key for reason in self._not_yet]

    @property
    def warnings(self) -> list[str]:
        """Return why it is not ready, for those to whom it is offered all the same."""
        return [str(reason.because) for reason in self._not_yet]

    @property
    def _not_yet(self) -> list[Reason]:
        return [reason for reason in self.reasons if reason.level == Level.NOT_YET]


def verdicts(facts: Facts) -> dict[str, Verdict]:
    """Return the verdict on each route."""
    told, sealed = _about_being_told(facts), _about_guardians(facts)
    return {
        MYSELF: Verdict(MYSELF, [r for r in told if r.level < Level.NOT_YET]),
        NAMED: Verdict(NAMED, told + _about_harm(facts)),
        GUARDIAN: Verdict(GUARDIAN, sealed + _about_harm(facts)),
        ANONYMOUS: Verdict(ANONYMOUS, sealed + _alone(facts)),
    }


def _about_being_told(facts: Facts) -> list[Reason]:
    found = []
    if facts.leaders_trained is None or facts.leaders_trained < 50:
        found.append(
            Reason(
                "untrained",
                Level.WITH_CARE,
                _("fewer than half of the leaders have learnt how to be told"),
                _("Train leaders in listening and answering, those with the most people first."),
            )
        )
    if facts.listen is not None and facts.listen < 0.5:
        found.append(
            Reason(
                "unheard",
                Level.WITH_CARE,
                _("fewer than half believe that a senior leader would listen"),
                _("Let senior leaders ask first: open moments of their own, and answer them."),
            )
        )
    if facts.unanswered:
        found.append(
            Reason(
                "unanswered",
                Level.WITH_CARE,
                _("several people were told something four weeks ago and have not answered"),
                _("Ask the guardian to speak with those who have not answered."),
            )
        )
    return found


def _about_harm(facts: Facts) -> list[Reason]:
    """Being known is dangerous where people are treated worse for it."""
    if facts.unharmed is not None and facts.unharmed < 0.5:
        return [
            Reason(
                "harm",
                Level.NOT_YET,
                _("fewer than half believe that nobody is treated worse for speaking up"),
                _("Deal with detriment first, and show that you have."),
            )
        ]
    if not facts.detriment_policy:
        return [
            Reason(
                "no policy",
                Level.WITH_CARE,
                _("nothing says how detriment is dealt with"),
                _("Write down who looks into detriment, and what happens then."),
            )
        ]
    return []


def _about_guardians(facts: Facts) -> list[Reason]:
    found = []
    if not facts.guardians:
        found.append(
            Reason(
                NO_KEY,
                Level.NOT_YET,
                _("no guardian has a key, so nothing can be sealed to anybody"),
                _("Name a guardian; they make their key on their own page."),
            )
        )
    elif facts.guardians < 2 and not facts.escrow:
        found.append(
            Reason(
                "one key",
                Level.NOT_YET,
                _("one guardian alone has a key: if it is lost, every case is"),
                _("Name a second guardian, or put a key in escrow."),
            )
        )
    elif facts.guardians < 2:
        found.append(
            Reason(
                "one guardian",
                Level.WITH_CARE,
                _("nobody here can read a concern about the only guardian"),
                _("Name a second guardian."),
            )
        )
    if not facts.promised:
        found.append(
            Reason(
                "no promise",
                Level.WITH_CARE,
                _("no guardian has promised by when a concern is acknowledged"),
                _("A guardian makes the promise at their desk. Until then no page shows one."),
            )
        )
    if facts.overdue or (facts.in_time is not None and facts.in_time < 0.8):
        found.append(
            Reason(
                "late",
                Level.WITH_CARE,
                _("cases are not acknowledged in the time that was promised"),
                _("Give the guardian more time, or promise less."),
            )
        )
    return found


def _alone(facts: Facts) -> list[Reason]:
    """Anonymous dialogue protects from being known, and not from nothing being done."""
    if facts.unharmed is None:
        return [
            Reason(
                "unasked",
                Level.WITH_CARE,
                _("people have not been asked whether speaking up is safe here"),
                _("Open a pulse, so that you know what people expect."),
            )
        ]
    return []
