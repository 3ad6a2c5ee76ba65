"""Closing a large round while people answer to another: how long, how much memory, who waits?

    python benchmarks/closing.py [--quick]

A round of 2,000 reviews of 20 sheets each (200 with --quick) is closed, in a process of its own,
whose peak memory is read from the system. Meanwhile another process sends answers to an open round
in the same SQLite database, one after the other, and times each. How busy the machine is stands
beside the figures: on one that does other work, processor time says more. Two limits, in the same
run: the same rows written to a bare SQLite file with the same durability, one transaction for each
review; and the same reports computed from arrays in memory, without a database.

Goals: at most 60 s and 500 MB for 2,000 reviews, no answer waits more than 200 ms.
"""

import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RATERS = {"peer": 7, "report": 7, "partner": 6}
SECONDS, MEGABYTES, WAIT_MS, REVIEWS = 60, 500, 200, 2000


def prepare(reviews: int) -> None:
    """Make a large round in which everybody has answered, and a small one that stays open."""
    from everyseat.site import setup

    setup.prepare(demo=False)
    import numpy as np

    from everyseat.giving import sealed_queue
    from everyseat.organisations.models import Person
    from everyseat.organisations.queries import host
    from everyseat.threesixty.actions import answers, questionnaires
    from everyseat.threesixty.models import Invitation, Questionnaire, Review, Round
    from everyseat.threesixty.tests import make

    small = make.collecting({"peer": 4}, name="Small")
    leaders = Person.objects.bulk_create(
        Person(name=f"Leader {i}", email=f"l{i}@x.example", organisation=host())
        for i in range(reviews)
    )
    small.round.pk, small.round.name = None, "Large"
    questionnaires.add_ours()
    large = small.round
    large.questionnaire = Questionnaire.objects.latest("pk")
    large.save()
    many = Review.objects.bulk_create(
        Review(round=large, recipient=leader, state=Review.State.COLLECT) for leader in leaders
    )
    rng = np.random.default_rng(3)
    raters = [(key, n) for key, n in RATERS.items()]
    people = Person.objects.bulk_create(
        Person(name=f"Rater {i}", email=f"r{i}@x.example", organisation=host())
        for i in range(sum(RATERS.values()))
    )
    for at in range(0, reviews, 100):
        Invitation.objects.bulk_create(
            Invitation(review=r, person=p, relationship=key, group=key, state="invited")
            for r in many[at : at + 100]
            for p, key in zip(people, [key for key, n in raters for _ in range(n)], strict=True)
        )
    words = {
        q["key"]: "What I felt was this. " * 12 for q in large.questionnaire.content["questions"]
    }
    from everyseat.giving import snapshots

    for review in many:
        level = rng.normal(2.6, 0.4) + rng.normal(0, 0.7, (sum(RATERS.values()), 30))
        table = np.clip(np.round(level), 0, 4).astype(int).tolist()
        groups = [key for key, n in raters for _ in range(n)]
        with snapshots.changing(answers.box(review.pk)) as waiting:
            for ratings, group in zip(table, groups, strict=True):
                serial = os.urandom(32).hex()
                given = {"ratings": ratings, "words": words, "words_to": "as written"}
                waiting[serial] = {"group": group, "serial": serial, "mark": serial[:32]} | given
    assert len(sealed_queue.waiting(answers.box(many[0].pk))) == sum(RATERS.values())
    assert Round.objects.count() == 2


