"""Seals short messages that a client keeps for the server: it can neither read, forge nor compare them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Seal:
    """Seals and opens messages of one purpose.

    Parameters
    ----------
    secret : str
        The installation's secret; every server process has the same.
    purpose : str
        What was sealed for one purpose cannot be opened for another.
    """

    def __init__(self, secret: str, purpose: str) -> None:
        key = hashlib.blake2b(secret.encode(), digest_size=32, person=purpose.encode()[:16])
        self._box = AESGCM(key.digest())

    def closed(self, message: bytes, about: str = "") -> str:
        """Message under seal, fit for an address; never the same twice."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._box.encrypt(nonce, message, about.encode())
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def opened(self, text: str, about: str = "") -> bytes | None:
        """Message under a seal; None if it was not sealed here, for this purpose and about this."""
        try:
            sealed = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
            return self._box.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (ValueError, binascii.Error, InvalidTag):
            return None
