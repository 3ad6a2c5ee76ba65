"""An edition: what a conversation has found so far, as everybody may read it."""

from django.db import models

from everyseat.conversation.models.conversation import Conversation


class Edition(models.Model):
    """The newest result of a conversation, made anew once enough people have answered since.

    It holds the answers up to a `sequence` number, and after so many `removals`. It `is_stale` if
    other statements are asked about by now: once the conversation has closed it is then made again,
    before that with the next. `content` is what a report shows. `released` has the numbers of each
    statement as they left (disagree, pass, agree), and how many had answered then: other numbers
    wait until enough more have. `by_group` has the numbers of each group that left with them;
    `audiences` has for each audience, by number, what `released` has for everybody; and how many
    had been `invited` as each. `routing` has what decides which statement is asked next. As many
    `groups` are shown as four results in a row have found; `candidate` is another number, found so
    many `times`. About `alike` people answered everything the same way, or fewer than the threshold
    where it is None: only organisers read that.
    """

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, related_name="edition"
    )
    number = models.PositiveIntegerField()
    made_on = models.DateField()
    sequence = models.PositiveBigIntegerField()
    removals = models.PositiveIntegerField()
    groups = models.PositiveSmallIntegerField()
    candidate = models.PositiveSmallIntegerField(default=0)
    times = models.PositiveSmallIntegerField(default=0)
    content = models.JSONField()
    released = models.JSONField()
    by_group = models.JSONField(default=dict)
    audiences = models.JSONField(default=dict)
    routing = models.JSONField(default=dict)
    is_stale = models.BooleanField(default=False)
    alike = models.PositiveIntegerField(null=True)

    def __str__(self) -> str:
        return f"edition {self.number} of {self.conversation_id}"
