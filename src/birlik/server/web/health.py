"""Whether the server is well, for those who watch it: ``/health`` and ``/metrics``."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from birlik import __version__
from birlik.server.people.client import is_this_machine


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """200 if the server can do its work, 503 if its database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "well"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Figures for Prometheus; from this machine, or for who has the token. For others it is not here."""
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not (is_this_machine(request) or (token and secrets.compare_digest(sent, token))):
        raise Http404
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def version() -> str:
    """Version of the program that runs."""
    return __version__
