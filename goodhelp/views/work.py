"""A person's own pages: what waits for them, and their name."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import ProfileForm
from accounts.models import User
from goodhelp.templatetags.goodhelp import header_rights
from goodhelp.your_work import invitations_to, news_for
from ideas.asked import asked_of
from ideas.models import Idea
from ideas.queue import Waiting, first_waiting, steps_waiting
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
    queue = first_waiting(user, shown=WAITING_SHOWN) if reviews else Waiting()
    team_invitations, review_invitations = invitations_to(user)
    shown = _ideas(user.pk)
    waits = {
        "submissions": queue.mine, "again": queue.again, "wishes": queue.feedback,
        "steps": steps_waiting(user, shown=WAITING_SHOWN), "asked": asked_of(user, shown=WAITING_SHOWN),
        "team_invitations": team_invitations, "review_invitations": review_invitations,
    }  # fmt: skip
    context = {
        **waits, "waits": any(waits.values()), "submissions_count": queue.mine_count, "shown": WAITING_SHOWN,
        "today": timezone.localdate(), "ideas": summaries(shown[:IDEAS_SHOWN]), "news": news_for(user),
        # What whoever decides reads as submitted stands in the list alone.
        "more_ideas": reviews or len(shown) > IDEAS_SHOWN,
    }  # fmt: skip
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
