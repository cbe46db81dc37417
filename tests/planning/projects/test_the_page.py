"""What docs/projects.md shows, works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "projects.md"


def test_the_page_can_be_typed_into_a_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "example.rcp").write_text("3 1\n2\n2 1 1 3\n3 2 0\n0 0 0\n")
    cells = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    for cell in cells:
        exec(cell, names)
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == ["3 (2,)", "5 5 0.0 True"]
    assert printed[-1] == "5 5 0.0"
    assert len(cells) == 5
