"""Files that people hand in: read as plans with every check, and kept until what they change is decided."""

from __future__ import annotations

import json
import secrets
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile

from birlik.exercise.diagnostics import Finding
from birlik.exercise.plan import Plan
from birlik.formats.origins import ReadPlan
from birlik.formats.planfile import json_plan, read

#: Seconds for which a file is kept after it was handed in, and lines of its findings.
KEPT_SECONDS, KEPT_LINES = 3600, 200


@dataclass(frozen=True)
class Kept:
    """A plan that somebody handed in.

    Attributes
    ----------
    plan : Plan
    lines : tuple of str
        What was found while it was read, with places in the file; the first of it.
    found : int
        How much was found.
    position : int
        Of the log when it was handed in.
    """

    plan: Plan
    lines: tuple[str, ...]
    found: int
    position: int


def read_upload(file: UploadedFile) -> ReadPlan:
    """Plan of a workbook or plan file; the name it has does not matter, and is used nowhere.

    Raises
    ------
    UnreadableFile
        If nothing at all can be read.
    """
    with tempfile.TemporaryDirectory(prefix="birlik-upload-") as folder:
        path = Path(folder) / "upload"
        with path.open("wb") as taken:
            for part in file.chunks():
                taken.write(part)
        return read(path)


def keep(account: str, exercise: str, source: ReadPlan, position: int) -> str:
    """Keep a plan for one person and one exercise, in place of an older one; gives back its key."""
    key = secrets.token_hex(12)
    packed = zlib.compress(source.plan.to_json().encode())
    lines = [_line(found, source) for found in source.findings[:KEPT_LINES]]
    content = json.dumps([lines, len(source.findings), position])
    cache.set(_name(account, exercise), (key, packed, content), KEPT_SECONDS)
    return key


def _line(found: Finding, source: ReadPlan) -> str:
    """A finding with its place in the file."""
    cell = source.cell_of(found.place)
    return f"{cell}: {found.text}" if cell else found.text


def kept(account: str, exercise: str, key: str) -> Kept | None:
    """A plan that was kept; None if there is none, or it is somebody else's."""
    found = cache.get(_name(account, exercise))
    if found is None or found[0] != key:
        return None
    lines, count, position = json.loads(found[2])
    return Kept(json_plan(zlib.decompress(found[1])).plan, tuple(lines), count, position)


def forget(account: str, exercise: str) -> None:
    """Keep a plan no longer."""
    cache.delete(_name(account, exercise))


def _name(account: str, exercise: str) -> str:
    return f"upload:{account}:{exercise}"
