"""How allauth makes and reaches people here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from teams.actions import ensure_team_of_one


class AccountAdapter(DefaultAccountAdapter):
    """The default, in this site's words: addresses in small letters, and a team of one for everybody."""

    def clean_email(self, email: str) -> str:
        """Return the address as it is stored."""
        return email.lower()

    def post_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse:
        """Give a person who signs in for the first time a team of one, then send them on.

        At sign-up by code the person is stored before the address is confirmed; only now is it known
        to be theirs. Who closes that team later does not get another by signing in.
        """
        if not user.founded_teams.exists():
            ensure_team_of_one(user)
        response = super().post_login(request, user, **facts)
        _keep_language(request, user, response)
        return response


def _keep_language(request: HttpRequest, user: User, response: HttpResponse) -> None:
    """Take what was chosen on this computer as the person's language; without a choice here, use the one they have."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=user.pk).update(language=chosen)
    elif user.language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE, httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )  # fmt: skip
