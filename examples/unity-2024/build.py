"""Write the example's workbooks from the tables in ``source``: ``python examples/unity-2024/build.py``."""

from __future__ import annotations

import sys
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from source import cooperation, forces, ground, rules, script, serials, setting  # noqa: E402

from birlik.exercise.plan import Plan  # noqa: E402
from birlik.exercise.values.reading import Reading  # noqa: E402


def plan() -> Plan:
    """Plan of Unity-2024 after the Aktau conference."""
    records = {
        "exercise": setting.EXERCISE,
        "nations": setting.NATIONS,
        "phases": setting.PHASES,
        "contingents": setting.CONTINGENTS,
        "units": forces.UNITS,
        "resources": forces.RESOURCES,
        "areas": ground.AREAS,
        "travel": ground.TRAVEL,
        "objectives": setting.OBJECTIVES,
        "serials": serials.SERIALS,
        "rules": rules.RULES,
        "conferences": cooperation.CONFERENCES,
        "decisions": cooperation.DECISIONS,
        "action_items": cooperation.ACTION_ITEMS,
        "engagements": cooperation.ENGAGEMENTS,
        "storylines": script.STORYLINES,
        "events": script.EVENTS,
        "incidents": script.INCIDENTS,
        "injects": script.INJECTS,
    }
    return Plan.model_validate(
        records, context=Reading(zone=ZoneInfo(setting.EXERCISE["time_zone"]))
    )
