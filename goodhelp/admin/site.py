"""Our admin site."""

from django.contrib.admin import AdminSite


class GuideAdminSite(AdminSite):
    """Content of the guide, for content admins."""
