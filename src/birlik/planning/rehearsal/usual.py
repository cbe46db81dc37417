"""What a rehearsal takes for granted when a plan names no disturbances."""

from __future__ import annotations

from birlik.exercise.records.disturbances import (
    Counting,
    Distribution,
    Disturbance,
    DisturbanceKind,
)
from birlik.exercise.records.means import AreaKind

#: Disturbances of a plan whose sheet is empty; docs/rehearsal.md states them.
USUAL_DISTURBANCES = (
    Disturbance(
        id="USUAL-DURATION",
        title="Serials last a little less or somewhat more than planned",
        kind=DisturbanceKind.DURATION,
        distribution=Distribution.TRIANGULAR,
        counted_in=Counting.PERCENT,
        least=90,
        usual=100,
        most=125,
    ),
    Disturbance(
        id="USUAL-DELAY",
        title="Three serials in ten begin late",
        kind=DisturbanceKind.DELAY,
        probability=30,
        distribution=Distribution.EXPONENTIAL,
        usual=10,
    ),
    Disturbance(
        id="USUAL-SEA",
        title="Wind and waves close the sea on one day in twenty",
        kind=DisturbanceKind.WEATHER,
        probability=5,
        area_kind=AreaKind.SEA,
        distribution=Distribution.LOGNORMAL,
        usual=240,
        spread=120,
    ),
    Disturbance(
        id="USUAL-AIR",
        title="Low cloud closes the air on one day in twenty",
        kind=DisturbanceKind.WEATHER,
        probability=5,
        area_kind=AreaKind.AIR,
        distribution=Distribution.LOGNORMAL,
        usual=180,
        spread=90,
    ),
    Disturbance(
        id="USUAL-FAILURE",
        title="Each pool loses one on one day in fifty",
        kind=DisturbanceKind.FAILURE,
        probability=2,
        distribution=Distribution.EXPONENTIAL,
        usual=120,
    ),
    Disturbance(
        id="USUAL-ARRIVAL",
        title="One arrival in twenty is late",
        kind=DisturbanceKind.LATE_ARRIVAL,
        probability=5,
        distribution=Distribution.EXPONENTIAL,
        usual=120,
    ),
)
