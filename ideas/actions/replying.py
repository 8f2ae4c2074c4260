"""What a team says to a decision: to each thing that was asked for, and in short replies."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import notifications
from ideas.actions.moving import fingerprint
from ideas.actions.saving import Outcome, SharedText, save_shared
from ideas.models import AskResponse, Decision, DecisionReply, Revision
from ideas.permissions import require_writer
from ideas.workflow import NotAllowedNow


def reply_to_decision(*, decision: Decision, by: User, text: str, form_key: str | None = None) -> DecisionReply:
    """Reply to a decision in the team's name, and tell whoever decided. The same form again says it once.

    Raises PermissionDenied for whoever does not write for the team, and where the team agreed its own idea.
    """
    idea = decision.snapshot.idea
    require_writer(by, idea)
    if decision.by_own_team:
        raise PermissionDenied(_("The team agreed this itself, so there is nobody to reply to."))
    key = fingerprint(idea, f"reply {decision.pk}", by, form_key, text)
    made = DecisionReply(decision=decision, text=text, by=by, form_key=key)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            notifications.tell_of_reply(made)
    except IntegrityError:
        return DecisionReply.objects.get(form_key=key)
    return made


def answer_ask(*, decision: Decision, number: int, by: User, text: str, base_version: int) -> Outcome:
    """Save what the team did about one thing that a decision asked for (`number` of `Decision.asks`, from 1).

    Only the team reads it until the next submission, which takes it along as it then stands.
    """
    idea = decision.snapshot.idea
    require_writer(by, idea)
    if not 1 <= number <= len(decision.asks):
        raise NotAllowedNow("answer")
    shared = SharedText(
        idea=idea, what=Revision.What.ASK, which=f"{decision.snapshot.number}-{number}", model=AskResponse,
        lookup={"decision_id": decision.pk, "number": number},
    )  # fmt: skip
    return save_shared(text=shared, values={"text": text}, base_version=base_version, by=by)


def asked_and_said(decision: Decision | None) -> list[tuple[str, str]]:
    """Return each thing that a decision asked for with what the team says to it so far; nothing without a decision."""
    if decision is None or not decision.asks:
        return []
    said = dict(decision.responses.values_list("number", "text"))
    return [(ask, said.get(number, "")) for number, ask in enumerate(decision.asks, start=1)]


def with_replies(decision: Decision | None) -> Decision | None:
    """Return the decision with its replies and who wrote them at hand; one query."""
    if decision is not None:
        prefetch_related_objects([decision], Prefetch("replies", DecisionReply.objects.select_related("by")))
    return decision
