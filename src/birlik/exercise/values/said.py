"""Sentences as fields of models: texts for JSON and schemas that stay sentences in memory."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ValidatorFunctionWrapHandler, WrapValidator

from birlik.exercise.sentences import Told


def _kept(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return value if isinstance(value, Told) else handler(value)


Said = Annotated[str, WrapValidator(_kept)]
"""A text that may be a sentence; pydantic would make a plain text of it."""
