"""What changed, in sentences that a planner reads: by his titles and units, and in the exercise's zone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from birlik.exercise.columns import Column, columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.time import minutes_text
from birlik.exercise.values.moments import Period
from birlik.log.difference import Difference, RecordChange, only_reordered
from birlik.log.entry import Act
from birlik.log.merging import Stale
from birlik.log.plans import KINDS, exercise_of
from birlik.log.state import RANK, State

#: Name of an account, by its key.
Names = Callable[[str], str]

#: Longest text of a value that a sentence shows in full.
LONGEST = 120

#: What a record that is no part of the vocabulary is called.
_WORDS = {
    "placements": "placement",
    "timetables": "timetable",
    "baselines": "baseline",
    "foreign_sheets": "sheet",
}


def sentences(difference: Difference) -> list[str]:
    """What differs between two states, one sentence for each record, and one for all that only moved.

    Times are those of the exercise's zone. A record is named by its id and title as it is now.
    """
    zone = zone_of(difference.after)
    shown = [c for c in difference.changes if not only_reordered(c) and c.kind != "timetables"]
    found = [sentence(change, zone) for change in shown]
    moved: dict[str, int] = {}
    for change in difference.changes:
        if only_reordered(change):
            moved[change.kind] = moved.get(change.kind, 0) + 1
    for kind, count in moved.items():
        one, word = count == 1, _word(kind)
        found.append(
            f"{count:,} {word if one else _many(word)} {'stands' if one else 'stand'} elsewhere in the "
            "order."
        )
    return found


def zone_of(state: State) -> ZoneInfo:
    """Zone of the exercise; UTC while it names none."""
    return ZoneInfo(exercise_of(state).time_zone or "UTC")


def sentence(change: RecordChange, zone: ZoneInfo) -> str:
    """What happened to one record, and why, if that is known."""
    if change.kind == "placements":
        text = _placement_sentence(change, zone)
    elif change.kind == "timetables":
        text = "The timetable was made anew"
    elif change.kind == "baselines":
        name = (change.now or change.was or {}).get("name", "")
        text = f"Baseline {name} was {'removed' if change.now is None else 'named'}"
    else:
        text = _record_sentence(change, zone)
    return text + _because(change.reasons) + "."


def stale_sentence(stale: Stale, state: State, names: Names) -> str:
    """What somebody is told whose change came too late; what he typed is in it."""
    zone = zone_of(state)
    column = _columns(stale.kind).get(stale.field)
    record = state.held(stale.kind, stale.record)
    fields = {} if record is None else record.fields
    name = _name(stale.kind, fields) if fields else f"a {_word(stale.kind)}"
    who = "Somebody"
    when = ""
    if stale.by is not None:
        nation = f" ({stale.by.nation})" if stale.by.nation else ""
        who = f"{names(stale.by.who)}{nation}"
        when = f" on {moment_text(stale.by.at, zone, zone_now=None)}"
    if stale.gone:
        typed = value_text(stale.typed, column, zone)
        return (
            f"{who} removed the {_word(stale.kind)}{when}; your {_title(column, stale.field)}, {typed}, "
            "was not saved."
        )
    holds = value_text(stale.holds, column, zone)
    if stale.act is Act.REMOVE:
        return f"{name} was not removed: {who} changed its {_title(column, stale.field)} to {holds}{when}."
    return (
        f"{who} changed {_title(column, stale.field)} of {name} to {holds}{when}; yours, "
        f"{value_text(stale.typed, column, zone)}, was not saved."
    )


def _record_sentence(change: RecordChange, zone: ZoneInfo) -> str:
    word = _word(change.kind)
    if change.act is Act.ADD:
        return f"{_name(change.kind, change.now or {})} was added".replace("  ", " ")
    if change.act is Act.REMOVE:
        return f"{_name(change.kind, change.was or {})} was removed"
    now, was = change.now or {}, change.was or {}
    parts = []
    if "id" in change.changes:
        parts.append(f"it was called {was.get('id') or 'nothing'} before")
    columns = _columns(change.kind)
    known = [n for n in columns if n in change.changes and n != "id"]
    known += [n for n in change.changes if n not in columns and n not in (RANK, "id")]
    for name in known:
        before, after = change.changes[name]
        parts.append(_field_part(name, before, after, columns.get(name), zone))
    return f"{_name(change.kind, now) or 'A ' + word}: {'; '.join(parts)}"


def _field_part(name: str, before: Any, after: Any, column: Column | None, zone: ZoneInfo) -> str:
    """``Duration from 1 h to 1 h 30 min``; of a list, what came and what went."""
    title = _title(column, name)
    if isinstance(before, list) and isinstance(after, list):
        came = [value for value in after if value not in before]
        went = [value for value in before if value not in after]
        if len(came) + len(went) < len(before) + len(after) and (came or went):
            parts = []
            if went:
                parts.append(f"without {value_text(went, column, zone)}")
            if came:
                parts.append(f"with {value_text(came, column, zone)}")
            return f"{title} now {' and '.join(parts)}"
    if before is None:
        return f"{title} now {value_text(after, column, zone)}"
    if after is None:
        return f"{title} now empty, before {value_text(before, column, zone)}"
    return f"{title} from {value_text(before, column, zone)} to {value_text(after, column, zone)}"


def _placement_sentence(change: RecordChange, zone: ZoneInfo) -> str:
    """``S-204 moved from 12 July 09:00 to 13 July 09:00``, and what else is not as it was."""
    was, now = change.was, change.now
    if was is None:
        assert now is not None
        return f"{now['serial']} was placed on {_when(now, zone)}{_where(now)}"
    if now is None:
        return f"{was['serial']} is no longer placed; it was on {_when(was, zone)}{_where(was)}"
    parts = []
    if "begins" in change.changes:
        old, new = _instant(was["begins"]), _instant(now["begins"])
        with_year = old.astimezone(zone).year != new.astimezone(zone).year
        parts.append(
            f"moved from {_moment(old, zone, with_year)} to {_moment(new, zone, with_year)}"
        )
    lengths = [
        int((_instant(p["ends"]) - _instant(p["begins"])).total_seconds()) for p in (was, now)
    ]
    if lengths[0] != lengths[1]:
        before, after = (minutes_text(length // 60) for length in lengths)
        parts.append(f"lasts {after} instead of {before}")
    if "areas" in change.changes:
        parts.append(f"is held in {_list(now, 'areas')} instead of {_list(was, 'areas')}")
    if "units" in change.changes:
        parts.append(_units_part(was.get("units", []), now.get("units", [])))
    return f"{now['serial']} {' and '.join(parts) or 'stands otherwise'}"


def _units_part(was: Sequence[str], now: Sequence[str]) -> str:
    came = [unit for unit in now if unit not in was]
    went = [unit for unit in was if unit not in now]
    if came and went:
        return f"has {', '.join(came)} instead of {', '.join(went)}"
    if came:
        return f"has {', '.join(came)} as well"
    if went:
        return f"is without {', '.join(went)}"
    return "has its units in another order"


def _when(placement: Mapping[str, Any], zone: ZoneInfo) -> str:
    begins, ends = (_instant(placement[n]).astimezone(zone) for n in ("begins", "ends"))
    return f"{begins.day} {begins:%B %H:%M}-{ends:%H:%M}"


def _where(placement: Mapping[str, Any]) -> str:
    return f" in {_list(placement, 'areas')}" if placement.get("areas") else ""


def _list(placement: Mapping[str, Any], name: str) -> str:
    return " + ".join(placement.get(name, [])) or "no area"


def _because(reasons: Sequence[str]) -> str:
    """Why, as the end of a sentence; a reason of several sentences stands after it."""
    text = "; ".join(reason.strip().rstrip(".") for reason in reasons if reason.strip())
    if not text:
        return ""
    return f" because {text}" if len(text) <= LONGEST and ". " not in text else f". Reason: {text}"


def value_text(value: Any, column: Column | None, zone: ZoneInfo) -> str:
    """Value as a planner reads it: times in a zone, lengths in hours, lists with a comma."""
    text = _value_text(value, column, zone)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _value_text(value: Any, column: Column | None, zone: ZoneInfo) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_value_text(part, column, zone) for part in value) or "empty"
    if isinstance(value, dict):
        return _group_text(value, zone)
    if isinstance(value, int | float):
        number = f"{value:g}" if isinstance(value, float) else f"{value:,}"
        if column is not None and column.unit == "min" and isinstance(value, int):
            return minutes_text(value)
        return f"{number} {column.unit}" if column is not None and column.unit else number
    instant = _instant_or_none(value)
    return moment_text(instant, zone) if instant is not None else f"{value}"


def _group_text(value: Mapping[str, Any], zone: ZoneInfo) -> str:
    """Value of several parts, as a planner writes it in a cell."""
    for model in _groups():
        try:
            made = model.model_validate(value)
        except (ValidationError, ValueError):
            continue
        if isinstance(made, Period):
            return f"{moment_text(made.begins, zone)} to {moment_text(made.ends, zone)}"
        return str(made)
    return ", ".join(f"{name} {_value_text(part, None, zone)}" for name, part in value.items())


@cache
def _groups() -> tuple[Any, ...]:
    from birlik.exercise.values.demands import After, Amount, AreaSet, UnitDemand
    from birlik.exercise.values.ground import Position
    from birlik.exercise.values.hours import DaySpan, HourWindow

    return AreaSet, UnitDemand, Amount, After, Position, HourWindow, DaySpan, Period


def moment_text(instant: datetime, zone: ZoneInfo, *, zone_now: int | None = None) -> str:
    """``12 July 09:00``, by the clock of a zone; with the year if it is not `zone_now`'s."""
    local = instant.astimezone(zone)
    year = f" {local.year}" if zone_now is not None and local.year != zone_now else ""
    return f"{local.day} {local:%B}{year} {local:%H:%M}"


def _moment(instant: datetime, zone: ZoneInfo, with_year: bool) -> str:
    return moment_text(instant, zone, zone_now=-1 if with_year else None)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _instant_or_none(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) != 20 or not value.endswith("Z"):
        return None
    try:
        return _instant(value)
    except ValueError:
        return None


@cache
def _columns(kind: str) -> dict[str, Column]:
    if kind not in KINDS:
        return {}
    return {column.name: column for column in columns_of(MODELS[KINDS[kind]])}


def _title(column: Column | None, name: str) -> str:
    if column is not None:
        return column.title
    return {"extra": "further columns", "unread": "values that cannot be read", RANK: "order"}.get(
        name, name.replace("_", " ")
    )


def _word(kind: str) -> str:
    return MODELS[KINDS[kind]].word if kind in KINDS else _WORDS.get(kind, kind.rstrip("s"))


def _many(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _name(kind: str, fields: Mapping[str, Any]) -> str:
    """``S-204 Night boarding``; with its kind if it has no id: ``The phase Arrival``."""
    id_, title = str(fields.get("id", "")), str(fields.get("title", ""))
    if id_:
        return f"{id_} {title}".strip()
    return f"The {_word(kind)} {title}".strip()
