import hashlib
import json
import math
from importlib.resources import files
from itertools import pairwise

import pytest
import shapely

from birlik.formats import basemap
from birlik.formats.basemap import land_within

MANGYSTAU = (49.0, 42.0, 53.0, 46.0)


def shape(land):
    return shapely.MultiPolygon([(rings[0], rings[1:]) for rings in land])


def is_land(land, longitude, latitude):
    return shape(land).contains(shapely.Point(longitude, latitude))


def points(land):
    return [point for rings in land for ring in rings for point in ring]


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "expected"),
    [
        ("east of Aktau", 51.4, 43.65, True),
        ("Tupkaragan", 50.5, 44.4, True),
        ("the middle of the Caspian", 50.0, 43.0, False),
        ("the sea off Aktau", 51.0, 43.65, False),
    ],
)
def test_the_east_coast_of_the_caspian(place, longitude, latitude, expected):
    assert is_land(land_within(*MANGYSTAU), longitude, latitude) is expected, place


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "expected"),
    [
        ("Paris", 2.35, 48.85, True),
        ("the South Pole", 10.0, -89.9, True),
        ("the Arctic Ocean", 10.0, 88.0, False),
        ("New Zealand", 175.5, -39.0, True),
        ("Brazil", -52.0, -10.0, True),
        ("the Gulf of Guinea, where Natural Earth has Null Island", 0.0, 0.0, False),
        ("the Black Sea", 34.0, 43.3, False),
    ],
)
def test_the_rest_of_the_world(place, longitude, latitude, expected):
    box = (longitude - 1, max(latitude - 1, -90), longitude + 1, min(latitude + 1, 90))
    assert is_land(land_within(*box), longitude, latitude) is expected, place


def test_the_caspian_is_a_hole_in_the_land():
    (mainland,) = (rings for rings in land_within(40, 30, 65, 55) if len(points([rings])) > 2000)
    assert any(shapely.Polygon(hole).contains(shapely.Point(50.0, 43.0)) for hole in mainland[1:])


def test_open_sea_has_no_land():
    assert land_within(-32, -2, -30, 0) == []


def test_a_box_all_inland_is_all_land():
    (rings,) = land_within(65, 48, 66, 49)
    assert rings[0][0] == rings[0][-1]
    assert shape([rings]).equals(shapely.box(65, 48, 66, 49))


def test_a_box_without_area_has_no_land():
    assert land_within(65, 48, 65, 49) == []


@pytest.mark.parametrize("tolerance", [0.0, 0.01, 0.2])
def test_polygons_are_rounded_closed_valid_and_within_the_box(tolerance):
    land = land_within(*MANGYSTAU, tolerance=tolerance)
    assert shape(land).is_valid
    assert shapely.box(*MANGYSTAU).covers(shape(land))
    for shell, *holes in land:
        assert shapely.LinearRing(shell).is_ccw
        assert not any(shapely.LinearRing(hole).is_ccw for hole in holes)
    for rings in land:
        assert all(ring[0] == ring[-1] for ring in rings)
    assert all((x, y) == (round(x, 4), round(y, 4)) for x, y in points(land))


def test_a_box_across_the_antimeridian_is_one_piece():
    chukotka = land_within(175, 66, -175, 69)
    assert chukotka == land_within(175, 66, 185, 69) != []
    assert is_land(chukotka, 180.0, 68.0)
    assert is_land(chukotka, 182.0, 66.8)
    mainland = max((shapely.Polygon(rings[0]) for rings in chukotka), key=lambda each: each.area)
    west, _, east, _ = mainland.bounds
    assert 175 <= west < 180 < east <= 185
    edges = pairwise(mainland.exterior.coords)
    assert all(abs(a[1] - b[1]) < 0.01 for a, b in edges if a[0] == b[0] == 180)


def test_longitudes_may_be_counted_from_elsewhere():
    turned = shapely.affinity.translate(shape(land_within(409, 42, 413, 46)), -360)
    assert math.isclose(turned.area, shape(land_within(*MANGYSTAU)).area, rel_tol=1e-6)


def test_the_whole_world():
    world = shape(land_within(-180, -90, 180, 90))
    assert world.is_valid
    assert world.bounds[0] == -180
    assert world.bounds[2] == 180
    # Twenty-nine hundredths of the earth are land; on a flat map the polar land counts for more.
    assert 0.30 < world.area / (360 * 180) < 0.36


def test_a_tolerance_leaves_out_points_but_stays_near_the_coast():
    full, simple = land_within(*MANGYSTAU), land_within(*MANGYSTAU, tolerance=0.01)
    assert len(points(simple)) < len(points(full)) / 2
    assert shape(full).boundary.hausdorff_distance(shape(simple).boundary) < 0.02


def test_the_same_box_gives_the_same_land():
    first = json.dumps(land_within(*MANGYSTAU, tolerance=0.002))
    basemap._world.cache_clear()
    assert json.dumps(land_within(*MANGYSTAU, tolerance=0.002)) == first


@pytest.mark.parametrize(
    ("box", "tolerance"),
    [
        ((49, 46, 53, 42), 0.0),
        ((49, 42, math.inf, 46), 0.0),
        ((math.nan, 42, 53, 46), 0.0),
        (MANGYSTAU, -0.1),
    ],
)
def test_what_is_no_box_is_refused(box, tolerance):
    west, south, east, north = box
    with pytest.raises(ValueError, match=r"tolerance|box"):
        land_within(west, south, east, north, tolerance)


def test_the_manifest_tells_of_the_file_and_its_origin():
    folder = files(basemap)
    manifest = json.loads(folder.joinpath("MANIFEST.json").read_text(encoding="utf-8"))
    assert manifest["name"] == basemap.FILE
    content = folder.joinpath(basemap.FILE).read_bytes()
    assert manifest["sha256"] == hashlib.sha256(content).hexdigest()
    assert len(content) < 1_500_000
    assert manifest["licence"] == "ISC"
    licence = folder.joinpath(manifest["licence_file"]).read_text(encoding="utf-8")
    assert "Permission to use, copy, modify, and/or distribute" in licence
    source = manifest["source"]
    assert (source["package"], source["file"]) == ("world-atlas", "land-10m.json")
