"""The records of the example exercise Unity-2024, as tables that are read and reviewed like a plan."""
