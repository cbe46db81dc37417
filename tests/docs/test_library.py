"""What docs/library.md shows works as it stands there, cell after cell, and says what the page says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "library.md"


def test_the_page_can_be_typed_into_a_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    cells = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for cell in cells:
        exec(cell, names)
    printed = capsys.readouterr().out
    assert len(cells) == 10
    assert f"{len(names['exercise'].serials)} serials, {len(names['findings'])} findings" in printed
    # Stopped early, and told so.
    assert "'improving'" in printed
    assert "] False" in printed
    # Of the serials that the page asks about, what moved, moved because its area is shut.
    assert "<Repair: " in printed
    assert "<Rehearsal: " in printed
    assert "while it is closed" in printed
