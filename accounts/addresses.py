"""Which e-mail addresses are known to be a person's own."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def has_confirmed(user: User | AnonymousUser, email: str) -> bool:
    """Tell whether the person has shown, by a code sent there, that the address is theirs."""
    return EmailAddress.objects.filter(user_id=user.pk or 0, email__iexact=email, verified=True).exists()


def confirm_own_address(user: User) -> None:
    """Note the person's address as confirmed: for people whom a command or a test makes, who get no code."""
    facts = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=facts)
