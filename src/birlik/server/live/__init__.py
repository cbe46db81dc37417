"""The live stream: what changes in a person's view, as it changes, and who else is here."""
