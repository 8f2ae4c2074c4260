"""Choosing the characteristics that an idea works through, and saying how."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from characteristics.models import Characteristic, Mechanism
from ideas.actions.answering import require_in_use
from ideas.actions.saving import Outcome, Saved, SharedText, Values, remember, save_shared, touch
from ideas.actions.tallies import recount_focus
from ideas.models import Focus, Idea, Revision, Route
from ideas.models.choices import WorksBy
from ideas.models.revision import CHOSEN
from ideas.permissions import require_writer
from ideas.workflow import NotAllowedNow

ROUTE_VALUES = ("text", *(f"by_{w.value}" for w in WorksBy))


@transaction.atomic
def choose(*, idea: Idea, characteristic: Characteristic, by: User, why: str, base_version: int) -> Outcome:
    """Choose a characteristic, or choose it again: its answers come back. Saves why.

    Raises NotAllowedNow for a characteristic that was retired before it was chosen.
    """
    require_writer(by, idea)
    touch(idea=idea, by=by)
    # Nobody retires a question of it while its questions are counted for the first time.
    Characteristic.objects.select_for_update(no_key=True).get(pk=characteristic.pk)
    focus = Focus.objects.filter(idea=idea, characteristic=characteristic).first()
    if focus is None:
        return _choose_first(idea, characteristic, by, why)
    if focus.set_aside_at is not None:
        Focus.objects.filter(pk=focus.pk).update(set_aside_at=None)
        recount_focus(focus=focus)
        _remember_choice(focus, by, chosen=True)
    if not base_version and not why:  # ticked by two people at once: the other's reason stands
        return Saved(focus.version, changed=False)
    return save_shared(text=_why(idea, characteristic), values={"why": why}, base_version=base_version, by=by)


def _choose_first(idea: Idea, characteristic: Characteristic, by: User, why: str) -> Outcome:
    if characteristic.retired_at is not None:
        raise NotAllowedNow("retired")
    try:
        with transaction.atomic():
            focus = Focus.objects.create(idea=idea, characteristic=characteristic, version=1)
    except IntegrityError:
        focus = Focus.objects.get(idea=idea, characteristic=characteristic)
    recount_focus(focus=focus)
    _remember_choice(focus, by, chosen=True)
    if not why:
        return Saved(focus.version)
    return save_shared(text=_why(idea, characteristic), values={"why": why}, base_version=focus.version, by=by)


@transaction.atomic
def set_aside(*, idea: Idea, characteristic: Characteristic, by: User) -> None:
    """Stop counting a characteristic. Everything written to it is kept and comes back when it is chosen again."""
    require_writer(by, idea)
    focus = Focus.objects.filter(idea=idea, characteristic=characteristic, set_aside_at=None).first()
    if focus is not None:
        touch(idea=idea, by=by)
        Focus.objects.filter(pk=focus.pk).update(set_aside_at=timezone.now())
        _remember_choice(focus, by, chosen=False)


def save_why(*, idea: Idea, characteristic: Characteristic, by: User, why: str, base_version: int) -> Outcome:
    """Save why a characteristic was chosen, whether it is in use or set aside."""
    require_writer(by, idea)
    return save_shared(text=_why(idea, characteristic), values={"why": why}, base_version=base_version, by=by)


def save_route(*, focus: Focus, component: str, by: User, values: Values, base_version: int) -> Outcome:
    """Save how the idea would work through one part of COM-B, keeping what the guide said there at the time.

    `values` maps the names of ROUTE_VALUES. A route where the guide gives none is the team's own. Raises
    NotAllowedNow for a characteristic that was set aside or retired.
    """
    require_writer(by, focus.idea)
    require_in_use(focus)
    guide = Mechanism.objects.filter(characteristic=focus.characteristic, component=component).values_list("how")
    shared = SharedText(
        idea=focus.idea,
        what=Revision.What.ROUTE,
        which=f"{focus.characteristic.slug}:{component}",
        model=Route,
        lookup={"focus_id": focus.pk, "component": component},
        beside={"guide_text": next((how for (how,) in guide), "")},
    )
    return save_shared(text=shared, values=values, base_version=base_version, by=by)


def _remember_choice(focus: Focus, by: User, *, chosen: bool) -> None:
    """Let the choice itself stand in the history, beside the words: it changes what a submission would say."""
    text = _why(focus.idea, focus.characteristic)
    remember(text=text, values={CHOSEN: chosen}, by=by, base_version=focus.version, version=focus.version)


def _why(idea: Idea, characteristic: Characteristic) -> SharedText:
    return SharedText(
        idea=idea, what=Revision.What.FOCUS, which=characteristic.slug, model=Focus,
        lookup={"idea_id": idea.pk, "characteristic_id": characteristic.pk},
    )  # fmt: skip
