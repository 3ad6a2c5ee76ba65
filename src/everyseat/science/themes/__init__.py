"""Suggesting themes for what people wrote, learned from comments whose themes are confirmed.

A suggestion is for a person to confirm: it counts words, and understands nothing. The one module of
the science that needs scikit-learn, which is loaded when something is learned or suggested.

>>> from everyseat.science import themes
>>> comments = ["The nurse was kind", "A kind nurse", "Parking is dear", "Too dear to park"] * 9
>>> labels = [[True, False], [True, False], [False, True], [False, True]] * 9
>>> suggester = themes.fit(comments, labels, names=["Staff", "Parking"])
>>> suggester.suggest(["Such a kind nurse!"]).chosen.tolist()
[[True, False]]
"""

from everyseat.science.themes.evaluation import evaluate, evaluate_elsewhere
from everyseat.science.themes.figures import Evaluation, Figure, ThemeFigures, compare
from everyseat.science.themes.model_file import load, save
from everyseat.science.themes.suggester import RELIABLE, Suggester, Suggestions, fit

__all__ = [
    "RELIABLE",
    "Evaluation",
    "Figure",
    "Suggester",
    "Suggestions",
    "ThemeFigures",
    "compare",
    "evaluate",
    "evaluate_elsewhere",
    "fit",
    "load",
    "save",
]
