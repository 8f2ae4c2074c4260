"""Django admin as an installed app, with our own site."""

from django.contrib.admin.apps import SimpleAdminConfig


class GuideAdminConfig(SimpleAdminConfig):
    """Django admin whose site knows sign-in by allauth, second factors and the guide's pages.

    Nothing is discovered: packages bring admin pages for mail, addresses and second factors, and no content
    admin has business there. What stands in admin is registered below, by name.
    """

    default_site = "goodhelp.admin.site.GuideAdminSite"

    def ready(self) -> None:
        """Register the content of the guide, the case studies and, for superusers, people."""
        super().ready()
        from goodhelp.admin import casestudies, characteristics, pages, people, questions  # noqa: F401
