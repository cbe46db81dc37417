"""The compiled schedule builder: a problem as arrays, and timetables built from an order."""
