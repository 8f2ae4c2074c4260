"""The app's configuration."""

from django.apps import AppConfig


class CharacteristicsConfig(AppConfig):
    """The guide: characteristics, questions, pages and sources."""

    name = "characteristics"
