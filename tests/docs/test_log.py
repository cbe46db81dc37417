"""What docs/log.md shows to engineers works as it stands there, and names every module there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from birlik.log.drafts import changed, step
from birlik.log.imports import preview_of
from birlik.log.plans import keyed_records, plan_of
from birlik.log.undo import undoing
from birlik.server.store.logs import Logs
from birlik.server.store.opening import opened, place_of
from tests.building import plan_with, serial

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "log.md").read_text(encoding="utf-8")


def test_the_page_can_be_typed_in(tmp_path: Path) -> None:
    (cell,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    plan = plan_with(serials=[serial("S-1", 60)])
    names: dict[str, Any] = {
        function.__name__: function
        for function in (changed, step, preview_of, keyed_records, undoing, Logs, opened, place_of)
    }
    found: dict[str, Any] = {"folder": tmp_path, "url": "", "plan": plan}
    exec(cell, names | found, found)
    with Logs(opened(place_of(tmp_path))) as logs:
        assert plan_of(logs.state(found["log"])) == plan
        assert [entry.act for entry in logs.newest(found["log"], most=2)] == ["change", "change"]
    assert (found["outcome"].fine, found["serial"].id) == (True, "S-1")


def test_every_module_is_on_the_page() -> None:
    for folder in ("log", "server/store"):
        there = {path.name for path in (ROOT / "src" / "birlik" / folder).glob("*.py")}
        shown = set(re.findall(r"^  (\w+\.py) ", PAGE, re.MULTILINE))
        assert there - {"__init__.py"} <= shown
