"""The page as one file: its content, its scripts and its styles, and the policy that allows no other."""

from __future__ import annotations

import base64
import hashlib
import json
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from birlik.formats.page.content import content
from birlik.formats.replacing import replace_file
from birlik.formats.timetable.programme import Programme
from birlik.languages import SOURCE

#: Styles in the order in which they override each other.
STYLES = (
    "tokens",
    "frame",
    "tools",
    "timeline",
    "timebar",
    "map",
    "list",
    "panel",
    "print",
)

#: Scripts in the order in which they build on each other; all share one scope.
SCRIPTS = (
    "dom",
    "words",
    "content",
    "clock",
    "view",
    "looks",
    "filter",
    "lanes",
    "axis",
    "bars",
    "crumbs",
    "timeline",
    "timeline_input",
    "timebar",
    "projection",
    "drawing",
    "places",
    "map",
    "list",
    "facts",
    "panel",
    "standing",
    "tools",
    "help",
    "print",
    "print_map",
    "start",
)


def write_page(programme: Programme, path: Path, language: str = SOURCE) -> None:
    """Write the page in a language; the same programme gives the same bytes.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    replace_file(path, page(programme, language).encode("utf-8", "replace"))


def page(programme: Programme, language: str = SOURCE) -> str:
    """HTML of the page: a frame without texts, which the scripts fill from the content.

    Nothing is loaded, sent or evaluated: the policy allows this one script and this one style, by
    their sums, and images that stand in the page itself.
    """
    told = content(programme, language)
    style = _joined("styles", STYLES, "css") + print_margins(told)
    script = '(() => {\n"use strict";\n' + _joined("scripts", SCRIPTS, "js") + "})();\n"
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_sum(script)}'",
            f"style-src '{_sum(style)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(told["language"])}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(programme.title)} · {escape(told['marking'])}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n"
        f"<noscript><p>{escape(told['words']['noScript'])}</p></noscript>\n"
        f'<script type="application/json" id="content">{_embedded(told)}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _joined(folder: str, names: tuple[str, ...], suffix: str) -> str:
    """Files of the package one after the other."""
    room = files(__package__).joinpath(folder)
    return "".join(room.joinpath(f"{name}.{suffix}").read_text("utf-8") for name in names)


def _sum(text: str) -> str:
    """SHA-256 of a text as a content security policy names it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _embedded(told: dict[str, Any]) -> str:
    """JSON that nothing in it can end: without a ``<``, there is no tag and no comment."""
    packed = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return packed.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def print_margins(told: dict[str, Any]) -> str:
    """Header and footer of each printed page, for browsers that print the margins of a page."""
    marking = _css_text(told["marking"])
    title = _css_text(told["exercise"].get("title", ""))
    plan = _css_text(f"{told['words']['plan']} {told['standing']['plan'][:12]}")
    page = _css_text(f"{told['words']['page']} ")
    return (
        "@page {"
        f" @top-left {{ content: {title}; }}"
        f" @top-center {{ content: {marking}; font-weight: 700; }}"
        f' @top-right {{ content: {page} counter(page) " / " counter(pages); }}'
        f" @bottom-left {{ content: {plan}; }}"
        f" @bottom-center {{ content: {marking}; font-weight: 700; }}"
        " }\n"
    )


def _css_text(text: str) -> str:
    """Text as CSS quotes it; every sign but letters, digits and spaces is written by its number."""
    signs = (
        sign if sign == " " or (sign.isascii() and sign.isalnum()) else f"\\{ord(sign):x} "
        for sign in text
    )
    return '"' + "".join(signs) + '"'
