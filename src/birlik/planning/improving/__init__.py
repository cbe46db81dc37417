"""Improving large timetables: parts are taken out and placed anew by compiled code."""
