"""Changes of a plan, as they happen between one timetable and the next."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.values.reading import Reading
from tests.building import AQTAU, instant
from tests.planning.drafts import exercises, serials

PERIODS = (
    "2024-07-08 06:00..2024-07-09 00:00",
    "2024-07-09 00:00..2024-07-11 00:00",
    "2024-07-08 00:00..2024-07-10 00:00",
)


def changed(plan: Plan, part: str, id: str, **fields: Any) -> Plan:
    """Plan in which one record has other values, written as planners write them."""
    return plan.model_copy(
        update={
            part: tuple(
                _with(record, fields) if record.id == id else record
                for record in getattr(plan, part)
            )
        }
    )


def _with(record: Record, fields: dict[str, Any]) -> Record:
    content = record.model_dump(mode="json", exclude_defaults=True) | fields
    return type(record).model_validate(content, context=Reading(zone=ZoneInfo(AQTAU)))


def without(plan: Plan, id: str) -> Plan:
    """Plan without a serial, and without anything that names it."""
    return plan.model_copy(
        update={
            "serials": tuple(
                serial.model_copy(
                    update={
                        "after": tuple(order for order in serial.after if order.serial != id),
                        "together_with": tuple(n for n in serial.together_with if n != id),
                        "never_with": tuple(n for n in serial.never_with if n != id),
                    }
                )
                for serial in plan.serials
                if serial.id != id
            )
        }
    )


@st.composite
def changes(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan with one thing changed."""
    what = draw(st.sampled_from(("shut", "late", "longer", "removed", "added", "early", "tied")))
    serial = draw(st.sampled_from(plan.serials))
    if what == "shut":
        area = draw(st.sampled_from(plan.areas))
        return changed(plan, "areas", area.id, closures=draw(st.sampled_from(PERIODS)))
    if what == "late":
        unit = draw(st.sampled_from(plan.units))
        return changed(plan, "units", unit.id, arrives="2024-07-09 06:00")
    if what == "longer":
        return changed(plan, "serials", serial.id, duration=(serial.duration or 0) + 120)
    if what == "early":
        return changed(plan, "serials", serial.id, latest="2024-07-09 12:00")
    if what == "tied":
        return changed(plan, "serials", serial.id, units=plan.units[0].id)
    names = {f"S{n}" for n in range(len(plan.serials))}
    if what == "removed" or names != {each.id for each in plan.serials}:
        return without(plan, serial.id)
    areas, units = [a.id for a in plan.areas], [u.id for u in plan.units]
    new = draw(serials(len(plan.serials), areas, units))
    return plan.model_copy(update={"serials": (*plan.serials, new)})


@st.composite
def changed_exercises(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A random exercise, and the same after one or two changes."""
    plan = draw(exercises())
    after = draw(changes(plan))
    if draw(st.booleans()) and after.serials:
        after = draw(changes(after))
    return plan, after


moments = st.sampled_from(
    (
        None,
        instant("2024-07-08 09:00"),
        instant("2024-07-08 20:15"),
        instant("2024-07-09 12:00"),
        instant("2024-07-12 00:00"),
    )
)
