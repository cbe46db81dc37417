"""What would remedy a contradiction: candidates, their prices, and planning again with each."""
