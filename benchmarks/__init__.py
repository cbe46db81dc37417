"""Each figure that the README claims, made anew by one command beside a peer: ``make bench``."""
