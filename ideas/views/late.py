"""What to answer when a step comes too late. Nothing that somebody typed is lost."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ideas.models import Idea
from ideas.permissions import standing
from ideas.views.shared import me

Typed = list[tuple[Any, str]]


def typed_words(form: Any) -> Typed:
    """Return what the form brought in its text areas, each with its label."""
    areas = [form[name] for name, field in form.fields.items() if getattr(field.widget, "input_type", None) is None]
    return [(field.label, value) for field in areas if (value := field.value()) and isinstance(value, str)]


def too_late(request: HttpRequest, idea: Idea, *forms: Any) -> HttpResponse:
    """Answer 409 to a step that the idea cannot take from where it stands, with what was typed.

    The page shows neither title nor text of the idea: its reader may only see submissions.
    """
    idea.refresh_from_db(fields=["status", "binned_at"])
    context = {
        "idea": idea,
        "at": standing(me(request), idea),
        "last_step": idea.status_changes.select_related("by").last(),
        "typed": [pair for form in forms if form is not None for pair in typed_words(form)],
    }
    return render(request, "ideas/not_now.html", context, status=409)


def gone(request: HttpRequest, form: Any) -> HttpResponse:
    """Answer 404 with what was typed: the same for what was taken back meanwhile and for what never was."""
    return render(request, "ideas/not_now.html", {"typed": typed_words(form)}, status=404)
