"""Answers: JSON of what is told, with the tag that names it, and what the description says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel
from pydantic_core import to_json

#: Problems that every address can have.
ALWAYS = (400, 401, 403, 404, 413, 429, 500, 503)


def told(
    value: BaseModel | Mapping[str, Any],
    status: int = 200,
    *,
    tag: str = "",
    location: str = "",
) -> HttpResponse:
    """Answer that holds something as JSON.

    Parameters
    ----------
    value : model or mapping
    status : int
    tag : str
        Its ETag without quotes; the hash of the content if empty.
    location : str
        Address of what was made.
    """
    content = to_json(value)
    answer = HttpResponse(content, status=status, content_type="application/json")
    answer.headers["ETag"] = f'"{tag or _hash(content)}"'
    if location:
        answer.headers["Location"] = location
    return answer


def tag_of(value: BaseModel | Mapping[str, Any]) -> str:
    """Tag of what is told without one of its own."""
    return _hash(to_json(value))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]


def nothing() -> HttpResponse:
    """Answer that holds nothing, for it is done."""
    answer = HttpResponse(status=204)
    del answer.headers["Content-Type"]
    return answer


def documented(
    *answers: tuple[int, str, str | Mapping[str, Any] | None],
    problems: Sequence[int] = (),
    **more: Any,
) -> dict[str, Any]:
    """What the description says of the answers of an address, for ``openapi_extra``.

    Parameters
    ----------
    *answers : tuple of int, str, str or None
        Status, what it means, and the name of the schema of what it holds, or its content by media
        type.
    problems : sequence of int
        Problems beside those that every address can have.
    **more
        Whatever else stands in the description of the operation.
    """
    responses: dict[int, Any] = {}
    for status, meaning, holds in answers:
        responses[status] = {"description": meaning}
        if holds:
            responses[status]["content"] = (
                {"application/json": {"schema": {"$ref": f"#/components/schemas/{holds}"}}}
                if isinstance(holds, str)
                else dict(holds)
            )
            responses[status]["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
    for status in sorted({*ALWAYS, *problems}):
        responses[status] = {"$ref": f"#/components/responses/Problem{status}"}
    return {"responses": responses, **more}
