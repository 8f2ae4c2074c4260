"""Beginning an idea, describing it, sharing it, and the bin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from characteristics.models import Characteristic
from ideas.actions import choosing, drafting
from ideas.forms.drafting import DescribeForm, StartForm
from ideas.forms.shared import FormKey
from ideas.models import Idea
from ideas.permissions import teams_written_for
from ideas.views.shared import Part, me, respond_to_parts, visible_idea, written_idea
from ideas.weighing import Weigher
from ideas.workflow import NotAllowedNow
from teams.actions import ensure_team_of_one


@require_http_methods(["GET", "HEAD", "POST"])
def idea_start(request: HttpRequest) -> HttpResponse:
    """Begin an idea with a title and a few sentences."""
    teams = teams_written_for(me(request))
    if request.method == "POST" and not teams.exists():
        ensure_team_of_one(me(request))
    asked = {"practice": "practice" in request.GET, "characteristic": asked_characteristic(request)}
    first = "first" in request.GET
    form = StartForm(request.POST or None, teams=teams, initial=asked)
    form.weigher = Weigher()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        idea = drafting.start_idea(
            by=me(request), team=data["team"], title=data["title"], summary=data["summary"],
            practice=data["practice"], form_key=form.key,
        )  # fmt: skip
        if data["characteristic"]:
            choosing.choose(idea=idea, characteristic=data["characteristic"], by=me(request), why="", base_version=0)
        messages.success(request, _("Your idea is saved. Everything else can come later."))
        return redirect(first_step("focus_choose", idea) if first else idea)
    context = {"form": form, "first": first, "first_step": 1}
    return render(request, "ideas/idea_start.html", context, status=422 if form.is_bound else 200)


def first_step(name: str, *args: Any) -> str:
    """Return the address of a page as one of the three steps to a first report."""
    return reverse(f"ideas:{name}", args=[getattr(each, "pk", each) for each in args]) + "?first=yes"


@require_POST
def practice_start(request: HttpRequest) -> HttpResponse:
    """Begin a practice idea with one click: invented words to try things out on, in no number."""
    form = FormKey(request.POST)
    idea = drafting.start_idea(
        by=me(request), team=ensure_team_of_one(me(request)), title=_("Practice: tea after the library walk"),
        summary=_("People who come to the library alone would like company. Once a week we walk round the park "
                  "together and drink tea afterwards. (Invented. Change what you like: this idea counts nowhere.)"),
        practice=True, form_key=form.key if form.is_valid() else None,
    )  # fmt: skip
    messages.success(request, _("Here is a practice idea. Try anything: it counts in no numbers."))
    return redirect(first_step("focus_choose", idea))


def asked_characteristic(request: HttpRequest) -> Characteristic | None:
    """Return the characteristic that a page of the guide sent along, if there is such a one."""
    slug = request.GET.get("characteristic", "").replace("\x00", "")
    return Characteristic.objects.filter(slug=slug, retired_at=None).first() if slug else None


@require_http_methods(["GET", "HEAD", "POST"])
def idea_describe(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Say more about an idea: whose goal, what changes, who shaped it, who might be missed."""
    idea, at = written_idea(request, idea_id)

    def save(values: dict[str, Any], base: int) -> Any:
        return drafting.describe_idea(idea=idea, by=me(request), values=values, base_version=base)

    if request.method == "POST":
        form = DescribeForm(request.POST, prefix="idea")
    else:
        fields = {name: getattr(idea, name) for name in Idea.TEXTS}
        form = DescribeForm.showing(prefix="idea", version=idea.version, fields=fields)
    parts = [Part(form, save, _("The idea"))]
    first = "first" in request.GET
    context = {
        "idea": idea, "at": at, "parts": parts, "form": form, "step": "describe", "first": first, "first_step": 1,
    }  # fmt: skip
    after = first_step("focus_choose", idea) if first else idea.get_absolute_url()
    return respond_to_parts(request, "ideas/idea_describe.html", context, redirect_to=after)


@require_POST
def idea_share(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Let managers read the idea while it is being written, or no longer."""
    idea, _at = written_idea(request, idea_id)
    drafting.share_live(idea=idea, by=me(request), shared=request.POST.get("shared") == "yes")
    return redirect(idea)


@require_POST
def idea_bin(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Put a draft in the bin."""
    idea, _at = written_idea(request, idea_id)
    try:
        drafting.bin_idea(idea=idea, by=me(request))
    except NotAllowedNow:
        return render(request, "ideas/not_now.html", {"idea": idea}, status=409)
    messages.success(request, _("“%(title)s” is in the bin. You can take it out again.") % {"title": idea.title})
    return redirect("ideas:idea_list")


@require_POST
def idea_restore(request: HttpRequest, idea_id: int) -> HttpResponse:
    """Take a draft out of the bin."""
    idea, _at = visible_idea(request, idea_id)
    drafting.take_out(idea=idea, by=me(request))
    return redirect(idea)
