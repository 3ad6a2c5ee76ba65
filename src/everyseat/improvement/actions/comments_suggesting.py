"""Learning from confirmed comments which themes to suggest for others, on this machine alone.

Nothing is learnt before it is worth reading. What was learnt holds words of comments, so it is
encrypted at rest, as they are, and deleted with them.
"""

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from everyseat.improvement.models import Comment, Framework, Suggester, Suggestion
from everyseat.improvement.queries import suggesting
from everyseat.improvement.queries.coding import is_coded, is_in_open_sample

GROWTH = 1.1
"""It learns again once so many times as many comments are confirmed."""
AT_ONCE = 500
PARTS = 5
"""One of so many parts of the comments is held back, to say how good suggestions are."""


def work() -> None:
    """Learn what is due for each framework, and suggest themes for comments that have none yet."""
    for framework in Framework.objects.all():
        learn(framework=framework)
        suggest(framework=framework)


def learn(*, framework: Framework) -> bool:
    """Learn from the confirmed comments of a framework, if that is due; return whether it was."""
    n = suggesting.confirmed(framework).count()
    before = Suggester.objects.defer("content").filter(framework=framework).first()
    if n < suggesting.RELIABLE:
        Suggester.objects.filter(framework=framework).delete()
        return False
    numbers = list(framework.themes.filter(is_used=True).values_list("number", flat=True))
    is_same = before is not None and before.quality.get("themes") == numbers
    if before is not None and is_same and n < before.comments * GROWTH:
        return False
    _keep(framework, numbers, *_confirmed(framework, numbers))
    return True


def _confirmed(
    framework: Framework, numbers: Sequence[int]
) -> tuple[list[str], np.ndarray, list[str]]:
    """Return confirmed comments: texts, whether each has each theme, and what each answers."""
    texts, labels, questions = [], [], []
    rows = suggesting.confirmed(framework).select_related("comment").prefetch_related("themes")
    for coding in rows.order_by("pk"):
        has = {theme.number for theme in coding.themes.all()}
        texts.append(coding.comment.words or coding.comment.text)
        labels.append([number in has for number in numbers])
        questions.append(coding.comment.question)
    return texts, np.array(labels, dtype=bool).reshape(len(texts), len(numbers)), questions


def _keep(
    framework: Framework,
    numbers: list[int],
    texts: list[str],
    labels: np.ndarray,
    questions: list[str],
) -> None:
    from everyseat.science.themes import fit, save  # not for every page: it takes a second to load

    names = [str(number) for number in numbers]
    packed = io.BytesIO()
    save(fit(texts, labels, names=names, questions=questions), packed)
    content = {"model": base64.b64encode(packed.getvalue()).decode()}
    quality = {"themes": numbers, **_tried(texts, labels, names, questions)}
    values = {"content": content, "comments": len(texts), "quality": quality}
    with transaction.atomic():
        Suggester.objects.update_or_create(
            framework=framework, defaults=values | {"trained_on": timezone.localdate()}
        )
        Suggestion.objects.filter(comment__service__framework=framework).delete()


def _tried(
    texts: list[str], labels: np.ndarray, names: list[str], questions: list[str]
) -> dict[str, int]:
    """Return how many suggestions are right in comments that were held back, and of how many."""
    from everyseat.science import themes
    from everyseat.science.themes import folds

    fold = folds.of(texts, labels, PARTS)
    kept, tried = np.flatnonzero(fold != 0), np.flatnonzero(fold == 0)

    def some(of: Sequence[Any], which: np.ndarray) -> list[Any]:
        return [of[i] for i in which]

    fitted = themes.fit(
        some(texts, kept), labels[kept], names=names, questions=some(questions, kept)
    )
    chosen = fitted.suggest(some(texts, tried), some(questions, tried)).chosen
    return {
        "tried": len(tried),
        "suggested": int(chosen.sum()),
        "given": int(labels[tried].sum()),
        "right": int((chosen & labels[tried]).sum()),
    }


def suggest(*, framework: Framework) -> int:
    """Suggest themes for comments that nobody has coded; return for how many.

    None is made for a sample that two people code apart from each other.
    """
    waiting = Comment.objects.filter(service__framework=framework, suggestion=None, erased_on=None)
    waiting = waiting.exclude(state__in=Comment.UNCOUNTED).exclude(is_coded())
    waiting = waiting.exclude(is_in_open_sample())
    keys = list(waiting.values_list("pk", flat=True))
    kept = Suggester.objects.filter(framework=framework).first() if keys else None
    if kept is None:
        return 0
    suggester = _opened(kept)
    for first in range(0, len(keys), AT_ONCE):
        _suggest(suggester, list(Comment.objects.filter(pk__in=keys[first : first + AT_ONCE])))
    return len(keys)


def _opened(kept: Suggester) -> Any:
    from everyseat.science import themes

    return themes.load(io.BytesIO(base64.b64decode(kept.content["model"])))


def _suggest(suggester: Any, comments: list[Comment]) -> None:
    found = suggester.suggest([one.words for one in comments], [one.question for one in comments])
    numbers = np.array([int(name) for name in suggester.names])
    rows = []
    for comment, scores, chosen in zip(comments, found.scores, found.chosen, strict=True):
        order = [i for i in np.argsort(-scores) if chosen[i]]
        rows.append(Suggestion(comment=comment, themes=numbers[order].tolist()))
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)


def forget(*, comments: QuerySet[Comment]) -> None:
    """Delete what was learnt from any of these comments, before they are deleted themselves."""
    learnt = Suggester.objects.filter(framework__themes__codings__comment__in=comments)
    Suggester.objects.filter(pk__in=list(learnt.values_list("pk", flat=True))).delete()
