"""All addresses."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from goodhelp.views import account, errors, home, language, notices, search, statements, work
from ideas.urls import library_urls, outside_urls
from ideas.views import portfolio

urlpatterns = [
    path("", home.home, name="home"),
    path("example/", home.worked_example, name="worked_example"),
    path("example/answers/", home.worked_example_answers, name="worked_example_answers"),
    path("search/", search.search, name="search"),
    path("your-work/", work.your_work, name="your_work"),
    path("your-work/notices/", notices.notice_list, name="notice_list"),
    path("your-work/notices/read/", notices.notice_read, name="notice_read"),
    path("your-work/notices/<int:notice_id>/open/", notices.notice_open, name="notice_open"),
    path("accessibility/", statements.accessibility, name="accessibility"),
    path("privacy/", statements.privacy, name="privacy"),
    path(".well-known/security.txt", statements.security_txt, name="security_txt"),
    path("robots.txt", statements.robots_txt, name="robots_txt"),
    path("favicon.ico", statements.favicon, name="favicon"),
    path("sitemap.xml", statements.sitemap_xml, name="sitemap_xml"),
    path("healthz", home.healthz, name="healthz"),
    path("language/", language.language_set, name="language_set"),
    path("accounts/profile/", work.profile, name="profile"),
    path("accounts/notices/", notices.notice_settings, name="notice_settings"),
    path("accounts/your-data/", account.your_data, name="your_data"),
    path("accounts/close/", account.account_close, name="account_close"),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("teams/", include("teams.urls")),
    path("ideas/", include("ideas.urls")),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/ideas/", portfolio.portfolio_list, name="portfolio_list"),
    path("portfolio/ideas.csv", portfolio.portfolio_csv, name="portfolio_csv"),
    path("shared/", include(outside_urls)),
    path("library/", include(library_urls)),
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
