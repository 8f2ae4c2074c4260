"""The public pages of the guide: the eight, prose, the seven of 2018, resources, references, and words."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from characteristics import reading
from characteristics.models import Characteristic, Page, Principle, PrinciplePoint, Reference, Term, WordToWeigh
from text.phrases import folded_words


@login_not_required
@require_safe
def characteristic_list(request: HttpRequest) -> HttpResponse:
    """Show the characteristics in the guide's order; one query."""
    characteristics = list(Characteristic.objects.filter(retired_at=None).select_related("source"))
    return render(request, "characteristics/characteristic_list.html", {"characteristics": characteristics})


@login_not_required
@require_safe
def characteristic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show all that the guide says about one characteristic; a retired one stays readable. Nine queries."""
    characteristic = get_object_or_404(Characteristic.objects.select_related("source"), slug=slug)
    context = {
        "characteristic": characteristic,
        "place": reading.place_of(reading.live_characteristics(), characteristic),
        **reading.parts_of(characteristic),
    }
    return render(request, "characteristics/characteristic_detail.html", context)


@login_not_required
@require_safe
def page_list(request: HttpRequest) -> HttpResponse:
    """Show all prose pages by section, and the other parts of the guide; one query."""
    return render(request, "characteristics/page_list.html", {"groups": reading.pages_by_section()})


@login_not_required
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a prose page and what stands beside it; two queries."""
    page = get_object_or_404(Page.objects.select_related("source"), slug=slug)
    groups = reading.pages_by_section()
    rows = [row for group in groups for row in group.rows]
    context = {
        "page": page,
        "beside": [row for row in rows if row.section == page.section and row.pk != page.pk],
        "place": reading.place_of(rows, page),
    }
    return render(request, "characteristics/page_detail.html", context)


@login_not_required
@require_safe
def principle_list(request: HttpRequest) -> HttpResponse:
    """Show the seven characteristics of the 2018 report; one query."""
    principles = list(Principle.objects.select_related("source"))
    return render(request, "characteristics/principle_list.html", {"principles": principles})


@login_not_required
@require_safe
def principle_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one of the seven of 2018; three queries."""
    principle = get_object_or_404(Principle.objects.select_related("source"), slug=slug)
    every = list(Principle.objects.only("slug", "name", "order"))
    context = {
        "principle": principle,
        "points": list(PrinciplePoint.objects.filter(principle=principle).select_related("source")),
        "place": reading.place_of(every, principle),
    }
    return render(request, "characteristics/principle_detail.html", context)


@login_not_required
@require_safe
def principle_check(request: HttpRequest) -> HttpResponse:
    """Show the seven-question check of 2018 as a sheet to print. It stores nothing; one query."""
    principles = list(Principle.objects.select_related("source"))
    return render(request, "characteristics/principle_check.html", {"principles": principles})


@login_not_required
@require_safe
def resource_list(request: HttpRequest) -> HttpResponse:
    """Show the resources that the guide lists, by topic; one query."""
    groups = reading.resources_by_topic()
    everything = [row for group in groups for row in group.rows]
    return render(request, "characteristics/resource_list.html", {"groups": groups, "resources": everything})


@login_not_required
@require_safe
def reference_list(request: HttpRequest) -> HttpResponse:
    """Show the publications that the guide rests on; one query."""
    references = list(Reference.objects.select_related("source"))
    return render(request, "characteristics/reference_list.html", {"references": references})


@login_not_required
@require_safe
def term_list(request: HttpRequest) -> HttpResponse:
    """Show the glossary, each term under its own anchor; one query."""
    terms = list(Term.objects.select_related("source"))
    return render(request, "characteristics/term_list.html", {"terms": terms})


@login_not_required
@require_safe
def word_list(request: HttpRequest) -> HttpResponse:
    """Show the words that take power away, each with the reason and a better word; one query."""
    words = list(WordToWeigh.objects.filter(retired_at=None).select_related("source"))
    return render(request, "characteristics/word_list.html", {"words": words})


@login_not_required
@require_safe
def word_data(request: HttpRequest) -> JsonResponse:
    """Return the same words for the script that looks for them while somebody types; one query.

    Each form comes as it is compared, so that browser and server can never fold it differently. With them comes the
    note as the server would write it, empty.
    """
    found = [
        {
            "key": word.key, "words": word.words, "reason": word.reason, "better": word.better,
            "forms": [" ".join(folded_words(form)) for form in word.forms],
        }
        for word in WordToWeigh.objects.filter(retired_at=None)
    ]  # fmt: skip
    note = render_to_string("characteristics/_word_note.html", {"idea": True}, request)
    return JsonResponse({"words": found, "note": note})
