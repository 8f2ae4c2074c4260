"""The composition root as an installed app."""

from django.apps import AppConfig
from django.core.validators import MaxLengthValidator
from django.forms import Field
from django.utils.translation import gettext_lazy, ngettext_lazy


class GoodhelpConfig(AppConfig):
    """Home, your work, search, the content admin and the commands that load content."""

    name = "goodhelp"

    def ready(self) -> None:
        """Register the system checks, and let every form say what to do where something is missing or too long."""
        from goodhelp import checks  # noqa: F401

        Field.default_error_messages["required"] = gettext_lazy("Please fill this in.")
        MaxLengthValidator.message = ngettext_lazy(
            "Please shorten this to %(limit_value)d character: it has %(show_value)d.",
            "Please shorten this to %(limit_value)d characters: it has %(show_value)d.",
            "limit_value",
        )
