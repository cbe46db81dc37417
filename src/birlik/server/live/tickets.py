"""Tickets: with one a member opens the stream, within a minute, as who he was when he asked for it."""

from __future__ import annotations

import json
from typing import NamedTuple

from birlik.exercise.roles import Reader, Role
from birlik.server.live.sealing import Seal

#: Seconds within which a ticket opens a stream; the stream lasts as long as its holder's part does.
LASTING = 60


class Ticket(NamedTuple):
    """Who opens a stream, and of what.

    Attributes
    ----------
    account, name : str
        Key of the account, and the name under which others see him.
    exercise, nation, role : str
        Key of the exercise, and the part in it.
    trusted : bool
        Whether he is a trusted agent.
    session, token : str
        Key of the session, or of the API token, that asked for it; the stream ends with either.
    password : str
        Proof of the account's password at that time: a session of an older password is none.
    until : int
        When it opens nothing more, in seconds since 1970.
    """

    account: str
    name: str
    exercise: str
    nation: str
    role: str
    trusted: bool
    session: str
    token: str
    password: str
    until: int

    @property
    def reader(self) -> Reader:
        """As whom he reads."""
        return Reader(self.nation, Role(self.role), self.trusted)


class Tickets:
    """Makes and reads tickets; what they say is under seal, as it stands in addresses."""

    def __init__(self, seal: Seal) -> None:
        self._seal = seal

    def text(self, ticket: Ticket) -> str:
        """Ticket as its holder sends it."""
        return self._seal.closed(json.dumps(ticket, separators=(",", ":")).encode())

    def read(self, text: str, now: float) -> Ticket | None:
        """Ticket of a text; None if it was not made here, or is too old."""
        message = self._seal.opened(text)
        if message is None:
            return None
        ticket = Ticket(*json.loads(message))
        return ticket if now < ticket.until else None
