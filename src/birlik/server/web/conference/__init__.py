"""The conference room: agenda, minutes, decisions, action items, the frozen baseline and its signatures."""
