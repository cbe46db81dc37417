"""Values of fields as texts of cells."""

from __future__ import annotations

import json
from zoneinfo import ZoneInfo

from birlik.server.desk.cells import texts_of
from tests.building import serial

UTC = ZoneInfo("UTC")


def test_the_cells_of_a_row_are_those_of_the_columns_asked_for() -> None:
    texts = texts_of(serial("S-1", title='Say "no"\n', notes="secret"), UTC)
    for names in (("id", "title", "notes"), ("id", "title"), ("title",), (), ("owner", "notes")):
        told = json.loads(f"[{texts.cells(names)}]")
        assert told == [texts.fields.get(name, "") for name in names]
