"""An organiser's pages with 400 rounds, one of them of 2,000 leaders: how long do they take?

    python benchmarks/organiser.py [--quick]

The site of `home.py`: 20,000 people and 400 rounds of 25 reviews (a tenth with --quick) in SQLite.
Added to it is a round of 2,000 leaders with 15 raters each. Each page is rendered in this process,
through all of Django's layers and ours; the median of 30 is taken. The limit in the same run: a
page of ours that reads nothing but who is signed in (/cookies/).

Goal: under 100 ms for each page. The workbook of 2,000 leaders is shown beside them, without one.
"""

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from home import TIMES, prepare, timed

GOAL_MS = 100
LEADERS, RATERS = 2000, 15


def large_round(share: float) -> int:
    """Make a round of many leaders who wait for different things; return its key."""
    from django.utils import timezone

    from everyseat.organisations.models import Person
    from everyseat.organisations.queries import host
    from everyseat.threesixty.models import Invitation, Questionnaire, Review, Round

    today = timezone.localdate()
    made = Round.objects.create(
        organisation=host(),
        name="Everybody",
        questionnaire=Questionnaire.objects.first(),
        state="open",
        mode="confidential",
        nominate_by=today - timedelta(1),
        approve_by=today + timedelta(5),
        collect_by=today + timedelta(20),
    )
    people = list(Person.objects.order_by("pk"))
    states = ["nominate", "approve", "collect", "collect"]
    reviews = Review.objects.bulk_create(
        [
            Review(
                round=made,
                recipient=people[i],
                coach=people[-1],
                state=states[i % 4],
                state_since=today - timedelta(i % 30),
            )
            for i in range(int(LEADERS * share))
        ],
        batch_size=500,
    )
    Invitation.objects.bulk_create(
        [
            Invitation(
                review=review,
                person=people[(i * 7 + j + 1) % len(people)],
                relationship="peer",
                state="invited" if review.state == "collect" else "proposed",
                group="peer",
            )
            for i, review in enumerate(reviews)
            if review.state != "nominate"
            for j in range(RATERS)
        ],
        batch_size=500,
    )
    return made.pk


def pages(pk: int) -> dict[str, str]:
    from everyseat.threesixty.models import Review

    leader = Review.objects.filter(round=pk, state="collect").first()
    assert leader
    return {
        "360": "/360/",
        "all rounds": "/rounds/",
        "rounds found": "/rounds/?search=7&state=closed",
        "the round": f"/rounds/{pk}/",
        "its late leaders": f"/rounds/{pk}/?where=late&order=longest",
        "a leader found": f"/rounds/{pk}/?search=person+17",
        "a leader": f"/rounds/{pk}/leaders/{leader.pk}/",
        "a leader's raters": f"/rounds/{pk}/leaders/{leader.pk}/raters/",
    }


def main(quick: bool) -> int:
    os.environ["EVERYSEAT_VAR"] = tempfile.mkdtemp()
    Path(os.environ["EVERYSEAT_VAR"]).chmod(0o700)
    os.environ.setdefault("EVERYSEAT_URL", "http://localhost")
    share = 0.1 if quick else 1
    people = prepare(share)
    pk = large_round(share)
    from django.conf import settings
    from django.test import Client

    settings.SECOND_FACTOR = False
    client = Client(HTTP_HOST="localhost")
    client.force_login(people["organiser"])
    bare, slowest = timed(client, "/cookies/"), 0.0
    print(f"median of {TIMES}; a page that reads nothing takes {bare:.1f} ms")
    for name, address in pages(pk).items():
        took = timed(client, address)
        slowest = max(slowest, took)
        print(f"{name:20} {took:6.1f} ms: {took / bare:4.1f} times as long")
    workbook = timed(client, f"/rounds/{pk}/leaders.xlsx")
    print(f"{'the workbook':20} {workbook:6.1f} ms")
    met = slowest < GOAL_MS
    said = "met" if met else "short"
    print(f"organiser: {slowest:.1f} ms (goal under {GOAL_MS} ms) {said}")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
