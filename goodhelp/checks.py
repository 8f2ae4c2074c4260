"""System checks, and what a production server looks at before it answers anybody."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from post_office.settings import get_backend


@checks.register(deploy=True)
def mail_reaches_people(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Return a warning for each setting that would keep codes, invitations or questions from reaching people.

    Part of `manage.py check --deploy`: nobody can sign up where mail is only printed.
    """
    if not settings.PRODUCTION:
        return []
    wrong = [
        (
            get_backend().endswith("console.EmailBackend"),
            "Mail is printed, not sent.",
            "Set EMAIL_URL.",
            "goodhelp.W001",
        ),
        (
            "//127.0.0.1" in settings.SITE_ADDRESS or "//localhost" in settings.SITE_ADDRESS,
            "Links in mail lead to the reader's own computer.",
            "Set SITE_ADDRESS, such as https://planner.example.org.",
            "goodhelp.W002",
        ),
        (
            settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith("@localhost"),
            "Mail comes from an address that nobody can answer.",
            "Set DEFAULT_FROM_EMAIL.",
            "goodhelp.W003",
        ),
        (
            not settings.CONTACT or not settings.SITE_OWNER,
            "The statements on privacy and accessibility name nobody, and security.txt is missing.",
            "Set SITE_OWNER and CONTACT.",
            "goodhelp.W004",
        ),
    ]
    return [checks.Warning(message, hint=hint, id=number) for is_wrong, message, hint, number in wrong if is_wrong]


def refuse_demo_accounts_in_production() -> None:
    """Raise ImproperlyConfigured if this is production and invented people of the demo could sign in."""
    from django.contrib.auth import get_user_model

    if settings.PRODUCTION and get_user_model().objects.filter(is_demo=True).exists():
        raise ImproperlyConfigured("Demo accounts are in this database. Remove them: manage.py remove_demo.")
