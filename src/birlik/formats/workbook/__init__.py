"""Workbooks (.xlsx): reading a plan from one, writing it back without loss, and an empty one to fill in."""
