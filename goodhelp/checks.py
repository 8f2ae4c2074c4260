"""System checks, and what a production server looks at before it answers anybody."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def refuse_demo_accounts_in_production() -> None:
    """Raise ImproperlyConfigured if this is production and invented people of the demo could sign in."""
    from django.contrib.auth import get_user_model

    if settings.PRODUCTION and get_user_model().objects.filter(is_demo=True).exists():
        raise ImproperlyConfigured("Demo accounts are in this database. Remove them: manage.py remove_demo.")
