"""All addresses."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from goodhelp.views import errors, home, search, work

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("your-work/", work.your_work, name="your_work"),
    path("healthz", home.healthz, name="healthz"),
    path("accounts/profile/", work.profile, name="profile"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("teams/", include("teams.urls")),
    path("ideas/", include("ideas.urls")),
    path("", include("casestudies.urls")),
    path("", include("characteristics.urls")),
]

if settings.DEBUG:
    from goodhelp.views.components import components

    urlpatterns += [path("components/", components, name="components")]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
