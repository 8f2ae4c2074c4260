"""People who sign in."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from text.fields import CleanLineField, length_checks


class UserManager(BaseUserManager["User"]):
    """Makes people by e-mail address; there are no user names."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new, saved person; without a password they sign in by a code."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new person with every right in admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a person by address, however it is capitalised."""
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person, known by e-mail address to the system and by name to colleagues."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(
        _("e-mail address"), unique=True, error_messages={"unique": _("This address is in use already.")}
    )
    name = CleanLineField(_("your name, as colleagues know it"), max_length=100, blank=True, default="")
    # The last one chosen, for mail that others set off and for other computers; empty until somebody chooses.
    language = models.CharField(max_length=10, blank=True, default="", editable=False)
    # Invented people of the demo: production refuses to start while there are any.
    is_demo = models.BooleanField(default=False, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_any_case"),
            *length_checks("user", name=100, email=254),
        ]

    def __str__(self) -> str:
        """Return the name to show: the chosen one, or the address up to the @."""
        return self.name or self.email.split("@")[0]

    def mail_language(self) -> str:
        """Return the language to write to this person in: the chosen one while it is offered, else the site's own."""
        return self.language if self.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def get_full_name(self) -> str:
        """Return the name to show."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name to show."""
        return str(self)
