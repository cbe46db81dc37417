"""``timetable.html``: one file with timeline, map and list that opens without a network."""

from birlik.formats.page.writing import page, write_page

__all__ = ["page", "write_page"]
