"""The whole plan of Unity-2024, put together from the tables."""

from __future__ import annotations

from birlik.exercise.plan import Plan
from unity import (
    about,
    cooperation,
    disturbances,
    forces,
    ground,
    pools,
    rules,
    script,
    serials,
    setting,
)


def unity_2024() -> Plan:
    """Plan of the exercise, as the workbook ``unity-2024.xlsx`` holds it."""
    return Plan(
        exercise=setting.EXERCISE,
        nations=setting.NATIONS,
        release_defaults=setting.RELEASE_DEFAULTS,
        phases=setting.PHASES,
        contingents=setting.CONTINGENTS,
        units=forces.UNITS,
        resources=pools.RESOURCES,
        areas=ground.AREAS,
        travel=ground.TRAVEL,
        objectives=setting.OBJECTIVES,
        serials=serials.SERIALS,
        rules=rules.RULES,
        disturbances=disturbances.DISTURBANCES,
        conferences=cooperation.CONFERENCES,
        decisions=cooperation.DECISIONS,
        action_items=cooperation.ACTION_ITEMS,
        engagements=cooperation.ENGAGEMENTS,
        storylines=script.STORYLINES,
        events=script.EVENTS,
        incidents=script.INCIDENTS,
        injects=script.INJECTS,
        foreign_sheets=(about.about_sheet(),),
    )
