"""A server: who asks, the exercises, the kinds of record, and what administrators look after."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self
from urllib.parse import quote

import httpx

from birlik import __version__
from birlik.client.line import Line, body_of, wanted
from birlik.client.room import Room
from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Role
from birlik.wire.exercises import ExercisePart, Exercises, ExerciseTold, NewExercise
from birlik.wire.people import (
    InvitationMade,
    Invitations,
    InvitationTold,
    Me,
    NewInvitation,
    PartGiven,
    PersonPage,
    PersonTold,
    ProfileChange,
    Standing,
    Tokens,
    TokenTold,
)
from birlik.wire.records import KindWithSchema

#: Seconds that an answer may take.
PATIENCE = 60.0


class Client:
    """A Birlik server, asked with an API token; close it when done, or use it in a ``with``.

    Every method raises :class:`~birlik.client.troubles.ServerProblem` if the server says why not, and
    :class:`~birlik.client.troubles.Unreachable` if no answer comes.

    Parameters
    ----------
    address : str
        Of the server: ``https://birlik.example.org``.
    token : str
        Made under API tokens.
    seconds : float
        How long an answer may take.
    transport : httpx.BaseTransport, optional
        In place of the network, such as for tests.
    """

    def __init__(
        self,
        address: str,
        token: str,
        *,
        seconds: float = PATIENCE,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = httpx.Client(
            base_url=address.rstrip("/") + "/api",
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json",
                "User-Agent": f"birlik/{__version__}",
            },
            timeout=seconds,
            transport=transport,
        )
        self._line = Line(self._http)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the connection go."""
        self._http.close()

    def me(self) -> Me:
        """Who asks, and how far his token reaches."""
        return self._line.read(Me, "GET", "/me")

    def change_me(self, change: ProfileChange) -> Me:
        """Change how whoever asks is called, and sees times."""
        return self._line.read(Me, "PATCH", "/me", **body_of(change))

    def exercises(self) -> tuple[ExercisePart, ...]:
        """The exercises in which whoever asks has a part."""
        return self._line.read(Exercises, "GET", "/exercises").items

    def begin(
        self,
        id: str,
        host: str,
        *,
        title: str = "",
        time_zone: str = "UTC",
        nations: tuple[str, ...] = (),
    ) -> ExerciseTold:
        """Begin an exercise; administrators may."""
        new = NewExercise(id=id, title=title, host=host, time_zone=time_zone, nations=nations)
        return self._line.read(ExerciseTold, "POST", "/exercises", **body_of(new))

    def exercise(self, key: str) -> Room:
        """One exercise, by its key; nothing is asked yet."""
        return Room(self._line, key)

    def kind(self, kind: RecordKind) -> KindWithSchema:
        """A kind of record, with its columns and its JSON Schema."""
        return self._line.read(KindWithSchema, "GET", f"/kinds/{kind.value}")

    def tokens(self) -> tuple[TokenTold, ...]:
        """Tokens of whoever asks that still count."""
        return self._line.read(Tokens, "GET", "/me/tokens").items

    def withdraw_token(self, key: str) -> None:
        """Let one of his tokens count no longer."""
        self._line.ask("DELETE", f"/me/tokens/{quote(key, safe='')}")

    # For administrators

    def people(self, words: str = "") -> Iterator[PersonTold]:
        """Everybody with an account, by name."""
        return self._line.pages(
            lambda cursor: self._line.read(
                PersonPage, "GET", "/people", params=wanted(q=words, cursor=cursor)
            )
        )

    def person(self, key: str) -> PersonTold:
        """One account."""
        return self._line.read(PersonTold, "GET", f"/people/{quote(key, safe='')}")

    def set_standing(
        self, key: str, *, administrator: bool | None = None, active: bool | None = None
    ) -> PersonTold:
        """Make somebody an administrator, lock him out, or take either back."""
        wish = Standing(administrator=administrator, active=active)
        return self._line.read(
            PersonTold, "PATCH", f"/people/{quote(key, safe='')}", **body_of(wish)
        )

    def give_part(
        self, key: str, exercise: str, nation: str, role: Role, *, trusted_agent: bool = False
    ) -> PersonTold:
        """Give somebody a part in an exercise, in place of the one he had there."""
        part = PartGiven(nation=nation, role=role, trusted_agent=trusted_agent)
        path = f"/people/{quote(key, safe='')}/parts/{quote(exercise, safe='')}"
        return self._line.read(PersonTold, "PUT", path, **body_of(part))

    def end_part(self, key: str, exercise: str) -> None:
        """Take somebody's part in an exercise away."""
        self._line.ask("DELETE", f"/people/{quote(key, safe='')}/parts/{quote(exercise, safe='')}")

    def invite(self, invitation: NewInvitation) -> InvitationMade:
        """Make an invitation; its link is told this once."""
        return self._line.read(InvitationMade, "POST", "/invitations", **body_of(invitation))

    def invitations(self) -> Iterator[InvitationTold]:
        """Invitations that still count, the newest first."""
        return self._line.pages(
            lambda cursor: self._line.read(
                Invitations, "GET", "/invitations", params=wanted(cursor=cursor)
            )
        )

    def withdraw_invitation(self, key: str) -> None:
        """Let the link of an invitation count no longer."""
        self._line.ask("DELETE", f"/invitations/{quote(key, safe='')}")
