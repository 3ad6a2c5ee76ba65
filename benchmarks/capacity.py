"""How fast are 10,000 runs of a year of a team's weeks? Beside numpy's draws, and beside simpy.

A plan of five kinds of visit, four bands and a backlog: 52 weeks × 10,000 runs from the plan to all
figures (backlog, probabilities, establishment). The limit is the time in which numpy draws as many
random counts, of the same Poisson distributions, and nothing else. The peer is a loop in simpy in
which each week is an event: fewer runs, without any figures, and its seconds a run.

Last, whether percentiles hold: of made teams with short and long histories, how many of the 40
weeks that followed were above P50, P85 and P95. Weeks are made apart, and hanging together
(ρ = .6).

Times are those of the fastest round, on one core: the others say how busy the machine is.

Goal: half a second, and the same mean backlog as the loop within four standard errors.
"""

import os
import sys
import time
from collections.abc import Callable
from math import sqrt

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy

import numpy as np
import simpy

from everyseat.science import capacity
from everyseat.science.capacity import Plan, Staff, Visit, demand

WEEKS, RUNS, GOAL = 52, 10_000, 0.5
LEAVE = {"leave": 0.15, "training": 0.03, "sickness": 0.04}
PLAN = Plan(
    visits=[
        Visit("End of life care", 50, ["Band 6"], 60, travel=14, records=12),
        Visit("Insulin", 12, ["Band 3", "Band 5"], 300, travel=10, records=5, deferred=0.5),
        Visit("Wound care", 32, ["Band 5", "Band 6"], 150, travel=12, records=8, backlog=30),
        Visit("Assessment", 60, ["Band 6", "Band 7"], 14, travel=12, records=25, backlog=9),
        Visit("Bloods", 10, ["Band 3", "Band 5", "Band 6"], 90, travel=10, records=4, deferred=0.9),
    ],
    staff=[
        *(Staff("Band 3", 3.2, **LEAVE), Staff("Band 5", 7.2, **LEAVE)),
        *(Staff("Band 6", 2.5, **LEAVE), Staff("Band 7", 0.8, **LEAVE)),
    ],
    weeks=WEEKS,
)


def timed(what: Callable[[], object], rounds: int) -> tuple[float, list[object]]:
    """Return the seconds of the fastest round, and what came of each."""
    seconds, found = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        found.append(what())
        seconds.append(time.perf_counter() - start)
    return min(seconds), found


def draws() -> None:
    """Draw as many counts as the simulation needs."""
    rng = np.random.default_rng(1)
    for visit in PLAN.visits:
        rng.poisson(visit.per_week, (WEEKS, RUNS))


def simulated(runs: int) -> list[float]:
    """Return the hours that wait after a year, run by run, by a process in simpy."""
    rng = np.random.default_rng(2)
    return [_one(rng) for _ in range(runs)]


def _one(rng: np.random.Generator) -> float:
    world = simpy.Environment()
    waiting = {visit.name: visit.backlog * visit.hours for visit in PLAN.visits}

    def team():
        while True:
            hours = {one.band: one.capacity for one in PLAN.staff}
            for visit in PLAN.visits:
                wanted = waiting[visit.name] + rng.poisson(visit.per_week) * visit.hours
                waiting[visit.name] = visit.deferred * _left(wanted, visit, hours)
            yield world.timeout(1)

    world.process(team())
    world.run(until=WEEKS)
    return sum(waiting.values())


def _left(wanted: float, visit: Visit, hours: dict[str, float]) -> float:
    """Take hours from bands, those first whom the fewest kinds of visit may need."""
    for band in sorted(visit.bands, key=lambda one: sum(one in v.bands for v in PLAN.visits)):
        done = min(wanted, hours[band])
        wanted, hours[band] = wanted - done, hours[band] - done
    return wanted


def weeks_of_a_team(
    rng: np.random.Generator, ratio: float, together: float, weeks: int
) -> np.ndarray:
    """Return counts of this dispersion, about a level that moves from week to week."""
    mean, level = rng.uniform(20, 200), 0.0
    deviation, levels = sqrt((ratio - 1) / mean), []
    for _ in range(weeks + 20):
        level = together * level + rng.normal(0, deviation * sqrt(1 - together**2))
        levels.append(level)
    return rng.poisson(mean * np.exp(np.array(levels[20:]) - deviation**2 / 2))


def above(ratio: float, together: float, weeks: int, teams: int) -> np.ndarray:
    """Return the shares of later weeks above three percentiles of what was foreseen."""
    rng, found = np.random.default_rng(3), []
    for seed in range(teams):
        counts = weeks_of_a_team(rng, ratio, together, weeks + 40)
        visit = Visit("Any", 30, ["Band 5"], history=counts[:weeks].tolist())
        foreseen = demand.draw(Plan([visit], [Staff("Band 5", 1)]), 100, seed)
        limits = np.percentile(foreseen, [50, 85, 95])
        found.append((counts[weeks:] > limits[:, None]).mean(axis=1))
    return np.mean(found, axis=0)


def percentiles(teams: int) -> None:
    """Print how often later weeks are above what was foreseen."""
    print(f"  {teams} teams a row: later weeks above P50, P85, P95 (right: .50 .15 .05)")
    for together in (0.0, 0.6):
        for ratio in (1, 2, 5) if together == 0 else (2, 5):
            for weeks in (8, 12, 25, 26, 52):
                shares = " ".join(f"{share:.3f}" for share in above(ratio, together, weeks, teams))
                print(f"    ρ {together:.1f}, dispersion {ratio}, {weeks:2} weeks: {shares}")


def main(quick: bool) -> bool:
    rounds, loops = (3, 100) if quick else (9, 1000)
    capacity.outlook(PLAN)  # once before, as a site does that has been asked before
    seconds, _ = timed(lambda: capacity.outlook(PLAN), rounds)
    limit, _ = timed(draws, rounds)
    loop, ended = timed(lambda: simulated(loops), 1)
    peer = loop / loops * RUNS
    print(f"{WEEKS} weeks × {RUNS:,} runs, {len(PLAN.visits)} kinds of visit: {seconds:.3f} s")
    print(f"  numpy draws as many counts in {limit:.3f} s: {seconds / limit:.1f} times that")
    print(f"  simpy: {loops} runs in {loop:.2f} s, so {peer:.0f} s for all:", end=" ")
    print(f"{peer / seconds:.0f} times as long")
    hours = capacity.simulate(PLAN).waiting_hours[-1]
    error = sqrt(hours.var() / RUNS + np.var(ended[0]) / loops)
    apart = abs(hours.mean() - np.mean(ended[0])) / error
    print(f"  hours waiting after a year {hours.mean():.1f} and {np.mean(ended[0]):.1f}:", end=" ")
    print(f"{apart:.1f} standard errors apart")
    if not quick:
        percentiles(300)
    met = seconds <= GOAL and apart < 4
    print(f"capacity: {seconds:.2f} s (goal {GOAL} s) {'met' if met else 'short'}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
