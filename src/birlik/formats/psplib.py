"""Projects in the files of the PSPLIB and its relatives: .sm, Patterson's .rcp, RCPSP/max' .sch."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from birlik.exercise.sentences import said
from birlik.planning.projects.project import Lag, Project

#: A file is not read if it is larger, in bytes.
LARGEST = 20_000_000

_NUMBER = re.compile(r"-?[0-9]+", re.ASCII)

#: Digits of the largest number that is read.
_MOST_DIGITS = 9

_WORD = re.compile(r"[\[\]]|[^\s\[\]]+")


def read(path: Path) -> Project:
    """Project in a file; the ending of its name tells the format.

    Raises
    ------
    ValueError
        If the format is unknown or the file is malformed; the message names file and line.
    OSError
        If the file cannot be read.
    """
    if path.is_dir():
        raise ValueError(
            said(
                "{file} is a folder; name one project in it, a file that ends in .sm, .rcp or .sch",
                file=str(path),
            )
        )
    if path.suffix.lower() not in PARSERS:
        raise ValueError(
            said(
                "{file} is no project that Birlik knows: the name must end in .sm (PSPLIB), "
                ".rcp (Patterson) or .sch (RCPSP/max); an exercise is planned with birlik plan",
                file=path.name,
            )
        )
    if path.exists() and not path.is_file():
        raise ValueError(said("{file} is not an ordinary file", file=path.name))
    if path.stat().st_size > LARGEST:
        raise ValueError(
            said("{file} is larger than {most} MB", file=path.name, most=LARGEST // 1_000_000)
        )
    text = path.read_text(encoding="utf-8", errors="replace")
    return PARSERS[path.suffix.lower()](text, path.name)


def patterson_project(text: str, name: str) -> Project:
    """Project in the format of Patterson.

    Counts, capacities, then for each activity its duration, its demands, the number of its
    successors and the successors themselves. Lines may be broken anywhere.

    Raises
    ------
    ValueError
        If the text is malformed; the message names the file and the line.
    """
    words = _Words(text, name)
    size, resources = words.count("activities"), words.count("resources")
    capacities = words.counts(resources, "capacity")
    durations: list[int] = []
    demands: list[tuple[int, ...]] = []
    lags: list[Lag] = []
    for activity in range(size):
        durations.append(words.count(f"duration of activity {activity + 1}"))
        demands.append(words.demands(capacities, activity + 1))
        successors = [words.activity(size) for _ in range(words.count("successors"))]
        lags += [Lag(activity, successor, durations[activity]) for successor in successors]
    words.end()
    return words.project(durations, capacities, demands, lags)


def lagged_project(text: str, name: str) -> Project:
    """Project with minimum and maximum lags, in the format of ProGen/max, with one mode each.

    Activities are numbered from 0; first and last are added to the number that the file states.

    Raises
    ------
    ValueError
        If the text is malformed, or an activity has several modes; the message names file and line.
    """
    words = _Words(text, name)
    size, resources = words.count("activities") + 2, words.count("renewable resources")
    if words.count("other resources") or words.count("other resources"):
        words.fail("only renewable resources are understood")
    lags: list[Lag] = []
    for activity in range(size):
        words.expect(activity, "activity")
        words.expect(1, "number of modes")
        successors = [words.activity(size, base=0) for _ in range(words.count("successors"))]
        lags += [Lag(activity, successor, words.bracketed()) for successor in successors]
    durations: list[int] = []
    demands: list[tuple[int, ...]] = []
    for activity in range(size):
        words.expect(activity, "activity")
        words.expect(1, "mode")
        durations.append(words.count("duration"))
        demands.append(words.counts(resources, "demand"))
    capacities = words.counts(resources, "capacity")
    words.end()
    return words.project(durations, capacities, demands, lags)


def psplib_project(text: str, name: str) -> Project:
    """Project in the format of the PSPLIB, with one mode each and renewable resources only.

    Raises
    ------
    ValueError
        If the text is malformed or has several modes; the message names the file and the line.
    """
    words = _Words(text, name)
    words.skip_past("jobs")
    size = words.count("jobs")
    words.skip_past("renewable")
    resources = words.count("renewable resources")
    for kind in ("nonrenewable", "doubly"):
        words.skip_past(kind)
        if words.count(f"{kind} resources"):
            words.fail("only renewable resources are understood")
    successors: dict[int, list[int]] = {}
    words.skip_past("PRECEDENCE")
    words.skip_line(2)
    for job in range(1, size + 1):
        words.expect(job, "job")
        words.expect(1, "number of modes")
        successors[job - 1] = [words.activity(size) for _ in range(words.count("successors"))]
    durations: list[int] = []
    demands: list[tuple[int, ...]] = []
    words.skip_past("REQUESTS")
    words.skip_line(3)
    for job in range(1, size + 1):
        words.expect(job, "job")
        words.expect(1, "mode")
        durations.append(words.count("duration"))
        demands.append(words.counts(resources, "demand"))
    words.skip_past("RESOURCEAVAILABILITIES")
    words.skip_line(2)
    capacities = words.counts(resources, "capacity")
    lags = [Lag(job, after, durations[job]) for job in successors for after in successors[job]]
    return words.project(durations, capacities, demands, lags)


#: How to read a file, by the ending of its name.
PARSERS: dict[str, Callable[[str, str], Project]] = {
    ".sm": psplib_project,
    ".rcp": patterson_project,
    ".sch": lagged_project,
}


class _Words:
    """The words of a file one after another, each with its line."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.line = 1
        self._lines = text.split("\n")
        self._words = self._from(1)

    def _from(self, begin: int) -> Iterator[str]:
        """Words from a line on."""
        for number, line in enumerate(self._lines[begin - 1 :], begin):
            self.line = number
            for word in _WORD.finditer(line):
                yield word.group()

    def fail(self, trouble: str) -> NoReturn:
        """Say what is wrong where the reading stands."""
        raise ValueError(f"{self.name}, line {self.line}: {trouble}")

    def word(self, what: str) -> str:
        """Next word."""
        found = next(self._words, None)
        if found is None:
            self.fail(f"the file ends where {what} should be")
        return found

    def number(self, what: str) -> int:
        """Next word as a whole number."""
        word = self.word(what)
        if not _NUMBER.fullmatch(word):
            self.fail(f"{what} should be a whole number, not {word[:40]!r}")
        if len(word.lstrip("-0")) > _MOST_DIGITS:
            self.fail(
                f"{what} is {word[:40]}; numbers of more than {_MOST_DIGITS} digits are not read; "
                "use a coarser unit"
            )
        return int(word)

    def count(self, what: str) -> int:
        """Next number, which must not be negative."""
        number = self.number(what)
        if number < 0:
            self.fail(f"{what} must not be negative, but is {number}")
        return number

    def counts(self, many: int, what: str) -> tuple[int, ...]:
        """So many numbers, none negative."""
        return tuple(self.count(what) for _ in range(many))

    def demands(self, capacities: tuple[int, ...], activity: int) -> tuple[int, ...]:
        """What an activity holds of each resource, which must not be more than there is."""
        demands = self.counts(len(capacities), "demand")
        for resource, (demand, capacity) in enumerate(zip(demands, capacities, strict=True), 1):
            if demand > capacity:
                self.fail(
                    f"activity {activity} needs {demand} of resource {resource}, "
                    f"which has only {capacity}"
                )
        return demands

    def activity(self, size: int, base: int = 1) -> int:
        """Next number as an activity, counted from 0."""
        number = self.number("activity") - base
        if not 0 <= number < size:
            self.fail(f"there is no activity {number + base}")
        return number

    def expect(self, number: int, what: str) -> None:
        """The next number must be this one."""
        found = self.number(what)
        if found != number:
            self.fail(f"{what} should be {number}, not {found}")

    def bracketed(self) -> int:
        """Number in brackets."""
        if self.word("lag") != "[":
            self.fail("a lag should be in brackets")
        number = self.number("lag")
        if self.word("the end of a lag") != "]":
            self.fail("a lag should be one number in brackets")
        return number

    def skip_past(self, start: str) -> None:
        """Go behind the next word that begins so, and the colon that ends its title."""
        while not self.word(f"{start!r}").startswith(start):
            pass
        if start.islower():
            while not self.word("':'").endswith(":"):
                pass

    def skip_line(self, many: int) -> None:
        """Go to the line that follows so many lines later."""
        self._words = self._from(self.line + many)

    def end(self) -> None:
        """Nothing may follow."""
        for word in self._words:
            self.fail(f"nothing should follow, but here stands {word[:40]!r}")

    def project(
        self,
        durations: list[int],
        capacities: tuple[int, ...],
        demands: list[tuple[int, ...]],
        lags: list[Lag],
    ) -> Project:
        """Project of what was read."""
        try:
            return Project(self.name, tuple(durations), capacities, tuple(demands), tuple(lags))
        except ValueError as trouble:
            raise ValueError(f"{trouble} (up to line {self.line})") from None
