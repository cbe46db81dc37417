"""Write the workbooks of the example, and the table in its README: ``python -m unity.build``."""

from __future__ import annotations

from pathlib import Path

from birlik.formats.workbook.writer import workbook_bytes
from unity.first_draft import first_draft
from unity.mistakes import MISTAKES
from unity.plan import unity_2024

FOLDER = Path(__file__).parent.parent

BEGIN, END = "<!-- the table of mistakes begins -->", "<!-- the table of mistakes ends -->"


def files() -> dict[str, bytes]:
    """Content of each workbook, by its name; the same tables give the same bytes."""
    return {
        "unity-2024.xlsx": workbook_bytes(unity_2024()),
        "unity-2024-first-draft.xlsx": first_draft(),
    }


def mistake_table() -> str:
    """Table of the mistakes in the first draft, as it stands in the README."""
    lines = ["| # | what happened | what shows it |", "| --- | --- | --- |"]
    for number, mistake in enumerate(MISTAKES, start=1):
        shown = [str(found) for found in mistake.found]
        shown += [f"planning: {serial} is left out ({code})" for serial, code in mistake.unplaced]
        lines.append(f"| {number} | {mistake.what} | {'; '.join(shown) or 'nothing'} |")
    return "\n".join(lines)


def readme_with(table: str, text: str) -> str:
    """README with a table put between its two marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    return f"{before}{BEGIN}\n{table}\n{END}{after}"


def build() -> None:
    """Write everything that is built."""
    for name, content in files().items():
        (FOLDER / name).write_bytes(content)
    readme = FOLDER / "README.md"
    readme.write_text(
        readme_with(mistake_table(), readme.read_text(encoding="utf-8")), encoding="utf-8"
    )


if __name__ == "__main__":
    build()
