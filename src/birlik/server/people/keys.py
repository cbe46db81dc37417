"""Random keys, and secrets that are shown once and stored as their hash."""

from __future__ import annotations

import hashlib
import secrets

#: Letters of a key: small letters and digits, without those that are read as another.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
KEY_LENGTH = 20
SECRET_LENGTH = 43


def random_key() -> str:
    """A key that cannot be guessed (100 bits) and needs no escape in an address."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def random_secret() -> str:
    """A secret (256 bits) that is told to one person, once."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What is stored of a secret: its SHA-256 in hexadecimal.

    No slow hash is needed: what has 256 random bits cannot be found by trying.
    """
    return hashlib.sha256(secret.encode()).hexdigest()
