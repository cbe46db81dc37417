"""Lead times: how long before a notice must be issued, and which are late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Finding, Place, finding
from birlik.exercise.plan import Plan
from birlik.exercise.records.notices import NoticeKind
from birlik.exercise.records.setting import Exercise
from birlik.exercise.sentences import counted, said
from birlik.formats.notices.notice import KINDS, Notice

#: Days before, where the exercise does not say it.
USUAL_DAYS: Mapping[NoticeKind, int] = {
    NoticeKind.NOTAM: 7,
    NoticeKind.COASTAL: 5,
    NoticeKind.RANGE: 3,
    NoticeKind.RESIDENTS: 3,
}


#: Nobody issues a notice longer before than this.
MOST_DAYS = 3650


class Standing(StrEnum):
    """How far a notice is."""

    DRAFT = "draft"
    ISSUED = "issued"
    CHANGED = "changed"
    NEEDLESS = "needless"


@dataclass(frozen=True)
class Issued:
    """A notice as it was issued.

    Attributes
    ----------
    key : str
        By which it is known where it is kept.
    kind : NoticeKind
    area : str
    serials : tuple of str
    mark : str
        What it said: :attr:`Notice.mark`.
    begins : datetime
        When it comes into force, in UTC.
    at : datetime
        When it was issued, in UTC.
    reference : str
        Series and number, as the authority gave them.
    """

    key: str
    kind: NoticeKind
    area: str
    serials: tuple[str, ...]
    mark: str
    begins: datetime
    at: datetime
    reference: str = ""


@dataclass(frozen=True)
class Watched:
    """A notice and how far it is; one that was issued and that nothing needs any more has no text.

    Attributes
    ----------
    notice : Notice or None
    issued : Issued or None
    standing : Standing
    due : datetime or None
        By when it must be issued, in UTC.
    """

    notice: Notice | None
    issued: Issued | None
    standing: Standing
    due: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether it is not issued as it now reads, and is due."""
        open_still = self.standing in (Standing.DRAFT, Standing.CHANGED)
        return open_still and self.due is not None and now > self.due


def days_before(exercise: Exercise, kind: NoticeKind) -> int:
    """Days before its beginning by which a notice of a kind must be issued."""
    said_days = {
        NoticeKind.NOTAM: exercise.notam_days,
        NoticeKind.COASTAL: exercise.coastal_days,
        NoticeKind.RANGE: exercise.residents_days,
        NoticeKind.RESIDENTS: exercise.residents_days,
    }[kind]
    return USUAL_DAYS[kind] if said_days is None else min(said_days, MOST_DAYS)


def watched(
    exercise: Exercise, made: Iterable[Notice], issued: Iterable[Issued]
) -> tuple[Watched, ...]:
    """Each notice with the issued one that it is, by its area and the most serials in common.

    What was issued and stands for nothing any more comes last.
    """
    left = sorted(issued, key=lambda each: (each.at, each.key), reverse=True)
    found: dict[int, Issued] = {}
    notices = list(made)
    # Those that say just what was issued first, then those about the same serials.
    for exact in (True, False):
        for number, notice in enumerate(notices):
            if number in found:
                continue
            best = max(
                (each for each in left if _is_of(each, notice, exact=exact)),
                key=lambda each: len(set(each.serials) & set(notice.serials)),
                default=None,
            )
            if best is not None:
                found[number] = best
                left.remove(best)
    watched_now = []
    for number, notice in enumerate(notices):
        before = found.get(number)
        due = notice.begins - timedelta(days=days_before(exercise, notice.kind))
        if before is None:
            standing = Standing.DRAFT
        else:
            standing = Standing.ISSUED if before.mark == notice.mark else Standing.CHANGED
        watched_now.append(Watched(notice, before, standing, due))
    needless = (Watched(None, each, Standing.NEEDLESS, None) for each in left)
    return (*watched_now, *needless)


def _is_of(issued: Issued, notice: Notice, *, exact: bool) -> bool:
    if (issued.kind, issued.area) != (notice.kind, notice.area):
        return False
    if exact:
        return issued.mark == notice.mark
    return bool(set(issued.serials) & set(notice.serials)) or issued.begins == notice.begins


def late_findings(plan: Plan, every: Iterable[Watched], now: datetime) -> tuple[Finding, ...]:
    """What is late: not issued in time (B601), moved since it was issued (B602), needless (B603).

    Nothing is said of what is over.
    """
    found = []
    places = {area.id: number for number, area in reversed(list(enumerate(plan.areas)))}
    for each in every:
        notice, issued = each.notice, each.issued
        if notice is None:
            if issued is not None and issued.begins > now:
                message = said(
                    "{kind} for {area} was issued, and no serial needs it any more",
                    kind=KINDS[issued.kind],
                    area=issued.area,
                )
                place = _place(places, issued.area)
                found.append(finding("B603", message, place, said("cancel it")))
            continue
        if notice.ends <= now:
            continue
        name = KINDS[notice.kind]
        place = _place(places, notice.area)
        if each.standing is Standing.CHANGED:
            message = said(
                "{kind} for {area} was issued, and its serials have moved since",
                kind=name,
                area=notice.area,
            )
            found.append(finding("B602", message, place, said("issue it anew")))
        elif each.late(now):
            days = days_before(plan.exercise, notice.kind)
            message = said(
                "{kind} for {area} is not issued, {before} its beginning",
                kind=name,
                area=notice.area,
                before=counted("{number} day before", "{number} days before", days),
            )
            found.append(finding("B601", message, place, said("issue it now")))
    return tuple(found)


def _place(places: Mapping[str, int], area: str) -> Place:
    return Place(kind=RecordKind.AREA, index=places.get(area), record=area)
