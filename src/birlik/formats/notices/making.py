"""All notices that a timetable needs, from what one reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator

import shapely

from birlik.exercise.records.means import Area, AreaKind
from birlik.exercise.records.notices import NoticeKind
from birlik.formats.documents.speaking import Speech
from birlik.formats.notices.closing import Closing, Closings
from birlik.formats.notices.coastal import coastal_warning
from birlik.formats.notices.notam import notam
from birlik.formats.notices.notice import Notice
from birlik.formats.notices.outlines import bounds_of
from birlik.formats.notices.plainwords import range_closure, residents_warning
from birlik.formats.timetable.programme import Entry, Programme


def notices(seen: Programme, speech: Speech) -> tuple[Notice, ...]:
    """Notices for the airspaces, sea areas and ranges that a timetable shuts; by kind, area and time.

    Airmen are told of an airspace while it is taken, and of firing that reaches beyond it; sailors of a sea
    area while it is used, and of firing that reaches any; all who use the ranges of each while it is
    fired on or endangered; residents of each range while there is firing from it. An area without a
    place has no notice for airmen or sailors.

    Parameters
    ----------
    seen : Programme
        Whoever does not see every serial has reserved times in its place, and so the same windows.
    speech : Speech
        Of the notices in plain words; the others are in the English of their trade.
    """
    shut = Closings(seen)
    return (
        *_airspaces(shut),
        *_firing(shut),
        *_sea(shut),
        *_ranges(shut, speech),
        *_residents(shut, speech),
    )


def _airspaces(shut: Closings) -> Iterator[Notice]:
    seen = shut.seen
    for closing in shut.of(_of_kind(seen, AreaKind.AIR), _takes):
        yield from _notam_of(seen, Closing(closing.area, closing.windows, None), firing=False)


def _firing(shut: Closings) -> Iterator[Notice]:
    """Firing that reaches beyond the airspaces which the serial takes."""
    seen, ground = shut.seen, shut.seen.ground

    def beyond(entry: Entry, area: Area) -> bool:
        if not _fires_from(entry, area) or entry.serial is None:
            return False
        zone = ground.danger_zone(entry.serial, area.id)
        shapes = [ground.shape(each.id) for each in entry.areas if each.kind is AreaKind.AIR]
        taken = shapely.union_all([shape for shape in shapes if shape is not None])
        return zone is not None and not taken.covers(zone)

    for closing in shut.of(seen.areas, beyond):
        yield from _notam_of(seen, closing, firing=True)


def _notam_of(seen: Programme, closing: Closing, *, firing: bool) -> Iterator[Notice]:
    bounds = bounds_of(seen.ground, closing.area, closing.danger)
    if bounds is not None:
        exercise = seen.plan.exercise
        text, missing = notam(closing, bounds, exercise.fir, closing.area.ceiling, firing=firing)
        yield _notice(NoticeKind.NOTAM, closing, text, missing, fire=firing)


def _sea(shut: Closings) -> Iterator[Notice]:
    """Sea areas that are used, and firing that reaches any sea area, from wherever it comes."""
    seen = shut.seen
    sea = _of_kind(seen, AreaKind.SEA)
    ids = frozenset(area.id for area in sea)

    def fires_to_sea(entry: Entry, area: Area) -> bool:
        reached = {*entry.shut, *(each.id for each in entry.areas)}
        return _fires_from(entry, area) and not ids.isdisjoint(reached)

    for closing in shut.of(sea, _uses):
        bounds = bounds_of(seen.ground, closing.area, None)
        if bounds is not None:
            text, missing = coastal_warning(closing, bounds, firing=False)
            yield _notice(NoticeKind.COASTAL, closing, text, missing, fire=False)
    for closing in shut.of(seen.areas, fires_to_sea):
        bounds = bounds_of(seen.ground, closing.area, closing.danger)
        if bounds is not None:
            text, missing = coastal_warning(closing, bounds, firing=True)
            yield _notice(NoticeKind.COASTAL, closing, text, missing, fire=True)


def _ranges(shut: Closings, speech: Speech) -> Iterator[Notice]:
    for closing in shut.of(_of_kind(shut.seen, AreaKind.LAND, None), _endangers):
        text = range_closure(closing, speech)
        yield _notice(NoticeKind.RANGE, closing, text, (), fire=True)


def _residents(shut: Closings, speech: Speech) -> Iterator[Notice]:
    land = _of_kind(shut.seen, AreaKind.LAND, None)
    for closing in shut.of(land, _fires_from):
        text = residents_warning(closing, speech)
        yield _notice(NoticeKind.RESIDENTS, closing, text, (), fire=True)


def _notice(
    kind: NoticeKind, closing: Closing, text: str, missing: tuple[str, ...], *, fire: bool
) -> Notice:
    area = closing.area
    return Notice(kind, area.id, area.title, closing.windows, text, missing, fire)


def _of_kind(seen: Programme, *kinds: AreaKind | None) -> list[Area]:
    return [area for area in seen.areas if area.kind in kinds]


def _takes(entry: Entry, area: Area) -> bool:
    return any(each.id == area.id for each in entry.areas)


def _endangers(entry: Entry, area: Area) -> bool:
    return bool(entry.danger) and (_takes(entry, area) or area.id in entry.shut)


def _uses(entry: Entry, area: Area) -> bool:
    return _takes(entry, area) and not entry.danger


def _fires_from(entry: Entry, area: Area) -> bool:
    return bool(entry.danger and entry.areas) and entry.areas[0].id == area.id
