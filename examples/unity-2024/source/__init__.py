"""The records of the example, one module per part, in the notations planners write in cells."""
