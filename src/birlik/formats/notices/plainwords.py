"""Notices in plain words, in the languages of those who live and work near the ranges."""

from __future__ import annotations

from birlik.exercise.sentences import said
from birlik.formats.documents.speaking import Speech
from birlik.formats.notices.closing import Closing


def range_closure(closing: Closing, speech: Speech) -> str:
    """For range control and all who use the ranges."""
    tell, area = speech.tell, closing.area
    lines = [
        tell(said("Range closure: {area}", area=area.title or area.id)),
        tell(
            said("The range is shut at these times, by the clock of {zone}:", zone=speech.zone.key)
        ),
        *_times(closing, speech),
        tell(said("Nobody but those who fire enters it. Range control opens it again.")),
    ]
    return "\n".join(lines)


def residents_warning(closing: Closing, speech: Speech) -> str:
    """For those who live, herd, fish or drive near a range."""
    tell, area = speech.tell, closing.area
    lines = [
        tell(said("Warning: live firing")),
        tell(said("There is live firing at {area} at these times:", area=area.title or area.id)),
        *_times(closing, speech),
        tell(
            said("Keep away from the range and from the ground around it, with your animals too.")
        ),
        tell(said("You will hear shots and explosions. Heed signs, flags and posts.")),
        tell(
            said(
                "Do not touch anything that you find there. Mark the place, go away and tell the police."
            )
        ),
    ]
    return "\n".join(lines)


def _times(closing: Closing, speech: Speech) -> list[str]:
    return [
        f"– {speech.weekday(speech.local(window.begins).date())}, "
        f"{speech.hours(window.begins, window.ends)}"
        for window in closing.windows
    ]
