"""What no reader may find: markers in every field, and the walks that look for them."""
