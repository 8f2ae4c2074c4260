"""Links with which people outside read one idea."""

import base64
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.models import Idea, ShareLink, Snapshot
from ideas.permissions import require_writer
from teams.tokens import hash_token, new_token

WORKING_AT_ONCE = 20


class TooManyLinks(Exception):
    """The idea has as many working links as it may; the text says what to do."""


def secret_for(*, idea: Idea, by: User, form_key: str | None) -> str:
    """Return the secret of a new link: 256 bits. The same form gives the same secret again.

    A double click, or a page loaded again, then shows the link that the first click made, though nothing but the
    hash of its secret is stored. The key of the form is not stored at all.
    """
    if form_key is None:
        return new_token()[0]
    value = f"{idea.pk} {by.pk} {form_key}"
    digest = salted_hmac("ideas.actions.sharing", value, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def make_link(*, idea: Idea, by: User, days: int, snapshot: Snapshot | None = None, names: bool = False,
              comments: bool = False, contribute: bool = False, label: str = "",
              form_key: str | None = None) -> tuple[ShareLink, str]:  # fmt: skip
    """Return a link that shows the snapshot, or without one the idea as it is now, and the secret of its address.

    Raises PermissionDenied unless the person writes for the team, TooManyLinks with a sentence for them.
    """
    require_writer(by, idea)
    token = secret_for(idea=idea, by=by, form_key=form_key)
    made = ShareLink.objects.filter(token_hash=hash_token(token)).first()
    if made is not None:
        return made, token
    if idea.share_links.working().count() >= WORKING_AT_ONCE:
        raise TooManyLinks(_("This idea has as many working links as it can have. Take one back first."))
    link = ShareLink(
        idea=idea, snapshot=snapshot, token_hash=hash_token(token), label=label, names=names, comments=comments,
        contribute=contribute, made_by=by, expires_at=timezone.now() + timedelta(days=days),
    )  # fmt: skip
    try:
        with transaction.atomic():
            link.save(force_insert=True)
    except IntegrityError:  # the same form, sent twice at once
        return ShareLink.objects.get(token_hash=link.token_hash), token
    return link, token


@transaction.atomic
def revoke_link(*, link: ShareLink, by: User) -> None:
    """Take a link back, from the next request on; a second time changes nothing."""
    require_writer(by, link.idea, in_bin=True)
    ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_by=by)


def open_link(token: str) -> ShareLink | None:
    """Return the link with that secret while it works. Why one does not work is told nobody."""
    rows = ShareLink.objects.working().select_related("idea__team", "snapshot__by")
    return rows.filter(token_hash=hash_token(token)).first()
