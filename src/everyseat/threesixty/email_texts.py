"""What the e-mails of a round say: our texts (`email_kinds`), or those that organisers write.

Only the opening of an e-mail may be written anew. What keeps a promise stands in templates
(`emails/of_round.txt`) and is added to every text: the link, who sees what, the round's key, and
whose e-mail it is.
"""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from everyseat.giving.letters import must_fit
from everyseat.giving.refusals import Invalid
from everyseat.threesixty.email_kinds import DEAR, KINDS

LONGEST_SUBJECT, LONGEST_TEXT = 150, 3000
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
ADDRESS = re.compile(r"(?i)\bhttps?:|\bwww\.|\bmailto:")


def ours(kind: str) -> tuple[str, str]:
    """Return our subject and text of a kind, in the current language."""
    return str(KINDS[kind].subject), f"{DEAR}\n\n{KINDS[kind].text}"


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its placeholders filled in; what is no placeholder stays."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def check(kind: str, *, subject: str, text: str) -> None:
    """Raise Invalid unless a text can be sent: short enough, known placeholders, no address.

    We add the only links: one of the organiser's own could be different for each reader, and say
    who opened it.
    """
    for field, written, longest in (
        ("subject", subject, LONGEST_SUBJECT),
        ("text", text, LONGEST_TEXT),
    ):
        must_fit(written, longest, field)
        if not written.strip():
            raise Invalid(field, _("Write a text, or go back to ours."))
        if unknown := [
            n for n in PLACEHOLDER.findall(written) if n not in KINDS[kind].placeholders
        ]:
            raise Invalid(field, _unknown(kind, unknown))
        if ADDRESS.search(written):
            raise Invalid(
                field,
                _(
                    "Leave out web addresses. We add the link to the reader's own page. A link of "
                    "your own could show who opened it."
                ),
            )


def _unknown(kind: str, unknown: list[str]) -> str:
    known = ", ".join(f"{{{name}}}" for name in KINDS[kind].placeholders)
    text = _("We do not know the placeholder %(unknown)s. You can use: %(known)s.")
    return text % {"unknown": ", ".join(f"{{{name}}}" for name in unknown), "known": known}
