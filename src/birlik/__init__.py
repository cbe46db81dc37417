"""Birlik plans, signs, rehearses, runs and reviews a multinational exercise."""

__version__ = "0.1.0"
