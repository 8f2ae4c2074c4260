"""Keeping, renaming and dropping a person's own views of the list of ideas."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from ideas.models import SavedView

MOST = 40


class Refused(Exception):
    """It cannot be kept; the text says why, for the person who typed."""


@transaction.atomic
def keep_view(*, by: User, name: str, query: str) -> SavedView:
    """Keep a view under a name; one that has this name already becomes this view. Raises Refused beyond MOST."""
    mine = SavedView.objects.filter(user=by)
    if mine.exclude(name=name).count() >= MOST:
        raise Refused(
            _("You have %(most)d views, and that is as many as there can be. Delete one first.") % {"most": MOST}
        )
    view, _made = SavedView.objects.update_or_create(user=by, name=name, defaults={"query": query})
    return view


@transaction.atomic
def rename_view(*, by: User, view: SavedView, name: str) -> None:
    """Give one's own view another name. Raises Refused if another one has it."""
    if SavedView.objects.filter(user=by, name=name).exclude(pk=view.pk).exists():
        raise Refused(_("Another of your views has this name."))
    SavedView.objects.filter(user=by, pk=view.pk).update(name=name)


def delete_view(*, by: User, view: SavedView) -> None:
    """Drop one's own view."""
    SavedView.objects.filter(user=by, pk=view.pk).delete()
