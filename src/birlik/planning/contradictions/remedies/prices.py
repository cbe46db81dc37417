"""What a remedy costs: the scale in ``docs/explain.md``, by which remedies are ranked."""

from __future__ import annotations

import math
from dataclasses import dataclass

from birlik.planning.contradictions.result import RemedyKind


@dataclass(frozen=True)
class Price:
    """Price of a kind of remedy: `base`, and `each` for every started `per` of what it changes.

    Attributes
    ----------
    base, each : int
    per : float
        In the measure of the amount: minutes for a length of time.
    measure : str
        What `per` is, in the words of the page.
    """

    base: int
    each: int = 0
    per: float = 60
    measure: str = "hour"

    def of(self, amount: float = 0) -> int:
        """Price of a change of so much."""
        return self.base + self.each * math.ceil(round(amount / self.per, 6))


PRICES: dict[RemedyKind, Price] = {
    RemedyKind.LATER_END: Price(1, 1),
    RemedyKind.EARLIER_START: Price(1, 1),
    RemedyKind.LONGER_HOURS: Price(1, 1),
    RemedyKind.ANOTHER_DAY: Price(2, 1, 1, "day away"),
    RemedyKind.SHORTER_GAP: Price(2, 1),
    RemedyKind.LONGER_GAP: Price(2, 1),
    RemedyKind.SHORTER_SETUP: Price(2, 2),
    RemedyKind.SHORTER_CLOSURE: Price(2, 1),
    RemedyKind.LONGER_OPENING: Price(2, 1),
    RemedyKind.ANOTHER_OPEN_DAY: Price(3, 1, 1, "day away"),
    RemedyKind.ANOTHER_AREA: Price(3, 2, 1, "area at another site"),
    RemedyKind.MOVED_START: Price(3, 1),
    RemedyKind.LONGER_AVAILABLE: Price(3, 1),
    RemedyKind.ANOTHER_UNIT: Price(4),
    RemedyKind.LONGER_STAY: Price(4, 1, 360, "6 hours"),
    RemedyKind.MORE_LIGHT: Price(4),
    RemedyKind.LONGER_PHASE: Price(4, 1),
    RemedyKind.SMALLER_STEP: Price(4),
    RemedyKind.MORE_OF_A_POOL: Price(0, 4, 0.1, "tenth of its quantity"),
    RemedyKind.MORE_PEOPLE: Price(0, 4, 0.1, "tenth of what it holds"),
    RemedyKind.SHORTER_SERIAL: Price(4, 2),
    RemedyKind.EXCEPTED: Price(5, 5, 1, "serial"),
    RemedyKind.OUT_OF_PHASE: Price(5),
    RemedyKind.LESS_OF_A_POOL: Price(0, 5, 0.1, "tenth of what it asks for"),
    RemedyKind.HIGHER_LIMIT: Price(6, 2),
    RemedyKind.FEWER_UNITS: Price(0, 6, 1, "unit"),
    RemedyKind.MORE_UNITS: Price(0, 8, 1, "unit"),
    RemedyKind.FASTER_WAY: Price(8, 2),
    RemedyKind.NO_ORDER: Price(9),
    RemedyKind.LONGER_EXERCISE: Price(10, 1),
    RemedyKind.MORE_AT_ONCE: Price(0, 12, 1, "serial"),
    RemedyKind.OPTIONAL: Price(0, 200, 1, "serial"),
}
