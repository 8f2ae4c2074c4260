"""The app's configuration."""

from django.apps import AppConfig


class TextConfig(AppConfig):
    """Cleaned text, Markdown and word differences; a leaf that knows no other app."""

    name = "text"
