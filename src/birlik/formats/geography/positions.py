"""Positions as people type them: degrees, degrees and minutes, UTM and MGRS, all on WGS 84."""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock

import mgrs
from pyproj import Transformer

from birlik.exercise.sentences import said
from birlik.exercise.values.ground import Position

_SIXTIETHS = re.compile(
    r"(?P<d>\d{1,2})[°\s]\s*(?P<m>\d{1,2}(?:\.\d+)?)['′\s]?\s*(?:(?P<s>\d{1,2}(?:\.\d+)?)[\"″]?)?\s*(?P<ns>[NS])[\s,]+"
    r"(?P<dd>\d{1,3})[°\s]\s*(?P<mm>\d{1,2}(?:\.\d+)?)['′\s]?\s*(?:(?P<ss>\d{1,2}(?:\.\d+)?)[\"″]?)?\s*(?P<ew>[EW])"
)
_UTM = re.compile(
    r"(?P<zone>\d{1,2})\s*(?P<band>[C-HJ-NP-X])\s+(?P<east>\d{6}(?:\.\d+)?)\s*M?\s*E?[\s,]+(?P<north>\d{1,8}(?:\.\d+)?)\s*M?\s*N?"
)
_MGRS = re.compile(r"\d{1,2}\s*[C-HJ-NP-X]\s*[A-HJ-NP-Z][A-HJ-NP-V]\s*(?:\d\s*){0,10}")

_BANDS = "CDEFGHJKLMNPQRSTUVWX"

#: The library keeps the zone that it works in where all threads see it.
_ONE_AT_A_TIME = Lock()

#: How far a place in UTM may lie beyond the band that it names, in degrees.
_BEYOND = 0.5


def position_of(text: str) -> Position:
    """Position that a text means, in any of the notations.

    Parameters
    ----------
    text : str
        ``43.65 51.17``, ``43°39'N 51°10'E``, ``39T 513709 4833014`` or ``39TWJ1370933014``.

    Raises
    ------
    ValueError
        If it means none; in a sentence for whoever typed it.
    """
    plain = " ".join(text.upper().split())
    found: Position | None
    if match := _SIXTIETHS.fullmatch(plain):
        found = _of_sixtieths(match)
    elif match := _UTM.fullmatch(plain):
        found = _of_utm(match)
    elif _MGRS.fullmatch(plain):
        found = _of_mgrs(plain.replace(" ", ""))
    else:
        return Position.parse(text)
    if found is None:
        raise ValueError(
            said(
                '"{text}" is no place on the globe; write it as 43.65 51.17, in UTM or in MGRS',
                text=text.strip(),
            )
        )
    return found


def positions_text(text: str) -> str:
    """Positions of a text, one in each line or between semicolons, as latitude and longitude.

    Raises
    ------
    ValueError
        If one of them means no place.
    """
    parts = (part for part in re.split(r"[;\n]", text) if part.strip())
    return "; ".join(str(position_of(part)) for part in parts)


def _of_sixtieths(match: re.Match[str]) -> Position | None:
    sixtieths = [float(match[name] or 0) for name in ("m", "s", "mm", "ss")]
    lat = float(match["d"]) + sixtieths[0] / 60 + sixtieths[1] / 3600
    lon = float(match["dd"]) + sixtieths[2] / 60 + sixtieths[3] / 3600
    if max(sixtieths) >= 60 or lat > 90 or lon > 180:
        return None
    return Position(
        lat=-lat if match["ns"] == "S" else lat, lon=-lon if match["ew"] == "W" else lon
    )


def _of_utm(match: re.Match[str]) -> Position | None:
    zone, south = int(match["zone"]), match["band"] < "N"
    east, north = float(match["east"]), float(match["north"])
    if not 1 <= zone <= 60 or not 100_000 <= east <= 900_000 or north > 10_000_000:
        return None
    lon, lat = _from_utm(zone, south).transform(east, north)
    lowest = -80 + 8 * _BANDS.index(match["band"])
    highest = lowest + (12 if match["band"] == "X" else 8)
    if not lowest - _BEYOND <= lat <= highest + _BEYOND:
        return None
    return Position(lat=lat, lon=lon)


@lru_cache(maxsize=120)
def _from_utm(zone: int, south: bool) -> Transformer:
    code = (32700 if south else 32600) + zone
    return Transformer.from_crs(f"EPSG:{code}", "EPSG:4326", always_xy=True)


def _of_mgrs(text: str) -> Position | None:
    """South-west corner of a square."""
    match = re.fullmatch(r"(\d{1,2})([A-Z]{3})(\d*)", text)
    if match is None or not 1 <= int(match[1]) <= 60 or len(match[3]) % 2:
        return None
    try:
        with _ONE_AT_A_TIME:
            lat, lon = mgrs.MGRS().toLatLon(f"{int(match[1])}{match[2]}{match[3]}")
    except mgrs.core.MGRSError:
        return None
    if not -90 <= lat <= 90:
        return None
    return Position(lat=lat, lon=(lon + 180) % 360 - 180)
