"""What docs/api.md lists is what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from birlik import client
from birlik.server.api.description import description
from birlik.server.api.problems import KINDS

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def listed(name: str) -> list[str]:
    """Lines of a part of the page."""
    found = re.search(rf"<!-- {name} -->\n(.*)\n<!-- /{name} -->", PAGE, re.DOTALL)
    assert found
    return found[1].splitlines()[2:]


def test_every_address_is_on_the_page() -> None:
    assert listed("addresses") == [
        f"| `{method.upper()} {path.removeprefix('/api')}` | {operation['summary']} |"
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_problem_is_on_the_page() -> None:
    assert listed("problems") == [
        f"| `{name}` | {status} | {title}. {detail} |"
        for status, (name, title, detail) in KINDS.items()
    ]


@pytest.mark.parametrize("name", client.__all__)
def test_what_the_client_raises_is_on_the_page(name: str) -> None:
    assert name in PAGE or name in ("Room", "ServerProblem")
