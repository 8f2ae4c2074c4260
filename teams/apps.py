"""The app's configuration."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """Teams, memberships and invitations."""

    name = "teams"
