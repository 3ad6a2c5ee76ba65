"""Settings of the site. What an organisation may change, it sets in the environment: see
`everyseat.site.environment`, which reads and checks it.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from everyseat.giving import bodies
from everyseat.site import addresses, environment, headers, secret_key
from everyseat.site.parts import PARTS
from everyseat.site.templating import BUILTINS

try:
    ENVIRONMENT = environment.read()
    ENVIRONMENT.var.mkdir(parents=True, exist_ok=True)
    _keys = ENVIRONMENT.secret_keys or secret_key.in_file(ENVIRONMENT.var)
except environment.Mistakes as mistakes:
    raise SystemExit(str(mistakes)) from None
except OSError as error:
    raise SystemExit(f"Error: EVERYSEAT_VAR: {error}. Name a folder that can be written") from None

PACKAGE = Path(__file__).resolve().parents[1]
VAR = ENVIRONMENT.var
os.umask(0o077)  # the database holds the keys of open rounds: its files are for us alone
URL = ENVIRONMENT.url
DEMO = bool(ENVIRONMENT.demo)
"""Whether the demonstration was asked for. Its doors open only where `site_facts` says that this
is its database, too."""
SECURE = URL.startswith("https://")

SECRET_KEY, *SECRET_KEY_FALLBACKS = _keys or [secret_key.new()]
SECRET_KEY_IS_NEW = not _keys
"""Whether it is only in memory yet: `setup` stores it if the database knows no other."""
DEBUG = False
_HOST = urlsplit(URL).hostname
ALLOWED_HOSTS = [_HOST, *(ENVIRONMENT.hosts or [])]
if addresses.is_local(_HOST):
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [URL]

INSTALLED_APPS = [
    "everyseat.site",
    "everyseat.giving",
    "everyseat.organisations",
    *(f"everyseat.{part}" for part in PARTS),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "servestatic.middleware.ServeStaticMiddleware",  # asynchronous: first, so that no other waits
    "everyseat.site.headers.SafeHeaders",
    "everyseat.site.texts.Storable",
    "django.middleware.security.SecurityMiddleware",
    "everyseat.giving.whole_links.WholeLinks",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "everyseat.organisations.signing_in.browsers.RememberBrowsers",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "everyseat.site.sessions.End",
    "everyseat.site.first_run.FirstRun",
    "everyseat.site.powerful.Trace",
    "everyseat.site.powerful.SecondFactor",
    "everyseat.giving.draft_middleware.Drafts",
]
ROOT_URLCONF = "everyseat.site.urls"
ASGI_APPLICATION = "everyseat.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "everyseat.site.context.site",
            ],
            "builtins": BUILTINS,
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": ENVIRONMENT.database or addresses.database(f"sqlite:///{VAR / 'everyseat.sqlite3'}")
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # tests, too, on a file: threads lock one another out of a database in memory
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # secure_delete: what is deleted is overwritten, not only left unlisted
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        " PRAGMA secure_delete=ON;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
BROKER = ENVIRONMENT.broker or ""
WEB_PROCESSES = int(os.environ.get("EVERYSEAT_WORKERS") or 1)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "everyseat.organisations.signing_in.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 10  # a mail server may put an e-mail off for five minutes
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Limits by account and not by address: no address is looked at, and none is kept. Codes that are
# asked for and tried are limited in organisations/signing_in/limits.py.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key",
    "request_login_code": None,
    "signup": None,
    "verify_phone": None,
}
MFA_RATE_LIMITS = {"webauthn_login": None}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Everyseat"
SECOND_FACTOR = True
MFA_FORMS = {
    "authenticate": "everyseat.organisations.signing_in.second_factor_forms.Authenticate",
    "reauthenticate": "everyseat.organisations.signing_in.second_factor_forms.Reauthenticate",
    "activate_totp": "everyseat.organisations.signing_in.second_factor_forms.ActivateApp",
    "add_webauthn": "everyseat.organisations.signing_in.second_factor_forms.AddPasskey",
    "edit_webauthn": "everyseat.organisations.signing_in.second_factor_forms.RenamePasskey",
}
MFA_ADAPTER = "everyseat.organisations.signing_in.second_factors.Adapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
PROVIDER = ENVIRONMENT.provider
if PROVIDER:
    INSTALLED_APPS += [
        "allauth.socialaccount",
        f"allauth.socialaccount.providers.{PROVIDER.app}",
    ]
    SOCIALACCOUNT_PROVIDERS = {PROVIDER.app: PROVIDER.settings}
    SOCIALACCOUNT_ADAPTER = "everyseat.organisations.signing_in.elsewhere.Adapter"
    SOCIALACCOUNT_STORE_TOKENS = False
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_IDLE = 60 * 60 * 2
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SERVESTATIC_ADD_HEADERS_FUNCTION = headers.add_to_static
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "everyseat.site.failures.refused"
SECURE_REFERRER_POLICY = "same-origin"  # "no-referrer" would hide the Origin that guards forms
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
# Django writes to disk what is longer; `site.limits` lets nothing in that is
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = bodies.LARGEST
PEOPLE_FROM = ENVIRONMENT.people_from or ""
PEOPLE_TOKEN = ENVIRONMENT.people_token or ""
PEOPLE_EVERYBODY = bool(ENVIRONMENT.people_everybody)
SESSION_ENGINE = "django.contrib.sessions.backends.db"

LANGUAGE_CODE = ENVIRONMENT.language
LANGUAGES = list(environment.LANGUAGES.items())
LANGUAGE_COOKIE_NAME = "__Host-language" if SECURE else "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = ENVIRONMENT.time_zone
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

DEFAULT_FROM_EMAIL = ENVIRONMENT.sender
if ENVIRONMENT.smtp:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.smtp.host, ENVIRONMENT.smtp.port
    EMAIL_HOST_USER = ENVIRONMENT.smtp.user
    EMAIL_HOST_PASSWORD = ENVIRONMENT.smtp.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = ENVIRONMENT.smtp.ssl, ENVIRONMENT.smtp.starttls
    EMAIL_TIMEOUT = 20  # a mail server that hangs must not hold up the background work
else:
    EMAIL_BACKEND = "everyseat.organisations.mail.mailbox.KeepInFolder"
MAIL_FOLDER = VAR / "mail"
MAIL_PER_MINUTE = ENVIRONMENT.mail_per_minute or 0
LETTERBOX_FOLDER = ENVIRONMENT.letterbox_keys or VAR / "letterbox"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "everyseat.faults.Formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "CRITICAL"},
        "django.security": {"level": "CRITICAL"},  # it names the page that was refused
        "everyseat": {"level": "INFO"},
    },
}
"""No request is logged: a giver's address or path would say who answered, and when."""
