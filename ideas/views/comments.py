"""Comments on an idea, a question or a pitfall."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from characteristics.models import Pitfall, Question
from ideas.actions import commenting
from ideas.actions.reviewing import latest_submission
from ideas.forms.comments import AssignForm, CommentForm, ReplyForm
from ideas.mentions import unknown
from ideas.models import Comment, Idea
from ideas.permissions import Standing
from ideas.threads import names_of, people_of, people_to_tell, readable, stands_there, threads
from ideas.views.shared import me, visible_idea


@require_http_methods(["GET", "HEAD", "POST"])
def comment_list(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Show the threads that this person reads, and begin a new one; `?about=` and `?which=` narrow both."""
    idea, at, context = _frame(request, idea_id)
    about, which, words = _about(request)
    form = _comment_form(request, idea, at)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = {
            name: form.cleaned_data.get(name) for name in ("text", "audience", "assigned_to", "tell")
        }
        made = commenting.comment(idea=idea, by=me(request), about=about, which=which, form_key=form.key, **said)
        return _sent(request, made, at)
    rows = readable(idea, at)
    if which:
        rows = rows.filter(about=about, which=which)
    found = threads(rows)
    context |= {
        "form": form, "words": words, "about": about, "place": _place(about, which, context),
        "stands": stands_there(about, which, idea, at, context["submission"]),
        "open": [t for t in found if t.root.resolved_at is None],
        "settled": [t for t in found if t.root.resolved_at is not None],
    }  # fmt: skip
    return render(request, "ideas/comment_list.html", context, status=422 if form.is_bound else 200)


def _comment_form(request: HttpRequest, idea: Idea, at: Standing) -> CommentForm:
    audiences = commenting.audiences_for(at)
    widest = str(audiences[-1])
    return CommentForm(
        request.POST or None, audiences=audiences, people=people_to_tell(idea, at, me(request), widest),
        askable=people_of(idea, widest) if at.writes or at.decides else None,
        readers={str(each): people_of(idea, each) for each in audiences},
    )  # fmt: skip


def _sent(request: HttpRequest, made: Comment, at: Standing) -> HttpResponse:
    """Lead to the new comment, and say which names with an @ meant nobody."""
    if "@" in made.text:
        names = names_of(people_to_tell(made.idea, at, me(request), made.audience))
        for name in unknown(made.text, names)[:5]:
            words = _("Nobody was told by “%(name)s”: no one person who reads this is called that.")
            messages.warning(request, words % {"name": name})
    messages.success(request, _("Your comment is sent."))
    return redirect(made)


def _frame(request: HttpRequest, idea_id: int) -> tuple[Idea, Standing, dict[str, Any]]:
    """Return the idea, the person's standing, and the title that they may see: submitted or as it is now.

    In the bin, comments are there to be read.
    """
    idea, at = visible_idea(request, idea_id)
    if request.method == "POST":
        commenting.require_out_of_bin(idea)
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


def _place(about: str, which: str, context: dict[str, Any]) -> str:
    """Return the address of the very question or pitfall, as this person may read it; empty for the whole idea."""
    idea, at, submission = context["idea"], context["at"], context["submission"]
    if not which:
        return ""
    if at.writes:
        model, page = (Question, "answer_edit") if about == Comment.About.QUESTION else (Pitfall, "pitfall_edit")
        slug = model._default_manager.filter(key=which).values_list("characteristic__slug", flat=True).first()
        chosen = idea.foci.active().filter(characteristic__slug=slug).exists()
        return reverse(f"ideas:{page}", args=[idea.pk, slug]) + f"#{which}" if chosen else ""
    part = "q" if about == Comment.About.QUESTION else "p"
    if at.sees_live:
        return reverse("ideas:idea_answers", args=[idea.pk]) + f"#{part}-{which}"
    if submission is None:
        return ""
    return reverse("ideas:submission_answers", args=[idea.pk, submission.number]) + f"#{part}-{which}"


@require_http_methods(["GET", "HEAD", "POST"])
def comment_detail(request: HttpRequest, idea_id: int, comment_id: int) -> HttpResponse:
    """Show one thread, and answer in it."""
    idea, at, context = _frame(request, idea_id)
    root = get_object_or_404(readable(idea, at).filter(parent=None), pk=comment_id)
    form = ReplyForm(request.POST or None, people=people_to_tell(idea, at, me(request), root.audience))
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "tell")}
        return _sent(request, commenting.reply(thread=root, by=me(request), form_key=form.key, **said), at)
    return _thread_page(request, root, context, form=form)


def _thread_page(request: HttpRequest, root: Comment, context: dict[str, Any], *, form: ReplyForm | None = None,
                 giving: AssignForm | None = None) -> HttpResponse:  # fmt: skip
    idea, at = context["idea"], context["at"]
    readers = people_of(idea, root.audience)
    rows = readable(idea, at)
    [thread] = threads(rows.filter(pk=root.pk) | rows.filter(parent=root))
    context |= {
        "thread": thread,
        "place": _place(root.about, root.which, context),
        "stands": stands_there(root.about, root.which, idea, at, context["submission"]),
        "form": form or ReplyForm(people=people_to_tell(idea, at, me(request), root.audience)),
        "may_ask": _may_ask(root, at, me(request)),
        "giving": giving or AssignForm(people=readers, initial={"assigned_to": root.assigned_to_id}),
    }
    refused = giving is not None or (form is not None and form.is_bound)
    return render(request, "ideas/comment_detail.html", context, status=422 if refused else 200)


def _may_ask(root: Comment, at: Standing, user: User) -> bool:
    """Tell whether the person may ask somebody to see to the thread: the team, and a manager who began it."""
    return at.writes or (at.decides and root.by_id == user.pk and not root.from_outside)


@require_POST
def comment_assign(request: HttpRequest, idea_id: int, comment_id: int) -> HttpResponse:
    """Ask somebody to see to a thread, or nobody any more."""
    idea, at, context = _frame(request, idea_id)
    root = get_object_or_404(readable(idea, at).filter(parent=None), pk=comment_id)
    if not _may_ask(root, at, me(request)):
        raise PermissionDenied(_("Only the team, or whoever began this, can ask somebody to see to it."))
    form = AssignForm(request.POST, people=people_of(idea, root.audience))
    if not form.is_valid():
        return _thread_page(request, root, context, giving=form)
    commenting.assign(thread=root, by=me(request), to=form.cleaned_data["assigned_to"])
    messages.success(request, _("Saved."))
    return redirect(root)


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
