"""What a serial asks for in one cell: areas, units to choose, amounts, order, release."""

from __future__ import annotations

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from birlik.exercise.sentences import said
from birlik.exercise.values.lengths import LONGEST, parse_length
from birlik.exercise.values.plain import ID_SCHEMA, _identifier, _quantity, _text
from birlik.exercise.values.reading import cell_text, in_json, list_reader, pieces

#: The label that opens a record to every nation of the exercise.
ALL = "ALL"

#: The label that opens a record to visitors, who belong to no nation's staff.
VISITORS = "VISITORS"

#: Words that a label can name besides nations.
RELEASE_WORDS = (ALL, VISITORS)

_TIMES = re.compile(r"(?P<count>\d+(?:[.,]\d+)?)\s*[x×х]\s*(?P<what>.*)", re.IGNORECASE)
_AFTER = re.compile(
    r"(?P<serial>[^\s+(]+)\s*(?:\+\s*(?P<least>[^(]{1,40}?)\s*(?:\.\.\s*(?P<most>[^(]{1,40}?)\s*)?)?(?:\((?P<gate>[^()]*)\))?"
)


def _id(value: str) -> str:
    name: str = _identifier(value)
    if not name:
        raise ValueError(said("an id is missing"))
    return name


def _gate(value: str) -> str:
    text: str = _text(value)
    if "(" in text or ")" in text:
        raise ValueError(said('the gate "{text}" cannot hold brackets', text=text))
    return text


Id = Annotated[str, AfterValidator(_id), in_json(**ID_SCHEMA)]
Gate = Annotated[str, AfterValidator(_gate)]


