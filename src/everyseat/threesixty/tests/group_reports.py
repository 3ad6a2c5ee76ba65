"""Rounds of leaders as a group report reads them, for its tests."""

from everyseat.threesixty.group.build import Material
from everyseat.threesixty.models import Report, Round
from everyseat.threesixty.tests import make

SCALE = {"low": 1, "high": 5, "labels": []}


def row(mean, **more):
    return {"n": 10, "mean": mean, "most": None, "ad": 0.4, "counts": [], **more}


def report(*means, raters=10, missing=(), **more):
    """Return what a group report reads of a single one: a value of two behaviours for each mean."""
    values = []
    for i, mean in enumerate(means):
        behaviours = [
            {"key": f"v{i}-{j}", "others": None if (i, j) in missing else row(mean)} for j in (0, 1)
        ]
        whole = row(mean) | more
        values.append({"key": f"v{i}", "text": f"V{i}", "others": whole, "behaviours": behaviours})
    return {"raters": raters, "scale": SCALE, "values": values}


NOTHING = {"raters": None, "scale": SCALE, "values": []}


def material(teams, reports, k=4):
    named = {p: {"key": team, "name": team.upper()} for p, team in teams.items()}
    return Material("Spring", k, SCALE, named, reports, asked=20 * len(teams))


def of(sizes, **more):
    """Return a round of teams of so many leaders, each felt at 4 of two values."""
    teams = {f"{team}{i}": team for team, n in sizes.items() for i in range(n)}
    return material(teams, {person: report(4, 3, **more) for person in teams})


def closed_round(people, *means, name="Spring", **more):
    """Return a closed round about these people with the report of each: each mean is a value's."""
    made = make.feedback_round(*people, launched=False)
    Round.objects.filter(pk=made.pk).update(state="closed", mode="confidential", name=name, **more)
    made.refresh_from_db()
    for review in made.reviews.all():
        asked = {"peer": [f"rater {i}" for i in range(12)]}
        Report.objects.create(review=review, content=report(*means), asked=asked)
    return made
