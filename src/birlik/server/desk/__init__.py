"""A person's desk at one exercise: what he sees of it, what he may change, and what came of it."""
