"""What serials share: areas, people in them, pools, and the ground that danger zones shut."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from birlik.exercise.diagnostics import Finding
from birlik.exercise.records.means import Area, Resource
from birlik.exercise.sentences import all_of, counted, said
from birlik.planning.verify.ground import Ground, reaches
from birlik.planning.verify.joined import Held, Joined, aware, broken
from birlik.planning.verify.wording import MOST_NAMES, listed, shown

#: How far the end of an overload is followed through those that end before it.
_FOLLOWED = 200


@dataclass(frozen=True, slots=True)
class Load:
    """What a serial takes of something during a time."""

    held: Held
    begins: datetime
    ends: datetime
    weight: float


@dataclass(frozen=True, slots=True)
class Overload:
    """A serial that takes more of something than the others leave.

    Attributes
    ----------
    held : Held
        The last to come.
    ids : list of str
        The serials there at its beginning, itself last; no more than a sentence names.
    more : int
        How many further serials are there.
    total : float
        What they all take.
    begins, ends : datetime
    """

    held: Held
    ids: list[str]
    more: int
    total: float
    begins: datetime
    ends: datetime

    @property
    def who(self) -> str:
        """The serials: ``S-1 and S-2 both``."""
        if len(self.ids) == 2 and not self.more:
            return said("{serials} both", serials=listed(self.ids))
        return listed(self.ids, self.more)

    @property
    def count(self) -> int:
        """How many serials they are."""
        return len(self.ids) + self.more


def overloads(loads: Iterable[Load], limit: float) -> Iterator[Overload]:
    """Each load that begins while it and those running together take more than the limit."""
    running: list[tuple[datetime, int, Load]] = []
    total: float = 0
    ordered = sorted(
        (load for load in loads if load.begins < load.ends and load.weight > 0),
        key=lambda load: (load.begins, load.held.index),
    )
    for number, load in enumerate(ordered):
        over = 0
        while over < len(running) and running[over][0] <= load.begins:
            total -= running[over][2].weight
            over += 1
        del running[:over]
        total += load.weight
        if total > limit:
            others = [other[2].held.id for other in running[: MOST_NAMES - 1]]
            insort(running, (load.ends, number, load))
            yield Overload(
                held=load.held,
                ids=[*others, load.held.id],
                more=len(running) - 1 - len(others),
                total=total,
                begins=load.begins,
                ends=_relieved(running, load, total, limit),
            )
        else:
            insort(running, (load.ends, number, load))


def _relieved(
    running: list[tuple[datetime, int, Load]], load: Load, total: float, limit: float
) -> datetime:
    """When so many have ended that the limit is kept again, or the load itself ends."""
    for ends, _, other in running[:_FOLLOWED]:
        total -= other.weight
        if total <= limit or other is load:
            return ends
    return load.ends


def areas(joined: Joined) -> Iterator[Finding]:
    """Serials and people in an area at once (B503, B504)."""
    words = joined.words
    for name, occupants in joined.in_area.items():
        area = joined.areas[name]
        most = 1 if area.serials_at_once is None else area.serials_at_once
        for over in overloads(_occupations(occupants), most):
            yield broken(
                "B503",
                over.held,
                counted(
                    "{who} occupies {area} {when}; it holds {serials} at once",
                    "{who} occupy {area} {when}; it holds {serials} at once",
                    over.count,
                    who=over.who,
                    area=shown(name),
                    when=words.stretch(over.begins, over.ends),
                    serials=counted("{number} serial", "{number} serials", most),
                ),
                "areas",
            )
        if area.people_at_once is None:
            continue
        for over in overloads(_occupations(occupants, people=True), area.people_at_once):
            yield broken(
                "B504",
                over.held,
                counted(
                    "{who} brings {total} people to {area} {when}; it holds {most} people at once",
                    "{who} bring {total} people to {area} {when}; it holds {most} people at once",
                    over.count,
                    who=over.who,
                    total=over.total,
                    area=shown(name),
                    when=words.stretch(over.begins, over.ends),
                    most=area.people_at_once,
                ),
                "areas",
            )


def _occupations(occupants: Iterable[Held], people: bool = False) -> Iterator[Load]:
    for held in occupants:
        yield Load(held, held.occupied_from, held.occupied_until, held.people if people else 1)


def pools(joined: Joined) -> Iterator[Finding]:
    """Amounts held at once, used up, and drawn when there is nothing to draw (B508, B509, B522)."""
    loads: dict[str, list[Load]] = {}
    for held in joined.held:
        drawn: dict[str, int] = {}
        for asked in held.serial.resources:
            drawn[asked.resource] = drawn.get(asked.resource, 0) + round(asked.quantity * 1000)
        for pool_id, thousandths in drawn.items():
            if thousandths > 0:
                load = Load(held, held.begins, held.ends, thousandths)
                loads.setdefault(pool_id, []).append(load)
    for pool_id, drawing in loads.items():
        pool = joined.resources.get(pool_id)
        if pool is None or pool.quantity is None:
            lacks = (
                said("is not in the plan") if pool is None else said("has no quantity in the plan")
            )
            for load in drawing:
                yield broken(
                    "B508",
                    load.held,
                    said(
                        "{serial} draws on {pool}, which {lacks}",
                        serial=shown(load.held.id),
                        pool=shown(pool_id),
                        lacks=lacks,
                    ),
                    "resources",
                )
            continue
        yield from _pool(pool, pool.quantity, drawing, joined)


def _measured(thousandths: float, measure: str) -> object:
    """Amount with what it is measured in."""
    if not measure:
        return thousandths / 1000
    return said("{amount} {measure}", amount=thousandths / 1000, measure=measure)


def _pool(
    pool: Resource, quantity: float, drawing: list[Load], joined: Joined
) -> Iterator[Finding]:
    """Findings about one pool, in thousandths of its measure."""
    limit, words = round(quantity * 1000), joined.words
    measure = pool.measure if pool.measure and len(pool.measure) < 40 else ""
    if pool.used_up:
        total: float = 0
        users: list[str] = []
        for load in drawing:
            total += load.weight
            users.append(load.held.id)
            if total > limit:
                yield broken(
                    "B509",
                    load.held,
                    counted(
                        "{serials} uses up {total} of {pool}; there is {quantity}",
                        "{serials} together use up {total} of {pool}; there is {quantity}",
                        len(users),
                        serials=listed(reversed(users)),
                        total=_measured(total, measure),
                        pool=shown(pool.id),
                        quantity=float(quantity),
                    ),
                    "resources",
                )
    else:
        for over in overloads(drawing, limit):
            yield broken(
                "B508",
                over.held,
                counted(
                    "{who} holds {total} of {pool} {when}; there is {quantity}",
                    "{who} hold {total} of {pool} {when}; there is {quantity}",
                    over.count,
                    who=over.who,
                    total=_measured(over.total, measure),
                    pool=shown(pool.id),
                    when=words.stretch(over.begins, over.ends),
                    quantity=float(quantity),
                ),
                "resources",
            )
    for load in drawing:
        from_, until = pool.available_from, pool.available_until
        early = from_ is not None and load.begins < aware(from_)
        late = until is not None and load.ends > aware(until)
        limits = [said("from {begins}", begins=words.moment(from_))] if from_ and early else []
        limits += [said("until {until}", until=words.moment(until))] if until and late else []
        if limits:
            yield broken(
                "B522",
                load.held,
                said(
                    "{serial} draws on {pool} {when}; it is available {limits}",
                    serial=shown(load.held.id),
                    pool=shown(pool.id),
                    when=words.stretch(load.begins, load.ends),
                    limits=all_of(limits),
                ),
                "resources",
            )


class _Occupants:
    """Serials that occupy an area, to be found by time."""

    def __init__(self, occupants: Iterable[Held]) -> None:
        self._ordered = sorted(
            (held for held in occupants if held.occupied_from < held.occupied_until),
            key=lambda held: held.occupied_from,
        )
        self._starts = [held.occupied_from for held in self._ordered]
        self._longest = max(
            (held.occupied_until - held.occupied_from for held in self._ordered),
            default=timedelta(),
        )

    def during(self, begins: datetime, ends: datetime) -> list[Held]:
        """Serials that occupy the area at some time from `begins` to `ends`."""
        first = bisect_left(self._starts, begins - self._longest)
        last = bisect_left(self._starts, ends)
        return [held for held in self._ordered[first:last] if held.occupied_until > begins]


def danger_zones(joined: Joined) -> Iterator[Finding]:
    """Areas occupied while a danger zone shuts them (B520)."""
    grounds = {
        name: ground for name, area in joined.areas.items() if (ground := Ground.of_area(area))
    }
    occupied = {name: _Occupants(held) for name, held in joined.in_area.items() if name in grounds}
    touched: dict[tuple[int, str | None, str], bool] = {}
    for held in joined.held:
        zones = _zones(held, grounds)
        if not zones:
            continue
        for name, occupants in occupied.items():
            if name in held.areas:
                continue
            there = occupants.during(held.begins, held.ends)
            if not there:
                continue
            key = (held.index, held.first_area, name)
            if key not in touched:
                touched[key] = any(reaches(zone, margin, grounds[name]) for zone, margin in zones)
            if touched[key]:
                yield _shut(held, joined.areas[name], there, joined)


def _zones(held: Held, grounds: dict[str, Ground]) -> list[tuple[Ground, float]]:
    """Ground of a serial's danger zone, each part with the distance around it that belongs to it."""
    if held.begins == held.ends:
        return []
    zones: list[tuple[Ground, float]] = []
    if len(held.serial.danger_zone) >= 3:
        zones.append((Ground.of(held.serial.danger_zone), 0.0))
    if held.serial.danger_radius is not None and held.first_area in grounds:
        zones.append((grounds[held.first_area], held.serial.danger_radius))
    return zones


def _shut(held: Held, area: Area, there: list[Held], joined: Joined) -> Finding:
    first = there[0]
    begins = max(held.begins, first.occupied_from)
    ends = min(held.ends, first.occupied_until)
    return broken(
        "B520",
        held,
        counted(
            "{others} occupies {area} {when}, while the danger zone of {serial} shuts it",
            "{others} occupy {area} {when}, while the danger zone of {serial} shuts it",
            len(there),
            others=listed([other.id for other in there]),
            area=shown(area.id),
            when=joined.words.stretch(begins, ends),
            serial=shown(held.id),
        ),
        "danger_zone" if held.serial.danger_zone else "danger_radius",
    )
