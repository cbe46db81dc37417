"""References between records: which ids a field names, and the field without some of them."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cache
from typing import Any, get_args

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.records.record import Record
from birlik.exercise.values.demands import After, Amount, AreaSet, UnitDemand

#: Kinds of record that a reference can mean.
Targets = tuple[RecordKind, ...]

#: Values that name records though their column refers to none, and what they name.
_NAMING: dict[Any, Targets] = {UnitDemand: (RecordKind.NATION,)}


def named(value: object) -> tuple[str, ...]:
    """Ids that the value of a field, or a part of it, names.

    Raises
    ------
    TypeError
        If it is a kind of value that names no records.
    """
    if isinstance(value, str):
        return (value,)
    if isinstance(value, AreaSet):
        return value.areas
    if isinstance(value, Amount):
        return (value.resource,)
    if isinstance(value, After):
        return (value.serial,)
    if isinstance(value, UnitDemand):
        return (value.nation,) if value.nation else ()
    if isinstance(value, tuple):
        return tuple(name for part in value for name in named(part))
    raise TypeError(f"{type(value).__name__} names no records")


@cache
def reference_fields(kind: RecordKind) -> tuple[tuple[str, Targets, frozenset[str]], ...]:
    """Fields of a kind that name records: name, kinds named, and words that can stand among the ids."""
    model = MODELS[kind]
    found = []
    for column in columns_of(model):
        held = _held(model.model_fields[column.name].annotation)
        targets = column.refers_to or next(
            (kinds for value, kinds in _NAMING.items() if value in held), ()
        )
        if targets:
            found.append((column.name, targets, frozenset(column.words)))
    return tuple(found)


def _held(annotation: Any) -> set[Any]:
    """Types that stand anywhere in an annotation."""
    return {annotation}.union(*(_held(part) for part in get_args(annotation)))


def references_of(record: Record) -> Iterator[tuple[str, Targets, frozenset[str]]]:
    """Fields of a record that name others: name, kinds named, ids."""
    for name, targets, words in reference_fields(record.kind_of_record):
        if (value := getattr(record, name)) and (ids := frozenset(named(value)) - words):
            yield name, targets, ids


def without(value: Any, hidden: Container[str]) -> Any:
    """Value of a field without what names something hidden.

    Of a list, whatever names something hidden is left away as a whole: a set of areas without one
    of them would say something else.
    """
    if isinstance(value, tuple):
        return tuple(part for part in value if not any(name in hidden for name in named(part)))
    return None if any(name in hidden for name in named(value)) else value


def with_hidden(value: tuple[Any, ...], before: tuple[Any, ...], hidden: Container[str]) -> Any:
    """Edited list with what its reader did not see, each part behind the one it stood behind.

    Parameters
    ----------
    value : tuple
        The list as edited.
    before : tuple
        The whole list before.
    hidden : container of str
        Ids of `before` that were not shown.
    """
    behind: dict[int, list[Any]] = {}
    last = -1
    taken: set[int] = set()
    for part in before:
        if any(name in hidden for name in named(part)):
            behind.setdefault(last, []).append(part)
            continue
        place = next((i for i, kept in enumerate(value) if i not in taken and kept == part), None)
        if place is not None:
            taken.add(place)
            last = place
    merged = list(behind.get(-1, ()))
    for place, part in enumerate(value):
        merged += [part, *behind.get(place, ())]
    return tuple(merged)
