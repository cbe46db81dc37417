"""The verifier: checks every rule of ``docs/timetable.md`` again, with code of its own."""

from birlik.planning.verify.judgement import verify
from birlik.planning.verify.moved import NO_SCORE, Judged, Standing, made_worse
from birlik.planning.verify.score import score_of

__all__ = ["NO_SCORE", "Judged", "Standing", "made_worse", "score_of", "verify"]
