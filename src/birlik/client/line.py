"""The line to a server: requests with a token, answers as models, and lists page after page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from birlik.client.troubles import Unreachable, problem_of

Model = TypeVar("Model", bound=BaseModel)
Item_co = TypeVar("Item_co", covariant=True)


class PageOf(Protocol[Item_co]):
    """A page of a list."""

    @property
    def items(self) -> tuple[Item_co, ...]:
        """What is on it."""

    @property
    def next(self) -> str | None:
        """Cursor of the next page."""


class Line:
    """Requests to one server.

    Parameters
    ----------
    http : httpx.Client
        With the base address and the token.
    """

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Answer to a request.

        Raises
        ------
        ServerProblem
            If the server says why not.
        Unreachable
            If no answer comes.
        """
        try:
            answer = self._http.request(method, path, **options)
        except httpx.HTTPError as error:
            raise Unreachable(f"{self._http.base_url.host} does not answer: {error}") from error
        if answer.status_code >= httpx.codes.BAD_REQUEST or answer.is_redirect:
            raise problem_of(answer)
        return answer

    def read(self, model: type[Model], method: str, path: str, **options: Any) -> Model:
        """Answer to a request as a model; raises as :meth:`ask` does."""
        answer = self.ask(method, path, **options)
        try:
            return model.model_validate_json(answer.content)
        except ValidationError as error:
            raise Unreachable(
                f"{self._http.base_url.host} answered in a way that this version of Birlik does not "
                f"understand: {error.errors(include_url=False)[0]['msg']}"
            ) from error

    def pages(self, page: Callable[[str], PageOf[Item_co]]) -> Iterator[Item_co]:
        """All items of a list, asked for page by page as they are taken.

        Parameters
        ----------
        page : callable
            Page behind a cursor.
        """
        cursor: str | None = ""
        while cursor is not None:
            found = page(cursor)
            yield from found.items
            cursor = found.next


def body_of(model: BaseModel) -> dict[str, Any]:
    """Body of a request that says what a model says."""
    return {"json": model.model_dump(mode="json", exclude_unset=True)}


def wanted(**parameters: Any) -> Mapping[str, Any]:
    """Parameters of a query, those left out that say nothing."""
    return {name: value for name, value in parameters.items() if value not in (None, "")}
