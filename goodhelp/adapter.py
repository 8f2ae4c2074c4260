"""How allauth makes and reaches people here."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """The default, in this site's words."""
