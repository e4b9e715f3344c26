"""Settings, each read once from the environment; the defaults are safe."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from yimen.site import environment, identity, keyring
from yimen.site.apps import mounted
from yimen.site.embedded import Embedded

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent
DATA_DIR = environment.data_folder()
DEMO = environment.flag("YIMEN_DEMO", default=False)
DEBUG = environment.flag("YIMEN_DEBUG", default=False)

KEYRING_PATH = Path(os.environ.get("YIMEN_KEYRING") or DATA_DIR / "keyring.json")
if not os.environ.get("YIMEN_KEYRING"):
    keyring.make(KEYRING_PATH)
KEYRING = keyring.load(KEYRING_PATH)
SECRET_KEY = KEYRING.session.hex()
VAULT_SUITE = environment.one_of(
    "YIMEN_VAULT_SUITE", ["aes-256-gcm", "sm4-gcm"]
)  # of what is sealed from now on

PUBLIC_URL = os.environ.get("YIMEN_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = environment.words("YIMEN_HOSTS", default="127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
_https = PUBLIC_URL.startswith("https://")

EMBEDDED = None if os.environ.get("DATABASE_URL") else Embedded(DATA_DIR)
if EMBEDDED is None:
    _database = environment.database(os.environ["DATABASE_URL"])
else:
    _database = {"ENGINE": "yimen.site.postgresql", "NAME": "yimen", "OPTIONS": {}, **EMBEDDED.address()}
DATABASES = {
    "default": {
        **_database,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": environment.number("YIMEN_PREPARE_AFTER", default=2) or None,
            **_database["OPTIONS"],
        },
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "TEST": {"NAME": os.environ.get("YIMEN_TEST_DATABASE", "yimen_test")},
    },
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_shared",
        "OPTIONS": {"MAX_ENTRIES": 200_000},  # what expired is cleared by the worker, long before
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    *mounted(),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.idp.oidc",
]
MIDDLEWARE = [
    "yimen.site.logs.Requests",
    "yimen.ground.look.middleware.Policies",
    "yimen.doors.api.middleware.Problems",
    "yimen.ground.look.middleware.Guard",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yimen.ground.languages.middleware.ChosenLanguage",
    "yimen.doors.api.shortcut.Shortcut",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "yimen.registers.people.middleware.SessionLimits",
    "yimen.registers.people.unsent.WhatWasTyped",
    "yimen.registers.people.identity.SignInPages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "yimen.site.urls"
WSGI_APPLICATION = "yimen.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "yimen.ground.look.templatetags.look",
                "yimen.registers.agencies.templatetags.actors",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yimen.ground.look.context.page",
            ],
        },
    },
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["yimen.registers.people.signing.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
STAFF_MFA = environment.flag("YIMEN_STAFF_MFA", default=not DEMO)
LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = "strict"  # an address that is known looks like a new one
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "yimen.registers.people.signing_forms.SignInForm",
    "signup": "yimen.registers.people.signing_forms.SignUpForm",
    "reset_password": "yimen.registers.people.signing_forms.ForgottenForm",
    "reset_password_from_key": "yimen.registers.people.signing_forms.NewPasswordForm",
    "set_password": "yimen.registers.people.signing_forms.FirstPasswordForm",
    "change_password": "yimen.registers.people.signing_forms.OtherPasswordForm",
    "reauthenticate": "yimen.registers.people.signing_forms.ProofForm",
    "add_email": "yimen.registers.people.signing_forms.AddressForm",
}
MFA_FORMS = {
    "authenticate": "yimen.registers.people.signing_forms.SecondFactorForm",
    "reauthenticate": "yimen.registers.people.signing_forms.ProofByCodeForm",
    "activate_totp": "yimen.registers.people.signing_forms.AppForm",
    "edit_webauthn": "yimen.registers.people.signing_forms.KeyForm",
}
ACCOUNT_ADAPTER = "yimen.registers.people.signing.Adapter"
ACCOUNT_RATE_LIMITS = {
    "login_failed": "30/m/ip,10/30m/key",  # the key is for second factors; names are locked by people.signing
    "signup": "20/h/ip",
    "reset_password": "20/h/ip,5/h/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Yimen"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an e-mail address is no condition of an account
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _https
IDP_OIDC_ADAPTER = "yimen.registers.people.identity.Provider"
IDP_OIDC_PRIVATE_KEY = keyring.signing_key(Path(os.environ.get("YIMEN_OIDC_KEY") or DATA_DIR / "oidc.pem"))
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "yimen.registers.people.passwords.NotOwnName"},
    {"NAME": "yimen.registers.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "yimen.registers.people.passwords.NotCommon"},
    {"NAME": "yimen.registers.people.passwords.NotOnlyDigits"},
    {"NAME": "yimen.registers.people.passwords.ThreeKinds"},
    {"NAME": "yimen.registers.people.passwords.NotRecent"},
]
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", "简体中文"),
    ("zh-hant", "繁體中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ja", "日本語"),
]
LOCALE_PATHS = [PACKAGE / "locale", DATA_DIR / "locale"]  # the second where the first may not be written
LANGUAGE_COOKIE_NAME = "yimen_language"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = _https
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
MEDIA_ROOT = DATA_DIR / "files"
ARCHIVE_COPIES = environment.copies("YIMEN_ARCHIVE_COPIES", folder=DATA_DIR / "archive")
ARCHIVE_TRANSFER_YEARS = environment.number("YIMEN_ARCHIVE_TRANSFER_YEARS", default=20)  # a county's: 10
CITY_ARCHIVE = os.environ.get("YIMEN_CITY_ARCHIVE", "daj")  # the key of the organ that receives records
LOG_DAYS = environment.days_at_least("YIMEN_LOG_DAYS", least=184, default=366)  # six months by law

SESSION_ENGINE = "yimen.registers.people.sessions"
SESSION_COOKIE_NAME = "yimen_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
TYPED_MINUTES = environment.number(
    "YIMEN_TYPED_MINUTES", default=30, least=1
)  # in which a form comes back that was sent after the session ended
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
THREADS = environment.number("YIMEN_THREADS", default=3, least=1)  # requests at once in each process
OPEN_PAGES = environment.number("YIMEN_OPEN_PAGES", default=1000)  # to which each process streams events
PROXIES = environment.words("YIMEN_PROXIES", default="127.0.0.1")  # whose word is taken for who called
MAX_BODY_BYTES = 20 * 1024 * 1024  # a longer body is refused before it is read (ground.look.middleware.Guard)

PROCESSES = environment.number("YIMEN_PROCESSES", default=1, least=1)  # that serve together; `serve` sets it
# Each process counts for itself and keeps its equal share of these, so that together they never exceed them.
API_CALLS_PER_MINUTE = environment.number(
    "YIMEN_API_CALLS_PER_MINUTE", default=36_000
)  # of one client, in all processes of a machine; 0: no limit
API_TOKENS_PER_MINUTE = environment.number(
    "YIMEN_API_TOKENS_PER_MINUTE", default=60
)  # asked for from one address, in all processes of a machine; 0: no limit

PUBLISHED_KINDS = environment.words(
    "YIMEN_PUBLISHED_KINDS", default="01"
)  # kinds of power whose decisions are published; 01: licensing
PUBLISH_REFUSALS = environment.flag("YIMEN_PUBLISH_REFUSALS", default=False)
PUBLICATION_DAYS = environment.number("YIMEN_PUBLICATION_DAYS", default=7)  # working days, A-513
PUBLICATION_GLANCE_DAYS = environment.number(
    "YIMEN_PUBLICATION_GLANCE_DAYS", default=2
)  # in which every applicant may object
OBJECTION_DAYS = environment.number(
    "YIMEN_OBJECTION_DAYS", default=15
)  # where trade secrets may be concerned, A-504

RECONSIDERATION_URL = environment.web_address(
    "YIMEN_RECONSIDERATION_URL"
)  # where reconsideration may be asked for online, A-508; none by default

PERMIT_REMINDER_DAYS = environment.numbers("YIMEN_PERMIT_REMINDER_DAYS", default=(90, 60, 35))  # A-603 [D]

# What the law leaves to the city; a matter may say otherwise in its published terms.
GAPS_DAYS = environment.number("YIMEN_GAPS_DAYS", default=10)  # promised papers follow (working days)
GAPS_OUTCOME = os.environ.get("YIMEN_GAPS_OUTCOME", "withdrawn")  # A-906; Anyang art. 24; or "returned"
COMMITMENT_CHECK_DAYS = environment.number("YIMEN_COMMITMENT_CHECK_DAYS", default=40)  # working days
COMMITMENT_MEND_DAYS = environment.number("YIMEN_COMMITMENT_MEND_DAYS", default=15)  # working days
ONLINE_LOOK_DAYS = environment.number("YIMEN_ONLINE_LOOK_DAYS", default=1)  # A-214; Anyang art. 42
CATALOGUE_STAGE_DAYS = environment.days_of(
    "YIMEN_CATALOGUE_STAGE_DAYS", default={"head": 2, "office": 5, "legal": 5, "confirm": 3, "ready": 5}
)  # working days that each stage of a draft of a matter has [D]

CLAMD_SOCKET = os.environ.get("CLAMD_SOCKET", "")

EMAIL_HOST = os.environ.get("YIMEN_MAIL_HOST", "")
_transport = "smtp" if EMAIL_HOST else "console"
EMAIL_BACKEND = os.environ.get("YIMEN_MAIL_BACKEND") or f"django.core.mail.backends.{_transport}.EmailBackend"
_tls = environment.one_of("YIMEN_MAIL_TLS", ["starttls", "ssl", "no"])
EMAIL_USE_TLS, EMAIL_USE_SSL = _tls == "starttls", _tls == "ssl"
EMAIL_PORT = environment.number("YIMEN_MAIL_PORT", default={"starttls": 587, "ssl": 465, "no": 25}[_tls])
EMAIL_HOST_USER = os.environ.get("YIMEN_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("YIMEN_MAIL_PASSWORD", "")
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("YIMEN_MAIL_FROM", "yimen@localhost")

FORM_RENDERER = "yimen.ground.look.forms.LookRenderer"
CSRF_FAILURE_VIEW = "yimen.ground.look.pages.csrf_failure"
_site = os.environ.get("YIMEN_SITE") or (PACKAGE / "demo" / "data" / "site.toml" if DEMO else "")
SITE_IDENTITY = {
    **identity.read(Path(_site) if _site else None),
    "mark": _("Official site of a Party or government body"),
    "emblem": environment.emblem("YIMEN_EMBLEM", "YIMEN_RUN_BY"),
    "links": [
        {"address": "/help/", "words": _("Help")},
        {"address": "/feedback/", "words": _("Find an error on this site")},
        {"address": "/accessibility/", "words": _("Accessibility")},
        {"address": "/privacy/", "words": _("Privacy")},
        {"address": "/sitemap/", "words": _("Site map")},
    ],
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one_line": {"()": "yimen.site.logs.OneLineWhileAway"}},
    "formatters": {"dated": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["one_line"]},
        "days": {
            "class": "yimen.site.logs.ByDay",
            "folder": str(DATA_DIR / "logs"),
            "filters": ["one_line"],
            "formatter": "dated",
        },
    },
    "loggers": {"yimen.requests": {"handlers": ["days"], "level": "INFO", "propagate": False}},
    "root": {"handlers": ["console", "days"], "level": "WARNING"},
}
