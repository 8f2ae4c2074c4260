"""Ideas and all that hangs on them."""

from ideas.models.answers import Answer, PitfallPlan
from ideas.models.claims import Claim
from ideas.models.comments import Comment
from ideas.models.counted import SubmittedFinding, SubmittedFocus
from ideas.models.exchange import AskResponse, DecisionReply
from ideas.models.feedback import FeedbackRequest
from ideas.models.focus import Focus, Route
from ideas.models.idea import Idea, TestPlan
from ideas.models.library import Publication
from ideas.models.notices import Notice, NoticeChoice
from ideas.models.presence import Presence
from ideas.models.redaction import Redaction
from ideas.models.review import Decision, Reviewer, Snapshot, StatusChange
from ideas.models.revision import Revision
from ideas.models.saved_views import SavedView
from ideas.models.sharing import Contribution, ShareLink
from ideas.models.weighing import KeptWord
from ideas.models.words import IdeaWords

__all__ = [
    "Answer",
    "AskResponse",
    "Claim",
    "Comment",
    "Contribution",
    "Decision",
    "DecisionReply",
    "FeedbackRequest",
    "Focus",
    "Idea",
    "IdeaWords",
    "KeptWord",
    "Notice",
    "NoticeChoice",
    "PitfallPlan",
    "Presence",
    "Publication",
    "Redaction",
    "Reviewer",
    "Revision",
    "Route",
    "SavedView",
    "ShareLink",
    "Snapshot",
    "StatusChange",
    "SubmittedFinding",
    "SubmittedFocus",
    "TestPlan",
]
