"""Releases that can't be subtracted: 10,000 random shapes, attacked; and what the safety costs.

    python benchmarks/disclosure.py [--quick]

Each shape is an item of a review (2 to 5 groups of 0 to 9 raters, answers missing, some late) that
is released, and released again with the late answers. An attacker takes everything published and
looks for a set of fewer than k raters (rank over the rationals; for a part of the shapes also
integer programs). Beside our door stand three simpler rules. The last figure is the time of the
span audit of a cohort of 40 reviews with 30 behaviours. Goals: nobody found; under a second.
"""

import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.attacks.subtraction import RULES, Shape, by_integers, by_rank, random_shape

from everyseat.safety.disclosure import recoverable, release

QUICK = "--quick" in sys.argv
SHAPES, WITH_INTEGERS = (1000, 40) if QUICK else (10_000, 400)


def shown(shape: Shape, published: list) -> tuple[float, float]:
    """Return which part of the answers is in a number of its own group, and in any number."""
    cells = {cell: int(counts.sum()) for cell, counts in shape.cells().items()}
    total = sum(cells.values()) or 1
    alone = {c for one in published if len({g for g, _ in one.cells}) == 1 for c in one.cells}
    any_number = {c for one in published for c in one.cells}
    return sum(cells[c] for c in alone) / total, sum(cells[c] for c in any_number) / total


def attack(name: str, shapes: list[Shape]) -> tuple[int, int]:
    k, rule = RULES[name]
    published = [rule(shape) for shape in shapes]
    by_k = sum(bool(by_rank(s, p, k)) for s, p in zip(shapes, published, strict=True))
    some = list(zip(shapes, published, strict=True))[:WITH_INTEGERS]
    exact = sum(bool(by_integers(s, p, k)) for s, p in some)
    parts = np.mean([shown(s, p) for s, p in zip(shapes, published, strict=True)], axis=0)
    print(
        f"{name:40} {by_k / len(shapes):8.1%} {exact / len(some):10.1%}"
        f" {parts[0]:12.1%} {parts[1]:12.1%}"
    )
    return by_k, exact


def cohort() -> float:
    """Return the seconds that the span audit of 40 reviews takes: every item, every cut."""
    rng = np.random.default_rng(1)
    reviews = []
    for _ in range(40):
        sizes = rng.integers(1, 8, 5)
        group = np.repeat([f"g{i}" for i in range(5)], sizes)
        answers = rng.integers(-1, 5, (len(group), 30))
        reviews.append((group, answers, release(group, answers)))
    start = time.perf_counter()
    for item in range(30):
        sizes, sums, everybody = {}, [], []
        for r, (group, answers, made) in enumerate(reviews):
            for g in np.unique(group):
                sizes[r, g] = int((answers[group == g, item] >= 0).sum())
            blocks = [[(r, g) for g in block] for block in made.items[item]]
            sums += [*blocks, [cell for block in blocks for cell in block]]
            everybody += [cell for block in blocks for cell in block]
        assert recoverable(sizes, [*sums, everybody], 4) == []
    return time.perf_counter() - start


def main() -> None:
    shapes = [random_shape(np.random.default_rng(seed)) for seed in range(SHAPES)]
    print(f"{SHAPES:,} shapes; integer programs on {WITH_INTEGERS}\n")
    print(f"{'rule':40} {'by rank':>8} {'integers':>10} {'own group':>12} {'any number':>12}")
    results = {name: attack(name, shapes) for name in RULES}
    seconds = min(cohort() for _ in range(3))
    print(f"\nspan audit of 40 reviews × 30 behaviours: {seconds:.2f} s")
    found = sum(next(iter(results.values())))
    met = found == 0 and seconds < 1
    verdict = "met" if met else "short"
    print(f"disclosure: {found} found, audit {seconds:.2f} s (goal 0, < 1 s) {verdict}")
    sys.exit(not met)


main()
