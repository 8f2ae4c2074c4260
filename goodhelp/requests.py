"""Questions that middleware and error pages ask of a request."""

from django.http import HttpRequest

# Never shown again on any page.
SECRET_FIELDS = frozenset({"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"})


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script, not a page, is asking."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def typed_words(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the posted fields as pairs, without secrets, if the page that sent them was one of ours.

    A page of another site could otherwise put its own words into a form that looks like ours.
    """
    _scheme, _, host = request.headers.get("Origin", "").partition("://")
    if host != request.get_host():
        return []
    return [(n, value) for n in request.POST if n not in SECRET_FIELDS for value in request.POST.getlist(n)]
