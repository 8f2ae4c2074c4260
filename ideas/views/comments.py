"""Comments on an idea, a question or a pitfall."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from characteristics.models import Pitfall, Question
from ideas.actions import commenting
from ideas.actions.reviewing import latest_submission
from ideas.forms.comments import CommentForm, ReplyForm
from ideas.models import Comment, Idea
from ideas.permissions import Standing, standing
from ideas.threads import members_to_ask, readable, threads
from ideas.views.shared import me, visible_idea


@require_http_methods(["GET", "HEAD", "POST"])
def comment_list(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show the threads that this person reads, and begin a new one; `?about=` and `?which=` narrow both."""
    idea, at, context = _frame(request, idea_id)
    about, which, words = _about(request)
    audiences = commenting.audiences_for(at)
    form = CommentForm(request.POST or None, audiences=audiences, people=members_to_ask(idea))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "audience", "assigned_to")}
        made = commenting.comment(idea=idea, by=me(request), about=about, which=which, form_key=form.key, **said)
        return redirect(made)
    rows = readable(idea, at)
    if which:
        rows = rows.filter(about=about, which=which)
    found = threads(rows)
    context |= {
        "form": form, "words": words, "open": [t for t in found if t.root.resolved_at is None],
        "settled": [t for t in found if t.root.resolved_at is not None],
    }  # fmt: skip
    return render(request, "ideas/comment_list.html", context, status=422 if form.is_bound else 200)


def _frame(request: HttpRequest, idea_id: int) -> tuple[Idea, Standing, dict[str, Any]]:
    """Return the idea, the person's standing, and the title that they may see: submitted or as it is now."""
    idea = visible_idea(request, idea_id)
    at = standing(me(request), idea)
    submission = latest_submission(idea)
    title = idea.title if at.sees_live or submission is None else submission.title
    return idea, at, {"idea": idea, "at": at, "seen_title": title, "submission": submission}


def _about(request: HttpRequest) -> tuple[str, str, str]:
    """Return what the page is about: kind, key and words. 404 for a question or pitfall that there is not."""
    about, which = request.GET.get("about", ""), request.GET.get("which", "")
    if about not in {Comment.About.QUESTION, Comment.About.PITFALL} or not which:
        return Comment.About.IDEA, "", ""
    if "\x00" in which:
        raise Http404
    if about == Comment.About.QUESTION:
        question = get_object_or_404(Question.objects.select_related("current"), key=which)
        return about, which, question.current.text if question.current else which
    return about, which, get_object_or_404(Pitfall, key=which).in_short


@require_http_methods(["GET", "HEAD", "POST"])
def comment_detail(request: HttpRequest, idea_id: int, comment_id: int) -> HttpResponse:
    """Show one thread, and answer in it."""
    idea, at, context = _frame(request, idea_id)
    root = get_object_or_404(readable(idea, at).filter(parent=None), pk=comment_id)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(
            commenting.reply(thread=root, by=me(request), text=form.cleaned_data["text"], form_key=form.key)
        )
    rows = readable(idea, at)
    [thread] = threads(rows.filter(pk=root.pk) | rows.filter(parent=root))
    context |= {"form": form, "thread": thread}
    return render(request, "ideas/comment_detail.html", context, status=422 if form.is_bound else 200)


@require_POST
def comment_settle(request: HttpRequest, idea_id: int, comment_id: int) -> HttpResponse:
    """Settle a thread, or open it again: whoever writes for the team, or began it, may."""
    idea, at, _context = _frame(request, idea_id)
    root = get_object_or_404(readable(idea, at).filter(parent=None), pk=comment_id)
    if not at.writes and root.by_id != me(request).pk:
        raise PermissionDenied(_("Only the team, or whoever began this, can settle it."))
    if request.POST.get("settled") == "no":
        commenting.reopen(thread=root, by=me(request))
    else:
        commenting.resolve(thread=root, by=me(request))
        messages.success(request, _("Settled. It stays readable below."))
    return redirect(root)
