"""The routes by which somebody can be told, from the most open to the most protected."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MYSELF, NAMED, GUARDIAN, ANONYMOUS = "myself", "named", "guardian", "anonymous"


@dataclass(frozen=True)
class Route:
    """A route: what it is called, who will know what, and what happens next."""

    key: str
    name: str | Promise
    who: str | Promise
    then: str | Promise
    is_sealed: bool


ROUTES = {
    route.key: route
    for route in (
        Route(
            MYSELF,
            _("I'll tell them myself"),
            _(
                "Nobody but you. Your words pass through this server once, to make a page for you "
                "alone, and are not kept."
            ),
            _("You get one page to prepare with, and can ask for ten minutes without saying why."),
            is_sealed=False,
        ),
        Route(
            NAMED,
            _("In my name"),
            _(
                "The person you tell will read your words and your name; nobody else, unless they "
                "ask a coach about their answer, without your name, or a guardian whether it is a "
                "threat."
            ),
            _(
                "You need to sign in. They first say what they remember, then read, then answer "
                "you here."
            ),
            is_sealed=False,
        ),
        Route(
            GUARDIAN,
            _("Through a guardian, who will know my name"),
            _(
                "The guardian you choose will read your words and your name. The person it is "
                "about reads only what you let the guardian pass on, without your name."
            ),
            _("You get a receipt of eight words, which opens your dialogue with the guardian."),
            is_sealed=True,
        ),
        Route(
            ANONYMOUS,
            _("Anonymously"),
            _(
                "The guardian you choose will read your words. Nothing here says who you are. The "
                "person it is about reads only what you let the guardian pass on."
            ),
            _("You get a receipt of eight words: it alone opens the dialogue, on any device."),
            is_sealed=True,
        ),
    )
}


def default_contacts() -> str:
    """Return whom to turn to where a route is not open: until an organisation says better."""
    return "\n".join(
        str(line)
        for line in (
            _("Somebody you trust: a senior colleague, human resources, or your trade union."),
            _("Your Freedom to Speak Up Guardian, if your organisation has one: every NHS trust in "
              "England does. Ask the switchboard."),
            _("Protect, the UK's whistleblowing charity: free, confidential advice on "
              "020 3117 2520."),
            _("Outside this organisation: whoever oversees its work. GOV.UK lists them: search "
              "“prescribed persons”."),
        )
    )  # fmt: skip


def default_doors() -> str:
    """Return where to turn first when somebody is in danger: until an organisation says better."""
    return "\n".join(
        str(line)
        for line in (
            _("Somebody is in danger now: call 999."),
            _("Somebody in our care is being harmed: tell the person in charge there now."),
            _("A child or an adult at risk: your safeguarding lead, today."),
            _("Fraud: whoever looks into fraud here."),
            _("Outside this organisation: whoever oversees its work. GOV.UK lists them: search "
              "“prescribed persons”."),
        )
    )  # fmt: skip
