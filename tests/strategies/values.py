"""Values of every kind in the vocabulary, in the form in which a plan file has them."""

from __future__ import annotations

import string
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from hypothesis import strategies as st

from birlik.exercise.columns import RecordKind
from birlik.exercise.plan import MODELS
from birlik.exercise.records.serials import Lights
from birlik.exercise.values import demands, ground, hours, lengths, moments, plain

#: Zones with everything that zones do: summer time either side of the equator, odd offsets, none.
ZONES = (
    "Asia/Aqtau",
    "Asia/Baku",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Monrovia",
    "UTC",
)

_EARLIEST = datetime.combine(date(1, 1, 3), time())
_LATEST = datetime.combine(date(9999, 12, 29), time())
_SEPARATORS = "".join(plain.SEPARATORS)


def texts(longest: int = 30) -> st.SearchStrategy[str]:
    """Texts as a field keeps them, also such as look like formulas, markup, numbers or escapes."""
    words = st.text(st.characters(codec="utf-8"), max_size=longest)
    awkward = st.sampled_from(
        [
            '=HYPERLINK("x")',
            "+1",
            "-1",
            "@SUM(A1)",
            "'quoted",
            "<r>not markup</r>",
            "<r><t>x</t></r>",
            "&amp; <b>",
            "_x0041_",
            "_x000D_",
            "a\r\nb",
            "a\nb\tc",
            "12",
            "1.50",
            "2024-07-09",
            "TRUE",
            "#REF!",
            "no\u00a0break",
            "שלום \u200f العربية",
            "Бірлестік",
            "𐍈 🚢",
            "]]>",
        ]
    )
    return (words | awkward).filter(_is_text).map(plain._text)


def _is_text(text: str) -> bool:
    try:
        plain._text(text)
    except ValueError:
        return False
    return True


def ids() -> st.SearchStrategy[str]:
    """Ids, in any alphabet."""
    plain_ids = st.text(string.ascii_uppercase + string.digits + "-", min_size=1, max_size=8)
    signs = st.characters(
        codec="utf-8", exclude_categories=("Z", "C"), exclude_characters=_SEPARATORS
    )
    any_ids = st.text(signs, min_size=1, max_size=6).map(
        lambda text: unicodedata.normalize("NFC", text)
    )
    return (plain_ids | any_ids).filter(_is_id)


def _is_id(text: str) -> bool:
    try:
        return bool(plain._identifier(text) == text) and text.casefold() != "or"
    except ValueError:
        return False


def instants() -> st.SearchStrategy[datetime]:
    """Instants in UTC, mostly near the exercise, also before Excel's first day and in odd hours."""
    near = st.integers(0, 500_000).map(
        lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n)
    )
    far = st.datetimes(_EARLIEST, _LATEST, timezones=st.just(UTC))
    return near | far.map(lambda moment: moment.replace(microsecond=0))


def _quantities() -> st.SearchStrategy[float]:
    return st.integers(0, 10**9).map(lambda n: n / 1000) | st.integers(0, 1000).map(float)


def _positions() -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries(
        {"lat": st.floats(-90, 90), "lon": st.floats(-180, 180)},
    )


def _outlines() -> st.SearchStrategy[list[dict[str, float]]]:
    return st.lists(
        _positions(),
        min_size=4,
        max_size=6,
        unique_by=lambda corner: (round(corner["lat"], 7) + 0.0, round(corner["lon"], 7) + 0.0),
    )


def _hour_windows() -> st.SearchStrategy[dict[str, int]]:
    return st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
        lambda hours: {"begins": hours[0], "ends": hours[0] + hours[1]}
    )


def _days() -> st.SearchStrategy[date]:
    return st.dates(date(2023, 1, 1), date(2026, 1, 1)) | st.dates()


def _day_spans() -> st.SearchStrategy[dict[str, Any]]:
    spans = st.tuples(_days(), _days()).map(lambda two: {"first": min(two), "last": max(two)})
    weekdays = st.sampled_from(hours.Weekday).map(lambda day: {"weekday": day})
    return spans | weekdays


