"""Every text of the page, in one place, in the language of its reader.

A gap in braces is filled in by the page. A key with ``#one``, ``#few``, ``#many`` or ``#other`` is
the form for a number, by the plural categories of the language.
"""

from __future__ import annotations

from birlik.exercise.sentences import Sentence, said
from birlik.languages import SOURCE, told
from birlik.languages.writing import forms_in, month_names, weekday_names


def forms(one: str, many: str) -> tuple[str, str]:
    """A text in the forms for one and for many; other languages have their own."""
    return one, many


_TIME: dict[str, Sentence | tuple[str, str]] = {
    "dayFull": said("{weekday} {day} {month} {year}"),
    "dayLong": said("{weekday} {day} {month}"),
    "dayShort": said("{weekday} {day} {month}"),
    "dayBrief": said("{weekday} {day}"),
    "hoursShort": said("{n} h"),
    "minutesShort": said("{n} min"),
    "times": said("Times"),
    "timesIn": said("Times: {zone}"),
    "dtg": said("DTG"),
    "zoneExercise": said("Exercise ({zone})"),
    "zoneOwn": said("This device ({zone})"),
    "zoneOwnUnknown": said("its own zone"),
    "zoneZulu": said("Zulu (UTC)"),
    "zoneNation": said("{nation} ({zone})"),
    "zoneHome": said("Zone at home"),
    "zulu": said("Zulu"),
    "light_day": said("day"),
    "light_dawn": said("dawn"),
    "light_dusk": said("dusk"),
    "light_night": said("night"),
    "signTwilight": said("dawn and dusk"),
}

_FRAME: dict[str, Sentence | tuple[str, str]] = {
    "noScript": said(
        "This page needs its own script to draw the timetable. Allow scripts for this file, or "
        "open timetable.xlsx."
    ),
    "untitled": said("Exercise without a title"),
    "hostedBy": said("hosted by {nation}"),
    "marking": said("Marking"),
    "plan": said("plan"),
    "page": said("Page"),
    "print": said("Print"),
    "help": said("Help"),
    "close": said("Close"),
    "details": said("Details"),
    "views": said("Views"),
    "timeline": said("Timeline"),
    "split": said("Both"),
    "map": said("Map"),
    "list": said("List"),
    "theme_auto": said("Auto"),
    "theme_light": said("Light"),
    "theme_dark": said("Dark"),
    "theme_red": said("Red"),
    "themeHelp": said("Light, dark, or red for eyes used to the dark (D)"),
}

_TOOLS: dict[str, Sentence | tuple[str, str]] = {
    "tools": said("Tools"),
    "lanesBy": said("What the lanes stand for"),
    "by_areas": said("Lanes by area"),
    "by_units": said("Lanes by unit"),
    "by_nations": said("Lanes by nation"),
    "by_objectives": said("Lanes by objective"),
    "without_areas": said("without an area"),
    "without_units": said("without a unit"),
    "without_nations": said("without a nation"),
    "without_objectives": said("without an objective"),
    "search": said("Search serials"),
    "searchHelp": said("Id, title, unit, area, kind, notes: every word must occur"),
    "filters": said("Filters"),
    "allNations": said("All nations"),
    "allKinds": said("All kinds"),
    "allAreas": said("All areas"),
    "found": said("{n} of {all}"),
    "clear": said("Clear"),
    "onlyWith": said("only: {filters}"),
    "nothingFound": said("No serial fits. Clear the search or a filter."),
    "nothingPlaced": said("No serial is in the timetable."),
    "zoom": said("Zoom"),
    "zoomIn": said("Closer"),
    "zoomOut": said("Further away"),
    "whole": said("All"),
    "wholeHelp": said("The whole exercise"),
    "oneDay": said("Day"),
    "oneHour": said("Hours"),
    "timelineLabel": said(
        "Timeline. Press Enter for the first serial in sight, then use the arrow keys. The view List "
        "shows the same as a table."
    ),
    "listLabel": said("Serials by day"),
    "days": said("Days"),
    "serials": forms("{n} serial", "{n} serials"),
    "columnTime": said("Time"),
    "columnGroups": said("Date-time group"),
    "columnSerial": said("Serial"),
    "columnKind": said("Kind"),
    "columnAreas": said("Areas"),
    "columnTaken": said("Areas taken"),
    "columnNations": said("Nations"),
    "columnUnits": said("Units"),
    "columnRemarks": said("Remarks"),
    "overview": said("Overview by area"),
    "paperShuts": said("danger zone shuts {areas}"),
    "paperGate": said("gate after {serial}: {gate}"),
}

_MOMENT: dict[str, Sentence | tuple[str, str]] = {
    "play": said("Play"),
    "pause": said("Pause"),
    "speed": said("Speed"),
    "speedOf": said("{length}/s"),
    "earlier": said("15 minutes back"),
    "later": said("15 minutes on"),
    "moment": said("Moment shown"),
    "now": said("Now"),
    "running": forms("{n} serial runs", "{n} serials run"),
}

