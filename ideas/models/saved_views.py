"""Lists of ideas that a person looks at again and again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from text.fields import CleanLineField, length_checks


class SavedView(models.Model):
    """A person's own name for a choice of filters. It holds no ideas: rights are asked anew each time."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    name = CleanLineField(_("name"), max_length=60)
    # The filters as the list's address has them.
    query = models.CharField(max_length=2000, editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "name"], name="savedview_once"),
            *length_checks("savedview", name=60, query=2000),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name
