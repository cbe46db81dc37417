"""The timetable: which serial is held when, where and by whom, what was left out, and how good it is."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, PlainSerializer

from birlik.exercise.sentences import said
from birlik.exercise.values.moments import instant_text
from birlik.exercise.values.said import KeepsSentences, Said

FORMAT = "birlik-timetable/1"

#: Years between which a placement lies: every zone and every form can show them.
YEARS = range(1900, 9000)

#: No serial lasts longer.
_LONGEST = timedelta(days=366)

Moment = Annotated[AwareDatetime, PlainSerializer(instant_text, return_type=str, when_used="json")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Placement(_Part):
    """A serial in the timetable.

    Attributes
    ----------
    serial : str
    begins, ends : datetime
        UTC; the end is not part of it. Set-up and clear-up lie outside.
    areas : tuple of str
        The set of areas used, its first area first; empty if the serial asks for none.
    units : tuple of str
        All units that take part: those that must, then those chosen, in the order of the plan.
    """

    serial: str
    begins: Moment
    ends: Moment
    areas: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class OwnedPlacement(Placement):
    """A placement that says whose serial it is, for nations can have serials of one id.

    A timetable is written without it: whoever sees both serials gives one of them another id.

    Attributes
    ----------
    owner : str
        Nation that owned the serial when the timetable was published; empty if that was not noted.
    """

    owner: str = ""


class LeftOut(_Part, KeepsSentences):
    """A serial that is not in the timetable, and why.

    Attributes
    ----------
    serial : str
        Its id.
    mandatory : bool
    code : str
        ``B401`` to ``B405``.
    reason : str
        One or two sentences for the planner.
    """

    serial: str
    mandatory: bool
    code: str
    reason: Said


class Score(_Part):
    """How good a timetable is, the most important first; less is better everywhere.

    Attributes
    ----------
    mandatory_left_out : int
        Mandatory serials not placed.
    optional_left_out : tuple of int
        Optional serials not placed, by priority 1 to 5.
    wishes : int
        Sum of the costs of broken wishes.
    unfairness : int
        Minutes beyond what the fair-share rules accept.
    end : int
        Minutes from STARTEX to the end of the last serial; 0 if there is none.
    moves : int
        How often a unit goes from one site to another.
    """

    mandatory_left_out: int
    optional_left_out: tuple[int, int, int, int, int]
    wishes: int
    unfairness: int
    end: int
    moves: int

    @property
    def levels(self) -> tuple[int, ...]:
        """All numbers in order of importance, to compare two timetables."""
        return (
            self.mandatory_left_out,
            *self.optional_left_out,
            self.wishes,
            self.unfairness,
            self.end,
            self.moves,
        )


class Proof(_Part):
    """What is proven about a timetable.

    Attributes
    ----------
    bound : Score
        No timetable is better than this: each number is a proven least, given the numbers before.
    optimal : bool
        Whether the score reaches the bound at every level.
    """

    bound: Score
    optimal: bool


class Timetable(_Part):
    """A timetable made from a plan.

    Attributes
    ----------
    exercise : str
        Id of the exercise.
    plan : str
        Fingerprint of the plan it was made from.
    seed : int
    placements : tuple of Placement
        Ordered by beginning, then serial id.
    left_out : tuple of LeftOut
        In the order of the plan.
    score : Score
    proof : Proof or None
        None if no bound was computed.
    reproducible : bool
        False if the clock or a person ended the search, rather than its work limit.
    """

    format: str = FORMAT
    exercise: str
    plan: str
    seed: int = 0
    placements: tuple[Placement, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    score: Score
    proof: Proof | None = None
    reproducible: bool = True

    @property
    def gap(self) -> float | None:
        """Distance to the proven bound, as a part of it; None if no bound was computed.

        It is that of the most important number of the score that is not proven: 0.05 says that this
        number may be 5 % above the least possible, 0 that no timetable is better.
        """
        if self.proof is None:
            return None
        pairs = zip(self.score.levels, self.proof.bound.levels, strict=True)
        return next(((have - least) / max(least, 1) for have, least in pairs if have > least), 0.0)

    def __repr__(self) -> str:
        proof = "" if self.proof is None else f"; bound {self.proof.bound.levels}"
        return (
            f"<Timetable of {self.exercise or 'an exercise without an id'}: {len(self.placements):,} "
            f"serials placed, {len(self.left_out):,} left out; score {self.score.levels}{proof}>"
        )

    __str__ = __repr__

    @property
    def complete(self) -> bool:
        """Whether every mandatory serial is placed."""
        return self.score.mandatory_left_out == 0


def damage_of(timetable: Timetable) -> str:
    """What no timetable of any plan can hold, in a sentence; empty if there is nothing like that."""
    twice = [name for name, n in Counter(p.serial for p in timetable.placements).items() if n > 1]
    if twice:
        return said("{serial} stands in it twice", serial=twice[0])
    for placement in timetable.placements:
        name, begins, ends = placement.serial, placement.begins, placement.ends
        if begins.tzinfo is None or ends.tzinfo is None:
            return said("{name} has a time without a zone", name=name)
        for at in (begins, ends):
            if at.year not in YEARS:
                return said("{name} lies in the year {year}", name=name, year=str(at.year))
        if ends <= begins:
            return said("{name} ends before it begins", name=name)
        if ends - begins > _LONGEST:
            return said("{name} lasts longer than a year", name=name)
        for names in (placement.areas, placement.units):
            if len(set(names)) < len(names):
                return said(
                    "{name} names {twice} twice",
                    name=name,
                    twice=Counter(names).most_common(1)[0][0],
                )
    return ""
