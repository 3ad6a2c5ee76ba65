"""What the 360 tells the site."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from everyseat.organisations import roles
from everyseat.organisations.models import Person
from everyseat.organisations.part import Link, Part, Task
from everyseat.threesixty import queries
from everyseat.threesixty.actions import closing, dates, finishing, questionnaires, retention
from everyseat.threesixty.demonstration import rounds


def _waiting(person: Person) -> Iterator[Task]:
    for review in queries.readable_reviews(person):
        yield from queries.tasks(person, review)


PART = Part(
    key="threesixty",
    urls="everyseat.threesixty.urls",
    place=3,
    navigation=[
        Link("rounds", _("Rounds"), roles.RUN_ROUNDS),
        Link("questionnaires", _("Questionnaires"), roles.MANAGE_QUESTIONNAIRES),
    ],
    waiting=_waiting,
    daily=[dates.keep, retention.delete_what_is_due],
    nightly=[closing.count_by_night],
    slow=[finishing.work],
    held_about=retention.held_about,
    erase=retention.erase,
    begin=questionnaires.add_ours,
    demonstrate=rounds.load,
)
