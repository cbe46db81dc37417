"""Changes of a plan, as they happen between one timetable and the next."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.values.reading import Reading
from tests.building import (
    AQTAU,
    area,
    instant,
    plan_with,
    resource,
    rule,
    serial,
    travel,
    unit,
)
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
                each.model_copy(
                    update={
                        "after": tuple(order for order in each.after if order.serial != id),
                        "together_with": tuple(n for n in each.together_with if n != id),
                        "never_with": tuple(n for n in each.never_with if n != id),
                    }
                )
                for each in plan.serials
                if each.id != id
            )
        }
    )


@st.composite
def changes(draw: st.DrawFn, plan: Plan) -> Plan:
    """The plan with one thing changed."""
    what = draw(st.sampled_from(("shut", "late", "longer", "removed", "added", "early", "tied")))
    one = draw(st.sampled_from(plan.serials))
    if what == "shut":
        place = draw(st.sampled_from(plan.areas))
        return changed(plan, "areas", place.id, closures=draw(st.sampled_from(PERIODS)))
    if what == "late":
        who = draw(st.sampled_from(plan.units))
        return changed(plan, "units", who.id, arrives="2024-07-09 06:00")
    if what == "longer":
        return changed(plan, "serials", one.id, duration=(one.duration or 0) + 120)
    if what == "early":
        return changed(plan, "serials", one.id, latest="2024-07-09 12:00")
    if what == "tied":
        return changed(plan, "serials", one.id, units=plan.units[0].id)
    names = {f"S{n}" for n in range(len(plan.serials))}
    if what == "removed" or names != {each.id for each in plan.serials}:
        return without(plan, one.id)
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


@st.composite
def crowded_exercises(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A day so full that a change of it drives one serial after another from its place."""
    names = [f"S{n}" for n in range(draw(st.integers(4, 9)))]
    made = [
        serial(
            name,
            draw(st.sampled_from((60, 90, 120, 180))),
            areas=draw(
                st.sampled_from(
                    ("A", "B", "A | B", "C", "B | C", "C | A", "A + B", "B + C | C + B")
                )
            ),
            units=draw(st.sampled_from(("U0", "U1", "U2", "U0; U1", ""))),
            choose=draw(st.sampled_from(("", "", "1 x TANK", "2 x TANK"))),
            priority=draw(st.sampled_from((None, None, 1, 3))),
            setup=draw(st.sampled_from((None, 30))),
            resources=draw(st.sampled_from(("", "1 x TEAM", "2 x TEAM; 20 x AMMO"))),
            people=draw(st.sampled_from((None, 60))),
            after=f"{names[n - 1]} +30" if n and draw(st.integers(0, 4)) == 0 else "",
            together_with=names[n - 1] if n and draw(st.integers(0, 8)) == 0 else "",
            never_with=names[n - 1] if n and draw(st.integers(0, 6)) == 0 else "",
            releasable_to=draw(st.sampled_from(("", "ALL"))),
            kind=draw(st.sampled_from(("", "visit"))),
            danger_radius=draw(st.sampled_from((None, None, 5000))),
        )
        for n, name in enumerate(names)
    ]
    plan = plan_with(
        serials=made,
        areas=[
            area("A", site="X", position="43.0 51.0"),
            area("B", site="Y", position="43.02 51.0"),
            area("C", site="X", position="43.3 51.4", serials_at_once=2, people_at_once=150),
        ],
        units=[unit(f"U{n}", kind=("", "TANK")[n % 2], personnel=40) for n in range(5)],
        resources=[resource("TEAM", 3), resource("AMMO", 60, used_up=True)],
        rules=[
            rule("R-WORK", "most work a day", limit=draw(st.sampled_from((4, 6, 12)))),
            rule("R-REST", "least rest", limit=10),
        ],
        travel=[travel("X", "Y", 30, id="T")],
        startex="2024-07-08 06:00",
        endex=draw(st.sampled_from(("2024-07-08 14:00", "2024-07-08 18:00", "2024-07-09 12:00"))),
        day_begins="04:00",
    )
    after = draw(st.sampled_from(("shut", "late", "longer", "added", "other first area")))
    if after == "shut":
        hours = draw(st.sampled_from(("06:00..2024-07-08 09:00", "08:00..2024-07-08 12:00")))
        place = draw(st.sampled_from(("A", "B", "C")))
        return plan, changed(plan, "areas", place, closures=f"2024-07-08 {hours}")
    if after == "late":
        who = draw(st.sampled_from([each.id for each in plan.units]))
        return plan, changed(plan, "units", who, arrives="2024-07-08 10:00")
    if after == "other first area":
        one = draw(st.sampled_from(names))
        return plan, changed(
            plan, "serials", one, areas="B + A" if draw(st.booleans()) else "C + B"
        )
    if after == "longer":
        return plan, changed(plan, "serials", draw(st.sampled_from(names)), duration=240)
    new = serial("NEW", 120, areas="A", units="U1", priority=draw(st.sampled_from((None, 2))))
    return plan, plan.model_copy(update={"serials": (*plan.serials, new)})
