"""A timetable as people use it: what one reader may see, as sheets, calendars, maps and JSON."""
