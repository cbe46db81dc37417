"""Sentences as fields of models: texts for JSON and schemas that stay sentences in memory."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import (
    BaseModel,
    SerializerFunctionWrapHandler,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
    model_validator,
)

from birlik.exercise.sentences import Told, kept_form, sentence_again


def _kept(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    return value if isinstance(value, Told) else handler(value)


Said = Annotated[str, WrapValidator(_kept)]
"""A text that may be a sentence; pydantic would make a plain text of it."""


class KeepsSentences(BaseModel):
    """A model whose sentences survive JSON: how each was made is kept under ``said``, by field.

    Readers of the JSON that know nothing of it read the English text. Where the two differ, the text counts.
    """

    @model_validator(mode="before")
    @classmethod
    def _sentences_again(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "said" not in data:
            return data
        fields = {name: value for name, value in data.items() if name != "said"}
        if isinstance(data["said"], dict):
            for name, kept in data["said"].items():
                if isinstance(text := fields.get(name), str):
                    fields[name] = sentence_again(text, kept)
        return fields

    @model_serializer(mode="wrap")
    def _with_sentences(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        made: dict[str, Any] = handler(self)
        said = {
            name: kept_form(value)
            for name in type(self).model_fields
            if isinstance(value := getattr(self, name), Told) and name in made
        }
        return {**made, "said": said} if said else made
