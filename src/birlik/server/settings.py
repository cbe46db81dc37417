"""Django's settings, all of them made from the environment and the data folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from birlik.languages.catalogues import FOLDER
from birlik.server.addresses import counters, database, mail, public_address
from birlik.server.environment import Environment
from birlik.server.installation import Installation
from birlik.server.languages_offered import offered

INSTALLATION = Installation.at()
_set = Environment.of(INSTALLATION.folder)

SECRET_KEY = INSTALLATION.secret_key()
DEBUG = False

# Where it is reached, and by whom

ADDRESS = public_address(_set.text("BIRLIK_ADDRESS"))
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_set.names("BIRLIK_HOSTS")]
ALLOWED_HOSTS += [ADDRESS.host] if ADDRESS else []
CSRF_TRUSTED_ORIGINS = [ADDRESS.origin] if ADDRESS else []
BEHIND_TLS = bool(ADDRESS and ADDRESS.tls)

ALLAUTH_TRUSTED_PROXY_COUNT = _set.number("BIRLIK_PROXIES")
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
USE_X_FORWARDED_HOST = False

SECURE_HSTS_SECONDS = _set.number("BIRLIK_HSTS_DAYS") * 86_400 if BEHIND_TLS else 0
# Only a proxy can say that a request came without TLS; those who watch the server ask it directly.
SECURE_SSL_REDIRECT = BEHIND_TLS and ALLAUTH_TRUSTED_PROXY_COUNT > 0
SECURE_REDIRECT_EXEMPT = [r"^health$", r"^metrics$"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

COOKIE_PREFIX = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}birlik_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_AGE = _set.number("BIRLIK_SESSION_DAYS", least=1) * 86_400
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}birlik_csrf"
CSRF_FAILURE_VIEW = "birlik.server.web.errors.forged"

LARGEST_REQUEST = _set.number("BIRLIK_UPLOAD_MEGABYTES", least=1) * 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = min(LARGEST_REQUEST, 4_000_000)
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
REQUESTS_A_MINUTE = _set.number("BIRLIK_REQUESTS_A_MINUTE")
METRICS_TOKEN = _set.text("BIRLIK_METRICS_TOKEN")
WORKS = _set.number("BIRLIK_WORKS", least=1)
INVITATION_DAYS = _set.number("BIRLIK_INVITATION_DAYS", least=1)

# What it is made of

ROOT_URLCONF = "birlik.server.urls"
ASGI_APPLICATION = "birlik.server.asgi.application"

INSTALLED_APPS = [
    "birlik.server.web",
    "birlik.server.web.grid",
    "birlik.server.people",
    "birlik.server.live",
    "birlik.server.reminding",
    "birlik.server.work",
    "birlik.server.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "birlik.server.web.measuring.Measured",
    "birlik.server.web.guarding.Guarded",
    "birlik.server.api.problems.Spoken",
    "birlik.server.web.guarding.Addressed",
    "django.middleware.security.SecurityMiddleware",
    "birlik.server.web.assets.Assets",
    "birlik.server.web.rates.Unhurried",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "birlik.server.people.preferences.Preferred",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "birlik.server.web.frame.frame",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Where things are kept

DATABASES = {"default": database(_set.text("DATABASE_URL"), INSTALLATION.database)}
if not _set.text("DATABASE_URL"):
    DATABASES["cache"] = counters(INSTALLATION.counters)
DATABASE_ROUTERS = ["birlik.server.routing.CountersApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # In the database, so that every process counts the same failed attempts to sign in.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "people_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = INSTALLATION.static
# What others released, as they released it: static/vendor/MANIFEST.json says what and whose.
STATICFILES_DIRS = [Path(__file__).parent / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "birlik.server.web.assets.HashedFiles"},
}
WHITENOISE_MANIFEST_STRICT = True

# Words and times

LANGUAGE_CODE = "en"
LANGUAGES = offered(_set.names("BIRLIK_LANGUAGES"))
LOCALE_PATHS = [FOLDER]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Mail

globals().update(mail(_set.text("BIRLIK_MAIL")))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _set.text("BIRLIK_MAIL_FROM")
MAIL_IS_SENT = bool(_set.text("BIRLIK_MAIL"))

# People

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_validation}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3 * 3600

ACCOUNT_ADAPTER = "birlik.server.people.adapters.Accounts"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "birlik.server.people.signing_up.Named"
ACCOUNT_FORMS = {
    "signup": "birlik.server.people.forms.SignUp",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if MAIL_IS_SENT else "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Birlik: "
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL_IS_SENT
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = MAIL_IS_SENT
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"

SOCIALACCOUNT_ADAPTER = "birlik.server.people.adapters.Providers"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
IDENTITY_PROVIDER = PROVIDER_NAME = ""
if _issuer := _set.text("BIRLIK_OIDC_ISSUER"):
    IDENTITY_PROVIDER = "{0.scheme}://{0.netloc}".format(urlsplit(_issuer))
    PROVIDER_NAME = _set.text("BIRLIK_OIDC_NAME")
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": PROVIDER_NAME,
            "client_id": _set.text("BIRLIK_OIDC_CLIENT"),
            "secret": _set.text("BIRLIK_OIDC_SECRET"),
            "settings": {"server_url": _issuer},
        }
    ]

MFA_ADAPTER = "birlik.server.people.adapters.SecondFactors"
MFA_FORMS = {"add_webauthn": "birlik.server.people.forms.NewPasskey"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Birlik"
# Without mail nobody can verify an address; the invitation stands for it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Browsers themselves allow passkeys without TLS on this machine alone.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS
USERSESSIONS_ADAPTER = "birlik.server.people.adapters.Sessions"
USERSESSIONS_TRACK_ACTIVITY = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {
        "birlik": {"level": "INFO"},
        # A forged host name is the sender's mistake, and is answered; it is no alarm.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "ERROR"},
        "django": {"handlers": [], "propagate": True},
        # What is not there, or not allowed, is answered, and counted in /metrics.
        "django.request": {"level": "ERROR"},
    },
}
