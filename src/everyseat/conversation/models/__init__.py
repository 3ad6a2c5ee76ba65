"""Conversations: one open question, short statements, and who agrees with which.

No row says who a participant is, also where they were invited by name. Their answers are known by a
card, of which we keep a hash.
"""

from everyseat.conversation.models.arrival import Arrival
from everyseat.conversation.models.audience import Audience
from everyseat.conversation.models.conversation import Conversation
from everyseat.conversation.models.edition import Edition
from everyseat.conversation.models.heard import FollowUp, Point, Summary
from everyseat.conversation.models.imported import Imported
from everyseat.conversation.models.invited import Invited
from everyseat.conversation.models.participant import Participant, Vote
from everyseat.conversation.models.snapshot import Snapshot
from everyseat.conversation.models.statement import Statement
from everyseat.conversation.models.step import Step
from everyseat.conversation.models.translation import Translation

__all__ = [
    "Arrival",
    "Audience",
    "Conversation",
    "Edition",
    "FollowUp",
    "Imported",
    "Invited",
    "Participant",
    "Point",
    "Snapshot",
    "Statement",
    "Step",
    "Summary",
    "Translation",
    "Vote",
]
