"""The log of an exercise: entries, the chain that holds them, the state they fold to, and what changed."""
