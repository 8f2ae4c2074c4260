"""A person's own views of the list of ideas."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ideas.actions import viewing
from ideas.filtering import Filters
from ideas.forms.saved_views import SavedViewForm
from ideas.models import SavedView
from ideas.views.shared import me


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_create(request: HttpRequest) -> HttpResponse:
    """Keep the filters of this address under a name."""
    query = Filters.read(request.GET).query()
    shown = f"{reverse('ideas:idea_list')}?{query}"
    form = SavedViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            viewing.keep_view(by=me(request), name=form.cleaned_data["name"], query=query)
            messages.success(request, _("Saved. You find it above the list of ideas."))
            return redirect(shown)
        except viewing.Refused as refused:
            form.add_error("name", str(refused))
    context = {"form": form, "query": query, "shown": shown}
    return render(request, "ideas/saved_view_create.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def saved_view_edit(request: HttpRequest, view_id: int) -> HttpResponse:
    """Rename one of the person's own views, or go on to delete it."""
    view = get_object_or_404(SavedView, pk=view_id, user=request.user)
    form = SavedViewForm(request.POST or None, initial={"name": view.name})
    if request.method == "POST" and form.is_valid():
        try:
            viewing.rename_view(by=me(request), view=view, name=form.cleaned_data["name"])
            return redirect(f"{reverse('ideas:idea_list')}?{view.query}")
        except viewing.Refused as refused:
            form.add_error("name", str(refused))
    context = {"form": form, "view": view}
    return render(request, "ideas/saved_view_edit.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def saved_view_delete(request: HttpRequest, view_id: int) -> HttpResponse:
    """Drop one of the person's own views."""
    view = get_object_or_404(SavedView, pk=view_id, user=request.user)
    viewing.delete_view(by=me(request), view=view)
    messages.success(request, _("The view was deleted. The ideas in it stay as they are."))
    return redirect("ideas:idea_list")
