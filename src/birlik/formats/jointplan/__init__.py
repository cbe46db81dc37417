"""The joint plan that the nations sign, made of what one reader may see."""

from birlik.formats.jointplan.content import joint_plan
from birlik.formats.jointplan.given import AsOf, Concurrence, Given, given_of, mark_of

__all__ = ["AsOf", "Concurrence", "Given", "given_of", "joint_plan", "mark_of"]
