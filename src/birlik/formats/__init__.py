"""Ways in and out: workbooks, plan files, timetables as sheets, calendars, maps and pages."""
