"""Case studies of 2020, and the directory of programmes of 2018."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from casestudies import reading
from casestudies.models import CaseStudy, Illustration
from characteristics.reading import place_of

EVERY_SECTOR = "all"


@login_not_required
@require_safe
def casestudy_list(request: HttpRequest) -> HttpResponse:
    """Show the case studies and which characteristics each shows; two queries."""
    shown = Illustration.objects.filter(characteristic__retired_at=None).select_related("characteristic")
    studies = CaseStudy.objects.select_related("source").prefetch_related(Prefetch("illustrations", queryset=shown))
    return render(request, "casestudies/casestudy_list.html", {"case_studies": list(studies)})


@login_not_required
@require_safe
def casestudy_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one case study: what, how, the characteristics it shows and what it takes; four queries."""
    study = get_object_or_404(CaseStudy.objects.select_related("source"), slug=slug)
    every = list(CaseStudy.objects.only("slug", "name", "order"))
    illustrations = Illustration.objects.filter(case_study=study)
    context = {
        "case_study": study,
        "illustrations": list(illustrations.select_related("characteristic", "example", "source")),
        "actors": reading.needs_by_actor(study),
        "place": place_of(every, study),
    }
    return render(request, "casestudies/casestudy_detail.html", context)


@login_not_required
@require_safe
def programme_list(request: HttpRequest) -> HttpResponse:
    """Show the directory by sector: an overview, one sector, or all on one page (`?sector=all`). One query.

    A sector that does not exist gets the overview, with a sentence that says so.
    """
    sectors = reading.programmes_by_sector()
    asked = request.GET.get("sector", "")
    chosen = next((sector for sector in sectors if sector.value == asked), None)
    context = {
        "sectors": sectors,
        "shown": [chosen] if chosen else sectors,
        "chosen": chosen,
        "overview": chosen is None and asked != EVERY_SECTOR,
        "unknown": chosen is None and asked not in {"", EVERY_SECTOR},
        "total": sum(sector.total for sector in sectors),
    }
    return render(request, "casestudies/programme_list.html", context)
