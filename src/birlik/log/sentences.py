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
from birlik.exercise.sentences import (
    Listing,
    Moment,
    Sentence,
    about,
    all_of,
    clauses,
    counted,
    said,
    several,
    term,
)
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

#: What stands beside the records of a plan, and is told where it belongs.
_BESIDE = ("timetables", "consequences", "open_decisions")

#: What a record that is no part of the vocabulary is called.
_WORDS = {
    "placements": said("placement"),
    "timetables": said("timetable"),
    "baselines": said("baseline"),
    "foreign_sheets": said("sheet"),
    "concurrences": said("signature"),
}


def sentences(difference: Difference) -> list[str]:
    """What differs between two states, one sentence for each record, and one for all that only moved.

    Times are those of the exercise's zone. A record is named by its id and title as it is now.
    """
    zone = zone_of(difference.after)
    shown = [c for c in difference.changes if not only_reordered(c) and c.kind not in _BESIDE]
    found = [sentence(change, zone) for change in shown]
    moved: dict[str, int] = {}
    for change in difference.changes:
        if only_reordered(change):
            moved[change.kind] = moved.get(change.kind, 0) + 1
    for kind, count in moved.items():
        word = _word(kind)
        found.append(
            counted(
                "{number} {word} stands elsewhere in the order.",
                "{number} {many} stand elsewhere in the order.",
                count,
                word=word,
                many=_many(word),
            )
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
        text = said("The timetable was made anew")
    elif change.kind == "baselines":
        name = (change.now or change.was or {}).get("name", "")
        text = said("Baseline {name} was named", name=name)
        if change.now is None:
            text = said("Baseline {name} was removed", name=name)
    elif change.kind == "concurrences":
        text = _signature_sentence(change)
    else:
        text = _record_sentence(change, zone)
    return _with_reasons(text, change.reasons)


def name_of(change: RecordChange) -> str:
    """What the record of a change is called."""
    return _name(change.kind, change.now or change.was or {})


def stale_sentence(stale: Stale, state: State, names: Names) -> str:
    """What somebody is told whose change came too late; what he typed is in it."""
    zone = zone_of(state)
    column = _columns(stale.kind).get(stale.field)
    record = state.held(stale.kind, stale.record)
    fields = {} if record is None else record.fields
    name = _name(stale.kind, fields) if fields else said("a {word}", word=_word(stale.kind))
    told: dict[str, object] = {
        "who": said("Somebody"),
        "word": _word(stale.kind),
        "title": _title(column, stale.field),
        "typed": value_text(stale.typed, column, zone),
    }
    at = None
    if stale.by is not None:
        told["who"] = names(stale.by.who)
        if stale.by.nation:
            told["who"] = said("{who} ({nation})", who=told["who"], nation=stale.by.nation)
        at = moment_text(stale.by.at, zone, zone_now=None)
    if stale.gone:
        if at is None:
            return said("{who} removed the {word}; your {title}, {typed}, was not saved.", **told)
        return said(
            "{who} removed the {word} on {at}; your {title}, {typed}, was not saved.", at=at, **told
        )
    told |= {"name": name, "holds": value_text(stale.holds, column, zone)}
    if stale.act is Act.REMOVE:
        if at is None:
            return said("{name} was not removed: {who} changed its {title} to {holds}.", **told)
        return said(
            "{name} was not removed: {who} changed its {title} to {holds} on {at}.", at=at, **told
        )
    if at is None:
        return said(
            "{who} changed {title} of {name} to {holds}; yours, {typed}, was not saved.", **told
        )
    return said(
        "{who} changed {title} of {name} to {holds} on {at}; yours, {typed}, was not saved.",
        at=at,
        **told,
    )


def _signature_sentence(change: RecordChange) -> str:
    """``AZE concurs with Final planning conference, with reservations: no live fire before dawn``."""
    fields = change.now or change.was or {}
    nation, name = fields.get("nation", ""), fields.get("name", "")
    if fields.get("reservations"):
        return said(
            "{nation} concurs with {name}, with reservations: {reservations}",
            nation=nation,
            name=name,
            reservations=str(fields["reservations"]).rstrip("."),
        )
    if fields.get("with_reservations"):
        return said("{nation} concurs with {name}, with reservations", nation=nation, name=name)
    return said("{nation} concurs with {name}", nation=nation, name=name)


def _record_sentence(change: RecordChange, zone: ZoneInfo) -> str:
    word = _word(change.kind)
    if change.act is Act.ADD:
        return said("{name} was added", name=_name(change.kind, change.now or {}))
    if change.act is Act.REMOVE:
        return said("{name} was removed", name=_name(change.kind, change.was or {}))
    now, was = change.now or {}, change.was or {}
    parts: list[str] = []
    if "id" in change.changes:
        before = was.get("id") or said("nothing")
        parts.append(said("it was called {before} before", before=before))
    columns = _columns(change.kind)
    known = [n for n in columns if n in change.changes and n != "id"]
    known += [n for n in change.changes if n not in columns and n not in (RANK, "id")]
    for name in known:
        before, after = change.changes[name]
        parts.append(_field_part(name, before, after, columns.get(name), zone))
    name = _name(change.kind, now) or said("A {word}", word=word)
    return about(name, clauses(*parts) if parts else "")


def _field_part(name: str, before: Any, after: Any, column: Column | None, zone: ZoneInfo) -> str:
    """``Duration from 1 h to 1 h 30 min``; of a list, what came and what went."""
    title = _title(column, name)
    if isinstance(before, list) and isinstance(after, list):
        came = [value for value in after if value not in before]
        went = [value for value in before if value not in after]
        if len(came) + len(went) < len(before) + len(after) and (came or went):
            parts = []
            if went:
                parts.append(said("without {value}", value=value_text(went, column, zone)))
            if came:
                parts.append(said("with {value}", value=value_text(came, column, zone)))
            return said("{title} now {value}", title=title, value=all_of(parts))
    if before is None:
        return said("{title} now {value}", title=title, value=value_text(after, column, zone))
    was = value_text(before, column, zone)
    if after is None:
        return said("{title} now empty, before {was}", title=title, was=was)
    now = value_text(after, column, zone)
    return said("{title} from {was} to {now}", title=title, was=was, now=now)


def _placement_sentence(change: RecordChange, zone: ZoneInfo) -> str:
    """``S-204 moved from 12 July 09:00 to 13 July 09:00``, and what else is not as it was."""
    was, now = change.was, change.now
    if was is None:
        assert now is not None
        told = {"serial": now["serial"], "when": _when(now, zone), "areas": _list(now, "areas")}
        if now.get("areas"):
            return said("{serial} was placed on {when} in {areas}", **told)
        return said("{serial} was placed on {when}", **told)
    if now is None:
        told = {"serial": was["serial"], "when": _when(was, zone), "areas": _list(was, "areas")}
        if was.get("areas"):
            return said("{serial} is no longer placed; it was on {when} in {areas}", **told)
        return said("{serial} is no longer placed; it was on {when}", **told)
    parts: list[str] = []
    if "begins" in change.changes:
        old, new = _instant(was["begins"]), _instant(now["begins"])
        with_year = old.astimezone(zone).year != new.astimezone(zone).year
        moments = {"old": _moment(old, zone, with_year), "new": _moment(new, zone, with_year)}
        parts.append(said("moved from {old} to {new}", **moments))
    lengths = [
        int((_instant(p["ends"]) - _instant(p["begins"])).total_seconds()) for p in (was, now)
    ]
    if lengths[0] != lengths[1]:
        before, after = (minutes_text(length // 60) for length in lengths)
        parts.append(said("lasts {after} instead of {before}", after=after, before=before))
    if "areas" in change.changes:
        areas = {"now": _list(now, "areas"), "was": _list(was, "areas")}
        parts.append(said("is held in {now} instead of {was}", **areas))
    if "units" in change.changes:
        parts.append(_units_part(was.get("units", []), now.get("units", [])))
    does = all_of(parts) if parts else said("stands otherwise")
    return said("{serial} {does}", serial=now["serial"], does=does)


def _units_part(was: Sequence[str], now: Sequence[str]) -> str:
    came = [unit for unit in now if unit not in was]
    went = [unit for unit in was if unit not in now]
    if came and went:
        return said("has {came} instead of {went}", came=came, went=went)
    if came:
        return said("has {came} as well", came=came)
    if went:
        return said("is without {went}", went=went)
    return said("has its units in another order")


def _when(placement: Mapping[str, Any], zone: ZoneInfo) -> str:
    begins, ends = (_instant(placement[n]).astimezone(zone) for n in ("begins", "ends"))
    return said("{begins}-{ends}", begins=Moment(begins), ends=Moment(ends, "time"))


def _list(placement: Mapping[str, Any], name: str) -> str:
    return " + ".join(placement.get(name, [])) or said("no area")


def _with_reasons(text: str, reasons: Sequence[str]) -> str:
    """A sentence with why it is so; a reason of several sentences stands after it."""
    why = "; ".join(reason.strip().rstrip(".") for reason in reasons if reason.strip())
    if not why:
        return said("{sentence}.", sentence=text)
    if len(why) <= LONGEST and ". " not in why:
        return said("{what} because {reason}.", what=text, reason=why)
    return said("{what}. Reason: {reason}.", what=text, reason=why)


def value_text(value: Any, column: Column | None, zone: ZoneInfo) -> str:
    """Value as a planner reads it: times in a zone, lengths in hours, lists with a comma."""
    text = _value_text(value, column, zone)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _value_text(value: Any, column: Column | None, zone: ZoneInfo) -> str:
    if value is None:
        return said("empty")
    if isinstance(value, bool):
        return said("yes") if value else said("no")
    if isinstance(value, list):
        parts = [_value_text(part, column, zone) for part in value]
        return Listing(parts, "") if parts else said("empty")
    if isinstance(value, dict):
        return _group_text(value, zone)
    if isinstance(value, int | float):
        if column is not None and column.unit == "min" and isinstance(value, int):
            return minutes_text(value)
        if column is not None and column.unit:
            return said("{number} {unit}", number=value, unit=term(column.unit))
        return Sentence("{number}", {"number": value})
    instant = _instant_or_none(value)
    if instant is not None:
        return moment_text(instant, zone)
    return term(value) if column is not None and value in column.choices else f"{value}"


def _group_text(value: Mapping[str, Any], zone: ZoneInfo) -> str:
    """Value of several parts, as a planner writes it in a cell."""
    for model in _groups():
        try:
            made = model.model_validate(value)
        except (ValidationError, ValueError):
            continue
        if isinstance(made, Period):
            moments = {
                "begins": moment_text(made.begins, zone),
                "ends": moment_text(made.ends, zone),
            }
            return said("{begins} to {ends}", **moments)
        return str(made)
    parts = [f"{name} {_value_text(part, None, zone)}" for name, part in value.items()]
    return Listing(parts, "")


@cache
def _groups() -> tuple[Any, ...]:
    from birlik.exercise.values.demands import After, Amount, AreaSet, UnitDemand
    from birlik.exercise.values.ground import Position
    from birlik.exercise.values.hours import DaySpan, HourWindow

    return AreaSet, UnitDemand, Amount, After, Position, HourWindow, DaySpan, Period


def moment_text(instant: datetime, zone: ZoneInfo, *, zone_now: int | None = None) -> Moment:
    """``12 July 09:00``, by the clock of a zone; with the year if it is not `zone_now`'s."""
    local = instant.astimezone(zone)
    with_year = zone_now is not None and local.year != zone_now
    return Moment(local, "moment_year" if with_year else "moment")


def _moment(instant: datetime, zone: ZoneInfo, with_year: bool) -> Moment:
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
    of_all = {
        "extra": said("further columns"),
        "unread": said("values that cannot be read"),
        RANK: said("order"),
    }
    return of_all.get(name, term(name.replace("_", " ")))


def _word(kind: str) -> str:
    return term(MODELS[KINDS[kind]].word) if kind in KINDS else _WORDS.get(kind, kind.rstrip("s"))


def _many(word: str) -> Sentence:
    return term(several(word))


def _name(kind: str, fields: Mapping[str, Any]) -> str:
    """``S-204 Night boarding``; with its kind if it has no id: ``The phase Arrival``."""
    id_, title = str(fields.get("id", "")), str(fields.get("title", ""))
    if id_:
        return f"{id_} {title}".strip()
    if not title:
        return said("The {word}", word=_word(kind))
    return said("The {word} {title}", word=_word(kind), title=title)
