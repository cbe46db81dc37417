"""What a rehearsal found, as ``rehearsal.json`` and as one page that opens without a network."""
