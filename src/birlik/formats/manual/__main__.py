"""Writes the reference manual: ``python -m birlik.formats.manual docs/reference``."""

from __future__ import annotations

import sys
from pathlib import Path

from birlik.formats.manual import manual_pages


def write_manual(folder: Path) -> None:
    """Write the pages into a folder, and take away pages of it that are no longer made."""
    pages = manual_pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.md"), *folder.glob("*.json")):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_manual(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference"))
