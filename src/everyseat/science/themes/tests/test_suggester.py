"""What is learned from confirmed comments, and suggested for others."""

import numpy as np
import pytest

from everyseat.science import themes
from everyseat.science.themes import features, folds, thresholds
from everyseat.science.themes.tests import made

TEXTS, LABELS, QUESTIONS = made.comments()


@pytest.fixture(scope="module")
def suggester():
    return themes.fit(TEXTS, LABELS, names=made.NAMES, questions=QUESTIONS)


def chosen(suggester, *texts):
    found = suggester.suggest(texts).chosen
    return [{made.NAMES[i] for i in np.flatnonzero(row)} for row in found]


def test_themes_of_new_comments_are_found_also_two_at_once_and_misspelt(suggester):
    said = "A kind nurse", "My lunch was cold", "The nurse was kind, but I waited long", "freindly"
    assert chosen(suggester, *said) == [{"Staff"}, {"Food"}, {"Staff", "Waiting"}, {"Staff"}]


def test_every_comment_with_words_gets_a_theme_and_one_without_gets_none(suggester):
    found = suggester.suggest(["xyzzy", "", " … "])
    assert found.chosen.sum(1).tolist() == [1, 0, 0]


def test_a_theme_that_no_comment_had_is_never_suggested(suggester):
    found = suggester.suggest(["Parking", *TEXTS])
    assert np.isneginf(found.scores[:, 3]).all()
    assert not found.chosen[:, 3].any()


def test_a_theme_that_every_comment_had_is_always_suggested():
    both = np.column_stack([LABELS[:, 0], np.ones(len(TEXTS), bool)])
    suggester = themes.fit(TEXTS, both, names=["Staff", "All"])
    assert suggester.suggest(["My lunch was cold"]).chosen.tolist() == [[False, True]]


def test_the_question_counts_where_words_say_nothing():
    asked = ["good" if row[0] else "better" for row in LABELS]
    suggester = themes.fit(TEXTS, LABELS, names=made.NAMES, questions=asked)
    asked = ["good", "better", "other", ""]
    good, better, unknown, none = suggester.suggest(["xyz"] * 4, asked).scores[:, 0]
    assert good > better
    assert unknown == none == suggester.suggest(["xyz"]).scores[0, 0]


def test_the_same_seed_gives_the_same_scores(suggester):
    again = themes.fit(TEXTS, LABELS, names=made.NAMES, questions=QUESTIONS)
    assert np.array_equal(again.coefficients, suggester.coefficients)
    assert np.array_equal(again.intercepts, suggester.intercepts)


def test_no_comments_no_suggestions(suggester):
    assert suggester.suggest([]).chosen.shape == (0, 4)


def test_few_comments_are_not_reliable(suggester):
    assert not suggester.is_reliable
    assert themes.RELIABLE == 400


@pytest.mark.parametrize(
    ("texts", "labels", "told"),
    [
        (TEXTS, LABELS[:-1], "labels must be of 168 comments × 4 themes, not of shape"),
        (TEXTS, LABELS.astype(int), "labels must be true or false"),
        (TEXTS, np.zeros_like(LABELS), "no comment has a theme"),
        (["one", "two"], np.ones((2, 4), bool), "no two comments share a word"),
    ],
)
def test_what_nothing_can_be_learned_from_is_refused(texts, labels, told):
    with pytest.raises(ValueError, match=told):
        themes.fit(texts, labels, names=made.NAMES)


def test_a_question_for_each_text_or_none(suggester):
    with pytest.raises(ValueError, match="there are 1 questions for 2 comments"):
        suggester.suggest(["a", "b"], ["good"])


def test_a_text_is_in_one_fold_whatever_its_case_and_each_fold_has_every_theme():
    texts = [*TEXTS, *(text.upper() + "!" for text in TEXTS)]
    fold = folds.of(texts, np.vstack([LABELS, LABELS]), 4)
    assert np.array_equal(fold[: len(TEXTS)], fold[len(TEXTS) :])
    for one in range(4):
        share = LABELS[fold[: len(TEXTS)] == one].mean(0)
        assert share == pytest.approx(LABELS.mean(0), abs=0.06)


def test_a_threshold_of_one_theme_is_where_its_f1_is_highest():
    scores = np.array([[0.9], [0.8], [0.3], [0.2], [0.1], [-0.5], [-0.9]] * 200)
    has = scores > 0.25
    assert 0.2 < thresholds.of(scores, has)[0] < 0.3


def test_a_theme_of_few_comments_has_the_threshold_of_all():
    scores = np.array([[-0.2, 0.4]] * 50 + [[-0.9, -0.8]] * 50)
    has = scores > np.array([-0.5, 0.0])
    has[2:, 1] = False
    scores[2:, 1] = -0.9
    own, few = thresholds.of(scores, has)
    assert few in thresholds.GRID
    assert -0.9 < own < -0.2


def test_accents_and_case_do_not_matter():
    learned = features.learned(["Café noir", "café NOIR", "the cafe noir"])
    rows = learned.of(["CAFÉ NOIR", "cafe noir"]).toarray()
    assert np.array_equal(rows[0], rows[1])
