"""What explaining a plan found, as a record: contradictions, their demands, and what would remedy them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import ConfigDict

from birlik.exercise.diagnostics import Place
from birlik.exercise.values.said import KeepsSentences, Said

FORMAT = "birlik-explanation/1"


class DemandKind(StrEnum):
    """What a demand asks for."""

    HELD = "held"
    FIXED = "fixed start"
    EARLIEST = "earliest start"
    LATEST = "latest end"
    HOURS = "hours"
    DAYS = "days"
    LIGHT = "light"
    PHASE = "phase"
    UNIT = "unit"
    CHOICE = "units to choose"
    AMOUNT = "amount of a pool"
    AFTER = "after"
    AT_MOST = "after, at most"
    TOGETHER = "together with"
    NEVER = "never with"
    SETUP = "set-up"
    CLEARUP = "clear-up"
    DANGER = "danger zone"
    CAPACITY = "serials at once"
    PEOPLE = "people at once"
    OPENING = "opening"
    CLOSURE = "closure"
    QUANTITY = "quantity of a pool"
    AVAILABLE_FROM = "pool available from"
    AVAILABLE_UNTIL = "pool available until"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    WAY = "way"
    RULE = "rule"
    STEP = "time step"
    STARTEX = "STARTEX"
    ENDEX = "ENDEX"


class RemedyKind(StrEnum):
    """What a remedy changes."""

    LATER_END = "a later latest end"
    EARLIER_START = "an earlier earliest start"
    LONGER_HOURS = "longer hours"
    ANOTHER_DAY = "another day"
    SHORTER_GAP = "a shorter gap"
    LONGER_GAP = "a longer gap"
    SHORTER_SETUP = "a shorter set-up or clear-up"
    SHORTER_CLOSURE = "a shorter closure"
    LONGER_OPENING = "longer opening hours"
    ANOTHER_OPEN_DAY = "another open day"
    ANOTHER_AREA = "another area"
    MOVED_START = "another fixed start"
    LONGER_AVAILABLE = "a pool available longer"
    ANOTHER_UNIT = "another unit"
    LONGER_STAY = "a unit there longer"
    MORE_LIGHT = "other light too"
    LONGER_PHASE = "a longer phase"
    SMALLER_STEP = "a smaller time step"
    MORE_OF_A_POOL = "more of a pool"
    MORE_PEOPLE = "more people in an area"
    SHORTER_SERIAL = "a shorter serial"
    EXCEPTED = "an exception from a rule"
    OUT_OF_PHASE = "outside its phase"
    LESS_OF_A_POOL = "less of a pool"
    HIGHER_LIMIT = "another limit of a rule"
    FEWER_UNITS = "fewer units"
    MORE_UNITS = "more units"
    FASTER_WAY = "a faster way"
    NO_ORDER = "one demand between serials fewer"
    LONGER_EXERCISE = "a longer exercise"
    MORE_AT_ONCE = "more serials at once"
    OPTIONAL = "an optional serial"


class _Part(KeepsSentences):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Demand(_Part):
    """One demand of a plan: it can be dropped, and something else becomes possible.

    Attributes
    ----------
    kind : DemandKind
    place : Place
        Record and field that hold it.
    item : str
        Which one, where the field holds several: the id, period or text of the entry.
    other : str
        For a way, the site at its other end.
    text : str
        The demand in words, without a full stop.
    records : tuple of Place
        Records that `text` names, so that it can be kept from who may not read one of them.
    """

    kind: DemandKind
    place: Place
    item: str = ""
    other: str = ""
    text: Said
    records: tuple[Place, ...] = ()


class FieldChange(_Part):
    """A new value of a field, as it stands in ``plan.json``.

    Attributes
    ----------
    place : Place
        Record and field; without an index the record is new, and `now` is all of it.
    now : Any
    """

    place: Place
    now: Any = None


class Remedy(_Part):
    """A change of the plan with which a contradiction is gone; planned and verified again.

    Attributes
    ----------
    kind : RemedyKind
    text : str
        What to change, in words, without a full stop.
    price : int
        By the scale in ``docs/explain.md``; less is better.
    changes : tuple of FieldChange
    records : tuple of Place
        Records that `text` names.
    remaining : tuple of str
        Mandatory serials that find no place once it is made, besides those of other contradictions and
        what needs them: a further contradiction that this one hid.
    """

    kind: RemedyKind
    text: Said
    price: int
    changes: tuple[FieldChange, ...]
    records: tuple[Place, ...]
    remaining: tuple[str, ...] = ()


class Contradiction(_Part):
    """Demands that cannot all be met, of which none can be spared.

    Attributes
    ----------
    text : str
        One or two sentences for a planner.
    serials : tuple of str
        Serials concerned, in the order of the plan.
    demands : tuple of Demand
    also : tuple of str
        Further mandatory serials, each of which contradicts the same demands in the place of one.
    smallest : bool
        Whether it is proven that without any one of the demands the rest can be met.
    remedies : tuple of Remedy
        Cheapest first.
    all_tried : bool
        Whether every remedy that Birlik knows was tried, rather than cut off by the budget.
    records : tuple of Place
        Records that `text` names.
    """

    text: Said
    serials: tuple[str, ...]
    demands: tuple[Demand, ...]
    also: tuple[str, ...] = ()
    smallest: bool
    remedies: tuple[Remedy, ...] = ()
    all_tried: bool = True
    records: tuple[Place, ...] = ()


class Faulty(_Part):
    """A mandatory serial of which nothing can be said before a record is corrected.

    Attributes
    ----------
    serial : str
    text : str
    records : tuple of Place
    """

    serial: str
    text: Said
    records: tuple[Place, ...] = ()


class Explanation(_Part):
    """Why mandatory serials of a plan cannot all be placed.

    Attributes
    ----------
    exercise : str
        Id of the exercise.
    plan : str
        Fingerprint of the plan.
    seed : int
    mandatory : int
        Mandatory serials of the plan.
    contradictions : tuple of Contradiction
        In the order of the plan, each with a serial that no other has.
    faulty : tuple of Faulty
    undecided : tuple of str
        Mandatory serials for which neither a place nor a contradiction was found within the budget.
    reproducible : bool
        False if the clock or a person ended the search, rather than its work limit.
    stopped : bool
        Whether a person or a program ended the search, rather than its budget.
    """

    format: str = FORMAT
    exercise: str
    plan: str
    seed: int = 0
    mandatory: int = 0
    contradictions: tuple[Contradiction, ...] = ()
    faulty: tuple[Faulty, ...] = ()
    undecided: tuple[str, ...] = ()
    reproducible: bool = True
    stopped: bool = False

    @property
    def possible(self) -> bool:
        """Whether every mandatory serial was placed, so that nothing contradicts."""
        return not (self.contradictions or self.faulty or self.undecided)
