"""Samples that two people code apart from each other, and then agree about."""

import math
from collections.abc import Iterable
from datetime import date
from random import Random, SystemRandom
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from everyseat.giving.refusals import Invalid, NotNow
from everyseat.giving.states import changing, lock
from everyseat.improvement.actions.coding import checked
from everyseat.improvement.models import Coding, Comment, Sample, Service, Suggestion
from everyseat.improvement.queries import coding, samples
from everyseat.organisations.models import Person
from everyseat.science import kappa

FEWEST, MOST, USUAL = 20, 200, 50


@transaction.atomic
def make(
    *, service: Service, n: int, first: Person, today: date, chance: Random | None = None
) -> Sample:
    """Choose comments by chance that nobody has coded, for two people to code."""
    lock(service)
    keys = list(coding.to_code(service).values_list("pk", flat=True))
    if not FEWEST <= n <= MOST:
        text = _("Choose from %(fewest)s to %(most)s comments.")
        raise Invalid("n", text % {"fewest": FEWEST, "most": MOST})
    if len(keys) < n:
        text = _("Only %(n)s comments are not coded yet. Choose fewer, or import more.")
        raise Invalid("n", text % {"n": len(keys)})
    sample = Sample.objects.create(service=service, first=first, made_on=today)
    sample.comments.set((chance or SystemRandom()).sample(keys, n))
    return sample


def join(*, sample: Sample, second: Person) -> None:
    """Let a second person code a sample. NotNow if two do already, or it is their own."""
    with changing(sample):
        if sample.closed_on or sample.second_id or sample.first_id == second.pk:
            raise NotNow(_("Two people code this sample already, or you began it yourself."))
        sample.second = second


@transaction.atomic
def code(
    *,
    sample: Sample,
    comment: Comment,
    themes: Iterable[int],
    kind: str,
    coder: Person,
    today: date,
) -> None:
    """Keep what one coder says of a comment. The other sees it once both have coded everything."""
    lock(sample)
    if sample.closed_on or coder not in samples.coders(sample):
        raise NotNow(_("You do not code this sample."))
    if samples.is_coded(sample):
        raise NotNow(_("Both of you have coded everything, and may have seen each other’s codes."))
    chosen = checked(comment, themes, kind)
    kept, _is_new = Coding.objects.update_or_create(
        comment=comment, coder=coder, is_agreed=False, defaults={"kind": kind, "on": today}
    )
    kept.themes.set(chosen)


@transaction.atomic
def agree(
    *, sample: Sample, comment: Comment, themes: Iterable[int], kind: str, by: Person, today: date
) -> None:
    """Say what a comment is about after both have coded it: that counts."""
    lock(sample)
    if sample.closed_on or not samples.is_coded(sample):
        raise NotNow(_("Both of you code every comment first."))
    chosen = checked(comment, themes, kind)
    kept, _is_new = Coding.objects.update_or_create(
        comment=comment, is_agreed=True, defaults={"coder": by, "kind": kind, "on": today}
    )
    kept.themes.set(chosen)
    Suggestion.objects.filter(pk=comment.pk).delete()


@transaction.atomic
def agree_where_same(*, sample: Sample, by: Person, today: date) -> int:
    """Let every comment count on which both say the same; return how many there are."""
    found = [pair for pair in samples.to_agree(sample) if pair.agrees]
    for pair in found:
        agree(
            sample=sample,
            comment=pair.comment,
            themes=pair.first.themes,
            kind=pair.first.kind,
            by=by,
            today=today,
        )
    return len(found)


def close(*, sample: Sample, today: date) -> None:
    """Close a sample on whose every comment both agree, and keep how far they did before."""
    with changing(sample):
        if sample.closed_on:
            raise NotNow(_("This sample is closed."))
        if not samples.is_coded(sample) or samples.to_agree(sample):
            raise NotNow(_("Agree about every comment first."))
        sample.closed_on, sample.result = today, result(sample)


@transaction.atomic
def delete(*, sample: Sample) -> None:
    """Delete a sample that is open: its comments wait to be coded by anybody again."""
    lock(sample)
    if sample.closed_on:
        raise NotNow(_("This sample is closed, and says how far two coders agree."))
    Coding.objects.filter(comment__samples=sample, is_agreed=False).delete()
    Sample.objects.filter(pk=sample.pk).delete()


def result(sample: Sample) -> dict[str, Any]:
    """Return how far two coders agree on each theme that either gave, as JSON keeps it."""
    pairs = samples.pairs(sample)
    if not pairs:
        return {}
    first, second = [pair.first for pair in pairs], [pair.second for pair in pairs]
    given = {number for one in (*first, *second) for number in one.themes}
    themes = list(sample.service.framework.themes.filter(number__in=given))
    one, other = samples.labels(first, themes), samples.labels(second, themes)
    found = kappa.cohen(one, other) if themes else []
    rows = [
        {
            "theme": theme.number,
            "name": theme.name,
            "first": int(one[:, i].sum()),
            "second": int(other[:, i].sum()),
            "both": int((one[:, i] & other[:, i]).sum()),
            "kappa": [None if math.isnan(number) else round(number, 4) for number in found[i]],
        }
        for i, theme in enumerate(themes)
    ]
    return {
        "n": len(pairs),
        "same": sum(pair.agrees for pair in pairs),
        "same_kind": sum(pair.first.kind == pair.second.kind for pair in pairs),
        "themes": rows,
    }
