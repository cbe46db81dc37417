"""Headers that tell a browser what a page of ours may do: nothing that it does not need."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


def content_policy() -> str:
    """The Content Security Policy of every page: all from this server, and nothing inline.

    An identity provider is where the form of the sign-in page leads, by way of a redirect.
    """
    forms = f"'self' {settings.IDENTITY_PROVIDER}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            f"form-action {forms}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


class Addressed:
    """Middleware: refuses the public host name with a port that is not the server's.

    Links in mail are made from what a browser asked for; a forged port would lead elsewhere on that host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the address is strange."""
        public = settings.ADDRESS
        if public is not None:
            host, port = split_domain_port(request.get_host())
            if host == public.host.lower() and port not in public.ports:
                raise DisallowedHost("The port in the Host header is not that of BIRLIK_ADDRESS.")
        return self._next(request)


class Guarded:
    """Middleware: the headers on every answer, error pages and files included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._next = get_response
        self._headers = {
            "Content-Security-Policy": content_policy(),
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers; what a person sees is stored by nobody on the way."""
        response = self._next(request)
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response
