"""The composition root as an installed app."""

from django.apps import AppConfig


class GoodhelpConfig(AppConfig):
    """Home, your work, search, the content admin and the commands that load content."""

    name = "goodhelp"

    def ready(self) -> None:
        """Register the system checks."""
        from goodhelp import checks  # noqa: F401
