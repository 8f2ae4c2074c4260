"""Search over the guide, and for those signed in over their ideas."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodhelp.searching import GUIDE_SHOWN
from goodhelp.searching import search as look_for
from text.cleaning import readable

# The guide has a few hundred pieces: nobody needs to go further.
LAST_PLACE = 1000


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found for `?q=`: in the guide for everybody, in ideas for those who may see them."""
    typed = readable(request.GET.get("q", ""))[:200].strip()
    start = request.GET.get("from", "")
    at = min(int(start), LAST_PLACE) if start.isascii() and start.isdigit() and len(start) < 5 else 0
    results = look_for(request.user, typed, from_guide=at)
    context = {
        "typed": typed, "results": results, "start": at,
        "query": urlencode({"q": typed}),
        "next_guide": f"?{urlencode({'q': typed, 'from': at + GUIDE_SHOWN})}#guide" if results.more_guide else "",
        "previous_guide": f"?{urlencode({'q': typed, 'from': max(at - GUIDE_SHOWN, 0)})}#guide" if at else "",
    }  # fmt: skip
    response = render(request, "goodhelp/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
