"""What a comment is to the suggester: its words, the letters in them, and its question.

TF-IDF: how often a term is in a comment (1 + ln of it), times ln of how rare the term is among all
comments, each comment of length 1: Salton & Buckley 1988, Term-weighting approaches in automatic
text retrieval, Information Processing & Management 24, 513-523. Letters within words forgive
spelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from everyseat.science.tallies import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORDS: dict[str, Any] = {"ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"}
LETTERS: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (2, 5)}
IN_COMMENTS = {"words": 2, "letters": 3}
"""How many comments a term is in at least, or it is left out."""


@dataclass(frozen=True)
class Terms:
    """The terms of one kind, in order, and the inverse document frequency of each."""

    terms: list[str]
    idf: Floats


@dataclass(frozen=True)
class Features:
    """How comments become rows of numbers: fixed by the comments of training."""

    words: Terms
    letters: Terms
    questions: list[str]

    def __len__(self) -> int:
        return len(self.words.terms) + len(self.letters.terms) + len(self.questions)

    def of(self, texts: Sequence[str], questions: Sequence[str] | None = None) -> csr_matrix:
        """Return a row per comment. A question that training did not have is as if none was asked.

        Parameters
        ----------
        texts : sequence of str, n
        questions : sequence of str, n, optional

        Returns
        -------
        csr_matrix, n × terms and questions
        """
        from scipy import sparse

        words = _vectorizer(WORDS, self.words).transform(texts)
        letters = _vectorizer(LETTERS, self.letters).transform(texts)
        asked = np.array(["" if one is None else one for one in questions or [""] * len(texts)])
        known = np.array(self.questions, dtype=str)
        same = sparse.csr_matrix(asked[:, None] == known[None, :], dtype=float)
        return sparse.csr_matrix(sparse.hstack([words, letters, same]))


def learned(texts: Sequence[str], questions: Sequence[str] | None = None) -> Features:
    """Return the features of these comments.

    Parameters
    ----------
    texts : sequence of str, n
    questions : sequence of str, n, optional
        Which question each comment answers.

    Raises
    ------
    ValueError
        If the comments have no words in common.
    """
    words = _terms(texts, WORDS, IN_COMMENTS["words"])
    letters = _terms(texts, LETTERS, IN_COMMENTS["letters"])
    return Features(words, letters, sorted(set(questions or []) - {""}))


def plain(text: str) -> str:
    """Return a text as it is compared: without case, punctuation and spaces at its ends.

    >>> plain(" Can't think of  anything! ")
    'can t think of anything'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


def _terms(texts: Sequence[str], kind: dict[str, Any], at_least: int) -> Terms:
    try:
        fitted = _made(kind, min_df=at_least).fit(texts)
    except ValueError as error:  # scikit-learn: no terms remain
        raise ValueError("no two comments share a word, so there is nothing to learn") from error
    return Terms(fitted.get_feature_names_out().tolist(), fitted.idf_)


def _vectorizer(kind: dict[str, Any], terms: Terms) -> Any:
    vectorizer = _made(kind, vocabulary=terms.terms)
    vectorizer.idf_ = terms.idf
    return vectorizer


def _made(kind: dict[str, Any], **more: Any) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(**kind, **more, sublinear_tf=True, strip_accents="unicode")
