"""What services hold of a person who works here: what they lead, are named for, and did.

No comment leads to anybody: who wrote one is not stored, but for a way to answer that they left.
"""

from collections.abc import Mapping

from django.db import transaction

from everyseat.improvement.actions import collecting_replies
from everyseat.improvement.queries import collecting
from everyseat.organisations.models import Person


def held_about(person: Person) -> list[Mapping[str, object]]:
    """Return the services that somebody leads, what they are named for, and how much they did."""
    leads = [{"leads_service": name} for name in person.services_led.values_list("name", flat=True)]
    named = person.issues_of_services.values("said", "what", "by", "state")
    did = {
        "files_of_comments_imported": person.batches_of_comments.count(),
        "comments_coded": person.codings.count(),
        "comments_released": person.comments_released.count(),
        "samples_coded": person.samples_begun.count() + person.samples_joined.count(),
        "rebases_of_charts": person.rebases.count(),
        "steps_of_issues": person.steps_of_issues.count(),
        "versions_of_plans": person.versions_of_plans.count(),
        "plans_approved": person.plans_approved.count(),
        "answers_written_to_comments": person.replies_to_comments.count(),
        "approvals_of_plans_withdrawn": person.approvals_of_plans_withdrawn.count(),
    }
    return [*leads, *named, *_answers_wanted(person), did]


def _answers_wanted(person: Person) -> list[Mapping[str, object]]:
    """Return the answers that somebody wants at their own address, with what they wrote."""
    return [
        {
            "wants_an_answer_from": reply.comment.service.name,
            "wrote": [comment.words for comment in collecting.written_on_one_form(reply)],
            "since": reply.waits_since,
        }
        for reply in collecting.wanted_at(person.email)
    ]


@transaction.atomic
def erase(person: Person) -> None:
    """Take a person's name from services: what these hold is the organisation's, and stays.

    The name under an approval of a plan stays, too: somebody answers for it by name, in their post.
    """
    person.services_led.update(lead=None)
    person.issues_of_services.update(person=None)
    person.batches_of_comments.update(by=None)
    person.codings.update(coder=None)
    person.comments_released.update(released_by=None)
    person.comments_opened.all().delete()
    person.samples_begun.update(first=None)
    person.samples_joined.update(second=None)
    person.rebases.update(by=None)
    person.steps_of_issues.update(by=None)
    person.versions_of_plans.update(by=None)
    person.plans_approved.update(approved_by=None)
    person.replies_to_comments.update(by=None)
    for reply in collecting.wanted_at(person.email):
        collecting_replies.forget(reply=reply)
    person.approvals_of_plans_withdrawn.update(withdrawn_by=None)
