"""Makes an idea's past readable: steps as sentences, saves as sittings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from django.db.models import Min
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from characteristics.models import Characteristic, Component, Pitfall, Question
from ideas.models import Claim, Idea, Reviewer, Revision, StatusChange
from ideas.models.revision import CHOSEN

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
    return capfirst(words[step.name] % {"who": step.by})  # a former member has no capital of their own


def changed(revision: Revision, about: str, *, again: bool = False) -> str:
    """Return what a save did, without a full stop: “Wren changed the answer to “…””.

    `about` is from `subjects`; `again` tells that a choice was made once before.
    """
    names = {"who": revision.by, "about": about}
    if CHOSEN in revision.payload:
        return _choice(revision.payload[CHOSEN], again) % names
    if revision.restored_from is not None:
        names["when"] = date_format(timezone.localtime(revision.restored_from.at), "j F Y, H:i")
        return _("%(who)s restored the version of %(when)s of %(text)s") % {**names, "text": _named(revision) % names}
    kept = {
        "idea": _("%(who)s changed the description"),
        "plan": _("%(who)s changed what to try first"),
        "focus": _("%(who)s said why “%(about)s” was chosen"),
        "route": _("%(who)s changed how it works: %(about)s"),
        "answer": _("%(who)s changed the answer to “%(about)s”"),
        "pitfall": _("%(who)s changed the plan for the pitfall “%(about)s”"),
        "ask": _("%(who)s changed what the team says about something asked for (%(about)s)"),
    }
    aside = {
        "idea": _("Words of %(who)s for the description were set aside"),
        "plan": _("Words of %(who)s for what to try first were set aside"),
        "focus": _("Words of %(who)s on why “%(about)s” was chosen were set aside"),
        "route": _("Words of %(who)s for how it works were set aside: %(about)s"),
        "answer": _("Words of %(who)s for the answer to “%(about)s” were set aside"),
        "pitfall": _("Words of %(who)s for the pitfall “%(about)s” were set aside"),
        "ask": _("Words of %(who)s about something asked for (%(about)s) were set aside"),
    }
    return (kept if revision.kept else aside)[revision.what] % names


def _choice(chosen: bool, again: bool) -> str:
    if not chosen:
        return _("%(who)s set “%(about)s” aside")
    return _("%(who)s chose “%(about)s” again") if again else _("%(who)s chose “%(about)s”")


def _named(revision: Revision) -> str:
    return {
        "idea": _("the description"),
        "plan": _("what to try first"),
        "focus": _("why “%(about)s” was chosen"),
        "route": _("how it works: %(about)s"),
        "answer": _("the answer to “%(about)s”"),
        "pitfall": _("the plan for the pitfall “%(about)s”"),
        "ask": _("what the team says about something asked for (%(about)s)"),
    }[revision.what]


def versions_heading(what: str) -> str:
    """Return the heading of the page with the versions of a text of that kind."""
    return {
        "idea": _("Versions of the description"),
        "plan": _("Versions of what to try first"),
        "focus": _("Versions of the choice of a characteristic"),
        "route": _("Versions of how it works"),
        "answer": _("Versions of an answer"),
        "pitfall": _("Versions of the plan for a pitfall"),
        "ask": _("Versions of what the team says about something asked for"),
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


def looks(claims: Iterable[Claim]) -> Iterator[tuple[datetime, str]]:
    """Yield when somebody began to look at a submission, took it over or let it go, without a full stop."""
    taken: dict[int, User] = {}
    for claim in claims:
        names = {"who": claim.by, "number": claim.snapshot.number, "from": taken.pop(claim.snapshot_id, None)}
        yield claim.at, (_("%(who)s took submission %(number)s over from %(from)s") if names["from"] else _(
            "%(who)s began to look at submission %(number)s"
        )) % names  # fmt: skip
        if claim.end == Claim.End.TAKEN_OVER:
            taken[claim.snapshot_id] = claim.by
        if claim.end == Claim.End.RELEASED and claim.ended_at:
            yield claim.ended_at, _("%(who)s let submission %(number)s go for somebody else") % names


@dataclass(slots=True)
class Sitting:
    """What one person changed in one text in one go."""

    revisions: list[Revision]  # the newest first

    @property
    def revision(self) -> Revision:
        """Return the save that stands for it: the last."""
        return self.revisions[0]

    @property
    def saves(self) -> int:
        """Return how often they saved."""
        return len(self.revisions)

    @property
    def first(self) -> datetime:
        """Return when they began."""
        return self.revisions[-1].at

    @property
    def last(self) -> datetime:
        """Return when they saved last."""
        return self.revision.at

    @property
    def steps(self) -> list[tuple[Revision, Revision | None]]:
        """Return each save with the one before it in this sitting."""
        return list(zip_longest(self.revisions, self.revisions[1:]))

    def takes(self, earlier: Revision, pause: timedelta = PAUSE) -> bool:
        """Tell whether a revision from before belongs to this sitting. Choices and restored versions stand alone."""
        mine = self.revisions[-1]
        plain = all(CHOSEN not in r.payload and r.restored_from_id is None for r in (mine, earlier))
        same = (earlier.by_id, earlier.kept, earlier.payload.keys()) == (mine.by_id, mine.kept, mine.payload.keys())
        return plain and same and mine.at - earlier.at < pause


def sittings(revisions: Iterable[Revision], pause: timedelta = PAUSE) -> list[Sitting]:
    """Group revisions, newest first, into sittings. Somebody else's save to the same text ends one."""
    found: list[Sitting] = []
    latest: dict[tuple[str, str], Sitting] = {}
    for revision in revisions:
        sitting = latest.get((revision.what, revision.which))
        if sitting is not None and sitting.takes(revision, pause):
            sitting.revisions.append(revision)
            continue
        latest[revision.what, revision.which] = Sitting([revision])
        found.append(latest[revision.what, revision.which])
    return found


def chosen_before(idea: Idea) -> dict[str, int]:
    """Return, by slug of each characteristic, the revision with which it was chosen for the first time. One query."""
    rows = Revision.objects.filter(idea=idea, what=Revision.What.FOCUS, payload__has_key=CHOSEN)
    return {row["which"]: row["first"] for row in rows.values("which").annotate(first=Min("pk")).order_by()}


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
        if what == Revision.What.ASK:
            submission, _dash, number = which.partition("-")
            about = _("submission %(submission)s, point %(number)s") % {"submission": submission, "number": number}
        words[what, which] = f"{about}: {components.get(component, '')}" if component else about
    return words
