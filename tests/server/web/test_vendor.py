"""Libraries of the front end are there as they were released, each with its licence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

(STATIC,) = settings.STATICFILES_DIRS
VENDOR = Path(STATIC) / "vendor"
LIBRARIES: dict[str, Any] = json.loads((VENDOR / "MANIFEST.json").read_text("utf-8"))

#: Licences that go together with Apache-2.0.
FINE = {"0BSD", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "OFL-1.1"}


def kept(name: str, source: str) -> Path:
    """Where a file of a release is kept."""
    parts = source.split("/")
    return VENDOR / name / "/".join(parts[-2:] if "images" in parts else parts[-1:])


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_file_is_that_of_the_release(name: str) -> None:
    for file in LIBRARIES[name]["files"]:
        content = kept(name, file["source"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file["sha256"]


@pytest.mark.parametrize("name", LIBRARIES)
def test_its_licence_lies_beside_it(name: str) -> None:
    library = LIBRARIES[name]
    assert library["licence"] in FINE
    assert library["version"]
    assert kept(name, library["licence_file"]).stat().st_size > 100


def test_nothing_lies_there_that_the_manifest_does_not_name() -> None:
    named = {kept(n, f["source"]) for n, each in LIBRARIES.items() for f in each["files"]}
    there = {path for path in VENDOR.rglob("*") if path.is_file()}
    assert there - {VENDOR / "MANIFEST.json"} == named
