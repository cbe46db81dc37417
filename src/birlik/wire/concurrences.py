"""Signatures of nations under a baseline."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from birlik.wire.said import Asked, Told


class ConcurrenceTold(Told):
    """A nation's signature under a baseline, as its reader sees it.

    Attributes
    ----------
    key : str
    nation, signer, function : str
        Who signed, in his own words.
    at : datetime
        UTC.
    counts : bool
        Whether no later signature of the nation has taken its place.
    with_reservations : bool
    reservations : str
        Empty if there are none, or if their text is not released to the reader.
    hash : str
        Hash of the log at the baseline: the same in all signatures under it.
    view : str
        Fingerprint of what the nation saw of the baseline; for the nation itself, else empty.
    """

    key: str
    nation: str
    signer: str
    function: str
    at: datetime
    counts: bool
    with_reservations: bool
    reservations: str = ""
    hash: str
    view: str = ""


class Concurrences(Told):
    """Signatures under a baseline, by nation, the last one of each last."""

    items: tuple[ConcurrenceTold, ...]


class NewConcurrence(Asked):
    """A signature for the nation of whoever asks.

    Attributes
    ----------
    signer, function : str
        Name and function, as they are to stand under the plan.
    reservations : str
        Empty to concur without any.
    released_to : list of str
        Nations that may read the reservations besides the own one; ``ALL`` for every nation.
    supersedes : str
        Key of the own nation's signature that counts, if there is one; it is refused if another one does.
    password : str
        Of the account: nobody signs by what he left lying about.
    """

    signer: str = Field(min_length=1, max_length=200)
    function: str = Field(min_length=1, max_length=200)
    reservations: str = Field("", max_length=4_000)
    released_to: tuple[str, ...] = ("ALL",)
    supersedes: str = Field("", max_length=64)
    password: str = Field(min_length=1, max_length=500)
