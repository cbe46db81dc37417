"""The values fields hold, each with the short text in which a planner writes it in a cell."""
