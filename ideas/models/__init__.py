"""Ideas and all that hangs on them."""

from ideas.models.answers import Answer, PitfallPlan
from ideas.models.focus import Focus, Route
from ideas.models.idea import Idea, TestPlan
from ideas.models.review import Decision, Reviewer, Snapshot, StatusChange
from ideas.models.revision import Revision
from ideas.models.saved_views import SavedView
from ideas.models.words import IdeaWords

__all__ = [
    "Answer",
    "Decision",
    "Focus",
    "Idea",
    "IdeaWords",
    "PitfallPlan",
    "Reviewer",
    "Revision",
    "Route",
    "SavedView",
    "Snapshot",
    "StatusChange",
    "TestPlan",
]
