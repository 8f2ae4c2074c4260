"""Settings, all from the environment; with none at all this is a development copy on SQLite.

A development copy answers to this computer alone. Naming ALLOWED_HOSTS makes it production, and
production refuses to start without a secret key of its own or with the demo switched on.
The names of all variables stand in docs/deploy.md.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEVELOPMENT_KEY = "development-only-key-never-for-production"

ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
PRODUCTION = bool(ALLOWED_HOSTS)
DEBUG = env.bool("DEBUG", default=not PRODUCTION)
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_KEY)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

if PRODUCTION:
    if SECRET_KEY == DEVELOPMENT_KEY or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("Set SECRET_KEY to a long random value of your own (50 characters or more).")
    if DEMO:
        raise ImproperlyConfigured("The demo is for trying things out: unset DEMO in production.")
    if DEBUG:
        raise ImproperlyConfigured("DEBUG shows inner workings to everyone: unset it in production.")
else:
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

INSTALLED_APPS = [
    "goodhelp",
    "ideas",
    "casestudies",
    "characteristics",
    "teams",
    "accounts",
    "text",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "goodhelp.admin.apps.GuideAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "post_office",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "goodhelp.middleware.head_without_body",  # above all that looks at a body: its headers are those of GET
    "django.middleware.gzip.GZipMiddleware",  # see docs/adr/0014 for what it must not give away
    "csp.middleware.CSPMiddleware",
    "goodhelp.middleware.no_nul",
    "goodhelp.middleware.permissions_policy",
    "goodhelp.middleware.private_pages",
    "goodhelp.kept.kept_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goodhelp.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodhelp.kept.kept_for_readers",
]
# The guide's pages stay ready as bytes (docs/adr/0014); while templates are being written each is made anew.
KEEP_PAGES = not DEBUG

ROOT_URLCONF = "goodhelp.urls"
WSGI_APPLICATION = "goodhelp.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # `|english`, for words of the guide, everywhere.
            "builtins": ["text.templatetags.english"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodhelp.context.site",
            ],
        },
    },
]

# --- Database -----------------------------------------------------------------------------------
# Measured before the first line was written: Django's default SQLite options answer most of twenty
# simultaneous writers with "database is locked"; write-ahead logging with IMMEDIATE and a timeout
# answers all of them. ATOMIC_REQUESTS stays off: with IMMEDIATE each read would take the write lock.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    # PostgreSQL would compile a query that it thinks costs much, which takes longer than running any of ours: "your
    # work" with 10,000 ideas took 460 ms with it and 125 ms without. What the address itself asks for stays.
    given = DATABASES["default"].setdefault("OPTIONS", {}).get("options", "")
    DATABASES["default"]["OPTIONS"]["options"] = f"{given} -c jit=off".strip()
# On both: opening SQLite and setting its options anew cost each request more than its queries did.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# The throttles of sign-in count here, so every process must share it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- People and sign-in -------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "your_work"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "goodhelp.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_FORMS = {
    "login": "accounts.signin.LoginForm",
    "signup": "accounts.signin.SignupForm",
    "add_email": "accounts.signin.AddEmailForm",
    "change_password": "accounts.signin.ChangePasswordForm",
    "set_password": "accounts.signin.SetPasswordForm",
    "reset_password": "accounts.signin.ResetPasswordForm",
    "reset_password_from_key": "accounts.signin.ResetPasswordKeyForm",
    "request_login_code": "accounts.signin.RequestLoginCodeForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# How many proxies in front of this server may be believed about a visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Good Help Planner"
# Whoever may edit the guide needs a second factor; a development copy can be tried without.
STAFF_NEED_SECOND_FACTOR = env.bool("STAFF_NEED_SECOND_FACTOR", default=PRODUCTION)

# Whether visitors without an account read the library too, and not only whoever is signed in.
LIBRARY_PUBLIC = env.bool("LIBRARY_PUBLIC", default=False)

# Who runs this site and how to reach them, as the statements say it: an e-mail address or the address of a page.
SITE_OWNER = env.str("SITE_OWNER", default="")
CONTACT = env.str("CONTACT", default="")
# For whoever finds a weakness (`/.well-known/security.txt`).
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default=CONTACT)
CONTACT, SECURITY_CONTACT = (
    f"mailto:{each}" if "@" in each and ":" not in each else each for each in (CONTACT, SECURITY_CONTACT)
)

# --- Mail: a row in the same transaction, sent beside the server by send_queued_mail ---------------
EMAIL_BACKEND = "post_office.EmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Good Help Planner <planner@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
email = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_HOST, EMAIL_PORT = email.get("EMAIL_HOST"), email.get("EMAIL_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = email.get("EMAIL_HOST_USER"), email.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = email.get("EMAIL_USE_TLS", False), email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
POST_OFFICE = {
    "BACKENDS": {"default": email["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
    "CELERY_ENABLED": False,
    "MAX_RETRIES": 5,
}
SITE_ADDRESS = env.str("SITE_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

# --- Language and time ----------------------------------------------------------------------------
# A visitor's language is the one chosen in the footer, else the first of the browser's that is offered, else English.
# Outside of a view: django.utils.translation.get_language_from_request.
LANGUAGE_CODE = "en-gb"
LANGUAGES_OFFERED = {LANGUAGE_CODE, *env.list("LANGUAGES_OFFERED", default=["en-gb", "cy"])}
# Each by the name that its speakers give it: these are not translated.
LANGUAGES = [each for each in (("en-gb", "English"), ("cy", "Cymraeg")) if each[0] in LANGUAGES_OFFERED]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "goodhelp.storage.HashedStaticFiles"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Security -------------------------------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=PRODUCTION)
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if HTTPS else "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY, LANGUAGE_COOKIE_SAMESITE, LANGUAGE_COOKIE_SECURE = True, "Lax", HTTPS
CSRF_FAILURE_VIEW = "goodhelp.views.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The longest page of a form is one characteristic's questions: far below this.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
# Only the import of an idea takes a file, in memory (ideas.views.exports). Any other that is sent is passed over,
# and none is ever written to the disk.
FILE_UPLOAD_HANDLERS: list[str] = []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Forms ----------------------------------------------------------------------------------------
FORM_RENDERER = "goodhelp.form_drawing.QuickForms"
CRISPY_ALLOWED_TEMPLATE_PACKS = "goodhelp"
CRISPY_TEMPLATE_PACK = "goodhelp"
CRISPY_FAIL_SILENTLY = False

# --- Logs: to standard error; addresses that carry a token are shortened ----------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"hide_tokens": {"()": "goodhelp.logs.HideTokens"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["hide_tokens"], "formatter": "line"},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # It would print a line for each step, and with a handler of its own, twice.
        "post_office": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # It would tell each step of making a PDF.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # A fault, not a visitor's mistake, is what should wake anybody.
        "django.request": {"level": "ERROR"},
    },
}
