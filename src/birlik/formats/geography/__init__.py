"""Ways in for positions and shapes on the ground, and what maps draw of units and towns."""
