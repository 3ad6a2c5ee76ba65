"""Saying what comments are about, undoing it, and splitting one that says several things."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving import at_rest
from everyseat.giving.random_keys import random_key
from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock
from everyseat.improvement.models import Coding, Comment, Opened, Suggestion, Theme
from everyseat.improvement.models.coding import Kind
from everyseat.improvement.queries import coding as queries
from everyseat.improvement.queries.coding import Codes
from everyseat.organisations.models import Person

BLANK_LINE = re.compile(r"\n\s*\n")
MOST_PARTS = 10


@transaction.atomic
def open_for(*, comment: Comment, person: Person, now: datetime) -> None:
    """Note that somebody has a comment before them, so that others are offered another one."""
    Opened.objects.update_or_create(comment=comment, defaults={"by": person, "at": now})


@transaction.atomic
def code(
    *,
    comment: Comment,
    themes: Iterable[int],
    kind: str,
    coder: Person,
    today: date,
    seen: Codes,
) -> Coding:
    """Say what a comment is about: it counts from now on.

    `seen` is what its coder saw that it was. NotNow if somebody has coded it since.
    """
    lock(comment)
    _must_be_whole(comment)
    was = queries.agreed(comment)
    if queries.codes(was) != seen:
        raise NotNow(_("Somebody else has coded this comment since you opened it. Look at theirs."))
    chosen = checked(comment, themes, kind)
    if comment.samples.filter(closed_on=None).exists():
        raise NotNow(_("Two people are coding this comment apart from each other. Wait for them."))
    coding, _is_new = Coding.objects.update_or_create(
        comment=comment, is_agreed=True, defaults={"coder": coder, "kind": kind, "on": today}
    )
    coding.themes.set(chosen)
    Suggestion.objects.filter(pk=comment.pk).delete()
    Opened.objects.filter(pk=comment.pk).delete()
    return coding


def checked(comment: Comment, themes: Iterable[int], kind: str) -> list[Theme]:
    """Return the themes of these numbers. Invalid if there is none, though it says something.

    A theme that is no longer used stays with a comment that has it.
    """
    if kind not in Kind.values:
        raise Invalid("kind", _("Say whether it is a concern or praise."))
    wanted = set(themes)
    found = list(comment.service.framework.themes.filter(number__in=wanted))
    had = queries.codes(queries.agreed(comment)).themes
    if len(found) != len(wanted) or any(not one.is_used and one.number not in had for one in found):
        raise Invalid("themes", _("One of these themes is no longer used. Choose another."))
    if not found and kind != Kind.NEITHER:
        raise Invalid("themes", _("Tick at least one theme, or choose “Neither”."))
    return found


@transaction.atomic
def undo(*, comment: Comment, seen: Codes) -> None:
    """Take a comment's codes away again: it waits to be coded. NotNow if they have changed."""
    lock(comment)
    if queries.codes(queries.agreed(comment)) != seen:
        raise NotNow(_("Somebody else has coded this comment since you opened it. Look at theirs."))
    comment.codings.filter(is_agreed=True).delete()


@transaction.atomic
def split(*, comment: Comment, pieces: str) -> list[Comment]:
    """Split a comment where an empty line stands; its parts are coded and released by themselves.

    Invalid if any word was added, changed or left out. Codes of the whole are deleted.
    """
    with changing(comment):
        _must_be_whole(comment)
        _must_not_be_used(comment)
        parts = _parts(comment.words, pieces)
        comment.codings.all().delete()
        Suggestion.objects.filter(pk=comment.pk).delete()
        comment.state, comment.because = Comment.State.SPLIT, ""
        keys = sorted(random_key() for _ in parts)  # parts follow each other in their order
        return Comment.objects.bulk_create(
            _part(comment, n, key, text)
            for n, (key, text) in enumerate(zip(keys, parts, strict=True))
        )


def _parts(words: str, pieces: str) -> Sequence[str]:
    parts = [one.strip() for one in BLANK_LINE.split(pieces.replace("\r", "")) if one.strip()]
    if "".join("".join(parts).split()) != "".join(words.split()):
        raise Invalid(
            "pieces", _("The words have changed. Only put empty lines between the parts.")
        )
    if len(parts) < 2:
        raise Invalid("pieces", _("All of it is still one part."))
    if len(parts) > MOST_PARTS:
        raise Invalid("pieces", _("Use at most %(n)s parts.") % {"n": MOST_PARTS})
    return parts


def _part(comment: Comment, n: int, key: int, text: str) -> Comment:
    content = f"{comment.digest} {n}".encode()
    return Comment(
        pk=key,
        service_id=comment.service_id,
        batch_id=comment.batch_id,
        part_of=comment,
        question=comment.question,
        rating=comment.rating,
        has_rating=False,
        received_on=comment.received_on,
        original={"text": text},
        digest=hmac.new(at_rest.key_for("digest of a part"), content, hashlib.sha256).hexdigest(),
    )


@transaction.atomic
def join(*, comment: Comment) -> None:
    """Put a split comment together again: its parts go, with their codes."""
    otherwise = _("This comment is not split.")
    with changing(comment, must_be=Comment.State.SPLIT, otherwise=otherwise):
        for part in comment.parts.all():
            _must_not_be_used(part)
        comment.parts.all().delete()
        comment.state = Comment.State.NEW


def _must_be_whole(comment: Comment) -> None:
    if comment.state == Comment.State.SPLIT:
        raise NotNow(_("This comment has been split. Code its parts."))
    if not comment.is_readable:
        raise NotNow(_("What somebody wrote here has been deleted."))


def _must_not_be_used(comment: Comment) -> None:
    """Refuse where others read it, or two people are coding it."""
    if comment.state == Comment.State.RELEASED:
        raise NotNow(_("This comment is released. Withdraw it first."))
    if comment.issues.exists():
        raise NotNow(_("An issue is about this comment. Take it out of the issue first."))
    if comment.samples.exists():
        raise NotNow(_("This comment is part of a sample that two people code, so it stays whole."))
