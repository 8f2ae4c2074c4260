"""A person's own pages: what waits for them, and their name."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import ProfileForm


@require_safe
def your_work(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person and what their teams are working on."""
    return render(request, "goodhelp/your_work.html", {})


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
