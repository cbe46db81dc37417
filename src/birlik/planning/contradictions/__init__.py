"""Why mandatory serials cannot all be placed: contradicting demands, none to spare, and their remedies."""

from birlik.planning.contradictions.changing import applied
from birlik.planning.contradictions.dropping import without
from birlik.planning.contradictions.explaining import explain
from birlik.planning.contradictions.result import (
    Contradiction,
    Demand,
    DemandKind,
    Explanation,
    Faulty,
    FieldChange,
    Remedy,
    RemedyKind,
)

__all__ = [
    "Contradiction",
    "Demand",
    "DemandKind",
    "Explanation",
    "Faulty",
    "FieldChange",
    "Remedy",
    "RemedyKind",
    "applied",
    "explain",
    "without",
]
