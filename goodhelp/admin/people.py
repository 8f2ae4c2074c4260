"""People in admin: for superusers alone, and only what they need to let somebody in or keep them out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from accounts.models import User


@admin.register(User)
class PersonAdmin(admin.ModelAdmin):
    """Who may sign in, and who may edit the guide.

    People sign up themselves, so that each has a confirmed address and a team of one; and nobody is deleted,
    since teams' ideas carry their name: a person is switched off.
    """

    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ("email", "name", "is_active", "is_staff", "groups", "last_login", "date_joined")
    readonly_fields = ["email", "last_login", "date_joined"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Superusers alone."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers alone, whatever permissions a group was given."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers alone."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: people sign up."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: people are switched off."""
        return False
