"""Every setting, read from the environment; the README and docs/deploy.md list them.

Without `DATABASE_URL` this is the embedded default: SQLite, one process, no server.
"""

from pathlib import Path

from celery.schedules import crontab

from actionlearning import env
from actionlearning.lib import logs

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.data_dir(BASE_DIR / "var")
EMBEDDED = not env.text("DATABASE_URL", "")
DEBUG = env.switch("DEBUG", default=False)
DEMO = env.switch("DEMO", default=False)
HTTPS = env.switch("HTTPS", default=not EMBEDDED)
if DEBUG and HTTPS:
    env.refuse("DEBUG must be off where HTTPS is on.")

SECRET_KEY = env.secret_key(embedded=EMBEDDED, folder=DATA_DIR)
SECRET_KEY_FALLBACKS: list[str] = env.listed("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.allowed_hosts(embedded=EMBEDDED)
HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, least=1, most=65535)
SITE_URL = env.text(
    "SITE_URL",
    f"http://localhost:{PORT}" if EMBEDDED else f"https://{ALLOWED_HOSTS[0]}",
).rstrip("/")
CSRF_TRUSTED_ORIGINS = env.listed("CSRF_TRUSTED_ORIGINS", [SITE_URL])

# -- Parts ---------------------------------------------------------------------------

PRODUCT_APPS = [
    "actionlearning.lib",
    "actionlearning.accounts",
    "actionlearning.outbox",
    "actionlearning.live",
    "sets",
    "meetings",
    "reports",
    "demo",
]
INSTALLED_APPS = [
    *PRODUCT_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "heroicons",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "actionlearning.web.middleware.StaticFiles",
    "csp.middleware.CSPMiddleware",
    "actionlearning.web.middleware.honest_errors",
    "actionlearning.web.middleware.without_invisible",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "actionlearning.web.middleware.visitor",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "actionlearning.web.typed_words.typed_words",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "actionlearning.web.middleware.viewer",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "actionlearning.web.middleware.last_seen",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "actionlearning.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "actionlearning.lib.forms.FormRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "actionlearning.lib.templatetags.lib_tags",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "actionlearning.lib.context.flags",
                "sets.inbox.context.header_badges",
            ],
        },
    },
]

# -- Database ------------------------------------------------------------------------

DATABASES = {"default": env.database(DATA_DIR / "actionlearning.sqlite3")}
# Rate limits must survive a Redis restart, so they are rows.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

# -- People --------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_BY = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_BY}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_BY}.CommonPasswordValidator"},
    {
        "NAME": f"{_BY}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "actionlearning.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "actionlearning.accounts.forms.SignupExtras"
ACCOUNT_FORMS = {
    "login": "actionlearning.accounts.wording.Login",
    "signup": "actionlearning.accounts.wording.Signup",
    "add_email": "actionlearning.accounts.wording.AddEmail",
    "change_email": "actionlearning.accounts.wording.ChangeEmail",
    "reset_password": "actionlearning.accounts.wording.ResetPassword",
    "request_login_code": "actionlearning.accounts.wording.RequestLoginCode",
    "change_password": "actionlearning.accounts.wording.ChangePassword",
    "set_password": "actionlearning.accounts.wording.SetPassword",
    "reset_password_from_key": "actionlearning.accounts.wording.ResetPasswordKey",
    "reauthenticate": "actionlearning.accounts.wording.Reauthenticate",
    "confirm_login_code": "actionlearning.accounts.wording.ConfirmLoginCode",
    "confirm_email_verification_code": "actionlearning.accounts.wording.ConfirmEmail",
    "confirm_password_reset_code": "actionlearning.accounts.wording.ConfirmReset",
}
# Five wrong passwords in five minutes, as the adapter says. The others are per minute.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0, most=10)
MFA_ADAPTER = "actionlearning.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "actionlearning.accounts.wording.Authenticate",
    "reauthenticate": "actionlearning.accounts.wording.ReauthenticateByCode",
    "activate_totp": "actionlearning.accounts.wording.ActivateApp",
    "add_webauthn": "actionlearning.accounts.wording.AddPasskey",
    "edit_webauthn": "actionlearning.accounts.wording.EditPasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = True

# -- Safety (docs/threat-model.md#settings-that-protect) -----------------------------

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "actionlearning.web.error_pages.csrf_failed"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

# -- Words and time ------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
# Each in its own language, so that people who read no other find it.
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# The process zone; each viewer's own is activated by middleware.
TIME_ZONE = "UTC"

# -- Files and mail ------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "actionlearning.lib.storage.BundledStorage"},
}
SERVESTATIC_AUTOREFRESH = SERVESTATIC_USE_FINDERS = DEBUG
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Action learning <sets@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
MAIL_DIR = DATA_DIR / "mail"
if MAIL_PROVIDER := env.text("MAIL_PROVIDER", ""):
    EMAIL_BACKEND = env.provider(MAIL_PROVIDER)
    # See ANYMAIL_… in docs/deploy.md; a provider gets the same time as a mail server.
    ANYMAIL = {"REQUESTS_TIMEOUT": EMAIL_TIMEOUT, **env.named("ANYMAIL_")}
elif _server := env.mail_server():
    EMAIL_BACKEND = "actionlearning.outbox.smtp.EmailBackend"
    vars().update(_server)
elif EMBEDDED or DEBUG:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(MAIL_DIR)
else:
    env.refuse("set SMTP_URL, for example smtp://user:password@mail.example.org:587.")

# -- Live signals and work behind the scenes -----------------------------------------

REDIS_URL = env.redis_url(embedded=EMBEDDED)
# Dotted names, because the project may not import its apps (ARCHITECTURE.md).
LIVE_GATE = "meetings.access.room_for_listener"
ROOM_REPORT = "reports.report_backs.queries.speaking.speaking"
ROOM_FILED = "reports.report_backs.queries.speaking.filed"
NOTICE_PLANNERS = [
    "actionlearning.outbox.inbox.forget",
    "actionlearning.outbox.failing.forget",
    "actionlearning.outbox.daily_digest.settle_bundled",
    "actionlearning.outbox.inbox.present",
    "meetings.dates.services.schedule.materialise",
    "meetings.calendar.services.entries.plan",
    "meetings.dates.services.not_held.lapse",
    "meetings.polls.services.reminders.plan",
    "reports.report_backs.services.carry_over.carry_over",
    "reports.reminders.services.planning.plan",
    "reports.reminders.services.starting_soon.plan",
    "meetings.chat.services.plan",
]
# The receiver of a chat's end, and the way to post to the world (only tests change it).
WEBHOOK_ENDED = "sets.chat.services.note_end"
WEBHOOK_NETWORK = "actionlearning.outbox.webhooks.safe_http.Network"
# The people on the demo's sign-in page: (e-mail, name, description).
DEMO_PEOPLE = "demo.people.people"

CELERY_BROKER_URL = REDIS_URL or "memory://localhost/"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": 300,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 1,
        "health_check_interval": 10,
    }
    if REDIS_URL
    else {}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# One tick a minute needs no memory, so there is no schedule file that could be stale.
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"
CELERY_BEAT_SCHEDULE = {
    "tick": {
        "task": "actionlearning.outbox.tasks.tick",
        "schedule": crontab(),
        # The next tick replaces one that has waited for a minute.
        "options": {"expires": 55},
    }
}

LOGGING = logs.to_console(env.log_level())
