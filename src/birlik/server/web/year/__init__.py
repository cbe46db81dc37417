"""The programme of a year, over all exercises in which somebody has a part."""
