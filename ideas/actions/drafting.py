"""Beginning an idea, describing it, sharing it and putting it in the bin."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.actions.feedback import end_request
from ideas.actions.indexing import index_description
from ideas.actions.moving import lock
from ideas.actions.saving import Outcome, SharedText, Values, remember, save_shared
from ideas.models import Idea, Revision, StatusChange
from ideas.permissions import require_writer, teams_written_for
from ideas.workflow import NotAllowedNow, Status
from teams.models import Team


def start_idea(*, by: User, team: Team, title: str, summary: str, form_key: str | None = None,
               practice: bool = False, demo: bool = False) -> Idea:  # fmt: skip
    """Return a new draft. The same `form_key` with the same words returns the idea made the first time.

    Raises PermissionDenied unless the person writes for the team.
    """
    if not teams_written_for(by).filter(pk=team.pk).exists():
        raise PermissionDenied(_("Only people who write for the team can begin an idea there."))
    try:
        with transaction.atomic():
            idea = Idea.objects.create(
                team=team, title=title, summary=summary, created_by=by, updated_by=by, form_key=form_key,
                practice=practice, demo=demo or team.demo,
            )  # fmt: skip
            values = {name: getattr(idea, name) for name in Idea.TEXTS}
            remember(text=_description(idea), values=values, by=by, base_version=0, version=1)
            index_description(idea=idea)
            StatusChange.objects.create(idea=idea, name="begin", new=idea.status, by=by, at=idea.stands_since)
            return idea
    except IntegrityError:
        if form_key is None:
            raise
        # Somebody else's key is no second click, and a page gone back to may hold another idea's words.
        made = Idea.objects.filter(form_key=form_key, created_by=by, title=title, summary=summary).first()
        return made or start_idea(by=by, team=team, title=title, summary=summary, practice=practice, demo=demo)


def describe_idea(*, idea: Idea, by: User, values: Values, base_version: int) -> Outcome:
    """Save the idea's description (the fields of `Idea.TEXTS` that are given)."""
    require_writer(by, idea)
    return save_shared(text=_description(idea), values=values, base_version=base_version, by=by)


@transaction.atomic
def share_live(*, idea: Idea, by: User, shared: bool) -> None:
    """Let the team's managers read the idea while it is being written, or no longer; that also ends a wish for
    their feedback."""
    lock(idea)
    require_writer(by, idea)
    if not shared:
        end_request(idea=idea, by=by)
    Idea.objects.filter(pk=idea.pk).update(shared_live=shared)


def bin_idea(*, idea: Idea, by: User) -> None:
    """Put a draft in the bin. Raises NotAllowedNow for an idea that was ever submitted: others have read it."""
    require_writer(by, idea)
    drafts = Idea.objects.filter(pk=idea.pk, status=Status.DRAFT, binned_at=None, snapshots=None)
    if not drafts.update(binned_at=timezone.now()):
        raise NotAllowedNow("bin")


def take_out(*, idea: Idea, by: User) -> None:
    """Take a draft out of the bin again."""
    require_writer(by, idea, in_bin=True)
    Idea.objects.filter(pk=idea.pk).update(binned_at=None)


def _description(idea: Idea) -> SharedText:
    return SharedText(idea=idea, what=Revision.What.IDEA, model=Idea, lookup={"pk": idea.pk})
