"""The site's own settings as tests need them: nothing from the environment but DATABASE_URL.

pytest-django reads the settings before it reads any conftest.py, so this is the place.
"""

import atexit
import os
import shutil
import tempfile

_NAMES = (
    "ALLOWED_HOSTS CONTACT CSRF_TRUSTED_ORIGINS DEBUG DEFAULT_FROM_EMAIL DEMO EMAIL_URL HTTPS LANGUAGES_OFFERED "
    "LIBRARY_PUBLIC LOG_LEVEL SECRET_KEY SECRET_KEY_FALLBACKS SECURITY_CONTACT SITE_ADDRESS SITE_OWNER "
    "STAFF_NEED_SECOND_FACTOR TRUSTED_PROXY_COUNT"
)
for _name in _NAMES.split():
    os.environ.pop(_name, None)
os.environ.setdefault("DATABASE_URL", "sqlite:///unused-by-tests.sqlite3")
# Playwright keeps an event loop in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from goodhelp.settings import *  # noqa: E402, F403
from goodhelp.settings import DATABASES, POST_OFFICE  # noqa: E402

DEBUG = False
# Tests change content past the admin; those of kept pages switch them on.
KEEP_PAGES = False
SITE_ADDRESS = "http://testserver"
SITE_OWNER, CONTACT = "The Riverside Trust", "mailto:hello@example.org"
SECURITY_CONTACT = "mailto:security@example.org"

# A database of this run alone. On SQLite it is a file, since threads and the live server of the
# browser tests need connections of their own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    _folder = tempfile.mkdtemp(prefix="goodhelp-tests-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    DATABASES["default"]["NAME"] = os.path.join(_folder, "unused.sqlite3")
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(_folder, "tests.sqlite3")}
    # The locking is as in production; only the wait for the disk, which no test looks at, is left out.
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_goodhelp_{os.getpid()}"}
    DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off -c synchronous_commit=off"}
# A connection that a thread leaves open would keep the database from being removed at the end.
DATABASES["default"]["CONN_MAX_AGE"] = 0

# Mail stays in post_office's rows until a test sends it; then it lands in django.core.mail.outbox.
POST_OFFICE["BACKENDS"]["default"] = "django.core.mail.backends.locmem.EmailBackend"

# Hashing passwords well takes time on purpose; no test tries to break one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Shared by all threads of the run, and emptied before each test.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Nothing is collected here: the live server finds static files where they lie.
STATIC_ROOT = None
