"""Taking over into an idea what somebody else found that it takes."""

from collections.abc import Iterable

from accounts.models import User
from casestudies.models import Need
from ideas.actions.drafting import describe_idea
from ideas.actions.saving import Outcome, Saved
from ideas.models import Idea
from ideas.permissions import require_writer
from ideas.suggestions import with_lines

LIMIT = 2000  # of Idea.helpers_do


class NoRoom(Exception):
    """The lines would make the text longer than it may be."""


def copy_needs(*, idea: Idea, by: User, needs: Iterable[Need]) -> Outcome:
    """Add needs of case studies, each as a line that names the case study, to what helpers will do differently.

    A line that stands there already is not added again, so a double click is harmless. The idea's row as it was
    read is what it starts from: who saved in between is not written over, and the outcome is a conflict.
    Raises NoRoom, and PermissionDenied as `describe_idea` does.
    """
    require_writer(by, idea)
    text = with_lines(idea.helpers_do, [f"{need.text} ({need.case_study.name})" for need in needs])
    if text == idea.helpers_do:
        return Saved(idea.version, changed=False)
    if len(text) > LIMIT:
        raise NoRoom
    return describe_idea(idea=idea, by=by, values={"helpers_do": text}, base_version=idea.version)
