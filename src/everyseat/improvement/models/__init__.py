"""What is stored of services: comments, themes, issues, measures and plans."""

from everyseat.improvement.models.capacity import CapacityPlan, PlanVersion
from everyseat.improvement.models.coding import Coding, Opened, Sample, Suggester, Suggestion
from everyseat.improvement.models.collecting import Collection, Helped, Reply
from everyseat.improvement.models.comment import Batch, Comment, CommentColumns, Question, Rating
from everyseat.improvement.models.framework import Framework, Theme
from everyseat.improvement.models.issue import Cycle, Issue, Step
from everyseat.improvement.models.measure import Annotation, Measure, Rebase, Target, Value
from everyseat.improvement.models.public_counts import PublicCounts
from everyseat.improvement.models.service import Service

__all__ = [
    "Annotation",
    "Batch",
    "CapacityPlan",
    "Coding",
    "Collection",
    "Comment",
    "CommentColumns",
    "Cycle",
    "Framework",
    "Helped",
    "Issue",
    "Measure",
    "Opened",
    "PlanVersion",
    "PublicCounts",
    "Question",
    "Rating",
    "Rebase",
    "Reply",
    "Sample",
    "Service",
    "Step",
    "Suggester",
    "Suggestion",
    "Target",
    "Theme",
    "Value",
]
