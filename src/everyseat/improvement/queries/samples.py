"""Samples that two people code apart from each other: whose turn it is, and how far they agree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q, QuerySet

from everyseat.improvement.models import Coding, Comment, Sample, Theme
from everyseat.improvement.queries.coding import Codes
from everyseat.organisations.models import Person


@dataclass(frozen=True)
class Pair:
    """A comment of a sample, with what each of its two coders says it is about."""

    comment: Comment
    first: Codes
    second: Codes

    @property
    def agrees(self) -> bool:
        return self.first == self.second


def coders(sample: Sample) -> list[Person]:
    """Return the people who code a sample: one, until somebody joins."""
    return [one for one in (sample.first, sample.second) if one]


def of(person: Person) -> QuerySet[Sample]:
    """Return the open samples that a person codes."""
    own = Sample.objects.filter(Q(first=person) | Q(second=person), closed_on=None)
    return own.select_related("service")


def apart(sample: Sample, coder: Person) -> QuerySet[Coding]:
    """Return what one coder says of the comments of a sample, unseen by the other."""
    return Coding.objects.filter(comment__samples=sample, coder=coder, is_agreed=False)


def left(sample: Sample, coder: Person) -> QuerySet[Comment]:
    """Return the comments of a sample that a coder has still to code, in an order by chance."""
    done = apart(sample, coder).values("comment")
    return sample.comments.exclude(pk__in=done).order_by("digest")


def is_coded(sample: Sample) -> bool:
    """Return whether both have coded every comment."""
    both = coders(sample)
    return len(both) == 2 and not any(left(sample, one).exists() for one in both)


def pairs(sample: Sample) -> list[Pair]:
    """Return each comment of a sample that both have coded, with what they say."""
    if len(coders(sample)) < 2:
        return []
    found: dict[int, dict[object, Codes]] = {}
    rows = Coding.objects.filter(comment__samples=sample, is_agreed=False)
    for coding in rows.prefetch_related("themes"):
        codes = Codes(frozenset(one.number for one in coding.themes.all()), coding.kind)
        found.setdefault(coding.comment_id, {})[coding.coder_id] = codes
    comments = sample.comments.in_bulk(list(found))
    return [
        Pair(comments[key], by[sample.first_id], by[sample.second_id])
        for key, by in found.items()
        if sample.first_id in by and sample.second_id in by
    ]


def labels(codes: Sequence[Codes], themes: Sequence[Theme]) -> np.ndarray:
    """Return whether each coding has each theme: codings × themes."""
    rows = [[theme.number in one.themes for theme in themes] for one in codes]
    return np.array(rows, dtype=bool).reshape(len(codes), len(themes))


def to_agree(sample: Sample) -> list[Pair]:
    """Return the comments on which the two have still to agree."""
    done = set(
        Coding.objects.filter(comment__samples=sample, is_agreed=True).values_list(
            "comment", flat=True
        )
    )
    return [pair for pair in pairs(sample) if pair.comment.pk not in done]
