"""The application that uvicorn serves: Django, and the live stream beside it.

All of our middleware and views are synchronous, so pages are answered by Django's WSGI
handler in a few threads that stay; static files and `lifespan` are its ASGI handler's
(docs/decisions/0028).
"""

import os
from typing import Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionlearning.settings")
django = get_asgi_application()

# Imported here, because these need Django's apps to be ready.
from actionlearning.live.stream import LiveStream, Message, Receive, Send  # noqa: E402
from actionlearning.web.middleware import without_static_files  # noqa: E402

THREADS = 16  #: a few more than a process may hold connections to the database
stream = LiveStream()
with without_static_files():
    _wsgi: Any = get_wsgi_application()  # its answers are more than what WSGI asks for
pages: Any = WSGIMiddleware(_wsgi, workers=THREADS)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer the address of a stream with it, and everything else with Django."""
    if stream.serves(scope):
        await stream(scope, receive, send)
    elif scope["type"] == "http" and not scope["path"].startswith(settings.STATIC_URL):
        await pages(scope, receive, send)
    else:
        await django(scope, receive, send)
