"""A Birlik server from Python: what the API says, as the types of the vocabulary (docs/api.md)."""

from birlik.client.client import Client
from birlik.client.room import Room
from birlik.client.troubles import (
    Absent,
    Conflicting,
    NotAllowed,
    NotSignedIn,
    ServerProblem,
    Stale,
    TooMany,
    Unfit,
    Unreachable,
)

__all__ = [
    "Absent",
    "Client",
    "Conflicting",
    "NotAllowed",
    "NotSignedIn",
    "Room",
    "ServerProblem",
    "Stale",
    "TooMany",
    "Unfit",
    "Unreachable",
]
