"""Bodies of requests, read with care: JSON that is JSON, sound Unicode, and not too deep."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser
from pydantic_core import from_json

from birlik.exercise.sentences import said
from birlik.server.api.problems import Problem

#: How deeply values may be nested; a plan needs less than ten.
DEEPEST = 40


class Careful(Parser):
    """Reads JSON, and nothing that only looks like it."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What a body holds.

        Raises
        ------
        Problem
            415 if it is said to be something else, 400 if it is no JSON.
        """
        if request.content_type != "application/json":
            raise Problem(415)
        try:
            body = from_json(request.body, allow_inf_nan=False)
        except ValueError as error:
            raise Problem(400, said("The body is no JSON: {error}", error=str(error))) from None
        if _is_endless(body):
            # It would be stored as nothing, and nobody would notice.
            raise Problem(400, said("The body holds a number that is too large for any computer"))
        if is_deep(body):
            raise Problem(
                400, said("The body is nested more than {deepest} levels deep", deepest=DEEPEST)
            )
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> Any:
        """Values of a query, or the files of a form.

        Raises
        ------
        Problem
            415 if files are asked for, and no form was sent.
        """
        if not isinstance(data, QueryDict) and request.content_type != "multipart/form-data":
            raise Problem(415)
        return super().parse_querydict(data, list_fields, request)


def _is_endless(value: Any) -> bool:
    """Whether a number in a JSON value is infinite; looked through without recursion."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        elif isinstance(part, float) and math.isinf(part):
            return True
    return False


def is_deep(value: Any) -> bool:
    """Whether a JSON value is nested deeper than allowed; counted without recursion."""
    level = [value]
    for _ in range(DEEPEST):
        level = [
            part
            for group in level
            if isinstance(group, dict | list)
            for part in (group.values() if isinstance(group, dict) else group)
        ]
        if not level:
            return False
    return True
