"""Positions are read as people write them: degrees, degrees and minutes, UTM and MGRS."""

from __future__ import annotations

import mgrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from birlik.exercise.values.ground import Position
from birlik.formats.geography.positions import position_of, positions_text

GLOBE = Geod(ellps="WGS84")
#: Not on the equator itself, where rounding decides on which side a place is named.
LATITUDES = st.floats(-79.9, -0.0001) | st.floats(0.0001, 83.9)
LONGITUDES = st.floats(-179.999, 179.999)


def apart(one: Position, other: Position) -> float:
    """Metres between two positions."""
    return float(GLOBE.inv(one.lon, one.lat, other.lon, other.lat)[2])


@pytest.mark.parametrize(
    "text",
    [
        "43.65 51.17",
        "43.65N, 51.17E",
        "43°39'N 51°10.2'E",
        "43 39 00 N 51 10 12 E",
        "39T 513709 4833014",
        "39 T 513709mE 4833014mN",
        "39T WJ 13709 33014",
        "39TWJ1370933014",
    ],
)
def test_one_place_in_every_notation(text: str) -> None:
    assert apart(position_of(text), Position(lat=43.65, lon=51.17)) < 2


@given(lat=LATITUDES, lon=LONGITUDES)
def test_what_mgrs_says_is_read_within_its_square(lat: float, lon: float) -> None:
    text = mgrs.MGRS().toMGRS(lat, lon)
    assert apart(position_of(text), Position(lat=lat, lon=lon)) < 1.6


@given(lat=LATITUDES, lon=LONGITUDES)
def test_what_utm_says_is_read_as_the_same_place(lat: float, lon: float) -> None:
    zone = int((lon + 180) // 6) + 1
    band = "CDEFGHJKLMNPQRSTUVWX"[min(19, int((lat + 80) // 8))]
    code = (32700 if band < "N" else 32600) + zone
    moving = Transformer.from_crs("EPSG:4326", f"EPSG:{code}", always_xy=True)
    east, north = moving.transform(lon, lat)
    found = position_of(f"{zone}{band} {east:.2f} {north:.2f}")
    assert apart(found, Position(lat=lat, lon=lon)) < 0.1


@pytest.mark.parametrize(
    "text",
    [
        "here",
        "",
        "91 51",
        "43°61'N 51°10'E",
        "61T 513709 4833014",
        "39C 513709 4833014",
        "39T 999999 4835310",
        "39T AA 74994 35310",
        "39T WJ 13709 3301",
    ],
)
def test_what_is_no_place_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"position|place|globe"):
        position_of(text)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        found = position_of(text)
    except ValueError:
        return
    assert Position.parse(str(found)) == found


def test_corners_of_an_outline_may_be_written_in_different_ways() -> None:
    typed = "43.65 51.17\n39T WJ 13709 33014; 44 52"
    first, second, third = map(Position.parse, positions_text(typed).split("; "))
    assert apart(first, second) < 2
    assert str(third) == "44 52"
