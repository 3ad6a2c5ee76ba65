"""Removing something from the results after a room has ended, for good.

What was said in a hall and should not have been is deleted, so that nobody is asked, or told, to
bring it back. The number of answers stays, with how many were removed: a result that was thinned
out says so. Of a question that too few answered nothing is shown, so nothing can be removed, and
nobody can try which words were there.
"""

from django.utils.translation import gettext as _

from everyseat.giving.refusals import NotNow
from everyseat.giving.states import changing
from everyseat.room import kinds, merging
from everyseat.room.actions.floor import one_of
from everyseat.room.merging import Group
from everyseat.room.models import Left, Question, Raised
from everyseat.room.queries import briefs, tallies


def remove_word(*, question: Question, word: str) -> int:
    """Remove a word, with all that is one with it; return how many answers said it.

    From a room's results it is deleted. From the sum of a brief it is kept out, now and when more
    teams have met; the teams' own results keep it. NotNow if it is not in the results.
    """
    with changing(question.room), changing(question):
        _must_be_of_results(question)
        group = word_of(question, word)
        if question.room.is_brief:
            question.removed = sorted({*question.removed, *group.keys})
        else:
            _delete_word(question, group)
        return group.n


def word_of(question: Question, word: str) -> Group:
    """Return a word of the results, with all that is one with it. NotNow if there is none."""
    found, own = tallies.tally(question), merging.folded(word) or word
    if question.kind == kinds.WORD and found.is_enough:
        sorts = tallies.sorted_out(question, found)
        for group in [*sorts["seen"], *sorts["waiting"]]:
            if own in group.keys:
                return group
    raise NotNow(_("This is not in the results."))


def _delete_word(question: Question, group: Group) -> None:
    counts = {word: n for word, n in question.left["counts"].items() if word not in group.words}
    removed = question.left.get("removed", 0) + group.n
    question.result = {**question.left, "counts": counts, "removed": removed}
    question.allowed = sorted({*question.allowed} - group.keys)
    question.apart = sorted({*question.apart} - group.keys)
    question.merged = {own: to for own, to in question.merged.items() if own not in group.keys}


def remove_question(*, question: Question, raised: str) -> None:
    """Remove a question from the floor; of a brief, one that went up, from the sum alone.

    A team's question that went up is gone from the sum of its brief too, and so is its answer.
    NotNow if it is not in the results.
    """
    with changing(question.room), changing(question):
        _must_be_of_results(question)
        one = question_of(question, raised)
        if question.room.is_brief:
            question.removed = sorted({*question.removed, str(one.pk)})
        else:
            left: Left = {**question.left, "removed": question.left.get("removed", 0) + 1}
            if one.went_up:
                left["removed_up"] = left.get("removed_up", 0) + 1
            question.result = left
            one.delete()


def question_of(question: Question, raised: str) -> Raised:
    """Return a question from the floor that is in the results. NotNow if it is not."""
    if question.room.is_brief:
        up = [one for sort in briefs.sorted_up(question.room.brief).values() for one in sort]
        own = (one for one in up if one.question.number == question.number)
        found = next((one for one in own if str(one.pk) == raised), None)
    else:
        found = one_of(question.raised.filter(is_seen=True), raised)
    if not found:
        raise NotNow(_("This is not in the results."))
    return found


def _must_be_of_results(question: Question) -> None:
    """Raise NotNow unless the results stand: the room has ended, or its brief was sent."""
    room = question.room
    if not (room.ended_on or (room.is_brief and room.brief.is_sent)):
        raise NotNow(_("The session is still open. Leave it out on its page."))
