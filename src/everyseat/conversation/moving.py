"""What somebody sends to move a conversation in: one zip file, or the files of an export."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from everyseat.conversation import zipped
from everyseat.files import polis_sent
from everyseat.files.problems import SHOWN, FileError


def packed(sent: Sequence[UploadedFile[bytes]]) -> bytes:
    """Return what was sent as one zip file. FileError for files that are no part of an export."""
    if len(sent) == 1 and (sent[0].name or "").lower().endswith(".zip"):
        content: bytes = sent[0].read()
        return content
    files: dict[str, bytes] = {}
    found: set[str] = set()
    for one in sent:
        name = one.name or ""
        if polis_sent.is_beside(name):
            continue
        which = polis_sent.known(name)
        if not which:
            raise FileError(name, _("is not a file of an export"))
        if which in found:
            raise FileError(name, _("is there twice"))
        found.add(which)
        files[which + ".gz" * name.lower().endswith(".gz")] = one.read()
    return zipped.packed(files)


def told(error: FileError) -> list[str]:
    """Return what is wrong, by file and line, and how much more there is."""
    lines = str(error).splitlines()
    return [_("Nothing was saved."), *lines[: SHOWN + 1]]
