"""The pages of long work: begun, watched, and its result looked at, published or thrown away."""
