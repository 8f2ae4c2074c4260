"""Saying something about an idea, telling whom it concerns, and settling it."""

import hashlib
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from ideas import notifications
from ideas.mentions import named
from ideas.models import Comment, Idea
from ideas.models.comments import CommentAudience
from ideas.permissions import Standing, require_writer, standing
from ideas.threads import names_of, people_of, people_to_tell


def audiences_for(at: Standing) -> list[CommentAudience]:
    """Return for whom the person may write: managers always write so that the team and managers read it."""
    if at.writes:
        return [Comment.Audience.TEAM, Comment.Audience.MANAGERS]
    return [Comment.Audience.MANAGERS] if at.decides or at.reviews else []


def comment(*, idea: Idea, by: User, text: str, audience: str, about: str = Comment.About.IDEA, which: str = "",
            assigned_to: User | None = None, tell: Iterable[User] = (),
            form_key: str | None = None) -> Comment:  # fmt: skip
    """Begin a thread and tell those who read it; the people of `tell`, and whoever the text names, by name.

    The caller has seen that the person may see the idea. Commenting takes nobody's right to decide. The same form with
    the same words returns the first comment. Raises PermissionDenied for an audience that the person may not
    write to, for somebody to be asked or told who does not read it, and for an idea in the bin.
    """
    if audience not in audiences_for(standing(by, idea)):
        raise PermissionDenied(_("You cannot write to these readers. Choose others."))
    made = Comment(idea=idea, by=by, text=text, audience=audience, about=about, which=which, assigned_to=assigned_to)
    return _say(made, list(tell), form_key)


def reply(*, thread: Comment, by: User, text: str, tell: Iterable[User] = (), form_key: str | None = None) -> Comment:
    """Answer in a thread that the person reads; its readers stay the same. Otherwise as `comment`."""
    made = Comment(
        idea=thread.idea, parent=thread, by=by, text=text, audience=thread.audience, about=thread.about,
        which=thread.which,
    )  # fmt: skip
    return _say(made, list(tell), form_key)


def _say(made: Comment, tell: list[User], form_key: str | None) -> Comment:
    require_out_of_bin(made.idea)
    asked = {person.pk for person in (*tell, made.assigned_to) if person is not None}
    _require_readers(made, asked)
    made.form_key = _fingerprint(made, asked, form_key)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            made.mentions.set({person.pk for person in tell} | _named(made))
            notifications.tell_of_comment(made)
    except IntegrityError:
        before = Comment.objects.filter(form_key=made.form_key).first() if made.form_key else None
        if before is None:
            raise
        return before
    return made


def _fingerprint(made: Comment, asked: set[int], form_key: str | None) -> str | None:
    """Return what a comment stores of its form's key.

    The same key in another hand, place or thread, or with other words (somebody went back and wrote more), is another.
    """
    if not form_key:
        return None
    where = (made.idea_id, made.parent_id, made.by_id, form_key, made.audience, made.about, made.which)
    value = f"{where} {sorted(asked)} {made.text}"
    return hashlib.sha256(value.encode()).hexdigest()[:40]


def _named(made: Comment) -> set[int]:
    if "@" not in made.text:
        return set()
    people = people_to_tell(made.idea, standing(made.by, made.idea), made.by, made.audience)
    return named(made.text, names_of(people))


def _require_readers(thread: Comment, asked: set[int]) -> None:
    if asked and people_of(thread.idea, thread.audience).filter(pk__in=asked).count() < len(asked):
        raise PermissionDenied(_("Only people who can read this can be asked to see to it, or be told of it."))


def require_out_of_bin(idea: Idea) -> None:
    """Raise PermissionDenied for an idea in the bin: what was said of it is read and stays as it is."""
    if idea.binned_at is not None:
        raise PermissionDenied(_("This idea is in the bin. Take it out first."))


@transaction.atomic
def assign(*, thread: Comment, by: User, to: User | None) -> None:
    """Ask somebody to see to a thread and tell them, or ask nobody any more; the same again changes nothing.

    Raises PermissionDenied unless `by` writes for the team or began the thread, and `to` reads it.
    """
    if thread.by_id == by.pk and not thread.from_outside:
        require_out_of_bin(thread.idea)
    else:
        require_writer(by, thread.idea)
    row = Comment.objects.select_for_update().get(pk=thread.pk, parent=None)
    _require_readers(thread, {to.pk} if to else set())
    if row.assigned_to_id == (to.pk if to else None):
        return
    Comment.objects.filter(pk=row.pk).update(assigned_to=to)
    if to is not None:
        notifications.tell_of_giving(thread, to, by)


@transaction.atomic
def resolve(*, thread: Comment, by: User) -> None:
    """Settle a thread and tell those who took part; settled already is settled still, by whoever was first."""
    require_out_of_bin(thread.idea)
    now, open_one = timezone.now(), Comment.objects.filter(pk=thread.pk, parent=None, resolved_at=None)
    if open_one.update(resolved_at=now, resolved_by=by):
        notifications.tell_of_settling(thread, by, now)


def reopen(*, thread: Comment, by: User) -> None:
    """Open a settled thread again."""
    require_out_of_bin(thread.idea)
    Comment.objects.filter(pk=thread.pk, parent=None).update(resolved_at=None, resolved_by=None)
