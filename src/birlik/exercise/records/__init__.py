"""The typed records of an exercise, one module per part of a plan."""
