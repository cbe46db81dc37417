"""Compiled search for resource-constrained projects, side by side with the exact solver."""
