"""Tables of the live stream."""
