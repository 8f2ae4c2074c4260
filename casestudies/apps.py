"""The app's configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasestudiesConfig(AppConfig):
    """Case studies and the directory of programmes."""

    name = "casestudies"
    verbose_name = _("Case studies and programmes")
