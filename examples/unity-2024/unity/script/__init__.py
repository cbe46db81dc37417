"""The script (MSEL) of the command-post play and the field serials beside it; all of it is invented."""

from unity.script import at_sea, for_people, on_land
from unity.script.threads import EVENTS, INCIDENTS, STORYLINES

INJECTS = (*on_land.INJECTS, *at_sea.INJECTS, *for_people.INJECTS)

__all__ = ["EVENTS", "INCIDENTS", "INJECTS", "STORYLINES"]
