"""``timetable.html``: one file with timeline, map and list that opens without a network."""

from birlik.formats.page.writing import write_page

__all__ = ["write_page"]
