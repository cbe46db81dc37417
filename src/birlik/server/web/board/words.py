"""What the board's scripts say: they hold no word of their own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from birlik.languages.writing import month_names, weekday_names
from birlik.server.speaking import language


def words() -> dict[str, str | list[str]]:
    """Words by the names that scripts know them by; what is in braces is put in by them."""
    return {
        "months": month_names(language(), short=True),
        "weekdays": weekday_names(language(), short=True),
        "area": _("Area"),
        "unit": _("Unit"),
        "nation": _("Nation"),
        "none": _("Without"),
        "unplaced": _("Not placed"),
        "reserved": _("reserved"),
        "closed": _("closed"),
        "mandatory": _("mandatory"),
        "optional": _("optional, priority {number}"),
        "fixed": _("fixed start"),
        "begun": _("has begun"),
        "bar": _("{id} {title}, {begins} to {ends}"),
        "judging": _("Judging …"),
        "fine": _("Nothing is broken here."),
        "mends": _("Nothing is broken here, and {number} broken rules would be mended."),
        "breaks": _("It would break:"),
        "more": _("and {number} more"),
        "fitsNowhere": _("It fits nowhere as things stand."),
        "fitsNoOther": _("There is no other stretch in that direction in which it fits."),
        "fits": _("Green stretches are where it fits."),
        "isFixed": _("{id} has a fixed start; change that in its record to move it."),
        "hasBegun": _("{id} has begun, and cannot be moved any more."),
        "notYours": _("{id} is not yours to move."),
        "picked": _(
            "{id} is picked up. Arrow keys move it by {step} min, Enter drops it, Escape takes it back."
        ),
        "takenBack": _("It is where it was."),
        "publishing": _("Publishing …"),
        "stays": _("It stays where it was."),
        "undone": _("It was taken back."),
        "failed": _("The server did not answer; nothing was changed."),
        "undo": _("Undo"),
        "shown": _("{number} of {of} serials"),
        "open": _("Open {id}"),
        "move": _("Move"),
        "place": _("Place"),
        "findings": _("findings"),
        "noFindings": _("Nothing is wrong with it."),
        "was": _("was {at}"),
        "now": _("is {at}"),
        "gone": _("is not placed now"),
        "wasNot": _("was not placed"),
        "moves": _("Serials that are elsewhere than in “{name}”: {number}"),
        "noMoves": _("Every serial is where it is in “{name}”."),
        "allKinds": _("All kinds"),
        "allNations": _("All nations"),
        "allPhases": _("All phases"),
        "phase": _("Phase"),
        "units": _("Units"),
        "areas": _("Areas"),
        "serial": _("Serial"),
        "showMore": _("Show {number} more"),
        "keyAlong": _("the serial before or after, in its lane"),
        "keyAcross": _("the nearest serial of the lane above or below"),
        "keyScroll": _("scroll"),
        "keyZoom": _("zoom in, zoom out, a day, everything"),
        "keyPick": _("pick the serial up"),
        "keyBy": _("in hand: by the time step; with Shift by an hour"),
        "keyByDay": _("in hand: by a day"),
        "keyBySet": _("in hand: to another set of areas that it asks for"),
        "keyFit": _("in hand: to the next place that fits, or the one before"),
        "keyEnter": _("in hand: drop; else: what is selected"),
        "keyEscape": _("put back; select nothing"),
        "keyOpen": _("open the record"),
        "keyWrong": _("the next serial with a finding"),
        "keyUndo": _("undo the last move"),
        "keyCycle": _("other lanes, other colours"),
    }