def close() -> None:
    """Close the large round, do all that comes after, and print what it took."""
    from everyseat.site import setup

    setup.configure()
    from everyseat.threesixty.actions import closing, finishing
    from everyseat.threesixty.models import Report, Review, Round

    start = time.perf_counter()
    feedback_round = Round.objects.get(name="Large")
    closing.close(feedback_round=feedback_round)
    button = time.perf_counter() - start
    finishing.work()
    seconds = time.perf_counter() - start
    assert (
        Review.objects.filter(round=feedback_round, state="released").count()
        == Report.objects.count()
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worked = time.process_time()
    print(json.dumps({"button": button, "seconds": seconds, "worked": worked, "peak": peak}))


def answer() -> None:
    """Answer to the small round until told to stop; print how long the longest answer took."""
    from everyseat.site import setup

    setup.configure()
    from everyseat.threesixty.models import Review
    from everyseat.threesixty.tests import make

    review = Review.objects.select_related("round").get(recipient__name="Small")
    code = make.draw(review.invitations.select_related("review__round").first())
    waits = []
    stop = Path(sys.argv[2])
    print("ready", flush=True)
    while not stop.exists():
        start = time.perf_counter()
        make.send(review, code, [1, 2, len(waits) % 5])
        waits.append(time.perf_counter() - start)
        time.sleep(0.02)
    waits.sort()
    longest, often = 1000 * waits[-1], 1000 * waits[len(waits) * 99 // 100]
    print(json.dumps({"n": len(waits), "longest": longest, "of 100": often}))


def bare(reviews: int) -> None:
    """Print the limits: the same reports without a database, the same rows without a product."""
    sys.path.insert(0, str(Path(__file__).parent))
    from everyseat.site import setup

    setup.configure()
    import numpy as np

    from everyseat.threesixty.models import Questionnaire
    from everyseat.threesixty.questionnaire_format import from_json
    from everyseat.threesixty.report.build import build
    from everyseat.threesixty.report.material import Sheets
    from everyseat.threesixty.report.norms import Norms

    content = ROOT / "src/everyseat/threesixty/content/leading-from-every-seat.json"
    question_set = Questionnaire(content=from_json(content.read_text())["content"]).question_set()
    rng = np.random.default_rng(3)
    groups = np.array([key for key, n in RATERS.items() for _ in range(n)])
    sheets = {}
    for i in range(reviews):
        level = rng.normal(2.6, 0.4) + rng.normal(0, 0.7, (len(groups), 30))
        table = np.clip(np.round(level), 0, 4).astype(np.int8)
        sheets[str(i)] = Sheets(groups, table, invited=tuple(sorted(RATERS)))
    start = time.perf_counter()
    norms = Norms(question_set, sheets)
    made = [json.dumps(build(name, question_set, own, norms)) for name, own in sheets.items()]
    computing = time.perf_counter() - start
    rows = json.dumps({"ratings": sheets["0"].table[0].tolist(), "words": "x" * 1200})
    path = Path(os.environ["EVERYSEAT_VAR"]) / "bare.sqlite3"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE row (content)")
    start = time.perf_counter()
    for report in made:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO row VALUES (?)", [[rows]] * len(groups))
        database.execute("COMMIT")
        database.execute("INSERT INTO row VALUES (?)", [report])
    writing = time.perf_counter() - start
    print(json.dumps({"computing": computing, "writing": writing}))


def run(what: str, *arguments: object) -> list[str]:
    return [sys.executable, __file__, what, *map(str, arguments)]


def last_line(output: str) -> dict:
    return json.loads(output.strip().splitlines()[-1])


def measure(reviews: int, folder: str) -> tuple[dict, dict, dict]:
    environment = os.environ | {
        "EVERYSEAT_VAR": folder,
        "PYTHONPATH": str(ROOT),
        "OPENBLAS_NUM_THREADS": "1",
    }
    environment.pop("DATABASE_URL", None)
    ask = {"env": environment, "check": True, "stdout": subprocess.PIPE, "text": True}
    subprocess.run(run("prepare", reviews), **ask)
    limits = last_line(subprocess.run(run("bare", reviews), **ask).stdout)
    closed, waits = while_answering(run("close"), folder, ask)
    return closed, waits, limits


def while_answering(command: list[str], folder: str, ask: dict) -> tuple[dict, dict]:
    """Run a command while another process answers; return what each printed at last."""
    stop = Path(folder) / "stop"
    rater = subprocess.Popen(run("answer", stop), env=ask["env"], stdout=subprocess.PIPE, text=True)
    rater.stdout.readline()
    try:
        said = last_line(subprocess.run(command, **ask).stdout)
    finally:
        stop.touch()
        answers, _ = rater.communicate()
    return said, last_line(answers)


def main(quick: bool) -> bool:
    reviews = 200 if quick else REVIEWS
    with tempfile.TemporaryDirectory() as folder:
        closed, waits, limits = measure(reviews, folder)
    bare_s = limits["computing"] + limits["writing"]
    busy = f"{os.getloadavg()[1]:.1f} processes ready to run on {os.cpu_count()} processors"
    print(f"{reviews} reviews of {sum(RATERS.values())} sheets; in the last five minutes {busy}")
    print(f"the organiser's request    {1000 * closed['button']:8.0f} ms")
    print(f"all reports passed on      {closed['seconds']:8.1f} s, peak {closed['peak']:.0f} MB")
    print(f"of which processor time    {closed['worked']:8.1f} s")
    print(f"the same reports computed  {limits['computing']:8.1f} s without a database")
    print(f"the same rows written      {limits['writing']:8.1f} s without a product")
    print(f"ratio to the two together  {closed['seconds'] / bare_s:8.2f}")
    print(f"answers to another round   {waits['n']:8d}, 99 in 100 under {waits['of 100']:.0f} ms")
    print(f"the longest of them        {waits['longest']:8.0f} ms")
    most = SECONDS * reviews / REVIEWS if not quick else SECONDS
    met = closed["seconds"] <= most and closed["peak"] <= MEGABYTES and waits["longest"] <= WAIT_MS
    figure = f"{closed['seconds']:.1f} s, {closed['peak']:.0f} MB, {waits['longest']:.0f} ms"
    goal = f"(goal ≤ {most:.0f} s, ≤ {MEGABYTES} MB, ≤ {WAIT_MS} ms)"
    print(f"closing: {figure} {goal} {'met' if met else 'short'}")
    return met


STEPS = {"prepare": prepare, "close": close, "answer": answer, "bare": bare}

if __name__ == "__main__":
    step = STEPS.get(sys.argv[1]) if len(sys.argv) > 1 else None
    if step in (prepare, bare):
        step(int(sys.argv[2]))
    elif step:
        step()
    else:
        sys.exit(0 if main("--quick" in sys.argv) else 1)
