"""The ASGI application that uvicorn runs: the door, with Django and the live stream behind it."""

from __future__ import annotations

import os
from typing import cast

from django.core.asgi import get_asgi_application

from birlik.server.door import Application, Door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "birlik.server.settings")


# Sets Django up, which the stream needs as well.
pages = cast("Application", get_asgi_application())

from django.conf import settings  # noqa: E402

from birlik.server.live.making import live as _made  # noqa: E402

live = _made()
application = Door(pages, live, settings.LARGEST_REQUEST)
