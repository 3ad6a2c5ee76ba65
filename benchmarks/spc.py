"""Control charts: 1,000 measures from values to SVG, and the calculation beside a peer.

    python benchmarks/spc.py [--quick]

Made measures of 24 to 60 points, a third of them with a shift. Measured on one processor:

1. Values to SVG: limits, rules and a drawing of 720 pixels with a target. Goal: 1,000 in 5 s.
2. The calculation alone, beside NHSRplotthedots where R has it. Without it, it says so, and the
   peer is the same chart written plainly with pandas, here below: each rule a rolling window. It
   must find the same special causes in every series. Goal: three times as fast.
3. The limit: each value and each limit written as text once, which no drawing can leave out.

Times are of the processor. --quick takes 200 measures, and says what 1,000 would take.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from everyseat.files import charts
from everyseat.science import spc
from everyseat.science.spc import Cause

MEASURES, GOAL, TIMES = 1_000, 5.0, 3.0
R_CODE = """
d <- read.csv(commandArgs(TRUE)[1]); d$day <- as.Date(d$day)
s <- split(d, d$measure)
t <- system.time(for (one in s) NHSRplotthedots::ptd_spc(one, value_field = value,
  date_field = day))[["user.self"]]
cat(t)
"""


def made(measures: int) -> list[np.ndarray]:
    rng = np.random.default_rng(1)
    found = []
    for place in range(measures):
        values = rng.normal(50, 5, rng.integers(24, 61))
        if place % 3 == 0:
            values[len(values) // 2 :] += 8
        found.append(values)
    return found


def days(points: int) -> list[date]:
    return [date(2019 + place // 12, place % 12 + 1, 1) for place in range(points)]


def processor(work: Callable[[], object], times: int = 3) -> float:
    """Return the least processor time of some runs, in seconds."""
    best = np.inf
    for _ in range(times):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return float(best)


def to_svg(values: np.ndarray) -> str:
    chart = spc.xmr(values, target=52)
    return charts.svg(chart, days(len(values)), title="A measure", description="Made up")


def plain(values: np.ndarray) -> pd.Series:
    """Return whether each point is in special cause, written with pandas as one would at first."""
    x = pd.Series(values)
    mean, move = x.mean(), x.diff().abs()
    moves = move[move < 3.267 * move.mean()].mean()
    side = np.sign(x - mean)
    outside = (x - mean).abs() > 2.66 * moves
    near = ~outside & ((x - mean).abs() > 2 * (2.66 / 3) * moves)
    run = _members(side.rolling(7).sum().abs() == 7, 7)
    step = np.sign(x.diff())
    trend = _members(step.rolling(6).sum().abs() == 6, 7)
    three = (near.rolling(3).sum() >= 2) & (side.rolling(3).sum().abs() == 3)
    return outside | run | trend | (near & _members(three, 3))


def _members(ends: pd.Series, long: int) -> pd.Series:
    """Return which points are in a window that ends where this holds."""
    return ends[::-1].astype(float).rolling(long, min_periods=1).max()[::-1] > 0


def ours(values: np.ndarray) -> np.ndarray:
    return np.array([cause is not Cause.COMMON for cause in spc.xmr(values).causes])


def r_seconds(series: list[np.ndarray]) -> float | None:
    """Return NHSRplotthedots' processor time, or None where R does not have it."""
    if shutil.which("Rscript") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path, script = Path(folder) / "d.csv", Path(folder) / "spc.R"
        rows = [
            (place, day, value)
            for place, values in enumerate(series)
            for day, value in zip(days(len(values)), values, strict=True)
        ]
        pd.DataFrame(rows, columns=["measure", "day", "value"]).to_csv(path, index=False)
        script.write_text(R_CODE)
        done = subprocess.run(["Rscript", script, path], capture_output=True, text=True)
    return float(done.stdout) if done.returncode == 0 else None


def written(series: list[np.ndarray]) -> None:
    for values in series:
        "".join(f"{value:.1f} {value:.1f} {value:.1f}" for value in values.tolist())


def main(is_quick: bool) -> int:
    series = made(200 if is_quick else MEASURES)
    share = MEASURES / len(series)
    agree = all((plain(values) == ours(values)).all() for values in series)
    drawn = processor(lambda: [to_svg(values) for values in series]) * share
    alone = processor(lambda: [spc.xmr(values) for values in series]) * share
    peer, name = r_seconds(series), "NHSRplotthedots"
    if peer is None:
        print("NHSRplotthedots is not installed: beside plain pandas instead")
        peer, name = processor(lambda: [plain(values) for values in series], 1), "plain pandas"
    peer *= share
    limit = processor(lambda: written(series)) * share
    print(f"{MEASURES:,} measures of 24 to 60 points, seconds of one processor")
    print(f"  values to SVG             {drawn:8.2f}   (goal {GOAL:.0f})")
    print(f"  calculation               {alone:8.2f}")
    print(f"  {name:<24}  {peer:8.2f}   {peer / alone:.1f} times as long (goal {TIMES:.0f})")
    print(f"  numbers written once      {limit:8.2f}   the limit of any drawing")
    print(f"  same special causes in every series: {'yes' if agree else 'no'}")
    is_met = drawn <= GOAL and peer >= TIMES * alone and agree
    print(
        f"spc: {MEASURES:,} charts in {drawn:.2f} s (goal {GOAL:.0f}), calculated "
        f"{peer / alone:.1f} times as fast as by {name} (goal {TIMES:.0f})",
        "met" if is_met else "short",
    )
    return int(not is_met)


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
