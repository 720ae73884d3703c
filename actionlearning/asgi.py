"""What uvicorn serves: Django, and the live stream mounted beside it."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "actionlearning.settings")
django = get_asgi_application()

# Only now, because these need Django's apps to be ready.
from actionlearning.desks import Desks  # noqa: E402
from actionlearning.live.stream import (  # noqa: E402
    LiveStream,
    Message,
    Receive,
    Send,
)

DESKS = 8  #: more threads at once than one core can use
stream = LiveStream()
pages = Desks(DESKS)


async def application(scope: Message, receive: Receive, send: Send) -> None:
    """Answer the address of a stream with it, and everything else with Django."""
    if stream.serves(scope):
        await stream(scope, receive, send)
    elif scope["type"] == "http" and not scope["path"].startswith(settings.STATIC_URL):
        await pages(scope, receive, send)
    else:
        await django(scope, receive, send)
