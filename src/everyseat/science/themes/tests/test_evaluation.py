"""Figures of suggestions: made-up comments, scikit-learn's own, and real ones."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from sklearn import metrics

from everyseat.science import themes
from everyseat.science.themes import evaluation
from everyseat.science.themes.tests import made

TEXTS, LABELS, QUESTIONS = made.comments()
REAL = Path(__file__).parents[6] / "shared/data/improvement"


def test_figures_are_those_of_scikit_learn():
    chance = np.random.default_rng(0)
    labels, chosen = chance.random((2, 300, 5)) < 0.3
    found = themes.compare(labels, chosen, names=list("abcde"))
    for average, figure in (("micro", found.micro), ("macro", found.macro)):
        assert figure.value == pytest.approx(metrics.f1_score(labels, chosen, average=average))
        assert figure.low < figure.value < figure.high
    theirs = metrics.precision_recall_fscore_support(labels, chosen)
    ours = zip(*((t.precision, t.recall, t.f1, t.n) for t in found.themes), strict=True)
    for one, other in zip(ours, theirs, strict=True):
        assert list(one) == pytest.approx(list(other))


def test_a_theme_that_nobody_has_is_left_out_of_macro_f1_but_not_one_that_is_never_found():
    labels = np.array([[True, False, False], [True, True, False]])
    chosen = np.array([[True, False, True], [True, False, False]])
    found = themes.compare(labels, chosen, names=list("abc"))
    assert found.macro.value == 0.5
    assert np.isnan(found.themes[2].recall)
    assert np.isnan(found.themes[1].precision)


def test_intervals_are_wider_with_fewer_comments():
    chance = np.random.default_rng(0)
    labels, chosen = chance.random((2, 400, 3)) < 0.5
    many, few = (themes.compare(labels[:n], chosen[:n], names=list("abc")) for n in (400, 50))
    assert few.micro.high - few.micro.low > 2 * (many.micro.high - many.micro.low)


def test_comments_held_back_are_suggested_well_and_the_same_with_the_same_seed():
    one, other = (themes.evaluate(TEXTS, LABELS, names=made.NAMES, folds=3) for _ in range(2))
    assert one.micro.value > 0.95
    assert one.micro == other.micro
    assert (one.n, one.learned_from, one.is_reliable) == (168, 112, False)


def test_labels_by_chance_are_not_found():
    """Where a text were in both parts, what is learned by heart would be found."""
    shuffled = np.random.default_rng(1).permutation(LABELS)
    found = themes.evaluate([*TEXTS, *TEXTS], np.vstack([shuffled] * 2), names=made.NAMES, folds=2)
    assert found.micro.value < 0.6


def test_each_place_is_tried_by_what_others_taught():
    places = ["A", "B"] * (len(TEXTS) // 2)
    found = themes.evaluate_elsewhere(TEXTS, LABELS, places, names=made.NAMES, local=10)
    assert list(found) == ["A", "B"]
    assert (found["A"].n, found["A"].learned_from) == (74, 94)
    assert found["A"].micro.value > 0.9


def test_a_text_that_was_learned_from_is_not_tried():
    texts, labels = [*TEXTS, *TEXTS[:50]], np.vstack([LABELS, LABELS[:50]])
    places = ["A"] * len(TEXTS) + ["B"] * 50
    with pytest.raises(ValueError, match="no comment of “B” is left to try"):
        themes.evaluate_elsewhere(texts, labels, places, names=made.NAMES)


@pytest.mark.parametrize(
    ("places", "told"),
    [(["A"] * 168, "there is only one place"), (["A", "B"], "there are 2 places for 168 comments")],
)
def test_places_that_make_no_sense_are_refused(places, told):
    with pytest.raises(ValueError, match=told):
        themes.evaluate_elsewhere(TEXTS, LABELS, places, names=made.NAMES)


@pytest.mark.parametrize(("texts", "folds"), [(TEXTS, 1), (["Same!"] * 168, 2)])
def test_there_are_as_many_texts_as_parts(texts, folds):
    with pytest.raises(ValueError, match="parts need at least 2"):
        themes.evaluate(texts, LABELS, names=made.NAMES, folds=folds)


def test_figures_of_unlike_shapes_are_refused():
    with pytest.raises(ValueError, match="differ"):
        themes.compare(LABELS, LABELS[:3], names=made.NAMES)


@pytest.mark.skipif(not REAL.exists(), reason="comments of patients are not here")
def test_real_comments_that_were_not_learned_from_get_good_suggestions():
    """518 of 4,140, so that it takes a few seconds: the benchmark has them all."""
    names = json.loads((REAL / "labels.json").read_text())["labels"]
    with (REAL / "fft_comments_v6_labelled.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::8]
    labels = np.zeros((len(rows), len(names)), dtype=bool)
    for has, row in zip(labels, rows, strict=True):
        has[[int(one) for one in row["labels"].split(";")]] = True
    texts, asked = [row["text"] for row in rows], [row["q"] for row in rows]
    data = evaluation.Data(texts, labels, names, asked)
    seen, new = evaluation._split(data, np.arange(len(rows)) % 4 == 0, 0, 0)
    taught, tried = data.of(seen), data.of(new)
    suggester = themes.fit(taught.texts, taught.labels, names=names, questions=taught.questions)
    chosen = suggester.suggest(tried.texts, tried.questions).chosen
    assert themes.compare(tried.labels, chosen, names=names).micro.value > 0.5
