"""Makes an idea's past readable: steps as sentences, saves as sittings, versions with their differences."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from characteristics.models import Characteristic, Component, Pitfall, Question
from ideas.models import Reviewer, Revision, StatusChange
from ideas.versions import CODED
from text.differences import Piece, word_differences

# Saves by one person to one text that follow within this time are one sitting.
PAUSE = timedelta(minutes=30)


def sentence(step: StatusChange) -> str:
    """Return what happened, without a full stop: “Wren submitted it”."""
    words = {
        "begin": _("%(who)s started the idea"),
        "submit": _("%(who)s submitted it"),
        "withdraw": _("%(who)s took the submission back"),
        "ask_changes": _("%(who)s asked for changes"),
        "not_now": _("%(who)s decided: not now"),
        "agree": _("%(who)s agreed to test it"),
        "agree_own_team": _("%(who)s recorded that the team agreed it itself, not independently reviewed"),
        "start_testing": _("%(who)s started the test"),
        "adopt": _("%(who)s recorded that it was adopted"),
        "adapt": _("%(who)s recorded that it was adapted"),
        "stop": _("%(who)s stopped it"),
        "reopen": _("%(who)s took it back to a draft"),
    }
    return words[step.name] % {"who": step.by}


def changed(revision: Revision, about: str) -> str:
    """Return what a save did, without a full stop: “Wren changed the answer to “…””. `about` is from `subjects`."""
    kept = {
        "idea": _("%(who)s changed the description"),
        "plan": _("%(who)s changed what to try first"),
        "focus": _("%(who)s changed the choice of “%(about)s”"),
        "route": _("%(who)s changed how it works: %(about)s"),
        "answer": _("%(who)s changed the answer to “%(about)s”"),
        "pitfall": _("%(who)s changed the plan for the pitfall “%(about)s”"),
    }
    aside = {
        "idea": _("Words of %(who)s for the description were set aside"),
        "plan": _("Words of %(who)s for what to try first were set aside"),
        "focus": _("Words of %(who)s for the choice of “%(about)s” were set aside"),
        "route": _("Words of %(who)s for how it works were set aside: %(about)s"),
        "answer": _("Words of %(who)s for the answer to “%(about)s” were set aside"),
        "pitfall": _("Words of %(who)s for the pitfall “%(about)s” were set aside"),
    }
    return (kept if revision.kept else aside)[revision.what] % {"who": revision.by, "about": about}


def versions_heading(what: str) -> str:
    """Return the heading of the page with the versions of a text of that kind."""
    return {
        "idea": _("Versions of the description"),
        "plan": _("Versions of what to try first"),
        "focus": _("Versions of the choice of a characteristic"),
        "route": _("Versions of how it works"),
        "answer": _("Versions of an answer"),
        "pitfall": _("Versions of the plan for a pitfall"),
    }[what]


def invitations(reviewers: Iterable[Reviewer]) -> Iterator[tuple[datetime, str]]:
    """Yield when and what happened with each reviewer from outside, without a full stop."""
    for reviewer in reviewers:
        names = {"who": reviewer.invited_by, "email": reviewer.email, "reviewer": reviewer.user or reviewer.email}
        yield reviewer.created_at, _("%(who)s invited %(email)s to review it") % names
        if reviewer.accepted_at:
            yield reviewer.accepted_at, _("%(reviewer)s accepted to review it") % names
        if reviewer.revoked_at:
            words = _("%(reviewer)s may no longer review it") if reviewer.accepted_at else _(
                "The invitation of %(email)s was taken back"
            )  # fmt: skip
            yield reviewer.revoked_at, words % names


@dataclass(slots=True)
class Sitting:
    """What one person changed in one text in one go."""

    revision: Revision  # the last one
    first: datetime
    last: datetime
    saves: int = 1

    def takes(self, revision: Revision, pause: timedelta = PAUSE) -> bool:
        """Tell whether an earlier revision belongs to this sitting."""
        mine = self.revision
        same = (revision.what, revision.which, revision.by_id) == (mine.what, mine.which, mine.by_id)
        return same and revision.kept == mine.kept and self.first - revision.at < pause


def sittings(revisions: Iterable[Revision]) -> list[Sitting]:
    """Group revisions, newest first, into sittings; other people's saves in between do not break one."""
    found: list[Sitting] = []
    for revision in revisions:
        sitting = next((s for s in found if s.takes(revision)), None)
        if sitting is None:
            found.append(Sitting(revision, revision.at, revision.at))
        else:
            sitting.first = revision.at
            sitting.saves += 1
    return found


def subjects(revisions: Iterable[Revision]) -> dict[tuple[str, str], str]:
    """Return what each text is about, in words, by what it is and which: a question's words, say. Three queries."""
    pairs = {(r.what, r.which) for r in revisions}
    keys = {which.partition(":")[0] for _what, which in pairs}
    names = dict(Characteristic.objects.filter(slug__in=keys).values_list("slug", "name"))
    asked = dict(Question.objects.filter(key__in=keys).values_list("key", "current__text"))
    pitfalls = dict(Pitfall.objects.filter(key__in=keys).values_list("key", "in_short"))
    components = dict(Component.choices)
    words = {}
    for what, which in pairs:
        key, _colon, component = which.partition(":")
        about = {"answer": asked, "pitfall": pitfalls}.get(what, names).get(key) or key
        words[what, which] = f"{about}: {components.get(component, '')}" if component else about
    return words


@dataclass(slots=True)
class Version:
    """One version of a text with what it changed: a save, or a sitting of them."""

    sitting: Sitting
    fields: list[tuple[str, list[Piece]]] = field(default_factory=list)

    @property
    def revision(self) -> Revision:
        """Return the save that stands for it: the last."""
        return self.sitting.revision

    @property
    def words(self) -> list[tuple[str, str]]:
        """Return the whole texts of this version, by field."""
        return [(n, v) for n, v in self.revision.payload.items() if isinstance(v, str) and v and n not in CODED]


def text_versions(revisions: Iterable[Revision], *, pause: timedelta = PAUSE) -> list[Version]:
    """Return the versions of one text, newest first, from its revisions, oldest first.

    Saves by one person in one sitting are one version, unless somebody else came between; with no `pause`
    each save stands alone. Each shows its differences from what stood before it.
    """
    groups: list[Sitting] = []
    for revision in revisions:
        group, last = Sitting(revision, revision.at, revision.at), groups[-1] if groups else None
        same_fields = last is not None and last.revision.payload.keys() == revision.payload.keys()
        if last is not None and same_fields and group.takes(last.revision, pause):
            group.first, group.saves = last.first, last.saves + 1
            groups.pop()
        groups.append(group)
    standing: dict[str, object] = {}
    versions = []
    for group in groups:
        versions.append(Version(group, list(_differences(standing, group.revision.payload))))
        if group.revision.kept:
            standing = {**standing, **group.revision.payload}
    return versions[::-1]


def _differences(before: dict[str, object], after: dict[str, object]) -> Iterator[tuple[str, list[Piece]]]:
    for name, value in after.items():
        old = before.get(name, "")
        if old == value or (not old and not value):
            continue
        if name in CODED:
            pieces = [Piece("out", str(CODED[name].get(old, ""))), Piece("in", str(CODED[name].get(value, "")))]
            yield name, [p for p in pieces if p.text]
        elif isinstance(value, str) and isinstance(old, str):
            yield name, word_differences(old, value)
        else:
            yield name, [Piece("in", _("yes")) if value else Piece("out", _("yes"))]
