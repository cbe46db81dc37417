"""Positions and outlines on the ground, WGS 84."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from birlik.exercise.sentences import said
from birlik.exercise.values.reading import cell_text, list_reader

_POSITION = re.compile(
    r"(?P<lat>[+-]?\d{1,2}(?:\.\d+)?)\s*°?\s*(?P<ns>[NS])?[\s,]+(?P<lon>[+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*(?P<ew>[EW])?",
    re.IGNORECASE,
)


#: Degrees to seven decimals, about a centimetre, so that a position's text says all of it.
Degrees = Annotated[float, AfterValidator(lambda degrees: round(degrees, 7) + 0.0)]


def _degrees_text(degrees: float) -> str:
    return f"{degrees:.7f}".rstrip("0").rstrip(".")


class Position(BaseModel):
    """A point on the ground, written ``43.65 51.17`` or ``43.65N 51.17E``.

    Attributes
    ----------
    lat, lon : float
        Degrees north and east, WGS 84.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lat: Degrees = Field(ge=-90, le=90)
    lon: Degrees = Field(ge=-180, le=180)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Position a text means: latitude first.

        Raises
        ------
        ValueError
            If it is not two numbers of degrees within their limits.
        """
        match = _POSITION.fullmatch(" ".join(text.split()))
        if not match:
            raise ValueError(
                said(
                    '"{text}" is not a position; write latitude and longitude, as 43.65 51.17',
                    text=text,
                )
            )
        lat = float(match["lat"]) * (-1 if (match["ns"] or "").upper() == "S" else 1)
        lon = float(match["lon"]) * (-1 if (match["ew"] or "").upper() == "W" else 1)
        if abs(lat) > 90 or abs(lon) > 180:
            raise ValueError(
                said(
                    '"{text}" lies outside the globe; write latitude first, as 43.65 51.17',
                    text=text,
                )
            )
        return cls(lat=lat, lon=lon)

    def __str__(self) -> str:
        return f"{_degrees_text(self.lat)} {_degrees_text(self.lon)}"


def _position(value: Any) -> Any:
    if value is None or value == "":
        return None
    return value if isinstance(value, Position | dict) else Position.parse(cell_text(value))


def _corners(text: str) -> list[str]:
    return [part for part in re.split(r"[;\n]", text) if part.strip()]


def _outline(corners: tuple[Position, ...]) -> tuple[Position, ...]:
    """Corners without the first one said again at the end."""
    while len(corners) > 1 and corners[0] == corners[-1]:
        corners = corners[:-1]
    if 0 < len(corners) < 3:
        raise ValueError(
            said("an outline has at least three corners; this one has {count}", count=len(corners))
        )
    if len(corners) > 5000:
        raise ValueError(
            said("an outline has at most 5,000 corners; this one has {count}", count=len(corners))
        )
    return corners


MaybePosition = Annotated[Position | None, BeforeValidator(_position)]
Outline = Annotated[
    tuple[Position, ...],
    BeforeValidator(list_reader(Position.parse, _corners)),
    AfterValidator(_outline),
]