_MAP: dict[str, Sentence | tuple[str, str]] = {
    "mapLabel": said("Map. Drag or use the arrow keys to move it, + and − to zoom."),
    "noMap": said("No area of this plan has a position or an outline, so there is no map."),
    "wholeMap": said("The whole map"),
    "sites": said("Sites"),
    "legend": said("Legend"),
    "area_land": said("land"),
    "area_sea": said("sea"),
    "area_air": said("airspace"),
    "area_facility": said("facility"),
    "areaUnknown": said("area"),
    "areaAndMore": said("{id} +{n}"),
    "legendRunning": said("a serial runs"),
    "legendTaken": said("set-up or clear-up"),
    "legendShut": said("shut by a danger zone"),
    "legendClosed": said("closed by its hours"),
    "legendDanger": said("danger zone"),
    "dangerOf": said("Danger zone of {name}"),
    "serialsRun": forms("{n} serial runs", "{n} serials run"),
    "setUpOrClear": said("{id} set-up/clear-up"),
    "idleUnits": forms("{n} unit idle", "{n} units idle"),
    "km": said("{n} km"),
    "nm": said("{n} NM"),
    "east": said("E"),
    "west": said("W"),
    "north": said("N"),
    "south": said("S"),
}

_SERIAL: dict[str, Sentence | tuple[str, str]] = {
    "reserved": said("reserved"),
    "reservedHelp": said(
        "Something takes these areas or units at this time. What it is, is not released to you."
    ),
    "notReleased": said("a serial that is not released to you"),
    "mandatory": said("mandatory"),
    "optional": said("optional, priority {priority}"),
    "when": said("When"),
    "begins": said("Begins"),
    "ends": said("Ends"),
    "setUpFrom": said("Set-up from"),
    "clearUntil": said("Clear-up until"),
    "length": said("Length"),
    "light": said("Light"),
    "exercise": said("Exercise"),
    "elsewhere": said("By zone"),
    "where": said("Where"),
    "firstArea": said("units assemble here"),
    "who": said("Who"),
    "people": said("People"),
    "chosen": said("planner's choice"),
    "delegation": said("delegation"),
    "nationUnknown": said("nation not given"),
    "danger": said("Danger zone"),
    "dangerShort": said("danger zone"),
    "hasDanger": said("has a danger zone"),
    "shuts": said("While it runs, these areas are shut:"),
    "shutsNothing": said("It shuts no other area."),
    "shutBy": said("Shut by the danger zone of {name}"),
    "closed": said("Closed: open hours, open days or a closure"),
    "away": said("Not yet there, or departed"),
    "order": said("Order and gates"),
    "after": said("After"),
    "before": said("Before"),
    "gapNone": said("at once or later"),
    "gapLeast": said("at least {least} between"),
    "gapBoth": said("{least} to {most} between"),
    "gapHas": said("here {length}"),
    "gate": said("Gate:"),
    "wishes": said("Wishes"),
    "wishShort": said("wish broken"),
    "wishBroken": said("A wish of this serial is not kept"),
    "kept": said("kept"),
    "broken": said("not kept"),
    "objectives": said("Objectives"),
    "asks": said("What it asks for"),
    "notes": said("Notes"),
    "moreColumns": said("Further columns of the workbook"),
    "release": said("Release"),
    "owner": said("Owner"),
}

_OTHERS: dict[str, Sentence | tuple[str, str]] = {
    "area": said("Area"),
    "unit": said("Unit"),
    "units": said("Units"),
    "nation": said("Nation"),
    "objective": said("Objective"),
    "kind": said("Kind"),
    "role": said("Role"),
    "criteria": said("Criteria"),
    "equipment": said("Equipment"),
    "arrives": said("Arrives"),
    "departs": said("Departs"),
    "whereNow": said("At {moment}"),
    "nowhere": said("not there, or nowhere yet"),
    "programme": forms("Programme: {n} serial", "Programme: {n} serials"),
    "noProgramme": said("Nothing is planned."),
    "nothingHeld": said("Nothing is held here on this day."),
    "unitsHere": said("Units here, {moment}"),
    "idle": said("idle"),
    "shutThatDay": said("Shut on this day while these run"),
    "dayBefore": said("Day before"),
    "dayAfter": said("Day after"),
    "about": said("About it"),
    "site": said("Site"),
    "openHours": said("Open hours"),
    "openDays": said("Open days"),
    "atOnce": said("Serials at once"),
    "peopleAtOnce": said("People at once"),
    "position": said("Position"),
    "onMap": said("Show on the map"),
}

