"""How every address of the server is called: the table that a new route or parameter must be entered in.

Addresses come from the routes themselves (``tests.server.routes``). What is put in place of a part that
varies is found by the part and the one before it (:data:`PARTS`), so that ``/exercises/{exercise}/findings/``
needs no entry once ``exercises/{exercise}`` has one. What stands behind the ``?`` is learned from the
description of the API and from what a page asks for while it is made (:func:`asked_for`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict
from django.utils.functional import cached_property

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS
from birlik.server.people.models import Account, ApiToken, Invitation, Membership
from birlik.server.work.models import Piece
from tests.server.routes import templates
from tests.server.walking.people import Walker
from tests.server.walking.world import FOREIGN, NOT_THERE, UNITY, World

#: Values of a part of an address, given those of the parts before it.
Fill = Callable[[World, Walker, dict[str, str]], Sequence[str]]


class Unknown(AssertionError):
    """A route or a parameter that the table does not know: say in this module how it is called."""


def _records(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
    """Keys of all records of the kind, whoever may see them, and one of none."""
    kind = before.get("kind", "").replace("-", "_")
    keys = world.keys(RecordKind(kind)) if kind in set(RecordKind) else ()
    return [*keys, NOT_THERE]


def _steps(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
    """Keys of all steps, whoever may know of them, and one of none."""
    return [*world.every_step, NOT_THERE]


def _baselines(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
    return [*world.state.of("baselines"), NOT_THERE]


def _keys(kind: RecordKind) -> Fill:
    return lambda world, walker, before: [*world.keys(kind), NOT_THERE]


def _forms(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
    found = ["unheard-of"]
    for module in ("written", "exporting"):
        with suppress(ImportError):
            found += import_module(f"birlik.server.desk.{module}").FORMS
    return found


def _documents(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
    """A third of all documents, another one for everybody; they cost more than pages."""
    from birlik.server.desk.papers import FORMS

    turn = sum(map(ord, walker.name)) % 3
    return [*FORMS[turn::3], "unheard-of"]


def _pieces(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
    return [*Piece.objects.values_list("key", flat=True).order_by("key"), NOT_THERE]


def _of(model: type[Account | ApiToken | Invitation | Membership]) -> Fill:
    def keys(world: World, walker: Walker, before: dict[str, str]) -> Sequence[str]:
        rows = model._default_manager.values_list("pk", flat=True)
        return [*map(str, rows.order_by("pk")[:2]), NOT_THERE]

    return keys


def _these(*values: str) -> Fill:
    return lambda world, walker, before: values


#: What is put in place of a part, by the part of the template before it and its own name.
PARTS: dict[tuple[str, str], Fill] = {
    ("exercises", "exercise"): _these(UNITY, FOREIGN, NOT_THERE),
    ("parts", "exercise"): _these(UNITY, NOT_THERE),
    ("records", "kind"): _these(*RecordKind, "nothing"),
    ("kinds", "kind"): _these(*RecordKind, "nothing"),
    ("{exercise}", "kind"): _these(*(kind.replace("_", "-") for kind in RecordKind), "nothing"),
    ("{kind}", "key"): _records,
    ("{kind}", "record"): _records,
    ("history", "step"): _steps,
    ("steps", "step"): _steps,
    ("baselines", "key"): _baselines,
    ("concurrence", "baseline"): _baselines,
    ("conference", "conference"): _keys(RecordKind.CONFERENCE),
    ("agenda", "item"): _keys(RecordKind.AGENDA_ITEM),
    ("decisions", "decision"): _keys(RecordKind.DECISION),
    ("action-items", "item"): _keys(RecordKind.ACTION_ITEM),
    ("baselines", "baseline"): _baselines,
    ("exports", "form"): _forms,
    ("export", "form"): _forms,
    ("documents", "form"): _documents,
    ("visitors", "form"): _these("invitation.pdf", "invitation.ics", "unheard-of"),
    ("compare", "key"): _baselines,
    ("proposal", "key"): _pieces,
    ("work", "key"): _pieces,
    ("import", "key"): _these(NOT_THERE),
    ("imports", "key"): _these(NOT_THERE),
    ("people", "key"): _of(Account),
    ("tokens", "key"): _of(ApiToken),
    ("invitations", "key"): _of(Invitation),
    ("part", "part"): _of(Membership),
    ("invitation", "secret"): _these(NOT_THERE),
    ("sign-in", "secret"): _these(NOT_THERE),
    ("confirm-email", "key"): _these(NOT_THERE),
    ("oidc", "provider_id"): _these("oidc"),
    ("keys", "pk"): _these("1"),
    ("key", "uidb36"): _these("abc"),
    ("key", "key"): _these("def"),
}

#: Routes of others' making that go to the network, or stream.
LEFT_OUT = frozenset[str]()


@dataclass(frozen=True)
class Call:
    """A request.

    Attributes
    ----------
    template, address : str
    parts : tuple of (str, str)
        What was put into the template.
    """

    template: str
    address: str
    parts: tuple[tuple[str, str], ...]

    @property
    def about(self) -> str:
        """The last thing that its address names."""
        return self.parts[-1][1] if self.parts else ""

    def asking(self, **parameters: str) -> Call:
        """The same with parameters."""
        address = f"{self.address}?{urlencode(parameters)}"
        return Call(self.template, address, (*self.parts, *parameters.items()))


@dataclass(frozen=True)
class Extent:
    """Of how much of what is there somebody asks for all that there is to ask.

    Attributes
    ----------
    kinds, absent : int
        Every so manieth kind is asked for, and so many of them also for what is not there.
    """

    kinds: int = 1
    absent: int = 1


def calls(world: World, walker: Walker, extent: Extent = Extent()) -> Iterator[Call]:
    """A request for every route, and for one of each sort that its address can name.

    Of the records of a kind, and of the steps of the history, these are one that the walker sees, one
    that he does not, and one that there is not: they are the same to the server otherwise. Others
    of the same seat ask for others.

    Raises
    ------
    Unknown
        If the table does not say how to call a route.
    """
    for template in templates():
        yield from calls_of(template, world, walker, extent)


def calls_of(template: str, world: World, walker: Walker, extent: Extent) -> Iterator[Call]:
    """Requests for one route."""
    turn = sum(map(ord, walker.name))
    names = re.findall(r"\{(\w+)\}", template)
    made: list[dict[str, str]] = [{}]
    for name in names:
        fill = _fill(template, name)
        made = [
            {**one, name: value}
            for one in made
            for number, value in enumerate(_enough(fill(world, walker, one), one.values()))
            if name != "kind" or (number + turn) % extent.kinds == 0
        ]
        if fill in (_records, _steps):
            made = list(_of_each_sort(made, name, world, walker, extent))
    for one in made:
        yield Call(template, template.format_map(one), tuple(one.items()))


def _of_each_sort(
    made: list[dict[str, str]], name: str, world: World, walker: Walker, extent: Extent
) -> Iterator[dict[str, str]]:
    """Of all that an address can name last, one that is seen, one that is hidden, and one of none."""
    reader, turn = walker.reader(world), sum(map(ord, walker.name))
    seen = world.seen(reader) | (world.every_step.keys() - set(world.hidden_steps(reader)))
    groups = groupby(made, lambda one: [value for part, value in one.items() if part != name])
    for number, (_, group) in enumerate(groups):
        every = list(group)
        there = [one for one in every if one[name] != NOT_THERE]
        for sort in (True, False):
            some = [one for one in there if (one[name] in seen) is sort]
            if some:
                yield some[(turn + number) % len(some)]
        if (number + turn) % extent.absent == 0:
            yield from (one for one in every if one[name] == NOT_THERE)


def _enough(values: Sequence[str], before: Collection[str]) -> Sequence[str]:
    """Values to try: of what is in an exercise that he has no part in, two are as good as all."""
    return values if {FOREIGN, NOT_THERE}.isdisjoint(before) else (values[0], values[-1])


def _fill(template: str, name: str) -> Fill:
    before = template.split(f"{{{name}}}", maxsplit=1)[0].rstrip("-/").rsplit("/", 1)[-1]
    if before.startswith("{uidb36}"):
        before = "key"
    try:
        return PARTS[before, name]
    except KeyError:
        raise Unknown(f"{template}: nobody says what {before}/{{{name}}} can be") from None


# What stands behind the question mark

_FIELDS = sorted({column.name for model in MODELS.values() for column in columns_of(model)})

#: Values of a parameter, given the parts of the address.
Values = Callable[[World, Walker, dict[str, str]], Sequence[str]]


def _columns(world: World, walker: Walker, parts: dict[str, str]) -> Sequence[str]:
    kind = parts.get("kind", "").replace("-", "_")
    if kind not in set(RecordKind):
        return ["id"]
    names = [column.name for column in columns_of(MODELS[RecordKind(kind)])]
    return [*names, *(f"-{name}" for name in names), "findings", "-findings", "extra", "unread"]


def _words(world: World, walker: Walker, parts: dict[str, str]) -> Sequence[str]:
    """Words to look for: of what is hidden, of what is not, and of none."""
    hidden = sorted(walker.hidden(world))
    return [
        hidden[7],
        hidden[-7],
        hidden[len(hidden) // 2],
        "7",
        "Q7",
        "serial",
        marker_of_nobody(),
    ]


def marker_of_nobody() -> str:
    """A word that looks like a marker, and stands nowhere."""
    return "Q799999999Z"


def _entries(world: World, walker: Walker, parts: dict[str, str]) -> Sequence[str]:
    keys = [entry.key for entry in world.logs.entries(UNITY)]
    return [*keys[:: max(1, len(keys) // 12)], keys[-1], NOT_THERE]


PARAMETERS: dict[str, Values] = {
    "q": _words,
    "search": _words,
    "sort": _columns,
    "page": _these("1", "2", "99", "x"),
    "limit": _these("1", "3", "1000"),
    "cursor": _these("WzEsIiJd", "x"),
    "severity": _these("error", "warning", "note"),
    "kind": _these("serials", "areas", "nothing"),
    "only": _these("findings"),
    "field": _columns,
    "keys": lambda world, walker, parts: [
        ",".join(_records(world, walker, parts)),
        NOT_THERE,
    ],
    "before": _entries,
    "after": _entries,
    "record": lambda world, walker, parts: [
        *(world.keys(RecordKind.SERIAL)),
        *(world.keys(RecordKind.INJECT)),
        NOT_THERE,
    ],
    "at": _these("2024-03-01T10:30:00Z", "2024-03-02T12:00", "2024-03-02", "nonsense"),
    "since": lambda world, walker, parts: _baselines(world, walker, parts),
    "baseline": lambda world, walker, parts: _baselines(world, walker, parts),
    "serial": lambda world, walker, parts: [*world.keys(RecordKind.SERIAL)[:4], NOT_THERE],
    "begins": _these("28673580", "x"),
    "areas": _these("0", "0+1", "9999"),
    "reason": _these("because"),
    "language": _these("en", "kk", "xx"),
    "zone": _these("UTC", "Nowhere"),
    "guests": _these("yes"),
    "guest": _these("Colonel A"),
    "function": _these("Attaché"),
    "signed": _these(""),
    "day": _these("2024-07-09", "x"),
    "year": _these("2024", "2023", "x"),
    "next": _these("/"),
    "email": _these("somebody@example.org"),
    "exercise": _these(UNITY, FOREIGN, NOT_THERE),
}

#: Parameters of pages that are not ours.
NOT_OURS = frozenset(
    {
        "next",
        "reauthenticate",
        "process",
        "action",
        "scope",
        "auth_params",
        "code",
        "state",
        "error",
    }
)


def combinations(
    call: Call, names: Sequence[str], world: World, walker: Walker, turn: int, turns: int
) -> list[Call]:
    """Requests with some values of parameters alone, and with some of all of them at once.

    In so many `turns` every value is tried.

    Raises
    ------
    Unknown
        If the table does not say what a parameter can be.
    """
    ours = [name for name in names if name not in NOT_OURS or name in PARAMETERS]
    parts = dict(call.parts)
    for name in ours:
        if name not in PARAMETERS:
            raise Unknown(f"{call.template}: nobody says what ?{name}= can be")
    values = {name: PARAMETERS[name](world, walker, parts) for name in ours}
    single = [{name: value} for name in ours for value in values[name]]
    found = single[turn % min(turns, len(single)) :: turns]
    if len(ours) > 1:
        draw = random.Random(f"{call.address} {turn}")
        found.append({name: draw.choice(values[name]) for name in ours})
    return [call.asking(**one) for one in found]


class Asked(QueryDict):
    """What stands behind the question mark, and the names that somebody looked for in it."""

    seen: set[str]

    def __getitem__(self, key: str) -> Any:
        self._note(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self._note(key)
        return super().get(key, default)

    def getlist(self, key: str, default: Any = None) -> list[Any]:
        self._note(key)
        return super().getlist(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return super().__contains__(key)

    def _note(self, key: object) -> None:
        if isinstance(key, str):
            self.__dict__.setdefault("seen", set()).add(key)


@contextmanager
def asked_for() -> Iterator[list[Asked]]:
    """The parameters of all requests that are made meanwhile, with what was looked for in them."""
    made: list[Asked] = []

    def parameters(request: Any) -> Any:
        asked: Any = Asked(request.META.get("QUERY_STRING", ""), encoding=request.encoding)
        made.append(asked)
        return asked

    kept = cached_property(parameters)
    kept.__set_name__(WSGIRequest, "GET")
    with patch.object(WSGIRequest, "GET", kept):
        yield made


def described(template: str) -> list[str]:
    """Parameters of a route of the API, as its description has them."""
    try:
        from birlik.server.api.description import description
    except ImportError:
        return []
    operations = description()["paths"].get(template, {})
    found = operations.get("get", {}).get("parameters", [])
    return [each["name"] for each in found if each["in"] == "query"]
