"""The map's pages: an area that was drawn is stored, merged and taken back; shapes come in from files."""

from __future__ import annotations

import hashlib
import json
import re
from importlib.resources import files
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from birlik.log.drafts import Step, changed
from birlik.server import web
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from tests.server.desk.conftest import UNITY, key_of
from tests.server.web.conftest import SignedIn
from tests.server.web.test_records import text_of

BASE = f"/exercises/{UNITY}/map/"
CORNERS = "43.0 51.0\n39T WJ 13709 33014\n39T 513709 4860000"


@pytest.fixture
def chief(signed_in: SignedIn) -> Client:
    return signed_in()


def areas(logs: Logs) -> dict[str, dict[str, Any]]:
    held = logs.state(UNITY).of("areas").values()
    return {each.fields["id"]: dict(each.fields) for each in held}


def test_the_map_has_its_content_beside_it(chief: Client) -> None:
    page = chief.get(BASE)
    assert page.status_code == 200
    content = chief.get(f"{BASE}content")
    assert [each["id"] for each in content.json()["areas"]] == ["SEA", "QUIET"]
    assert content["Birlik-Marking"] == "REL TO AZE, KAZ"


def test_a_new_area_is_drawn_in_any_notation_and_taken_back(chief: Client, logs: Logs) -> None:
    form = {"area": "", "f.id": "NEW", "f.title": "Drawn", "f.kind": "sea", "f.outline": CORNERS}
    answer = chief.post(f"{BASE}area", form, follow=True)
    assert "NEW Drawn was added." in text_of(answer)
    outline = areas(logs)["NEW"]["outline"]
    assert outline[0] == {"lat": 43.0, "lon": 51.0}
    assert outline[1] == pytest.approx({"lat": 43.65, "lon": 51.17}, abs=0.0001)
    step = re.search(r'name="step" value="(\w+)"', answer.content.decode())
    assert step
    chief.post(f"/exercises/{UNITY}/history/take-back/", {"step": step[1]})
    assert "NEW" not in areas(logs)


def test_what_is_no_position_comes_back_with_all_that_was_typed(chief: Client, logs: Logs) -> None:
    answer = chief.post(f"{BASE}area", {"area": "", "f.id": "NEW", "f.outline": "43 51\nthere"})
    assert answer.status_code == 422
    assert "there" in text_of(answer)
    assert "NEW" not in areas(logs)


def test_nothing_that_others_did_meanwhile_is_overwritten_unseen(chief: Client, logs: Logs) -> None:
    key = key_of(logs, "areas", "SEA")
    theirs = [{"lat": 44.0, "lon": 51.0}, {"lat": 44.0, "lon": 52.0}, {"lat": 45.0, "lon": 52.0}]
    draft = changed(logs.state(UNITY), "areas", key, {"outline": theirs})
    logs.append(UNITY, Step("leyla", "KAZ", (draft,), ""))
    form = {"area": key, "f.outline": CORNERS, "s.outline": "null"}
    answer = chief.post(f"{BASE}area", form)
    assert answer.status_code == 409
    assert "Somebody else has changed this area" in text_of(answer)
    assert areas(logs)["SEA"]["outline"] == theirs
    # Shown theirs, he stores his own.
    again = re.search(r'name="s.outline" value="([^"]*)"', answer.content.decode())
    assert again
    form["s.outline"] = again[1].replace("&quot;", '"')
    assert chief.post(f"{BASE}area", form).status_code == 302
    assert areas(logs)["SEA"]["outline"] != theirs


def test_who_may_not_change_an_area_is_told_so(signed_in: SignedIn, logs: Logs) -> None:
    planner = signed_in("UZB", Role.PLANNER)
    key = key_of(logs, "areas", "SEA")
    answer = planner.post(f"{BASE}area", {"area": key, "f.outline": CORNERS, "s.outline": "null"})
    assert answer.status_code == 422
    hidden = planner.post(f"{BASE}area", {"area": key_of(logs, "areas", "QUIET"), "f.radius": "5"})
    absent = planner.post(f"{BASE}area", {"area": "ab5e00000000000000000000", "f.radius": "5"})
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "outline" not in areas(logs)["SEA"]


def collection(**names: list[list[float]]) -> SimpleUploadedFile:
    features = [
        {
            "type": "Feature",
            "properties": {"id": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for name, ring in names.items()
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return SimpleUploadedFile("a.geojson", content)


RING = [[51.0, 43.0], [51.2, 43.0], [51.2, 43.1], [51.0, 43.0]]


def test_shapes_are_shown_before_the_chosen_ones_come_in(chief: Client, logs: Logs) -> None:
    preview = chief.post(
        f"{BASE}import/", {"file": collection(SEA=RING, NEW=RING, NOT=RING)}, follow=True
    )
    told = text_of(preview)
    for sentence in ("Changes SEA", "New area", "3 corners"):
        assert sentence in told
    assert "NEW" not in areas(logs)
    answer = chief.post(
        preview.request["PATH_INFO"], {"shape": ["0", "1"], "kind": "sea"}, follow=True
    )
    assert "2 shapes were taken in." in text_of(answer)
    held = areas(logs)
    assert held["SEA"]["outline"] == held["NEW"]["outline"]
    assert held["NEW"]["kind"] == "sea"
    assert "NOT" not in held


def test_a_file_that_is_no_map_is_refused_in_a_sentence(chief: Client) -> None:
    answer = chief.post(
        f"{BASE}import/", {"file": SimpleUploadedFile("a.kml", b"<!DOCTYPE a><kml/>")}
    )
    assert answer.status_code == 422
    assert "document type" in text_of(answer)


def test_the_base_map_is_what_its_manifest_says_and_has_its_licences() -> None:
    folder = files(web).joinpath("static/birlik/map/base")
    manifest = json.loads(folder.joinpath("MANIFEST.json").read_text("utf-8"))
    for file in manifest["files"]:
        content = folder.joinpath(file["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"], file["name"]
    for source in manifest["sources"]:
        assert len(folder.joinpath(source["licence_file"]).read_text("utf-8")) > 500
