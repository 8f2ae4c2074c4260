"""Draws the plain controls of forms without a template for each: a page of questions has a hundred of them.

The markup is Django's own, to the letter (tests/test_form_drawing.py compares them); every other control goes through
Django's templates as always.
"""

from collections.abc import Callable
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

Widget = dict[str, Any]


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{conditional_escape(str(widget["value"]))}"'
    name = conditional_escape(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    words = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget)}>\n{words}</textarea>'


def _option(widget: Widget) -> str:
    if not widget["wrap_label"]:
        return _input(widget)
    leads = f' for="{conditional_escape(widget["attrs"]["id"])}"' if widget["attrs"].get("id") else ""
    return f"<label{leads}>{_input(widget)}\n {conditional_escape(widget['label'])}</label>"


QUICK: dict[str, Callable[[Widget], str]] = {
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/radio_option.html": _option,
    "django/forms/widgets/checkbox_option.html": _option,
}


class QuickForms(DjangoTemplates):
    """Django's renderer of forms, with the controls above drawn here."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return the control as HTML."""
        if draw := QUICK.get(template_name):
            return mark_safe(draw(context["widget"]))  # noqa: S308 (escaped piece by piece above)
        return super().render(template_name, context, request)
