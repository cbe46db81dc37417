"""``rehearsal.html``: one file with plots and tables that needs neither a network nor a script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape
from importlib.resources import files
from pathlib import Path

from birlik.exercise.plan import Plan
from birlik.exercise.records.record import Record
from birlik.exercise.release import marking
from birlik.formats.page.words import words_in
from birlik.formats.page.writing import print_margins
from birlik.formats.rehearsal.plots import Column, bar, columns
from birlik.formats.rehearsal.tables import Cell, minutes, number, percent, share, table
from birlik.formats.replacing import replace_file
from birlik.planning.rehearsal import Rehearsal
from birlik.planning.rehearsal.outcome import Danger, SerialOutcome

#: Rows of a table of dangers.
_DANGERS = 15

#: Serials that are named first, where there are more than twice as many.
_RISKS = 10


def write_rehearsal_page(rehearsal: Rehearsal, plan: Plan, path: Path) -> None:
    """Write the page; the same rehearsal and plan give the same bytes.

    Raises
    ------
    OSError
        If the file cannot be written; a file that was there is untouched.
    """
    replace_file(path, rehearsal_page(rehearsal, plan).encode("utf-8", "replace"))


def rehearsal_page(rehearsal: Rehearsal, plan: Plan) -> str:
    """HTML of the page, marked for those who may read every record it names."""
    return _Page(rehearsal, plan).html()


class _Page:
    """The page of one rehearsal; titles by id for all that it names."""

    def __init__(self, rehearsal: Rehearsal, plan: Plan) -> None:
        self.found, self.plan = rehearsal, plan
        self.serials = {serial.id: serial for serial in reversed(plan.serials)}
        self.titles: dict[str, dict[str, str]] = {
            name: {record.id: record.title for record in reversed(records)}
            for name, records in (
                ("units", plan.units),
                ("areas", plan.areas),
                ("resources", plan.resources),
                ("objectives", plan.objectives),
            )
        }

    def marking(self) -> str:
        """Nations to whom everything on the page may be released."""
        found = self.found
        named = {
            "units": {danger.id for danger in found.dangerous_units},
            "areas": {danger.id for danger in found.dangerous_areas},
            "resources": {danger.id for danger in found.dangerous_pools},
            "objectives": {one.objective for one in found.objectives},
            "nations": {one.nation for one in found.objectives},
            "serials": {serial.serial for serial in found.serials},
        }
        # Of records with one id nobody can say which is meant: all of them count.
        shown: list[Record] = [self.plan.exercise, *self.plan.disturbances]
        for name, ids in named.items():
            shown += [record for record in getattr(self.plan, name) if record.id in ids]
        return marking(shown, self.plan)

    def html(self) -> str:
        label = self.marking()
        title = self.plan.exercise.title or self.plan.exercise.id or "Exercise"
        style = files(__package__).joinpath("page.css").read_text("utf-8") + print_margins(
            {
                "marking": label,
                "exercise": {"title": f"{title}: rehearsal"},
                "standing": {"plan": self.found.plan},
                "words": words_in(),
            }
        )
        sum_of_style = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{sum_of_style}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        )
        sections = (
            self._numbers(),
            self._end(),
            self._days(),
            self._risks(),
            self._buffers(),
            self._dangers(),
            self._objectives(),
            self._serials(),
            self._reasons(),
        )
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n'
            f"<title>Rehearsal of {escape(title)} · {escape(label)}</title>\n"
            f"<style>{style}</style>\n</head>\n<body>\n"
            f'<p class="marking">{escape(label)}</p>\n{self._header(title)}\n<main>\n'
            + "\n".join(section for section in sections if section)
            + f'\n</main>\n<p class="marking">{escape(label)}</p>\n</body>\n</html>\n'
        )

    def _shown(self, instant: datetime) -> str:
        local = instant.astimezone(self.plan.zone)
        return f"{local.day} {local:%b %H:%M}"

    def _date(self, instant: datetime) -> str:
        local = instant.astimezone(self.plan.zone)
        return f"{local.day} {local:%b}"

    def _header(self, title: str) -> str:
        found = self.found
        usual = (
            " The plan names no disturbances, so the usual ones were taken." if found.usual else ""
        )
        stopped = (
            " It was stopped before all runs and buffers were through." if found.stopped else ""
        )
        return (
            f'<header><h1>Rehearsal of {escape(title)}</h1><p class="muted">The timetable was carried '
            f"out {found.runs:,} times (seed {found.seed}).{stopped} A serial is on time up to "
            f"{found.tolerance} min after its planned beginning, and is cancelled if it would begin "
            f"more than {found.limit} min after it.{usual} Times are those of "
            f"{escape(self.plan.zone.key)}; plan {escape(found.plan[:12])}.</p></header>"
        )

    def _numbers(self) -> str:
        found, count = self.found, max(1, len(self.found.serials))
        told = [
            ("Serials on time", share(sum(s.on_time for s in found.serials) / count)),
            ("Serials held", share(sum(s.held for s in found.serials) / count)),
            ("Serials cancelled in a run", number(sum(found.reasons.values()), 1)),
        ]
        if found.end:
            told.append(("The end, planned", self._shown(found.end.planned)))
            if 90 in found.end.percentiles:
                told.append(
                    ("The end, in nine of ten runs by", self._shown(found.end.percentiles[90]))
                )
        items = "".join(
            f"<div><dt>{escape(word)}</dt><dd>{escape(value)}</dd></div>" for word, value in told
        )
        return f'<section><h2>In short</h2><dl class="numbers">{items}</dl></section>'

    def _end(self) -> str:
        end = self.found.end
        if end is None or end.least is None:
            return ""
        least, width = end.least.timestamp() / 60, timedelta(minutes=end.width)
        begins = [end.least + n * width for n in range(len(end.counts))]
        within_a_day = begins[-1] - begins[0] < timedelta(days=1)
        bars = [
            Column(
                count,
                f"{at.astimezone(self.plan.zone):%H:%M}" if within_a_day else self._date(at),
                f"{count:,} runs end in the {end.width} min from {self._shown(at)}",
            )
            for at, count in zip(begins, end.counts, strict=True)
        ]
        planned = (end.planned.timestamp() / 60 - least) / (end.width * len(end.counts))
        line = (planned, "planned") if 0 <= planned <= 1 else None
        by = "; ".join(f"{p} % by {self._shown(at)}" for p, at in end.percentiles.items())
        plot = columns(
            bars,
            f"Runs by the time at which their last serial is over: {by}",
            line=line,
            most="" if planned < 0.5 and line else f"{max(end.counts):,} runs",
        )
        return (
            f"<section><h2>When the last serial is over</h2><p>Planned {self._shown(end.planned)}. "
            f"Runs over by then: {escape(by)}.</p>{plot}</section>"
        )

    def _days(self) -> str:
        days = self.found.days
        bars = [
            Column(
                day.mean_delay,
                f"{day.day.day} {day.day:%b}",
                f"{day.day.isoformat()}: mean {minutes(day.mean_delay)}, nine of ten within "
                + minutes(day.late_delay),
                mark=day.late_delay,
            )
            for day in days
        ]
        if not bars:
            return ""
        most = max(max(c.value, c.mark or 0) for c in bars)
        rows = [
            (
                Cell(f"{day.day.day} {day.day:%b}", look="short"),
                Cell(str(day.serials), number=True),
                percent(day.on_time),
                percent(day.held),
                Cell(minutes(day.mean_delay), number=True),
                Cell(minutes(day.late_delay), number=True),
            )
            for day in days
        ]
        heads = ("day", "serials", "on time", "held", "mean delay", "nine of ten within")
        return (
            "<section><h2>Delays over the days</h2>"
            '<p class="muted"><span class="key part"></span>mean delay'
            '<span class="key mark"></span>nine of ten serials within</p>'
            + columns(bars, "Mean delay of each day; the table has the numbers", most=minutes(most))
            + table("Serials by the day on which they are planned to begin.", heads, rows)
            + "</section>"
        )

    def _buffers(self) -> str:
        rows = [
            (
                self._named(buffer.after),
                Cell(minutes(buffer.minutes), number=True),
                Cell(number(buffer.more_on_time, 2, sign=True), number=True),
                Cell(number(buffer.more_held, 2, sign=True), number=True, wide=True),
                Cell(minutes(buffer.less_delay), number=True),
                Cell(str(buffer.moved), number=True, wide=True),
                Cell(minutes(buffer.end_later), number=True, wide=True),
            )
            for buffer in self.found.buffers
        ]
        if not rows:
            return ""
        heads = ("after", "keep free", "more on time", "more held", "less delay")
        return (
            "<section><h2>Where time kept free would help</h2><p>Each buffer was put in alone, and the "
            f"same {self.found.looked_at:,} runs were simulated against the times that follow from it. "
            "Gains are serials and minutes a run.</p>"
            + table(
                "The most useful first.",
                (*heads, "serials moved", "end later"),
                rows,
                wide=(3, 5, 6),
            )
            + "</section>"
        )

    def _dangers(self) -> str:
        found = self.found
        parts = []
        for title, names, dangers in (
            ("Serials", None, found.dangerous_serials),
            ("Units", "units", found.dangerous_units),
            ("Areas", "areas", found.dangerous_areas),
            ("Pools", "resources", found.dangerous_pools),
        ):
            if dangers:
                parts.append(
                    f"<div><h3>{title}</h3>{self._danger_table(title, names, dangers)}</div>"
                )
        if not parts:
            return ""
        return (
            "<section><h2>What endangers the rest</h2><p>Minutes by which other serials begin later, in "
            "a run. A delay counts for the one that was waited for last, along the whole chain; what a "
            "serial was itself handed on goes back to where it began. "
            '<span class="key whole"></span>handed on<span class="key part"></span>begins there</p>'
            f'<div class="pair">{"".join(parts)}</div></section>'
        )

    def _danger_table(self, title: str, names: str | None, dangers: tuple[Danger, ...]) -> str:
        most = max(max(d.passes_on, d.causes) for d in dangers) or 1
        rows = []
        for danger in dangers[:_DANGERS]:
            cell = self._named(danger.id) if names is None else self._titled(names, danger.id)
            picture = bar(max(danger.passes_on, danger.causes) / most, danger.causes / most)
            rows.append(
                (
                    Cell(cell.html + picture, is_html=True),
                    Cell(minutes(danger.passes_on), number=True),
                    Cell(minutes(danger.causes), number=True),
                )
            )
        left = len(dangers) - _DANGERS
        caption = f"The worst {_DANGERS} of {len(dangers):,}." if left > 0 else "The worst first."
        own = "begins there" if names is None else "waited for it itself"
        return table(caption, (title[:-1].lower(), "handed on", own), rows)

    def _objectives(self) -> str:
        rows = [
            (
                self._titled("objectives", one.objective),
                Cell(one.nation),
                Cell(str(one.serials), number=True),
                percent(one.trained),
                percent(one.fully),
            )
            for one in self.found.objectives
        ]
        if not rows:
            return ""
        heads = ("objective", "nation", "serials", "at least one held", "all held")
        return (
            "<section><h2>Chance that each objective is trained</h2>"
            + table("By nation that takes part in the serials that serve it.", heads, rows)
            + "</section>"
        )

    def _risks(self) -> str:
        """The serials to look at first, where the list of all of them is long."""
        serials = self.found.serials
        if len(serials) <= 2 * _RISKS:
            return ""
        worst = sorted(serials, key=lambda serial: (serial.on_time, serial.held, serial.serial))
        title = "Serials least likely to begin on time"
        return self._chances(
            title, f"{_RISKS} of {len(serials):,}; all of them stand below.", worst[:_RISKS]
        )

    def _serials(self) -> str:
        return self._chances(
            "Chance of each serial", "In the order of the timetable.", self.found.serials
        )

    def _chances(self, title: str, caption: str, serials: Sequence[SerialOutcome]) -> str:
        """Section with the chances of some serials."""
        rows = [self._serial(serial) for serial in serials]
        if not rows:
            return ""
        heads = ("serial", "planned", "on time", "held", "mean delay", "nine of ten within")
        return (
            f'<section><h2>{title}</h2><p class="muted"><span class="key part"></span>'
            'on time<span class="key whole"></span>held, but late</p>'
            + table(caption, heads, rows, wide=(1, 4))
            + "</section>"
        )

    def _serial(self, serial: SerialOutcome) -> tuple[Cell, ...]:
        reasons = "; ".join(
            f"{share(often)}: {reason.value}"
            for reason, often in sorted(serial.cancelled.items(), key=lambda pair: -pair[1])
            if often >= 0.005
        )
        told = f'<span class="reasons">{escape(reasons)}</span>' if reasons else ""
        name = self._named(serial.serial).html
        return (
            Cell(name + bar(serial.held, serial.on_time) + told, is_html=True),
            Cell(self._shown(serial.begins), wide=True),
            percent(serial.on_time),
            percent(serial.held),
            Cell(minutes(serial.mean_delay), number=True, wide=True),
            Cell(minutes(serial.late_delay), number=True),
        )

    def _reasons(self) -> str:
        rows = [
            (Cell(reason.value), Cell(number(often, 2), number=True))
            for reason, often in sorted(self.found.reasons.items(), key=lambda pair: -pair[1])
        ]
        if not rows:
            return ""
        return (
            "<section><h2>Why serials are cancelled</h2>"
            + table("Serials cancelled in a run, by reason.", ("reason", "serials a run"), rows)
            + "</section>"
        )

    def _named(self, name: str) -> Cell:
        serial = self.serials.get(name)
        return _name_cell(name, serial.title if serial else "")

    def _titled(self, names: str, name: str) -> Cell:
        return _name_cell(name, self.titles[names].get(name, ""))


def _name_cell(name: str, title: str) -> Cell:
    return Cell(f"<b>{escape(name)}</b> {escape(title)}", is_html=True)
