"""The words of the map's scripts, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _


def kind_words() -> dict[str, str]:
    """What kinds of area are called."""
    return {
        "land": _("Land"),
        "sea": _("Sea"),
        "air": _("Air"),
        "facility": _("Facility"),
        "": _("Area"),
    }


def layers() -> list[tuple[str, str]]:
    """What of the map can be left away."""
    return [
        ("units", _("Units")),
        ("grouped", _("Group units that lie close")),
        ("land", _("Land areas")),
        ("sea", _("Sea areas")),
        ("air", _("Airspaces")),
        ("facility", _("Facilities")),
        ("danger", _("Danger zones")),
        ("names", _("Names")),
        ("towns", _("Towns")),
        ("borders", _("Borders")),
    ]


def speed(minutes: int) -> str:
    """How fast it plays."""
    return _("%(minutes)s min a second") % {"minutes": minutes}


def words() -> dict[str, str]:
    """All that the scripts say; places in braces are filled there."""
    return {
        **{f"kind_{kind or 'none'}": text for kind, text in kind_words().items()},
        "light_day": _("Day"),
        "light_dawn": _("Dawn"),
        "light_dusk": _("Dusk"),
        "light_night": _("Night"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "play": _("Play"),
        "pause": _("Pause"),
        "closed": _("shut by its hours or a closure"),
        "danger": _("shut by the danger zone of {serial}"),
        "occupied": _("occupied by {serial}"),
        "reserved": _("reserved"),
        "free": _("open and free"),
        "in_serial": _("in {serial}"),
        "last_at": _("last at {area}"),
        "unplaced": _("place not known yet"),
        "not_arrived": _("has not arrived"),
        "departed": _("has departed"),
        "people": _("People: {number}"),
        "until": _("until {time}"),
        "open_record": _("Open the record"),
        "corner": _("Corner {number}"),
        "corners": _("Corners: {number}"),
        "corner_help": _("Arrow keys move it, Delete removes it."),
        "centre": _("Centre"),
        "unreadable": _(
            "“{text}” is no position: write 43.65 51.17, 39T WJ 13709 33014 or 39T 513709 4833014."
        ),
        "nothing_drawn": _("Nothing is drawn yet."),
        "shut": _("Shut now"),
        "busy": _("In use now"),
        "others": _("Other units ({number})"),
        "together": _("Units here: {number}"),
        "moment": _("{day}, {time}"),
        # Translators: a day and its month: 9 Jul
        "date": _("{day} {month}"),
        # Translators: a day of the week, and the day as above: Tue 9 Jul
        "weekday": _("{weekday} {date}"),
        "none_shut": _("Nothing is shut."),
        "none_busy": _("No area is in use."),
        "stale": _(
            "Others changed this area while you draw. Store yours, or cancel to see theirs."
        ),
        "added": _("The map was brought up to date."),
    }
