"""Counts and times answers, for those who watch the server."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

ANSWERS = Counter("birlik_answers", "Answers given", ["method", "page", "status"])
SECONDS = Histogram(
    "birlik_answer_seconds",
    "Seconds that an answer took",
    ["page"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10),
)
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Measured:
    """Middleware: what is counted is the name of the page, never the address that was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and count it."""
        begun = time.perf_counter()
        response = self._next(request)
        match = request.resolver_match
        page = (match.view_name or "other") if match else "none"
        method = request.method if request.method in METHODS else "other"
        ANSWERS.labels(method, page, str(response.status_code)).inc()
        SECONDS.labels(page).observe(time.perf_counter() - begun)
        return response
