"""Pages about people: they read what was asked, ask those who decide, and show the answer."""
