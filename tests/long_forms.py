"""Which long forms of a page keep no draft: every page that a test opens is looked at."""

import re

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
FIELD = re.compile(r"<textarea\b([^>]*)>")
GIVERS = ("data-tell", "data-forget")
"""Forms of givers: what they write in confidence is kept in no browser unless they choose so, and
then in their tab alone (`frontend/scripts/moments/draft.ts`)."""


def without_draft(page: str) -> list[str]:
    """Return the start of each long form of a page for people who have signed in, without a draft.

    A form without `method` is a script's: it seals what is written, and stores nothing.
    """
    if "data-signs-out" not in page:
        return []
    return [
        f"<form{start}>"
        for start, content in FORM.findall(page)
        if 'method="post"' in start
        and not any(mark in start for mark in GIVERS)
        and any("readonly" not in field for field in FIELD.findall(content))
        and "data-draft-of" not in content
    ]