_STANDING: dict[str, Sentence | tuple[str, str]] = {
    "standing": said("How the timetable stands"),
    "placed": forms("{placed} of {n} serial placed", "{placed} of {n} serials placed"),
    "shownToYou": forms("{n} serial released to you", "{n} serials released to you"),
    "reservedTimes": forms("{n} reserved time", "{n} reserved times"),
    "mandatoryLeftOut": forms("{n} mandatory serial left out", "{n} mandatory serials left out"),
    "optimal": said("proven optimal"),
    "notOptimal": said("not yet proven optimal"),
    "stale": said(
        "The plan has changed since this timetable was made. Make it anew with birlik plan."
    ),
    "partOnly": said(
        "You see what is released to your nation. The score speaks of the whole plan, and so it is not shown."
    ),
    "leftOut": said("Left out"),
    "leftOutMandatory": said("Left out, although mandatory"),
    "leftOutOptional": said("Left out"),
    "nobodyLeftOut": said("Every serial is in the timetable."),
    "wishesBroken": said("Wishes not kept"),
    "allWishesKept": said("Every wish is kept."),
    "origin": said("Where it comes from"),
    "seed": said("Seed"),
    "reproducible": said("Reproducible"),
    "reproducibleYes": said("yes: the same plan and seed give the same timetable"),
    "reproducibleNo": said("no: the clock or a person ended the search"),
    "theme": said("Theme"),
    "score": said("Score"),
    "scoreHelp": said(
        "Two timetables are compared from the top; the first number that differs decides. Less is better."
    ),
    "scoreLevel": said("Number"),
    "scoreFound": said("Here"),
    "scoreProven": said("Proven"),
    "unproven": said("nothing proven"),
    "provenLeast": said("least possible"),
    "provenAtLeast": said("at least {least}"),
    "score_mandatory": said("Mandatory serials left out"),
    "score_priority1": said("Optional left out, priority 1"),
    "score_priority2": said("Optional left out, priority 2"),
    "score_priority3": said("Optional left out, priority 3"),
    "score_priority4": said("Optional left out, priority 4"),
    "score_priority5": said("Optional left out, priority 5"),
    "score_wishes": said("Cost of wishes not kept"),
    "score_unfairness": said("Unfairness"),
    "score_end": said("End"),
    "score_moves": said("Moves"),
    "scoreHelp_mandatory": said("serials that the exercise cannot do without"),
    "scoreHelp_priority1": said("placed first of the optional ones"),
    "scoreHelp_priority2": said("placed second"),
    "scoreHelp_priority3": said("placed third"),
    "scoreHelp_priority4": said("placed fourth"),
    "scoreHelp_priority5": said("placed last"),
    "scoreHelp_wishes": said("wished hours and days, each at its own cost"),
    "scoreHelp_unfairness": said(
        "time in shared areas by which one nation is ahead of another, beyond what is accepted"
    ),
    "scoreHelp_end": said("from STARTEX to the end of the last serial"),
    "scoreHelp_moves": said("times that a unit goes from one site to another"),
}

_HELP: dict[str, Sentence | tuple[str, str]] = {
    "keys": said("Keys"),
    "keyHelp": said("this help"),
    "keyViews": said("timeline, both, map, list"),
    "keyLanes": said("lanes by area, unit, nation, objective"),
    "keySearch": said("search"),
    "keyZoom": said("closer, further away, everything"),
    "keyArrows": said("move the view; on a serial, go to the next one"),
    "keyEnter": said("first serial in sight; its details"),
    "keyEscape": said("close, go back"),
    "keyCursor": said("15 minutes back or on"),
    "keyPlay": said("play or pause"),
    "keyZone": said("next time zone"),
    "keyGroups": said("date-time groups"),
    "keyTheme": said("light, dark, red"),
    "shortcuts": said("Single keys are shortcuts"),
    "mouseHelp": said(
        "Drag to move. Ctrl and the wheel, or the wheel over the days, zoom the timeline; the wheel "
        "zooms the map. A click between the serials sets the moment that is shown."
    ),
    "kinds": said("Kinds of serial"),
    "signs": said("Signs"),
    "signTaken": said("area taken by set-up or clear-up"),
    "signShut": said("shut by a danger zone"),
    "signAway": said("closed; unit not there"),
    "signReserved": said("reserved"),
}

_ALL = {
    **_TIME,
    **_FRAME,
    **_TOOLS,
    **_MOMENT,
    **_MAP,
    **_SERIAL,
    **_OTHERS,
    **_STANDING,
    **_HELP,
}


def words_in(language: str = SOURCE) -> dict[str, str]:
    """Texts of the page by key."""
    found = {
        "weekdays": " ".join(weekday_names(language)),
        "weekdaysShort": " ".join(weekday_names(language, short=True)),
        "months": " ".join(month_names(language)),
        "monthsShort": " ".join(month_names(language, short=True)),
    }
    for key, text in _ALL.items():
        if isinstance(text, Sentence):
            found[key] = told(text, language)
        else:
            found |= {f"{key}#{name}": form for name, form in forms_in(language, *text).items()}
    return found
