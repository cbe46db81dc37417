"""Parts of the joint plan on its ground: sites with their maps and areas, and what is shut when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from birlik.exercise.records.means import Area
from birlik.exercise.sentences import said, word_of
from birlik.formats.documents.document import Block, Column, Group, Heading, Picture, Table
from birlik.formats.documents.maps import Feature, Look, drawn
from birlik.formats.jointplan.given import Given
from birlik.formats.jointplan.words import hours_text
from birlik.formats.notices import notices
from birlik.formats.notices.document import notices_table


def sites(given: Given) -> Iterator[Block]:
    """A map of all sites, then each site with a map and its areas."""
    say, seen = given.say, given.seen
    if not seen.areas:
        return
    by_site: dict[str, list[Area]] = defaultdict(list)
    for area in seen.areas:
        by_site[area.site].append(area)
    overview = drawn(_overview(given, by_site), 900)
    if overview is not None and len(by_site) > 1:
        yield Picture(overview, say(said("The sites of the exercise.")))
    danger = _danger(given)
    for site, areas in by_site.items():
        if len(by_site) > 1:
            yield Heading(site or say(said("Areas of no site")))
        ids = {area.id for area in areas}
        features = [feature for area in areas if (feature := _feature(given, area)) is not None]
        around = [feature for owner, feature in danger if owner in ids]
        shown = drawn([*features, *around], 820)
        if shown is not None:
            caption = say(said("Areas of {site}", site=site)) if site else say(said("Areas"))
            if around:
                caption = say(
                    said("{areas}; dotted: danger zones of serials, while they run", areas=caption)
                )
            yield Picture(shown, f"{caption}.")
        yield _areas(given, areas)


def _overview(given: Given, by_site: dict[str, list[Area]]) -> Iterator[Feature]:
    for site, areas in by_site.items():
        placed = []
        for area in areas:
            feature = _feature(given, area)
            centre = given.seen.ground.centre(area.id)
            if feature is not None:
                yield Feature(feature.look, feature.rings, "", feature.at)
            if centre is not None:
                placed.append(centre)
        if placed and site:
            lon = sum(at.lon for at in placed) / len(placed)
            lat = sum(at.lat for at in placed) / len(placed)
            yield Feature("site", (), site, (lon, lat))


def _feature(given: Given, area: Area) -> Feature | None:
    """An area as it is drawn; None for one that lies nowhere."""
    ground = given.seen.ground
    shape, centre = ground.shape(area.id), ground.centre(area.id)
    if shape is None or centre is None:
        return None
    look: Look = area.kind.value if area.kind else "land"
    rings = tuple(tuple(ring) for polygon in ground.rings(shape) for ring in polygon)
    return Feature(look, rings, area.id, (centre.lon, centre.lat))


def _danger(given: Given) -> list[tuple[str, Feature]]:
    """Danger zones of what is in the timetable, each once, with the area that it belongs to."""
    found: dict[object, tuple[str, Feature]] = {}
    for entry in given.serials:
        rings = tuple(tuple(ring) for polygon in entry.danger for ring in polygon)
        if rings and entry.areas:
            found.setdefault(rings, (entry.areas[0].id, Feature("danger", rings)))
    return list(found.values())


def _areas(given: Given, areas: list[Area]) -> Table:
    say, ground = given.say, given.seen.ground
    rows = []
    for area in areas:
        centre = ground.centre(area.id)
        rows.append(
            (
                area.id,
                area.title,
                say(word_of(area.kind)),
                degrees(centre.lat, centre.lon) if centre else "",
                hours_text(area.open_hours) or say(said("always")),
            )
        )
    return Table(
        (
            Column(say(said("Area")), 17),
            Column("", 38),
            Column(say(said("Kind")), 11),
            Column(say(said("Position")), 22),
            Column(say(said("Open hours")), 14),
        ),
        (Group("", tuple(rows)),),
    )


def degrees(lat: float, lon: float) -> str:
    """``43°25.5′ N 51°36.0′ E``."""
    return f"{_angle(lat, 'NS', 2)} {_angle(lon, 'EW', 3)}"


def _angle(value: float, letters: str, digits: int) -> str:
    tenths = round(abs(value) * 600)
    return f"{tenths // 600:0{digits}}°{tenths % 600 / 10:04.1f}′ {letters[value < 0]}"


def warnings(given: Given) -> Iterator[Block]:
    """What is told shut, when, and to whom."""
    shown = notices_table(notices(given.seen, given.speech), given.speech)
    if shown is not None:
        yield shown
