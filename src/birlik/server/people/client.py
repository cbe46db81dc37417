"""Whose request it is: the address of the client, behind trusted proxies or not."""

from __future__ import annotations

import ipaddress

from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

FORWARDED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


def client_address(request: HttpRequest) -> str:
    """Address of the client; empty if it cannot be told."""
    try:
        return get_client_ip(request) or ""
    except PermissionDenied:
        return ""


def is_this_machine(request: HttpRequest) -> bool:
    """Whether the request was made on this machine, and did not come through a proxy.

    A proxy on this machine makes everybody look local; its headers give it away.
    """
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False
