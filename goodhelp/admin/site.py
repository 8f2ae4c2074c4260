"""Our admin site: for content admins, signed in by allauth and a second factor."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

# The order of the lists; what is not named comes last.
APPS = ("characteristics", "casestudies", "accounts")
MODELS = (
    "Characteristic", "Question", "Pitfall", "Connection", "Page", "Principle", "Resource", "Reference", "Term",
    "WordToWeigh",
)  # fmt: skip


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else len(names)


def is_staff(request: HttpRequest) -> bool:
    """Tell whether the person may edit content at all, second factor or not."""
    return bool(request.user.is_active and request.user.is_staff)


def used_second_factor(request: HttpRequest) -> bool:
    """Tell whether this very session was opened with a second factor that the person still has.

    Having one is not enough: a session from before it was set up may be somebody else's.
    """
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records) and is_mfa_enabled(request.user)


class GuideAdminSite(AdminSite):
    """Content of the guide, for content admins."""

    site_header = gettext_lazy("Good Help Planner: content of the guide")
    site_title = gettext_lazy("Content of the guide")
    index_title = gettext_lazy("What would you like to edit?")
    empty_value_display = "–"

    def has_permission(self, request: HttpRequest) -> bool:
        """Tell whether the person may enter: staff, with a second factor where that is asked for."""
        if not is_staff(request):
            return False
        return not settings.STAFF_NEED_SECOND_FACTOR or used_second_factor(request)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send whoever may not enter to where that can change: sign-in, or the second factor's page."""
        onward = self._onward(request)
        if not request.user.is_authenticated:
            return redirect_to_login(onward, reverse(settings.LOGIN_URL))
        if self.has_permission(request):
            return redirect(onward)
        if not is_staff(request):
            raise PermissionDenied(_("Only people who look after the guide’s content may come in here."))
        context = {"onward": onward, "has_second_factor": is_mfa_enabled(request.user)}
        return render(request, "admin/second_factor.html", context, status=403)

    def _onward(self, request: HttpRequest) -> str:
        """Return where the person was going, if that is a page of ours."""
        onward = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
            return onward
        return reverse("admin:index", current_app=self.name)

    def get_urls(self) -> list[Any]:
        """Return admin's addresses. The way to a row's own page leads to content alone: not even that a team's
        idea exists is for people who look after the guide."""
        urls = super().get_urls()
        for number, url in enumerate(urls):
            if getattr(url, "name", None) == "view_on_site":
                urls[number] = path(str(url.pattern), self.admin_view(self.view_on_site), name="view_on_site")
        return urls

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponseBase:
        """Redirect to the page of a row of a kind that stands in admin; else 404."""
        kinds = ContentType.objects.get_for_models(*self._registry).values()
        if content_type_id not in {str(kind.pk) for kind in kinds}:
            raise Http404
        return shortcut(request, int(content_type_id), object_id)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return what can be edited with the guide first, in the order in which people read it."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _place(MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _place(APPS, app["app_label"]))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Passwords are allauth's: it asks again who it is, and says so by mail."""
        return redirect("account_change_password")
