"""Which timetables cannot be rehearsed: of another plan, damaged, or against the rules of their own."""

from __future__ import annotations

from birlik.exercise.diagnostics import Finding, Severity
from birlik.exercise.plan import Plan
from birlik.exercise.sentences import counted, said
from birlik.planning.frame import Frame
from birlik.planning.timetable import Timetable, damage_of
from birlik.planning.verify import verify

#: Errors that a timetable to be rehearsed may have: mandatory serials left out are held in no run.
ALLOWED = frozenset({"B521"})


class AnotherPlan(ValueError):
    """A timetable that was made from another plan."""


class BrokenTimetable(ValueError):
    """A timetable that breaks the rules of its plan, so that nobody can say what comes of it.

    Attributes
    ----------
    findings : tuple of Finding
        What the verifier found; empty if the timetable is damaged so that no plan can have it.
    """

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


def refuse_unsound(plan: Plan, timetable: Timetable) -> None:
    """Make sure that a timetable is one of this plan and breaks none of its rules.

    Raises
    ------
    AnotherPlan
        If it was made from another plan.
    BrokenTimetable
        If it holds something impossible, or the verifier finds an error other than B521.
    ValueError
        If the exercise lacks STARTEX or ENDEX.
    """
    Frame.of(plan)
    if timetable.plan != plan.fingerprint():
        raise AnotherPlan(
            said(
                "the timetable was made from another plan, or the plan has changed since; make it anew "
                "with birlik plan"
            )
        )
    if damage := damage_of(timetable):
        raise BrokenTimetable(said("the timetable is damaged: {damage}", damage=damage))
    broken = tuple(
        found
        for found in verify(timetable, plan)
        if found.severity is Severity.ERROR and found.code not in ALLOWED
    )
    if broken:
        raise BrokenTimetable(
            counted(
                "the timetable breaks a rule of its plan: {first}; correct it, or make it anew with "
                "birlik plan",
                "the timetable breaks {number} rules of its plan, the first: {first}; birlik verify "
                "names each; correct it, or make it anew with birlik plan",
                len(broken),
                first=f"{broken[0].code} {broken[0].message}",
            ),
            broken,
        )
