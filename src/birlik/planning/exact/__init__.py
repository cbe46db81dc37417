"""The exact solver: the problem as a CP-SAT model, solved level by level with proven bounds."""
