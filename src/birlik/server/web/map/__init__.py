"""The map of an exercise: its page, what it draws, areas drawn on it, and shapes taken in from files."""
