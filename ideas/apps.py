"""The app's configuration."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    """Ideas, their answers, review and reports."""

    name = "ideas"
