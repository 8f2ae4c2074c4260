"""The app's configuration."""

from django.apps import AppConfig


class CasestudiesConfig(AppConfig):
    """Case studies and the directory of programmes."""

    name = "casestudies"
