"""The settings of the test suite: the real ones, made fast and quiet."""

import subprocess

from actionlearning.settings import *  # noqa: F403
from actionlearning.settings import BASE_DIR, MIDDLEWARE, STATIC_ROOT

STATIC_ROOT.mkdir(exist_ok=True)
subprocess.run([BASE_DIR / "bin" / "catalogues"], check=True)  # noqa: S603  # ours

# It is written for ASGI and costs a synchronous test client an event loop per request.
# It serves files, which only the tests with real servers ask for, by the real settings.
MIDDLEWARE = MIDDLEWARE.copy()
MIDDLEWARE.remove("actionlearning.web.middleware.StaticFiles")

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WEBHOOK_NETWORK = "tests.support.chat.FakeNetwork"  # nothing leaves this machine
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
