"""Beginning an idea from one in the library: its words come along, its judgements do not."""

import hashlib

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from characteristics.models import Characteristic, Pitfall, Question
from ideas.actions import answering, choosing, drafting
from ideas.documents import FocusPart, IdeaDocument, from_json
from ideas.models import Focus, Idea, Publication
from ideas.models.choices import Basis, WorksBy
from teams.models import Team

# Who shaped it, and how, is true of the other team alone; the title and summary are there from the beginning.
TEXTS = tuple(name for name in Idea.TEXTS if name not in {"title", "summary", "shaped_by"})


@transaction.atomic
def start_from(*, publication: Publication, by: User, team: Team, form_key: str | None = None) -> Idea:
    """Return a new draft of the team with the publication's words and where they came from.

    Along come the description (without who shaped it), the characteristics with the reasons, the routes, the words
    and citations of answers, and the plans for pitfalls. How far a question is covered, what an answer rests on,
    notes, what to try first, reviews and comments do not. The same form again returns the first draft. Raises
    PermissionDenied unless the person writes for the team.
    """
    document = from_json(publication.snapshot.body)
    key = hashlib.sha256(f"use {publication.pk} {form_key}".encode()).hexdigest()[:40] if form_key else None
    idea = drafting.start_idea(
        by=by, team=team, title=document.title, summary=document.texts["summary"], form_key=key
    )  # fmt: skip
    origin = {"derived_from": publication.snapshot, "source_note": source_note(publication)}
    if not Idea.objects.filter(pk=idea.pk, source_note="").update(**origin):
        return idea
    values = {name: document.texts.get(name, "") for name in TEXTS}
    drafting.describe_idea(idea=idea, by=by, values=values, base_version=1)
    _copy(document, idea, by)
    idea.refresh_from_db()
    return idea


def source_note(publication: Publication) -> str:
    """Return where an idea came from, in words that stay when it is taken back; the team only if it is named."""
    said = {
        "title": publication.snapshot.title, "team": publication.snapshot.idea.team.name,
        "date": date_format(publication.snapshot.at, "j F Y"),
    }  # fmt: skip
    if publication.names:
        return _("“%(title)s” of %(team)s, put into the library on %(date)s") % said
    return _("“%(title)s”, put into the library on %(date)s") % said


def _copy(document: IdeaDocument, idea: Idea, by: User) -> None:
    live = {c.slug: c for c in Characteristic.objects.filter(retired_at=None)}
    for part in document.foci:
        if part.slug not in live:
            continue
        choosing.choose(idea=idea, characteristic=live[part.slug], by=by, why=part.why, base_version=0)
        focus = Focus.objects.select_related("characteristic", "idea").get(idea=idea, characteristic=live[part.slug])
        _copy_routes(part, focus, by)
        _copy_answers(part, focus, by)
        _copy_pitfalls(part, focus, by)


def _copy_routes(part: FocusPart, focus: Focus, by: User) -> None:
    for route in part.routes:
        if route.text:
            ways = {f"by_{w.value}": w.value in route.works_by for w in WorksBy}
            values = {"text": route.text, **ways}
            choosing.save_route(focus=focus, component=route.component, by=by, values=values, base_version=0)


def _copy_answers(part: FocusPart, focus: Focus, by: User) -> None:
    questions = {q.key: q for q in Question.objects.live().filter(characteristic=focus.characteristic)}
    for each in part.questions:
        if each.key in questions and (each.text or each.citation):
            flags = {f"on_{b.value}": False for b in Basis}
            values = {"text": each.text, "state": "", "citation": each.citation, "note": "", **flags}
            answering.save_answer(focus=focus, question=questions[each.key], by=by, values=values, base_version=0)


def _copy_pitfalls(part: FocusPart, focus: Focus, by: User) -> None:
    pitfalls = {p.key: p for p in Pitfall.objects.filter(characteristic=focus.characteristic, retired_at=None)}
    for each in part.pitfalls:
        if each.key in pitfalls and each.plan:
            answering.save_pitfall_plan(
                focus=focus, pitfall=pitfalls[each.key], by=by, could_happen="", plan=each.plan, base_version=0
            )
