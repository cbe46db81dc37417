"""Reminders by e-mail of action items that are due: once for each stage, whoever sends them."""
