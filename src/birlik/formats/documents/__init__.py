"""Documents on paper: what they hold, and how they become PDF and Word."""
