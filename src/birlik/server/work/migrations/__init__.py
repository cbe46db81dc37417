"""Tables of long work, version by version."""
