"""A document as PDF, through Typst; and its maps as pictures."""

from __future__ import annotations

import json
import tempfile
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Any, Literal

from birlik.formats.documents.document import Document, plain
from birlik.formats.documents.maps import Map

#: Dots of an inch in pictures.
SHARPNESS = 220

#: Typst keeps what it worked out, some 80 MB for a joint plan, until it has made so many other documents.
#: No two of ours share much of it, so it is given empty ones, which take a few milliseconds each.
FORGOTTEN_AFTER = 11

_EMPTY: dict[str, Any] = {
    "language": "en",
    "title": "",
    "kind": "",
    "marking": "",
    "standing": "",
    "page": "",
    "front": None,
    "parts": [],
}


def pdf(document: Document) -> bytes:
    """A document as PDF; the same document always gives the same bytes."""
    made: bytes = _compiled(data_of(document), "pdf")
    return made


def pages(document: Document, sharpness: int = 80) -> list[bytes]:
    """Pages of a document as pictures (PNG), to be looked at.

    Parameters
    ----------
    document : Document
    sharpness : int
        Dots of an inch.
    """
    made = _compiled(data_of(document), "png", sharpness)
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=64)
def picture(drawn: Map) -> bytes:
    """A map as a picture (PNG), 170 mm wide; the same in every language."""
    made: bytes = _compiled(json.dumps(_EMPTY), "png", SHARPNESS, json.dumps(plain(drawn)))
    return made


def data_of(document: Document) -> str:
    """What Typst is given of a document: JSON, of which it reads texts and numbers alone."""
    return json.dumps(plain(document), ensure_ascii=False)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("document.typ").read_bytes()


@cache
def _nowhere() -> tempfile.TemporaryDirectory[str]:
    """An empty folder: what a template could read lies in it, and that is nothing."""
    return tempfile.TemporaryDirectory(prefix="birlik-typst-")


def _compiled(
    data: str, form: Literal["pdf", "png"], sharpness: int | None = None, only: str = ""
) -> Any:
    import typst

    folder = _nowhere().name
    compiled: Any = partial(
        typst.compile,
        root=folder,
        font_paths=[],
        ignore_system_fonts=True,
        package_path=folder,
        package_cache_path=folder,
    )
    try:
        return compiled(
            _template(),
            format=form,
            ppi=sharpness,
            sys_inputs={"document": data, "only": only},
        )
    finally:
        for _ in range(FORGOTTEN_AFTER):
            compiled(b"")