def _periods() -> st.SearchStrategy[dict[str, datetime]]:
    return (
        st.tuples(instants(), instants())
        .filter(lambda two: two[0] != two[1])
        .map(lambda two: {"begins": min(two), "ends": max(two)})
    )


def _unit_demands() -> st.SearchStrategy[dict[str, Any]]:
    kinds = texts(12).filter(lambda text: text not in ("", "*") and not set(text) & set(";,@\n\r"))
    return st.fixed_dictionaries(
        {"count": st.integers(1, 1000)},
        optional={"kind": kinds, "nation": ids()},
    )


def _orders() -> st.SearchStrategy[dict[str, Any]]:
    gates = texts(20).filter(lambda text: not set(text) & set("()"))
    gaps = st.tuples(st.integers(0, 5000), st.none() | st.integers(0, 5000)).map(
        lambda gap: {"min_gap": gap[0], "max_gap": None if gap[1] is None else gap[0] + gap[1]}
    )
    return st.tuples(ids(), gaps, gates).map(
        lambda parts: {"serial": parts[0], **parts[1], "gate": parts[2]}
    )


def _several(values: st.SearchStrategy[Any], most: int = 4) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def _words() -> st.SearchStrategy[str]:
    return texts(16).filter(lambda text: bool(text) and not set(text) & set(";,\n"))


@cache
def _strategies() -> dict[Any, st.SearchStrategy[Any]]:
    """Strategy of each kind of value, by what marks the kind in a model."""
    amounts = st.fixed_dictionaries({"quantity": _quantities(), "resource": ids()})
    area_sets = st.lists(ids(), min_size=1, max_size=3, unique=True).map(lambda ids: {"areas": ids})
    minutes = st.none() | st.integers(0, 366 * 1440)
    by_kind: dict[Any, st.SearchStrategy[Any]] = {
        plain.Text: texts(),
        plain.Identifier: ids() | st.just(""),
        plain.Reference: st.none() | ids(),
        plain.References: _several(ids()),
        plain.Words: _several(_words()),
        plain.Whole: st.none() | st.integers(0, 10**12),
        plain.Quantity: st.none() | _quantities(),
        plain.YesNo: st.booleans(),
        plain.Priority: st.none() | st.integers(1, 5),
        plain.Percentage: st.none() | st.integers(0, 100_000).map(lambda n: n / 1000),
        plain.WishCost: st.none() | st.integers(1, 1000),
        moments.Instant: st.none() | instants(),
        moments.Day: st.none() | _days(),
        lengths.Minutes: minutes,
        lengths.Offset: minutes | st.integers(-5000, 5000),
        moments.TimeZoneName: st.none() | st.sampled_from(ZONES),
        hours.HourWindows: _several(_hour_windows()),
        hours.DaySpans: _several(_day_spans()),
        moments.Periods: _several(_periods()),
        hours.TimeOfDay: st.none()
        | st.integers(0, 1439).map(lambda n: f"{n // 60:02}:{n % 60:02}"),
        ground.MaybePosition: st.none() | _positions(),
        ground.Outline: st.just(()) | _outlines(),
        demands.AreaSets: _several(area_sets),
        demands.UnitDemands: _several(_unit_demands()),
        demands.Amounts: _several(amounts),
        demands.Orders: _several(_orders()),
        demands.Release: _several(ids()) | st.just((demands.ALL,)),
        Lights: st.lists(st.sampled_from(get_args(get_args(Lights)[0])[0]), unique=True),
    }
    return {get_args(kind)[1]: strategy for kind, strategy in by_kind.items()}


def values(kind: RecordKind, field: str) -> st.SearchStrategy[Any]:
    """Values of a field, in the form in which a plan file has them."""
    about = MODELS[kind].model_fields[field]
    for held in get_args(about.annotation):
        if isinstance(held, type) and issubclass(held, StrEnum):
            return st.none() | st.sampled_from(held)
    for mark in about.metadata:
        if mark in _strategies():
            return _strategies()[mark]
    raise LookupError(f"tests/strategies.py has no values for {kind.value}.{field}")
