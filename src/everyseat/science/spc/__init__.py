"""Statistical process control: whether a measure over time has changed, or only varies.

>>> from everyseat.science import spc
>>> chart = spc.xmr([3, 4, 5, 3, 4])
>>> round(float(chart.upper[-1]), 3), chart.variation.value
(7.125, 'common_cause')
"""

from everyseat.science.spc.chart import FEW, Assurance, Chart, Direction, Variation
from everyseat.science.spc.facts import Rule, latest
from everyseat.science.spc.proportions import p, p_prime, z_scores
from everyseat.science.spc.rare import g, t
from everyseat.science.spc.rules import Cause
from everyseat.science.spc.runs import RunChart, Runs, run_chart
from everyseat.science.spc.verdict import Lack, Outcome, Verdict, verdict
from everyseat.science.spc.xmr import xmr

__all__ = [
    "FEW",
    "Assurance",
    "Cause",
    "Chart",
    "Direction",
    "Lack",
    "Outcome",
    "Rule",
    "RunChart",
    "Runs",
    "Variation",
    "Verdict",
    "g",
    "latest",
    "p",
    "p_prime",
    "run_chart",
    "t",
    "verdict",
    "xmr",
    "z_scores",
]
