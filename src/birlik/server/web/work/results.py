"""What came of a piece of work, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from birlik.exercise.columns import RecordKind
from birlik.exercise.sentences import Moment, word_of
from birlik.planning.contradictions.result import Explanation, FieldChange
from birlik.planning.repair.changes import Change, ChangeKind
from birlik.planning.timetable import LeftOut, Placement, Score
from birlik.server.desk.room import room_of
from birlik.server.speaking import spoken
from birlik.server.web.desks import Desk
from birlik.server.work.beginning import result_of
from birlik.server.work.models import Kind, Piece, again

#: Rows of one list.
MOST = 200
MOST_WORST, MOST_DANGERS = 12, 5


def shown_result(desk: Desk, piece: Piece) -> dict[str, Any] | None:
    """What came of a piece of work; None if there is nothing to be seen."""
    content = result_of(piece, desk.sight)
    if content is None:
        return None
    showing = _Showing(desk)
    if "timetable" in content:
        return showing.proposal(content)
    if "explanation" in content:
        return showing.explanation(content["explanation"])
    if "rehearsal" in content and piece.kind == Kind.REHEARSE:
        return showing.rehearsal(content["rehearsal"])
    return None


class _Showing:
    """The words and addresses that a result is shown with."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.zone = desk, desk.sight.plan.zone
        self.seen = {s.record.id: s for s in reversed(desk.sight.records(RecordKind.SERIAL))}

    def _at(self, text: str | datetime | None) -> str:
        if not text:
            return ""
        moment = datetime.fromisoformat(text) if isinstance(text, str) else text
        return spoken(Moment(moment.astimezone(self.zone)))

    def _serial(self, name: str) -> dict[str, str]:
        seen = self.seen.get(name)
        if seen is None:
            return {"id": name, "title": "", "address": ""}
        address = reverse("record", args=[self.desk.key, RecordKind.SERIAL, seen.key])
        return {"id": name, "title": seen.record.title, "address": address}

    def proposal(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """A timetable that somebody may publish."""
        timetable = content["timetable"]
        moves = list(self._repaired(content) if "changes" in content else self._compared(timetable))
        left_out = [
            self._serial(each.serial)
            | {"code": each.code, "reason": each.reason, "mandatory": each.mandatory}
            for each in map(LeftOut.model_validate, timetable["left_out"])
        ]
        left_out.sort(key=lambda row: not row["mandatory"])
        return {
            "what": "timetable",
            "placed": len(timetable["placements"]),
            "score": _score(Score.model_validate(timetable["score"])),
            "proven": bool(timetable.get("proof") and timetable["proof"]["optimal"]),
            "moves": moves[:MOST],
            "moves_count": len(moves),
            "moves_more": max(0, len(moves) - MOST),
            "left_out": left_out[:MOST],
            "left_out_more": max(0, len(left_out) - MOST),
            "mandatory_left_out": timetable["score"]["mandatory_left_out"],
            "faults": [again(each) for each in content.get("faults", ())],
            "repair": content.get("proven") is not None,
            "cost": content.get("cost"),
            "bound": content.get("bound"),
            "least": content.get("proven"),
            "frozen": len(content.get("frozen", ())),
        }

    def _repaired(self, content: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
        """What a repair changed, with its reasons."""
        for change, stored in zip(
            map(Change.model_validate, content["changes"]), content["changes"], strict=True
        ):
            yield self._serial(change.serial) | {
                "kind": word_of(change.kind),
                "was": self._placed(stored["was"]),
                "now": self._placed(stored["now"]),
                "why": change.causes,
            }

    def _compared(self, timetable: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
        """What is elsewhere in a timetable that was made from nothing."""
        now = {each["serial"]: each for each in timetable["placements"]}
        was = {
            each.serial: each.model_dump(mode="json")
            for each in room_of(self.desk.sight).placements
        }
        for name in sorted(was.keys() | now.keys(), key=lambda n: (was.get(n) or now[n])["begins"]):
            old, new = was.get(name), now.get(name)
            if _same_place(old, new) or (old is None and not was):
                continue
            kind = (
                ChangeKind.ADDED
                if old is None
                else ChangeKind.FELL_OUT
                if new is None
                else ChangeKind.MOVED
            )
            yield self._serial(name) | {
                "kind": word_of(kind),
                "was": self._placed(old),
                "now": self._placed(new),
                "why": [],
            }

    def _placed(self, placement: Mapping[str, Any] | None) -> str:
        if placement is None:
            return ""
        where = " + ".join(placement["areas"])
        return f"{self._at(placement['begins'])}{' ' if where else ''}{where}"

    def explanation(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Contradictions, and what would remedy each."""
        found = Explanation.model_validate(content)
        return {
            "what": "explanation",
            "possible": found.possible,
            "mandatory": found.mandatory,
            "contradictions": [
                {
                    "text": each.text,
                    "serials": [self._serial(name) for name in each.serials],
                    "demands": [demand.text for demand in each.demands],
                    "smallest": each.smallest,
                    "remedies": [
                        {
                            "text": remedy.text,
                            "price": remedy.price,
                            "remaining": ", ".join(remedy.remaining),
                            "address": self._place(remedy.changes),
                        }
                        for remedy in each.remedies
                    ],
                }
                for each in found.contradictions
            ],
            "faulty": [self._serial(each.serial) | {"text": each.text} for each in found.faulty],
            "undecided": [self._serial(name) for name in found.undecided],
            "reserved": bool(self.desk.sight.view.reserved),
        }

    def _place(self, changes: Iterable[FieldChange]) -> str:
        """Where the first record that a remedy changes is edited; empty if it is a new one."""
        for change in changes:
            kind, name = change.place.kind, change.place.record
            if kind is None or not name:
                continue
            records = self.desk.sight.records(kind)
            key = next((s.key for s in records if s.record.id == name), None)
            if key:
                field = f"#field-{change.place.field}" if change.place.field else ""
                return reverse("record", args=[self.desk.key, kind, key]) + field
        return ""

    def rehearsal(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """Chances, what endangers the rest, buffers."""
        serials = found["serials"]
        count = max(1, len(serials))
        worst = sorted(serials, key=lambda each: (each["on_time"], each["held"], each["serial"]))
        end = found["end"]
        return {
            "what": "rehearsal",
            "runs": found["runs"],
            "stopped": found["stopped"],
            "usual": found["usual"],
            "tolerance": found["tolerance"],
            "on_time": _percent(sum(each["on_time"] for each in serials) / count),
            "held": _percent(sum(each["held"] for each in serials) / count),
            "end": self._at(end["planned"]) if end else "",
            "end_late": self._at(end["percentiles"].get("90")) if end else "",
            "serials": [
                self._serial(each["serial"])
                | {
                    "begins": self._at(each["begins"]),
                    "on_time": _percent(each["on_time"]),
                    "held": _percent(each["held"]),
                    "late": f"{each['late_delay']:.0f}",
                }
                for each in worst[:MOST_WORST]
            ],
            "dangers": [
                {
                    "kind": kind,
                    "id": each["id"],
                    "passes_on": f"{each['passes_on']:.0f}",
                    "causes": f"{each['causes']:.0f}",
                }
                for kind, name in (
                    (_("Serial"), "dangerous_serials"),
                    (_("Unit"), "dangerous_units"),
                    (_("Area"), "dangerous_areas"),
                    (_("Pool"), "dangerous_pools"),
                )
                for each in found[name][:MOST_DANGERS]
            ],
            "buffers": [
                self._serial(each["after"])
                | {
                    "minutes": each["minutes"],
                    "on_time": f"{each['more_on_time']:+.2f}",
                    "delay": f"{each['less_delay']:.0f}",
                    "end_later": each["end_later"],
                }
                for each in found["buffers"]
            ],
        }


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _score(score: Score) -> list[tuple[str, str]]:
    """The score in words."""
    return [
        (_("Mandatory serials left out"), f"{score.mandatory_left_out:,}"),
        (_("Optional serials left out"), f"{sum(score.optional_left_out):,}"),
        (_("Cost of broken wishes"), f"{score.wishes:,}"),
        (_("Unfairness"), _("%(minutes)s min") % {"minutes": f"{score.unfairness:,}"}),
        (_("End after STARTEX"), _("%(hours)s h") % {"hours": f"{score.end / 60:,.1f}"}),
        (_("Moves between sites"), f"{score.moves:,}"),
    ]


def gap_text(best: Mapping[str, Any]) -> str:
    """The first number of a score that is not proven to be the least, and how far it may be from it."""
    have, least = best.get("score"), best.get("bound")
    if not have or not least:
        return ""
    names = (
        _("Mandatory serials left out"),
        *(_("Left out of priority %(number)s") % {"number": number} for number in range(1, 6)),
        _("Cost of broken wishes"),
        _("Unfairness"),
        _("End after STARTEX"),
        _("Moves between sites"),
    )
    for name, found, bound in zip(names, have, least, strict=True):
        if found <= bound:
            continue
        text = _("%(name)s: %(found)s, at least %(bound)s") % {
            "name": name,
            "found": f"{found:,}",
            "bound": f"{bound:,}",
        }
        return f"{text} ({(found - bound) / bound:.1%})" if 0 < found <= 10 * bound else text
    return ""


def _same_place(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> bool:
    """Whether a serial is where it was, with the same units."""
    if old is None or new is None:
        return old is new
    one, other = (
        Placement.model_validate(
            {name: each[name] for name in Placement.model_fields if name in each}
        )
        for each in (old, new)
    )
    return one == other