class _Demand(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AreaSet(_Demand):
    """Areas used together; a choice between sets is written ``TOKMAK-1 + TOKMAK-SEA | OYMASHA-1``.

    Attributes
    ----------
    areas : tuple of str
        Area ids, each once. The first is where the units assemble: it decides the site they travel
        to and the sun that makes day and night.
    """

    areas: Annotated[tuple[Id, ...], Field(min_length=1)]

    @field_validator("areas")
    @classmethod
    def _each_once(cls, areas: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(areas)) < len(areas):
            raise ValueError(said('"{areas}" names an area twice', areas=" + ".join(areas)))
        return areas

    @classmethod
    def parse(cls, text: str) -> Self:
        """Set a text with ``+`` means.

        Raises
        ------
        ValueError
            If a part is no id, or stands twice.
        """
        areas = tuple(part.strip() for part in text.split("+"))
        if "" in areas:
            raise ValueError(said('"{text}" has nothing on one side of the +', text=text))
        return cls(areas=areas)

    def __str__(self) -> str:
        return " + ".join(self.areas)


class UnitDemand(_Demand):
    """Units the planner is to choose: ``2 x ASSAULT @ KAZ``, ``1 x ARTILLERY`` or ``1 x * @ UZB``.

    Attributes
    ----------
    count : int
        How many units, at least one.
    kind : str or None
        Kind that each must be of; None for any.
    nation : str or None
        Nation that each must be of; None for any.
    """

    count: int = Field(ge=1, le=1000)
    kind: str | None = None
    nation: Id | None = None

    @field_validator("kind")
    @classmethod
    def _can_be_written(cls, kind: str | None) -> str | None:
        if kind is not None and (not kind or kind == "*" or set(kind) & set(";,@\n\r")):
            raise ValueError(said('"{kind}" cannot be the kind of a unit to choose', kind=kind))
        return None if kind is None else _text(kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Demand a text means.

        Raises
        ------
        ValueError
            If it does not begin with a whole number and ``x``.
        """
        match = _TIMES.fullmatch(text.strip())
        if not match or not match["count"].isdigit() or not 1 <= int(match["count"]) <= 1000:
            raise ValueError(
                said('"{text}" is not units to choose; write it as 2 x ASSAULT @ KAZ', text=text)
            )
        kind, _, nation = (part.strip() for part in match["what"].partition("@"))
        return cls(
            count=int(match["count"]),
            kind=None if kind in ("", "*") else kind,
            nation=nation or None,
        )

    def __str__(self) -> str:
        return f"{self.count} x {self.kind or '*'}" + (f" @ {self.nation}" if self.nation else "")


class Amount(_Demand):
    """An amount from a resource pool: ``2 x SAFETY-TEAM``, ``1.5 x HELI-HOURS``.

    Attributes
    ----------
    quantity : float
        In the pool's measure, at most three decimals.
    resource : str
    """

    quantity: Annotated[
        float,
        AfterValidator(_quantity),
        Field(ge=0, le=1e9),
        in_json(type="number", minimum=0, maximum=10**9),
    ]
    resource: Id

    @classmethod
    def parse(cls, text: str) -> Self:
        """Amount a text means.

        Raises
        ------
        ValueError
            If it does not begin with a number and ``x``.
        """
        match = _TIMES.fullmatch(text.strip())
        if not match or not match["what"].strip():
            raise ValueError(
                said('"{text}" is not an amount; write it as 2 x SAFETY-TEAM', text=text)
            )
        return cls(quantity=_quantity(match["count"]), resource=match["what"].strip())

    def __str__(self) -> str:
        return f"{self.quantity:.3f}".rstrip("0").rstrip(".") + f" x {self.resource}"


class After(_Demand):
    """A serial that must be over first: ``S-201``, ``S-201 +60``, ``S-201 +60..240 (dry run passed)``.

    Attributes
    ----------
    serial : str
    min_gap : int
        Least minutes between its end and this beginning.
    max_gap : int or None
        Most minutes between them; None for no limit.
    gate : str
        What must be confirmed between the two, in words; empty if nothing.
    """

    serial: Id
    min_gap: int = Field(0, ge=0, le=LONGEST)
    max_gap: int | None = Field(None, ge=0, le=LONGEST)
    gate: Gate = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max_gap is not None and self.max_gap < self.min_gap:
            raise ValueError(
                said(
                    "at most {max_gap} min is less than at least {min_gap} min",
                    max_gap=self.max_gap,
                    min_gap=self.min_gap,
                )
            )
        return self

    @classmethod
    def parse(cls, text: str) -> Self:
        """Order a text means.

        Raises
        ------
        ValueError
            If it names no serial, or the greatest gap is less than the least.
        """
        match = _AFTER.fullmatch(text.strip())
        if not match:
            raise ValueError(
                said(
                    '"{text}" is not an order; write it as S-201 +60..240 (dry run passed)',
                    text=text,
                )
            )
        least = parse_length(match["least"]) if match["least"] else 0
        most = parse_length(match["most"]) if match["most"] else None
        if most is not None and most < least:
            raise ValueError(
                said(
                    '"{text}" allows at most {most} min but wants at least {least} min',
                    text=text,
                    most=most,
                    least=least,
                )
            )
        return cls(
            serial=match["serial"],
            min_gap=least,
            max_gap=most,
            gate=match["gate"] or "",
        )

    def __str__(self) -> str:
        text = self.serial
        if self.min_gap or self.max_gap is not None:
            text += f" +{self.min_gap}"
        if self.max_gap is not None:
            text += f"..{self.max_gap}"
        return text + (f" ({self.gate})" if self.gate else "")


def _release(value: Any) -> Any:
    nations = list_reader(lambda text: _identifier(text.strip()))(value)
    if not isinstance(nations, tuple) or not all(isinstance(nation, str) for nation in nations):
        return nations
    named = dict.fromkeys(
        nation.upper() if nation.upper() in RELEASE_WORDS else nation for nation in nations
    )
    if ALL in named:
        return tuple(word for word in RELEASE_WORDS if word in named)
    return tuple(named)


def _alternatives(text: str) -> list[str]:
    """Sets on either side of ``|``, ``;``, ``,`` or the word *or*."""
    parts = re.split(r"[|;,\n]|(?<=\s)or(?=\s)", text)
    return [part.strip() for part in parts if part.strip()]


def _orders(text: str) -> list[str]:
    """Orders split at ``;``, commas and lines, but not inside the words of a gate."""
    return [
        part.strip() for part in re.findall(r"(?:\([^()]*\)|[^;,\n(])+|\(", text) if part.strip()
    ]


def _as_text(value: Any) -> Any:
    return cell_text(value) if isinstance(value, int | float) else value


AreaSets = Annotated[
    tuple[AreaSet, ...], BeforeValidator(list_reader(AreaSet.parse, _alternatives))
]
UnitDemands = Annotated[
    tuple[UnitDemand, ...], BeforeValidator(list_reader(UnitDemand.parse, pieces))
]
Amounts = Annotated[
    tuple[Amount, ...],
    BeforeValidator(list_reader(Amount.parse, lambda text: re.split(r"[;\n]|,(?!\d)", text))),
]
Orders = Annotated[
    tuple[After, ...], BeforeValidator(list_reader(After.parse, _orders)), BeforeValidator(_as_text)
]
Release = Annotated[
    tuple[str, ...], BeforeValidator(_release), in_json(type="array", items=ID_SCHEMA)
]
