"""Ways in for positions and shapes."""
