"""One exercise on a server: its records as typed models, its findings, timetable, history and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

from birlik.client.line import Line, body_of, wanted
from birlik.exercise.columns import RecordKind
from birlik.exercise.diagnostics import Severity
from birlik.exercise.records.record import Record
from birlik.planning.timetable import Timetable
from birlik.wire.concurrences import Concurrences, ConcurrenceTold, NewConcurrence
from birlik.wire.exercises import (
    Counts,
    DoImport,
    ExerciseTold,
    ExportForm,
    ExportForms,
    FindingPage,
    FindingTold,
    ImportDone,
    ImportPreview,
    NewTimetable,
    ReservedTime,
    ReservedTimes,
    StepDone,
)
from birlik.wire.history import (
    Baselines,
    BaselineTold,
    Differences,
    HistoryPage,
    HistoryStep,
    NewBaseline,
    RecordDifference,
    Undo,
)
from birlik.wire.people import (
    InvitationMade,
    Invitations,
    InvitationTold,
    InviteTo,
    Member,
    Members,
)
from birlik.wire.records import Changed, NewRecord, RecordChange, RecordPage, SeenRecord
from birlik.wire.timetable import Programme

AnyRecord = TypeVar("AnyRecord", bound=Record)


class Room:
    """One exercise, as whoever asks sees it.

    Every method raises as those of :class:`~birlik.client.client.Client` do.

    Parameters
    ----------
    line : Line
    key : str
        Key of the exercise.
    """

    def __init__(self, line: Line, key: str) -> None:
        self._line, self.key = line, key
        self._at = f"/exercises/{quote(key, safe='')}"

    def told(self) -> ExerciseTold:
        """The exercise as a whole."""
        return self._line.read(ExerciseTold, "GET", self._at)

    # Records

    def records(
        self, model: type[AnyRecord], words: str = "", *, sort: str = "", page: int = 500
    ) -> Iterator[SeenRecord[AnyRecord]]:
        """Records of a kind, asked for page by page as they are taken.

        Parameters
        ----------
        model : type of Record
            Of the vocabulary, such as :class:`birlik.exercise.records.serials.Serial`.
        words : str
            Words that all stand in some text of it.
        sort : str
            Field to sort by, with ``-`` the other way; empty for the planner's order.
        page : int
            Records asked for at once, at most 500.
        """
        path = self._of(model.kind_of_record)
        return self._line.pages(
            lambda cursor: self._line.read(
                RecordPage[model],  # type: ignore[valid-type]
                "GET",
                path,
                params=wanted(q=words, sort=sort, cursor=cursor, limit=page),
            )
        )

    def record(self, model: type[AnyRecord], key: str) -> SeenRecord[AnyRecord]:
        """One record by its key."""
        path = self._of(model.kind_of_record, key)
        return self._line.read(SeenRecord[model], "GET", path)  # type: ignore[valid-type]

    def add(self, record: AnyRecord, reason: str = "") -> Changed[AnyRecord]:
        """Add a record; it belongs to the nation of who adds it."""
        fields = record.model_dump(mode="json", exclude_defaults=True)
        return self._line.read(
            _changed_of(type(record)),
            "POST",
            self._of(record.kind_of_record),
            **body_of(NewRecord(fields=fields, reason=reason)),
        )

    def change(
        self, seen: SeenRecord[AnyRecord], fields: Mapping[str, Any], reason: str = ""
    ) -> Changed[AnyRecord]:
        """Change fields of a record; those that others changed since it was seen stay as they are.

        Parameters
        ----------
        seen : SeenRecord
            As it was seen.
        fields : mapping
            New values, as in ``plan.json`` or as a planner types them; None empties a field.

        Returns
        -------
        Changed
            Its conflicts name the fields that stay as others left them.
        """
        held = seen.fields.model_dump(mode="json", exclude_defaults=True)
        saw = {name: held[name] for name in fields if name in held}
        wish = RecordChange(fields=dict(fields), seen=saw, reason=reason)
        return self._changed(seen, wish)

    def change_only_if_unchanged(
        self, seen: SeenRecord[AnyRecord], fields: Mapping[str, Any], reason: str = ""
    ) -> Changed[AnyRecord]:
        """Change fields of a record, or nothing if anybody changed it since it was seen.

        Raises
        ------
        Stale
            With both values of each field.
        """
        wish = RecordChange(fields=dict(fields), reason=reason)
        return self._changed(seen, wish, {"If-Match": f'"{seen.version}"'})

    def remove(self, seen: SeenRecord[AnyRecord], reason: str = "") -> None:
        """Take a record out of the plan, if it is still as it was seen.

        Raises
        ------
        Stale
        """
        self._line.ask(
            "DELETE",
            self._of(seen.kind, seen.key),
            headers={"If-Match": f'"{seen.version}"'},
            params=wanted(reason=reason),
        )

    def _changed(
        self,
        seen: SeenRecord[AnyRecord],
        wish: RecordChange,
        headers: Mapping[str, str] | None = None,
    ) -> Changed[AnyRecord]:
        return self._line.read(
            _changed_of(type(seen.fields)),
            "PATCH",
            self._of(seen.kind, seen.key),
            headers=headers,
            **body_of(wish),
        )

    def _of(self, kind: RecordKind, key: str = "") -> str:
        path = f"{self._at}/records/{kind.value}"
        return f"{path}/{quote(key, safe='')}" if key else path

    # What is found about it

    def findings(
        self, *, severity: Severity | None = None, kind: RecordKind | None = None
    ) -> Iterator[FindingTold]:
        """What is wrong with the plan, in the order of a workbook."""
        return self._line.pages(
            lambda cursor: self._line.read(
                FindingPage,
                "GET",
                f"{self._at}/findings",
                params=wanted(
                    severity=severity.value if severity else None,
                    kind=kind.value if kind else None,
                    cursor=cursor,
                ),
            )
        )

    def counts(self) -> dict[RecordKind, int]:
        """How many records of each kind he sees."""
        told = self._line.read(Counts, "GET", f"{self._at}/counts").counts
        return {kind: told[kind.value] for kind in RecordKind if kind.value in told}

    def reserved(self) -> tuple[ReservedTime, ...]:
        """Times at which areas and units are taken by what he does not see."""
        return self._line.read(ReservedTimes, "GET", f"{self._at}/reserved").items

    def people(self) -> Iterator[Member]:
        """Who has which part in it, by name; for the staff."""
        return self._line.pages(
            lambda cursor: self._line.read(
                Members, "GET", f"{self._at}/people", params=wanted(cursor=cursor)
            )
        )

    def invite(self, invitation: InviteTo) -> InvitationMade:
        """Invite somebody for the nation that one leads; the link is told this once."""
        return self._line.read(
            InvitationMade, "POST", f"{self._at}/invitations", **body_of(invitation)
        )

    def invitations(self) -> Iterator[InvitationTold]:
        """Open invitations that one made, or could have made, the newest first."""
        return self._line.pages(
            lambda cursor: self._line.read(
                Invitations, "GET", f"{self._at}/invitations", params=wanted(cursor=cursor)
            )
        )

    def withdraw_invitation(self, key: str) -> None:
        """Let the link of an invitation count no longer."""
        self._line.ask("DELETE", f"{self._at}/invitations/{quote(key, safe='')}")

    # What happened

    def history(self, *, record: str = "") -> Iterator[HistoryStep]:
        """Steps, the newest first, asked for page by page as they are taken.

        Parameters
        ----------
        record : str
            Key of a record, if only its own are wanted.
        """
        return self._line.pages(
            lambda cursor: self._line.read(
                HistoryPage,
                "GET",
                f"{self._at}/history",
                params=wanted(record=record, cursor=cursor),
            )
        )

    def undo(self, step: str, reason: str = "") -> StepDone:
        """Take a step back, all of it or nothing; of an undo, that is the redo.

        Raises
        ------
        Conflicting
            If others have changed since what it did.
        """
        path = f"{self._at}/history/{quote(step, safe='')}/undo"
        return self._line.read(StepDone, "POST", path, **body_of(Undo(reason=reason)))

    def baselines(self) -> tuple[BaselineTold, ...]:
        """Named moments of the exercise, the newest first."""
        return self._line.read(Baselines, "GET", f"{self._at}/baselines").items

    def name_baseline(self, name: str) -> BaselineTold:
        """Give the exercise as it is now a name; the host's leaders may."""
        new = NewBaseline(name=name)
        return self._line.read(BaselineTold, "POST", f"{self._at}/baselines", **body_of(new))

    def concurrences(self, baseline: str) -> tuple[ConcurrenceTold, ...]:
        """Signatures under a baseline, by nation; of each nation its last one last."""
        return self._line.read(Concurrences, "GET", self._signed(baseline)).items

    def sign(self, baseline: str, new: NewConcurrence) -> ConcurrenceTold:
        """Sign a baseline for one's nation; its director and chief planner may.

        Raises
        ------
        NotAllowed
            If he may not, or the password is wrong.
        Unfit
            If something is missing, or another of his nation signed meanwhile.
        """
        return self._line.read(ConcurrenceTold, "POST", self._signed(baseline), **body_of(new))

    def _signed(self, baseline: str) -> str:
        return f"{self._at}/baselines/{quote(baseline, safe='')}/concurrences"

    def differences(
        self, *, baseline: str = "", at: datetime | None = None
    ) -> Iterator[RecordDifference]:
        """What is not as it was at a baseline or a moment; without either, at the beginning."""
        moment = at.isoformat() if at else None
        return self._line.pages(
            lambda cursor: self._line.read(
                Differences,
                "GET",
                f"{self._at}/differences",
                params=wanted(baseline=baseline, at=moment, cursor=cursor),
            )
        )

    # Timetable and files

    def timetable(self) -> Programme:
        """The timetable, as he sees it."""
        return self._line.read(Programme, "GET", f"{self._at}/timetable")

    def publish(
        self, timetable: Timetable, reason: str = "", reasons: Mapping[str, str] | None = None
    ) -> StepDone:
        """Put a timetable in place of the one that is there; the host's leaders may.

        Parameters
        ----------
        timetable : Timetable
            Made from the plan as he sees it, such as the one that ``export("plan.json")`` gives.
        reason : str
            Why, on the whole.
        reasons : mapping of str to str, optional
            Why single serials were moved, by their ids.
        """
        new = NewTimetable(
            timetable=timetable.model_dump(mode="json"), reason=reason, reasons=dict(reasons or {})
        )
        return self._line.read(StepDone, "PUT", f"{self._at}/timetable", **body_of(new))

    def forms(self) -> tuple[ExportForm, ...]:
        """Forms in which it can be written."""
        return self._line.read(ExportForms, "GET", f"{self._at}/exports").items

    def preview_import(self, content: bytes, name: str = "plan") -> ImportPreview:
        """What a workbook or plan would change; nothing is changed yet."""
        files = {"file": (name, content)}
        return self._line.read(ImportPreview, "POST", f"{self._at}/imports", files=files)

    def do_import(
        self,
        preview: ImportPreview,
        *,
        remove: bool = False,
        another_exercise: bool = False,
        reason: str = "",
    ) -> ImportDone:
        """Change what a file says, as one step.

        Parameters
        ----------
        preview : ImportPreview
        remove : bool
            Whether records that the file does not hold are removed.
        another_exercise : bool
            Whether it is meant, if the file is of another exercise.
        reason : str
            Why, for the history.
        """
        wish = DoImport(remove=remove, another_exercise=another_exercise, reason=reason)
        path = f"{self._at}/imports/{preview.key}"
        return self._line.read(ImportDone, "POST", path, **body_of(wish))

    def export(self, form: str) -> bytes:
        """The exercise as a file, in one of its forms: ``workbook.xlsx``."""
        path = f"{self._at}/exports/{quote(form, safe='')}"
        return self._line.ask("GET", path, headers={"Accept": "*/*"}).content


def _changed_of(model: type[AnyRecord]) -> type[Changed[AnyRecord]]:
    return Changed[model]  # type: ignore[valid-type]
