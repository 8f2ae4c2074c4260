"""How a page behaves whose address is a secret, such as the link of an invitation."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]

HEADERS = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "Cache-Control": "no-store, private"}


def secret_link(view: View) -> View:
    """Open the view to everybody who has the link, and keep the link out of caches, search and other sites.

    With `no-referrer` a browser also hides where a form was sent from: it says `Origin: null`, which
    Django's check of forms refuses before it looks at the token. Here the token decides by itself.
    """
    checked = csrf_protect(view)

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.META.get("HTTP_ORIGIN") == "null":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        response = checked(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response[name] = value
        return response

    return login_not_required(csrf_exempt(wrapper))
