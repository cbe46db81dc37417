"""People, their parts in exercises, invitations, tokens and sessions, as the API tells of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from pydantic import Field, StrictBool

from birlik.exercise.roles import Role
from birlik.wire.exercises import ExercisePart
from birlik.wire.said import Asked, Told


class Scope(StrEnum):
    """What a token may be used for; each includes those before it."""

    READ = "read"
    EDIT = "edit"
    ADMINISTER = "administer"


class TokenBounds(Told):
    """The bounds of the token that asks.

    Attributes
    ----------
    scope : Scope
    exercise : str
        Key of the one exercise that it is for; empty for all of its person.
    """

    scope: Scope
    exercise: str = ""


class Me(Told):
    """Who asks.

    Attributes
    ----------
    key, name, email : str
    language : str
        Of the pages; empty for that of his nation.
    time_zone : str
        Zone in which he wants to see times; Z for Zulu, empty for the exercise's own.
    administrator : bool
        Whether he looks after people and settings. It gives no right to read an exercise.
    token : TokenBounds or None
        None if he is signed in himself.
    exercises : list of ExercisePart
        Those within the token's bounds.
    """

    key: str
    name: str
    email: str
    language: str = ""
    time_zone: str = ""
    administrator: bool = False
    token: TokenBounds | None = None
    exercises: tuple[ExercisePart, ...] = ()


class ProfileChange(Asked):
    """What somebody wants to be called, and how to see times; what is not named stays.

    Attributes
    ----------
    name : str or None
    time_zone : str or None
        As in the IANA database; Z for Zulu, empty for the exercise's own.
    language : str or None
        Of the pages: a code such as ``en``; empty for that of his nation.
    """

    name: str | None = Field(None, min_length=1, max_length=120)
    time_zone: str | None = Field(None, max_length=64)
    language: str | None = Field(None, max_length=12)


class TokenTold(Told):
    """An API token; its text is told once, when it is made."""

    key: str
    name: str
    scope: Scope
    exercise: str = ""
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class TokenMade(TokenTold):
    """A token that was just made, with its text, which is told this once and stored nowhere."""

    text: str


class Tokens(Told):
    """Tokens that still count, the newest first."""

    items: tuple[TokenTold, ...]


class NewToken(Asked):
    """A token to be made.

    Attributes
    ----------
    name : str
        What will use it.
    scope : Scope
    exercise : str
        Key of the one exercise it is for; empty for all.
    days : int
        For how long it counts.
    """

    name: str = Field(min_length=1, max_length=80)
    scope: Scope = Scope.READ
    exercise: str = Field("", max_length=64)
    days: int = Field(30, ge=1, le=366, strict=True)


class SessionTold(Told):
    """Where somebody is signed in."""

    key: str
    begun_at: datetime
    last_seen_at: datetime
    browser: str = ""
    address: str = ""
    current: bool = False


class Sessions(Told):
    """All sessions of whoever asks."""

    items: tuple[SessionTold, ...]


class Ended(Told):
    """How many sessions were ended."""

    sessions: int


class Member(Told):
    """Somebody with a part in an exercise."""

    key: str
    name: str
    nation: str
    role: str
    trusted_agent: bool = False


class Members(Told):
    """Some of those who have a part; `next` is the cursor of the next page."""

    items: tuple[Member, ...]
    next: str | None = None
    total: int


class PartTold(Told):
    """A part in an exercise."""

    exercise: str
    nation: str
    role: str
    trusted_agent: bool = False


class PersonTold(Told):
    """An account, as administrators see it."""

    key: str
    name: str
    email: str
    administrator: bool = False
    active: bool = True
    parts: tuple[PartTold, ...] = ()


class PersonPage(Told):
    """Some of the accounts; `next` is the cursor of the next page."""

    items: tuple[PersonTold, ...]
    next: str | None = None
    total: int


class Standing(Asked):
    """What an administrator wants of somebody; what is not named stays."""

    administrator: StrictBool | None = None
    active: StrictBool | None = None


class PartGiven(Asked):
    """A part in an exercise that is given to somebody, in place of the one he had."""

    nation: str = Field(min_length=1, max_length=40)
    role: Role
    trusted_agent: StrictBool = False


class NewInvitation(Asked):
    """An invitation to be made.

    Attributes
    ----------
    email : str
        Address that the account must have; empty for whoever holds the link.
    administrator : bool
        Whether the account looks after people and settings.
    exercise, nation : str
    role : Role or None
        Part that comes with it; all three, or none.
    trusted_agent : bool
    """

    email: str = Field("", max_length=254)
    administrator: StrictBool = False
    exercise: str = Field("", max_length=64)
    nation: str = Field("", max_length=40)
    role: Role | None = None
    trusted_agent: StrictBool = False


class InviteTo(Asked):
    """An invitation to one exercise, by who leads a nation in it.

    Attributes
    ----------
    email : str
        Address that the account must have; empty for whoever holds the link.
    nation : str
    role : Role
        Not above that of whoever invites.
    trusted_agent : bool
    """

    email: str = Field("", max_length=254)
    nation: str = Field(min_length=1, max_length=40)
    role: Role
    trusted_agent: StrictBool = False


class InvitationTold(Told):
    """An invitation that still counts."""

    key: str
    email: str = ""
    administrator: bool = False
    exercise: str = ""
    nation: str = ""
    role: str = ""
    trusted_agent: bool = False
    made_at: datetime
    expires_at: datetime


class InvitationMade(InvitationTold):
    """An invitation that was just made, with its link, which is told this once and stored nowhere."""

    link: str


class Invitations(Told):
    """Some of the invitations that still count; `next` is the cursor of the next page."""

    items: tuple[InvitationTold, ...]
    next: str | None = None
    total: int
