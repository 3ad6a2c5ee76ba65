"""Several at once, each on a connection of its own: nothing is counted twice or overwritten."""

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from everyseat.conversation.actions import answering, erasing, moderating, writing
from everyseat.conversation.actions.moderating import Decision
from everyseat.conversation.models import Conversation, Statement
from everyseat.conversation.tests import make
from everyseat.giving.refusals import NotNow

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*steps: Callable[[], object]) -> list[str]:
    """Take steps at the same time; return what each said, in their order."""
    said, begin = [""] * len(steps), threading.Barrier(len(steps))

    def take(place: int, step: Callable[[], object]) -> None:
        begin.wait()
        try:
            step()
            said[place] = "done"
        except NotNow:
            said[place] = "refused"
        except Exception as error:
            said[place] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=one) for one in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def must_add_up(conversation) -> None:
    """How many answered each statement is how many answers there are."""
    for one in conversation.statements.all():
        assert one.answers == one.votes.count(), one.number


def answers(conversation, secrets: Sequence[str], said: str = "agree"):
    return [
        lambda secret=secret: answering.answer(
            participant=make.holder(conversation, secret), number="1", said=said
        )
        for secret in secrets
    ]


def test_one_card_that_answers_twice_at_once_has_one_answer(conversation):
    secret = make.card(conversation)
    assert at_once(*answers(conversation, [secret] * 3)) == ["done"] * 3
    must_add_up(conversation)
    assert conversation.votes.count() == 1


def test_answers_that_come_together_each_have_a_number_of_their_own(conversation):
    secrets = [make.card(conversation) for _n in range(4)]
    assert at_once(*answers(conversation, secrets)) == ["done"] * 4
    numbers = sorted(conversation.votes.values_list("sequence", flat=True))
    assert numbers == [1, 2, 3, 4]
    must_add_up(conversation)


def test_of_two_organisers_who_decide_at_once_the_second_changes_nothing(conversation, sam):
    writing.write(participant=make.participant(conversation), text="Trams")
    lee = make.person("Lee", "organiser")
    found = []

    def decide(by, state, reason=""):
        decision = Decision(state=state, by=by, on=make.today(), reason=reason)
        outcome = moderating.decide(
            conversation=Conversation.objects.get(pk=conversation.pk),
            numbers=[4],
            seen="waiting",
            decision=decision,
        )
        found.append((len(outcome.steps), len(outcome.meanwhile)))

    at_once(lambda: decide(sam, "published"), lambda: decide(lee, "rejected", "Abusive."))
    assert sorted(found) == [(0, 1), (1, 0)]
    one = Statement.objects.get(text="Trams")
    assert (one.state, one.moderated_by) in [("published", sam), ("rejected", lee)]


def test_a_card_that_is_deleted_while_it_answers_leaves_nothing_behind(conversation):
    secret = make.card(conversation)
    answering.answer(participant=make.holder(conversation, secret), number="2", said="agree")
    gone = make.holder(conversation, secret)
    said = at_once(*answers(conversation, [secret]), lambda: erasing.forget(participant=gone))
    assert said[1] == "done"
    assert not conversation.votes.exists()
    must_add_up(conversation)


def test_a_statement_is_reworded_while_people_answer_it(conversation, sam):
    secrets = [make.card(conversation) for _n in range(3)]
    one = conversation.statements.get(number=1)
    one.conversation = Conversation.objects.get(pk=conversation.pk)

    def reword():
        moderating.reword(
            statement=one,
            texts=["Other words"],
            note="",
            seen=one.state,
            by=sam,
            today=make.today(),
        )

    said = at_once(*answers(conversation, secrets), reword)
    assert set(said[:3]) <= {"done", "refused"}
    assert said[3] == "done"
    must_add_up(conversation)
