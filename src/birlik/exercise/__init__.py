"""The vocabulary: what an exercise consists of, what may be wrong with it and who may read it."""
