"""The whole plan of Unity-2024, put together from the tables."""

from __future__ import annotations

from birlik.exercise.plan import Plan
from unity import forces, ground, pools, rules, serials, setting


def unity_2024() -> Plan:
    """Plan of the exercise, as the workbook ``unity-2024.xlsx`` holds it."""
    return Plan(
        exercise=setting.EXERCISE,
        nations=setting.NATIONS,
        phases=setting.PHASES,
        contingents=setting.CONTINGENTS,
        units=forces.UNITS,
        resources=pools.RESOURCES,
        areas=ground.AREAS,
        travel=ground.TRAVEL,
        objectives=setting.OBJECTIVES,
        serials=serials.SERIALS,
        rules=rules.RULES,
    )
