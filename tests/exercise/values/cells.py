"""Values read from a cell, and why one cannot be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError


def read(kind: Any, value: Any) -> Any:
    """Value of this kind that a cell means."""
    return TypeAdapter(kind).validate_python(value)


def why_not(kind: Any, value: Any) -> str:
    """What a planner is told about a cell that means no value of this kind."""
    with pytest.raises(ValidationError) as refused:
        read(kind, value)
    return str(refused.value.errors()[0]["ctx"]["error"])
