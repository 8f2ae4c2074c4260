"""Across the ideas of one's teams: the portfolio, the ideas behind a number of it, and the same as a file."""

import csv
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ideas.counts import ASSUMED
from ideas.filtering import ONLY_ASSUMED, Filters
from ideas.portfolio.findings import doubts, places, recurring, rests
from ideas.portfolio.scope import Scope, counted
from ideas.portfolio.selection import select
from ideas.portfolio.sheet import sheet
from ideas.portfolio.table import lines_of, table_of
from ideas.views.shared import me

PER_PAGE = 50
# An idea's line is a wide one.
LINES_SHOWN = 25


@require_safe
def portfolio(request: HttpRequest) -> HttpResponse:
    """Show what the person's teams work on across their ideas; with `?team=` one team's. At most 15 queries."""
    scope = Scope(me(request), request.GET.get("team", ""))
    page = Paginator(lines_of(scope), LINES_SHOWN).get_page(request.GET.get("page"))
    table = table_of(scope, list(page.object_list))
    claims, resting = rests(scope)
    context = {
        **_about(scope), "table": table, "page": page, "rows": table.rows, "doubts": doubts(scope),
        "pitfalls": recurring(scope), "claims": claims, "rests": resting, "places": places(scope, timezone.now()),
    }  # fmt: skip
    return render(request, "ideas/portfolio.html", context)


@require_safe
def portfolio_list(request: HttpRequest) -> HttpResponse:
    """List the ideas behind a number of the portfolio: exactly those that it counted."""
    scope = Scope(me(request), request.GET.get("team", ""))
    chosen = select(scope, request.GET)
    page = Paginator(chosen.ideas, PER_PAGE).get_page(request.GET.get("page"))
    asked = {**chosen.asked, **({"team": str(scope.team)} if scope.team else {})}
    context = {
        **_about(scope), "chosen": chosen, "page": page, "asked": urlencode(asked),
        "further": Filters.read(_as_in_list(asked)).query(),
        "ideas": [(idea, scope.teams[idea.team_id]) for idea in counted(page.object_list)],
    }  # fmt: skip
    return render(request, "ideas/portfolio_list.html", context)


@require_safe
def portfolio_csv(request: HttpRequest) -> HttpResponse:
    """Return the portfolio as a file for a spreadsheet program; no cell of it is a formula."""
    scope = Scope(me(request), request.GET.get("team", ""))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="across-ideas-{timezone.localdate().isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    response.write("\ufeff")  # so that Excel reads accented letters
    csv.writer(response).writerows(sheet(scope))
    return response


def _as_in_list(asked: dict[str, str]) -> dict[str, str]:
    """Return the filters as the list of ideas calls them; what it does not know it leaves out."""
    return {**asked, **({"rests": ONLY_ASSUMED} if asked.get("rests") == ASSUMED else {})}


def _about(scope: Scope) -> dict[str, Any]:
    """Return what every page of the portfolio says about what it counts."""
    total, live = scope.total, scope.total_live
    return {"scope": scope, "total": total, "live": live, "submitted": total - live}
