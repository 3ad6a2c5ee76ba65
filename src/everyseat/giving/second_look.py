"""Whether somebody has agreed to what a page warned them about: those words, and no others.

The form that is shown with a warning carries a digest of each thing it warned about. When it comes
back, only a warning that was not among them stops it. Words that were left as they were go, and so
do words with less to warn about; a new name is shown, whatever was agreed to before.
"""

from collections.abc import Iterable
from hashlib import blake2b

from django.http import QueryDict

FIELD = "checked"
SIZE = 8
"""Bytes of a digest: it only tells what one writer was shown from what they wrote since."""


def seal(warned: Iterable[str]) -> str:
    """Return what a form carries of the things that its writer is warned about."""
    return ".".join(sorted(_digests(warned)))


def is_agreed(sent: QueryDict, warned: Iterable[str]) -> bool:
    """Return whether a form was sent with knowledge of every one of these warnings."""
    return _digests(warned) <= set(sent.get(FIELD, "").split("."))


def _digests(warned: Iterable[str]) -> set[str]:
    """Return a digest for each; spaces and capitals make no difference."""
    plain = {" ".join(one.split()).casefold() for one in warned}
    return {blake2b(one.encode(), digest_size=SIZE).hexdigest() for one in plain}
