"""Fills in the forms of admin pages as a browser would, from the page that the server sent."""

from typing import Any

from django.test import Client


def fields_of(client: Client, address: str) -> dict[str, Any]:
    """Return what the page's form would send if nothing were changed."""
    page = client.get(address)
    assert page.status_code == 200, f"{address}: {page.status_code}"
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {bound.html_name: bound.value() for form in forms for bound in form}
    return {name: as_sent(value) for name, value in sent.items() if value not in (None, False, "")}


def as_sent(value: Any) -> Any:
    """Return a value as a browser sends it: line ends as two characters, ticked boxes as "on"."""
    if value is True:
        return "on"
    return value.replace("\n", "\r\n") if isinstance(value, str) else value


def save(client: Client, address: str, **changes: Any) -> Any:
    """Open the page, change some fields, send the form; return the answer."""
    return client.post(address, {**fields_of(client, address), **changes})
