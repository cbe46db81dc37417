"""The ASGI application that uvicorn runs: the door, with Django and the live stream behind it."""

from __future__ import annotations

import os
from typing import cast

from django.core.asgi import get_asgi_application

from birlik.server.door import Application, Door, nothing_live

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "birlik.server.settings")


def made(live: Application = nothing_live) -> Door:
    """The application, with Django set up.

    Parameters
    ----------
    live : callable
        ASGI application of the stream.
    """
    from django.conf import settings

    pages = cast("Application", get_asgi_application())
    return Door(pages, live, settings.LARGEST_REQUEST)


application = made()
