"""How fast are 10,000 runs of a year of a team's weeks? Beside numpy's draws, and beside simpy.

A plan of five kinds of visit, four bands and a backlog: 52 weeks × 10,000 runs from the plan to all
figures (backlog, probabilities, establishment). The limit is the time in which numpy draws as many
random counts, of the same Poisson distributions, and nothing else. The peer is a loop in simpy in
which each week is an event: fewer runs, without any figures, and its seconds a run.

Goal: half a second, and the same mean backlog as the loop within four standard errors.
"""

import sys
import time
from collections.abc import Callable
from math import sqrt

import numpy as np
import simpy

from everyseat.science import capacity
from everyseat.science.capacity import Plan, Staff, Visit

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
    """Return the median seconds, and what came of it."""
    seconds, found = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        found.append(what())
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds)), found


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
    met = seconds <= GOAL and apart < 4
    print(f"capacity: {seconds:.2f} s (goal {GOAL} s) {'met' if met else 'short'}")
    return met


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
