"""Choosing the language of the pages."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.models import User


@login_not_required
@csrf_exempt  # A page for visitors carries no token, so that it is the same for all of them; `_from_elsewhere` looks.
@require_POST
def language_set(request: HttpRequest) -> HttpResponseBase:
    """Remember the language in a cookie, and for mail with the person; then show the same page in it."""
    if _from_elsewhere(request):
        raise PermissionDenied
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise BadRequest("A language that is not offered")
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=code)
    return set_language(request)


def _from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether a page of another site sent this: browsers say so in one header, older ones in the other."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and origin != f"{request.scheme}://{request.get_host()}"
