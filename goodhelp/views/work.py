"""A person's own pages: what waits for them, and their name."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import ProfileForm
from accounts.models import User
from goodhelp.templatetags.goodhelp import header_rights
from goodhelp.your_work import invitations_to, news_for
from ideas.models import Idea
from ideas.queue import steps_waiting, to_decide
from ideas.summaries import light, summaries
from ideas.views.shared import me
from text.prepared import prepared

IDEAS_SHOWN = 10
WAITING_SHOWN = 10


@require_safe
def your_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person, what their teams are working on, and what changed lately."""
    user = me(request)
    # Only who decides or reviews somewhere is asked for what waits for them; the header asks for that anyway.
    reviews = header_rights(user)["reviews"]
    submissions, submissions_count = to_decide(user, shown=WAITING_SHOWN) if reviews else ([], 0)
    team_invitations, review_invitations = invitations_to(user)
    shown = _ideas(user.pk)
    context = {
        "submissions": submissions,
        "submissions_count": submissions_count,
        "steps": steps_waiting(user, shown=WAITING_SHOWN),
        "team_invitations": team_invitations,
        "review_invitations": review_invitations,
        "ideas": summaries(shown[:IDEAS_SHOWN]),
        "more_ideas": len(shown) > IDEAS_SHOWN,
        "news": news_for(user),
    }
    return render(request, "goodhelp/your_work.html", context)


@prepared
def _ideas(user: int) -> QuerySet[Idea]:
    return light(Idea.objects.live_for(User(pk=user)).filter(binned_at=None))[: IDEAS_SHOWN + 1]


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change the name that colleagues see."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST":
        if form.is_valid():
            form.save()
            messages.success(request, _("Your name was saved."))
            return redirect("profile")
        return render(request, "goodhelp/profile.html", {"form": form}, status=422)
    return render(request, "goodhelp/profile.html", {"form": form})
