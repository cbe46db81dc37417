"""Long work: begun, done, stopped, lost, published."""
