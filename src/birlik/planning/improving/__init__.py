"""Improving large timetables: parts are taken out and placed anew, compiled, side by side with the exact solver."""
