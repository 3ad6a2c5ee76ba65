"""How often is a measure said to have changed since an action: when it has not, and when it has?

    python benchmarks/verdict.py [--quick]

Made series of a process that only varies (normal, independent), with 13 or 24 points before the
action and 7, 12 or 24 after it; after it the mean moves up by 0, 1, 1.5 or 2 standard deviations.
More is better. The figures stand in docs/statistics.md.

The peer is the same series under limits that are known and not estimated: mean 0, standard
deviation 1, the same rules. What is beyond it comes from making limits of few points.

Goals: a shift of two standard deviations is found in at least 90 % of series with 7 points after
it; no shift is called a worsening in more than 1 %; where nothing changed, an improvement is said
in at most 5 %.
"""

import sys
from collections import Counter

import numpy as np

from everyseat.science import spc
from everyseat.science.spc import rules

BEFORE, AFTER, SHIFTS = (13, 24), (7, 12, 24), (0.0, 1.0, 1.5, 2.0)
SHARES = ((400, 12, 0.85), (300, 15, 0.97), (120, 40, 0.9), (100, 100, 0.85))
SHOWN = ("improvement", "worsening", "mixed", "no_change_seen")
Shares = dict[str, float]


def measured(before: int, after: int, shift: float, series: int) -> Shares:
    """Return how often each verdict is given."""
    rng = np.random.default_rng([before, after, int(10 * shift)])
    found: Counter[str] = Counter()
    for _ in range(series):
        values = rng.normal(size=before + after)
        values[before:] += shift
        found[spc.verdict(values, before).outcome.value] += 1
    return {outcome: found[outcome] / series for outcome in SHOWN}


def of_shares(before: int, after: int, share: float, series: int) -> Shares:
    """Return the same of shares that do not change, of so many each before and after."""
    of = np.repeat([before, after], [20, 12])
    rng = np.random.default_rng([before, after, int(100 * share)])
    found: Counter[str] = Counter()
    for _ in range(series):
        scores = spc.z_scores(rng.binomial(of, share), of, base=slice(0, 20))
        found[spc.verdict(scores, 20).outcome.value] += 1
    return {outcome: found[outcome] / series for outcome in SHOWN}


def with_known_limits(after: int, shift: float, series: int) -> Shares:
    """Return the same where the mean and the standard deviation are known."""
    rng = np.random.default_rng([after, int(10 * shift)])
    found: Counter[str] = Counter()
    for _ in range(series):
        values = rng.normal(shift, 1, after)
        far = np.abs(values)
        is_near = (far > 2) & (far <= 3)
        side = np.sign(values).astype(np.int64)
        sides = {cause.side for cause in rules.causes(values, side, far > 3, is_near)} - {0}
        found[_said(sides)] += 1
    return {outcome: found[outcome] / series for outcome in SHOWN}


def _said(sides: set[int]) -> str:
    if not sides:
        return "no_change_seen"
    return "mixed" if len(sides) == 2 else "improvement" if 1 in sides else "worsening"


def main(is_quick: bool) -> int:
    series = 1_000 if is_quick else 5_000
    heading = "  ".join(f"{name:>14}" for name in SHOWN)
    print(f"{'before':>6}  {'after':>5}  {'shift':>5}  {heading}")
    found = {}
    for after in AFTER:
        for shift in SHIFTS:
            for before in BEFORE:
                found[before, after, shift] = measured(before, after, shift, series)
                print(_row(str(before), after, shift, found[before, after, shift]))
            print(_row("known", after, shift, with_known_limits(after, shift, series)))
    print("\nshares that do not change, 20 points before and 12 after: out of before, after; share")
    for case in SHARES:
        shares = of_shares(*case, series // 5)
        print(f"{case[0]:>6}  {case[1]:5}  {case[2]:5}  {_told(shares)}")
    power = min(found[before, 7, 2.0]["improvement"] for before in BEFORE)
    wrong = max(found[b, a, s]["worsening"] for b in BEFORE for a in AFTER for s in SHIFTS if s)
    false = max(found[b, a, 0.0]["improvement"] for b in BEFORE for a in AFTER)
    is_met = power >= 0.9 and wrong <= 0.01 and false <= 0.05
    print(
        f"verdict: two deviations found in {power:.2f} (goal .90), the wrong way in {wrong:.3f} "
        f"(goal .01); nothing called an improvement in up to {false:.3f} (goal .05)",
        "met" if is_met else "short",
    )
    return int(not is_met)


def _row(before: str, after: int, shift: float, shares: Shares) -> str:
    return f"{before:>6}  {after:5}  {shift:5.1f}  {_told(shares)}"


def _told(shares: Shares) -> str:
    return "  ".join(f"{shares[name]:14.3f}" for name in SHOWN)


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
