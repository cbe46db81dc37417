"""How either side reads what the other says."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Told(BaseModel):
    """What the server says; a program of today understands what a later server adds."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Asked(BaseModel):
    """What a program says; a name that the server does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")
