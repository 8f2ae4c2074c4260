"""Ideas and all that hangs on them."""

from ideas.models.answers import Answer, PitfallPlan
from ideas.models.comments import Comment
from ideas.models.focus import Focus, Route
from ideas.models.idea import Idea, TestPlan
from ideas.models.review import Decision, Reviewer, Snapshot, StatusChange
from ideas.models.revision import Revision

__all__ = [
    "Answer",
    "Comment",
    "Decision",
    "Focus",
    "Idea",
    "PitfallPlan",
    "Reviewer",
    "Revision",
    "Route",
    "Snapshot",
    "StatusChange",
    "TestPlan",
]
