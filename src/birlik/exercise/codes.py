"""The catalogue of finding codes: stable numbers, never used again for something else.

B1xx the file, B2xx records and references, B3xx contradictions within a plan, B4xx what the planner
could not place, B5xx rules a timetable breaks, B6xx what others must be told of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A code's severity (``error``, ``warning`` or ``note``) and meaning."""

    severity: str
    meaning: str


CODES: dict[str, Code] = {
    # The file as a whole; nothing can be read when one of the first ten is reported.
    "B101": Code("error", "The file is not there or cannot be opened."),
    "B102": Code("error", "The file is not a workbook or a plan that Birlik reads."),
    "B103": Code("error", "The workbook is encrypted."),
    "B104": Code("error", "The file is cut off or damaged."),
    "B105": Code(
        "error", "The file would be too large when unpacked, or holds too many rows or columns."
    ),
    "B106": Code("error", "The file was written by a newer Birlik."),
    "B110": Code("warning", "A sheet is missing that a plan needs."),
    "B111": Code("note", "A sheet is not part of the vocabulary; it is kept."),
    "B112": Code("note", "A column is not part of the vocabulary; it is kept."),
    "B113": Code("error", "Two columns of a sheet have the same heading."),
    "B114": Code("error", "A sheet has no headings that Birlik knows."),
    "B115": Code("error", "The sheet Exercise holds more than one exercise."),
    "B116": Code("error", "Two sheets hold the same kind of record."),
    "B120": Code("error", "A value cannot be read."),
    "B121": Code("warning", "A date can be read in two ways."),
    "B122": Code("warning", "A date or number is a text."),
    "B123": Code("warning", "A cell holds a formula; its last result is used."),
    "B124": Code(
        "error", "A cell holds a formula whose result is not in the file, or is an Excel error."
    ),
    "B125": Code("error", "Cells are merged in the rows of a sheet that Birlik reads."),
    "B126": Code(
        "warning", "Something beside cells (picture, chart, macro) cannot be written back."
    ),
    # Records and references.
    "B201": Code("error", "A field is empty that the planner needs."),
    "B202": Code("error", "Two records of a kind have the same id."),
    "B203": Code("error", "A reference names a record that does not exist."),
    "B204": Code("error", "An id mixes letters of two alphabets that look alike."),
    "B205": Code("error", "Two ids look the same but are written with different letters."),
    "B206": Code("warning", "A word is used once and looks like a slip of another."),
    "B207": Code("error", "A record refers to itself."),
    "B208": Code("warning", "A reference stands twice in a list."),
    "B209": Code("warning", "Two release defaults speak of the same records."),
    # Contradictions within a plan.
    "B301": Code("error", "Something ends before it begins."),
    "B302": Code("error", "Serials wait for one another in a circle."),
    "B303": Code("error", "A serial asks for more of a pool than there is."),
    "B304": Code("error", "A serial asks for more units of a kind or nation than there are."),
    "B305": Code("error", "An area cannot hold the people of a serial."),
    "B306": Code("error", "Serials that begin together cannot run at the same time."),
    "B307": Code("error", "A unit departs before it arrives."),
    "B308": Code("warning", "Something lies outside STARTEX and ENDEX."),
    "B309": Code("warning", "A pool that is used up cannot serve all mandatory serials."),
    "B310": Code(
        "warning",
        "A record is of no use: nothing refers to it, or a rule does not apply to anything.",
    ),
    "B311": Code(
        "warning", "A place is missing: an area has no position for its sun, ways or danger zones."
    ),
    "B312": Code("error", "A rule lacks what it needs to limit anything."),
    "B313": Code("error", "The time step or another setting is not one that can be used."),
    "B314": Code("error", "Two fixed serials need the same unit or area at the same time."),
    "B315": Code("warning", "An outline crosses itself."),
    "B316": Code("warning", "A unit's nation and its contingent's nation differ."),
    "B317": Code("error", "A serial does not fit in the hours or the phase in which it must lie."),
    "B318": Code("error", "A disturbance lacks what its distribution needs."),
    "B319": Code("error", "The numbers of a disturbance do not fit together."),
    "B320": Code("warning", "A disturbance names what its kind does not hit."),
    # What the planner could not place.
    "B401": Code("error", "A serial has no possible start, whatever else is placed."),
    "B402": Code("error", "A mandatory serial found no place among the others."),
    "B403": Code("note", "An optional serial found no place among the others."),
    "B404": Code("error", "A serial is left out because its record has errors."),
    "B405": Code("error", "A serial is left out because one it needs is left out."),
    "B406": Code("error", "Nothing can be planned: the exercise's frame is missing."),
    "B407": Code("error", "There is nothing to plan: the plan holds no serials."),
    # Rules a timetable breaks: the table in docs/timetable.md.
    "B501": Code("error", "A serial's end is not its start plus its duration."),
    "B502": Code("error", "A serial uses areas that it did not ask for."),
    "B503": Code("error", "An area holds more serials at once than it can."),
    "B504": Code("error", "An area holds more people at once than it can."),
    "B505": Code("error", "A unit that must take part does not."),
    "B506": Code("error", "The units chosen are not those a serial asks for."),
    "B507": Code("error", "A unit is in two serials at once."),
    "B508": Code("error", "More is drawn from a pool at once than it holds."),
    "B509": Code("error", "More is used up from a pool than it holds."),
    "B510": Code("error", "A serial begins before its earliest start."),
    "B511": Code("error", "A serial ends after its latest end."),
    "B512": Code("error", "A serial does not begin at its fixed start."),
    "B513": Code("error", "A serial runs outside its allowed hours."),
    "B514": Code("error", "A serial begins on a day that is not allowed."),
    "B515": Code("error", "A serial runs in the wrong light."),
    "B516": Code("error", "A serial begins before the one it waits for is over, or without it."),
    "B517": Code("error", "A serial begins too long after the one it follows."),
    "B518": Code("error", "Serials that belong together do not begin together."),
    "B519": Code("error", "Serials run at the same time that never may."),
    "B520": Code("error", "An area is occupied while a danger zone shuts it."),
    "B521": Code("error", "A mandatory serial is not in the timetable."),
    "B522": Code("error", "A pool is drawn on when it is not available."),
    "B531": Code("error", "A serial lies outside STARTEX and ENDEX."),
    "B532": Code("error", "A serial lies outside its phase."),
    "B533": Code("error", "A unit takes part before it arrives or after it departs."),
    "B534": Code("error", "An area is occupied outside its opening hours or days."),
    "B535": Code("error", "An area is occupied while it is closed."),
    "B536": Code("error", "A unit has too little time to travel from one site to another."),
    "B537": Code("error", "A unit works more hours in a day than is allowed."),
    "B538": Code("error", "A unit rests less than it must between two days."),
    "B539": Code("error", "A serial runs in quiet hours."),
    "B540": Code("error", "A serial runs in hours barred to its kind."),
    "B541": Code("error", "A serial runs on a holiday of those taking part."),
    "B542": Code("error", "A serial runs in a prayer time of those taking part."),
    "B551": Code("error", "The timetable was made from another plan."),
    "B552": Code("error", "The timetable holds a serial that the plan does not."),
    "B553": Code("error", "The timetable holds a serial twice."),
    "B554": Code("error", "The timetable counts its own score wrongly."),
    "B555": Code(
        "error", "A serial that is left out has no reason, or stands in the timetable too."
    ),
    "B556": Code("error", "A serial does not begin on the exercise's time step."),
    # Notices for those outside the exercise: docs/documents.md.
    "B601": Code("warning", "A notice is not issued, and its lead time has begun."),
    "B602": Code("warning", "A notice was issued, and its serials have moved since."),
    "B603": Code("warning", "A notice was issued that nothing needs any more."),
}
