"""Django admin as an installed app, with our own site."""

from django.contrib.admin.apps import AdminConfig


class GuideAdminConfig(AdminConfig):
    """Django admin whose site knows sign-in by allauth, second factors and the guide's pages."""

    default_site = "goodhelp.admin.site.GuideAdminSite"
