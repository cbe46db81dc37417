"""Projects written in the three formats that researchers exchange them in."""

from __future__ import annotations

from birlik.planning.projects import Project


def as_patterson(project: Project) -> str:
    """A project whose lags are all precedences, in the format of Patterson."""
    lines = [f"{project.size} {len(project.capacities)}", _row(project.capacities)]
    for number, duration in enumerate(project.durations):
        after = [lag.after + 1 for lag in project.lags if lag.before == number]
        lines.append(_row((duration, *project.demands[number], len(after), *after)))
    return "\n".join(lines) + "\n"


def as_psplib(project: Project) -> str:
    """A project whose lags are all precedences, in the format of the PSPLIB."""
    stars = "*" * 72
    resources = range(1, len(project.capacities) + 1)
    successors = {
        number: [lag.after + 1 for lag in project.lags if lag.before == number]
        for number in range(project.size)
    }
    return "\n".join(
        [
            stars,
            "file with basedata            : random.bas",
            "initial value random generator: 28123",
            stars,
            "projects                      :  1",
            f"jobs (incl. supersource/sink ):  {project.size}",
            f"horizon                       :  {sum(project.durations)}",
            "RESOURCES",
            f"  - renewable                 :  {len(project.capacities)}   R",
            "  - nonrenewable              :  0   N",
            "  - doubly constrained        :  0   D",
            stars,
            "PRECEDENCE RELATIONS:",
            "jobnr.    #modes  #successors   successors",
            *(_row((number + 1, 1, len(after), *after)) for number, after in successors.items()),
            stars,
            "REQUESTS/DURATIONS:",
            "jobnr. mode duration  " + "  ".join(f"R {number}" for number in resources),
            "-" * 72,
            *(
                _row((number + 1, 1, duration, *project.demands[number]))
                for number, duration in enumerate(project.durations)
            ),
            stars,
            "RESOURCEAVAILABILITIES:",
            "  " + "  ".join(f"R {number}" for number in resources),
            "  " + _row(project.capacities, "   "),
            stars,
            "",
        ]
    )


def as_lagged(project: Project) -> str:
    """A project of two activities or more, in the format of ProGen/max."""
    lines = [f"{project.size - 2}\t{len(project.capacities)}\t0\t0"]
    for number in range(project.size):
        after = [lag for lag in project.lags if lag.before == number]
        cells = (number, 1, len(after), *(lag.after for lag in after))
        lines.append("\t".join([_row(cells, "\t"), *(f"[{lag.least}]" for lag in after)]))
    for number, duration in enumerate(project.durations):
        lines.append(_row((number, 1, duration, *project.demands[number]), "\t"))
    lines.append(_row(project.capacities, "\t"))
    return "\n".join(lines) + "\n"


def _row(numbers: tuple[int, ...], between: str = " ") -> str:
    return between.join(str(number) for number in numbers)
