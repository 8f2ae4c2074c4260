"""The app's configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CharacteristicsConfig(AppConfig):
    """The guide: characteristics, questions, pages and sources."""

    name = "characteristics"
    verbose_name = _("The guide")
