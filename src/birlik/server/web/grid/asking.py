"""What the script of the grid sends, read and measured."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from birlik.formats.workbook.cells import LONGEST_CELL
from birlik.server.desk.batches import Batch, Cell, NewRow
from birlik.server.web.grid.models import NAME_LENGTH

_Key = Annotated[str, Field(max_length=64)]
_Text = Annotated[str, Field(max_length=LONGEST_CELL)]


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SentCell(_Sent):
    """One cell; see :class:`birlik.server.desk.batches.Cell`."""

    record: _Key
    field: _Key
    typed: _Text
    seen: _Text


class SentRow(_Sent):
    """One new row."""

    name: _Key
    texts: dict[_Key, _Text]


class SentBatch(_Sent):
    """One act; see :class:`birlik.server.desk.batches.Batch`."""

    nonce: Annotated[str, Field(pattern=r"^[0-9a-f]{16,64}$")]
    cells: list[SentCell] = Field(default_factory=list)
    added: list[SentRow] = Field(default_factory=list)
    removed: list[_Key] = Field(default_factory=list)

    def batch(self) -> Batch:
        """What is wanted."""
        return Batch(
            self.nonce,
            tuple(Cell(each.record, each.field, each.typed, each.seen) for each in self.cells),
            tuple(NewRow(each.name, each.texts) for each in self.added),
            tuple(self.removed),
        )


class SentStep(_Sent):
    """A step to be taken back."""

    step: _Key


class SentColumn(_Sent):
    """A column of a view; of no width, it has its usual one."""

    name: _Key
    shown: bool = True
    width: Annotated[int, Field(ge=20, le=2_000)] | None = None


class SentContent(_Sent):
    """What a view holds."""

    columns: Annotated[list[SentColumn], Field(max_length=200)]
    filters: Annotated[dict[_Key, Annotated[str, Field(max_length=200)]], Field(max_length=200)]
    sort: Annotated[list[tuple[_Key, bool]], Field(max_length=5)]
    search: Annotated[str, Field(max_length=200)] = ""
    only_found: bool = False


class SentView(_Sent):
    """A view to be kept, or, without content, one to be deleted."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)]
    content: SentContent | None = None


Sent = TypeVar("Sent", bound=_Sent)


class NotUnderstood(Exception):
    """What was sent makes no sense, or is too much; with the answer."""

    def __init__(self, answer: JsonResponse) -> None:
        super().__init__()
        self.answer = answer


def sent(request: HttpRequest, model: type[Sent]) -> Sent:
    """Body of a request.

    Raises
    ------
    NotUnderstood
    """
    try:
        return model.model_validate_json(request.body)
    except RequestDataTooBig:
        text = _("This is more than can be sent at once; paste fewer cells, or import a workbook.")
        raise NotUnderstood(refused(text, 413)) from None
    except ValidationError:
        text = _("What your browser sent makes no sense to the server. Load the page again.")
        raise NotUnderstood(refused(text, 400)) from None


def refused(sentence: str, status: int = 422, **more: Any) -> JsonResponse:
    """Answer that nothing was done, and why."""
    return JsonResponse({"sentence": sentence, **more}, status=status)
