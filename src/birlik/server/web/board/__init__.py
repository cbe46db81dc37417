"""The timetable board: what it draws, what it is told of a move, and what it publishes."""
