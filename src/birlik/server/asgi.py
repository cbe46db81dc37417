"""The ASGI application that uvicorn runs: the door, with Django and the live stream behind it."""

from __future__ import annotations

import os
from typing import cast

import django

from birlik.server.door import Application, Door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "birlik.server.settings")


# What follows needs Django, and so does the stream.
django.setup(set_prefix=False)

from django.conf import settings  # noqa: E402

from birlik.server.live.making import live as _made  # noqa: E402
from birlik.server.threads import Pages  # noqa: E402

pages = Pages()
live = _made()
application = Door(cast("Application", pages), live, settings.LARGEST_REQUEST)
