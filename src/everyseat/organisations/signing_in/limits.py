"""How often a code to sign in is sent, and how often one may be tried.

Nobody must be able to keep somebody else from signing in, or to fill their mailbox. Each address
has three budgets, so that using one up leaves the others whole:

- browsers in which its owner has signed in before: one budget for each such browser;
- other browsers that have opened our page: one for each browser, and one for all of them together;
- whoever sends no cookie: a small one together.

Unknown addresses have the same, so that what is said tells nothing. No network address is looked
at. docs/decisions/0019 says what this does not hold against.
"""

from datetime import timedelta

from everyseat.organisations import limits
from everyseat.organisations.models import Person
from everyseat.organisations.signing_in.browsers import Browser

WINDOW = timedelta(minutes=15)
FOR_ONE_BROWSER = 5
FOR_NEW_BROWSERS = 12
FOR_NO_COOKIE = 2
TRIES = 3
"""How often one code may be tried."""
TRIED_WITHIN = timedelta(hours=1)
"""Longer than any code lives."""


def may_ask(address: str, person: Person | None, browser: Browser | None) -> bool:
    """Count a request for a code; return False if there were too many."""
    if browser is None:
        return _take("no cookie", address, FOR_NO_COOKIE)
    if person and browser.knows(person):
        return _take("known browser", f"{browser.name} {address}", FOR_ONE_BROWSER)
    mine = _take("browser", browser.name, FOR_ONE_BROWSER)
    return mine and _take("new browsers", address, FOR_NEW_BROWSERS)


def _take(what: str, subject: str, most: int) -> bool:
    return limits.take(f"code for {what}", subject, most=most, within=WINDOW)


def may_try(code: str) -> bool:
    """Count a try of a code, before it is compared; return False if there were too many.

    `code` names one code that was sent: of parallel tries only so many get an answer.
    """
    return limits.take("try a code", code, most=TRIES, within=TRIED_WITHIN)


def use(code: str) -> bool:
    """Let nobody try a code any more; return False if it was used before."""
    return limits.use_up("try a code", code, most=TRIES)


def may_try_again(code: str) -> bool:
    """Return whether a code has tries left; count nothing."""
    return limits.remaining("try a code", code, most=TRIES) > 0
