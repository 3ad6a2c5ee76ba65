"""What two reports with nearly the same raters tell of those who joined or left in between.

    python benchmarks/successive.py [--quick]

An attacker has both reports and knows who left and who joined (`tests/attacks/successive.py`). They
guess one answer of one of them, from both reports and from the one report alone that this person
answered for; the gain is the difference. Beside what is shown stand simpler ways: everything in
full, half points of all answers, and the same answers left out with means in tenths. In the worst
case nobody who stays changes an answer; in the other 7 of 10 answers are what they were.
Goal: at most 2.5 points about somebody who joined in any case, and about somebody who left where
7 of 10 stay the same; in full more than that.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.attacks.successive import (
    Form,
    Gain,
    K,
    Scene,
    attack,
    halves_of_all,
    in_full,
    in_half_points,
    in_tenths,
)

QUICK = "--quick" in sys.argv
PLAYS = 200_000 if QUICK else 1_000_000
LIMIT = 0.025
SIZES = [(5, 1, 1), (7, 1, 1), (7, 0, 1), (8, 1, 0), (8, 1, 1), (8, 3, 3), (12, 1, 1), (12, 6, 1)]
FORMS: dict[str, Form] = {
    "in full": in_full,
    "halves of all": halves_of_all,
    "3 out, tenths": in_tenths,
    "3 out, halves": in_half_points,
}


def cases() -> Iterator[tuple[Scene, str]]:
    for same in (1.0, 0.7):
        for size in SIZES:
            scene = Scene(*size, same)
            yield from ((scene, "joined") for _ in range(scene.joined > 0))
            yield from ((scene, "left") for _ in range(scene.left > 0))


def cell(form: Form, scene: Scene, whose: str) -> Gain | None:
    """Return the gain; None where so few answers are left that nothing is shown."""
    leaves_out = form in (in_tenths, in_half_points)
    if leaves_out and scene.after - (K - 1) < K:
        return None
    return attack(scene, form, whose, PLAYS)


def shown(gain: Gain | None) -> str:
    return f"{'not shown':>22}" if gain is None else f"{gain.both:13.0%}{gain.more:+9.1%}"


def main() -> None:
    print(f"{PLAYS:,} pairs of reports each; right with both reports, and gain over one alone\n")
    print(f"{'asked':>6}{'left':>5}{'joined':>7}{'same':>6}  about {'':6}", end="")
    print("".join(f"{name:>22}" for name in FORMS))
    counted, reported = dict.fromkeys(FORMS, 0.0), 0.0
    met = []
    for scene, whose in cases():
        found = {name: cell(form, scene, whose) for name, form in FORMS.items()}
        asked = f"{scene.before:6}{scene.left:5}{scene.joined:7}{scene.same:6.0%}  {whose:12}"
        print(asked + "".join(shown(gain) for gain in found.values()), flush=True)
        ours = found["3 out, halves"]
        if whose == "left" and scene.same == 1:
            reported = max(reported, ours.more if ours else 0.0)
            continue
        met.append(ours is None or ours.more - ours.noise <= LIMIT)
        for name, gain in found.items():
            counted[name] = max(counted[name], gain.more if gain else 0.0)
    ok = all(met) and counted["in full"] > LIMIT
    print(f"\nabout somebody who left, where nobody changes an answer (no goal): {reported:+.1%}")
    gained = f"{counted['3 out, halves']:+.1%} gained at most, {counted['in full']:+.1%} in full"
    print(f"successive: {gained} (goal {LIMIT:+.1%}) {'met' if ok else 'short'}")
    sys.exit(not ok)


main()
