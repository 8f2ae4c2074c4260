"""The composition root as an installed app."""

from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy


class GoodhelpConfig(AppConfig):
    """Home, your work, search, the content admin and the commands that load content."""

    name = "goodhelp"

    def ready(self) -> None:
        """Register the system checks, and let every form say what to do where something is missing."""
        from goodhelp import checks  # noqa: F401

        Field.default_error_messages["required"] = gettext_lazy("Please fill this in.")
