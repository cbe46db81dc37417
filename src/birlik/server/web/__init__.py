"""Pages: they ask those who decide, and decide nothing themselves."""
