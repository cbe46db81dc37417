"""Long work begun, stopped, thrown away, and seen by the seat from whose view it is made."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from birlik.exercise.codes import CODES
from birlik.exercise.columns import RecordKind
from birlik.exercise.editing import Refused
from birlik.exercise.plan import MODELS, Plan
from birlik.exercise.sentences import said, term
from birlik.log.canonical import canonical
from birlik.log.plans import fields_of
from birlik.planning.asked import refuse_absurd
from birlik.planning.repair.changes import Change
from birlik.planning.timetable import Timetable
from birlik.planning.verify import score_of
from birlik.server.desk.changing import Author
from birlik.server.desk.findings import findings_in
from birlik.server.desk.publishing import held_timetable, publish
from birlik.server.desk.room import room_of
from birlik.server.desk.sight import Absent, Sight
from birlik.server.speaking import spoken
from birlik.server.store.logs import Logs
from birlik.server.work.given import Given, errors_of
from birlik.server.work.models import Kind, Piece, Stage, kept, packed, seat_name, unpacked
from birlik.server.work.places import tidied
from birlik.server.work.starting import see_to_it

#: Longest budget, in seconds, and most runs of a rehearsal.
MOST_SECONDS, MOST_RUNS = 1800, 20_000

#: Pieces of one seat that are kept.
KEPT = 12


def may_work(sight: Sight) -> bool:
    """Whether a reader may plan: whoever may add serials."""
    return sight.may_add(RecordKind.SERIAL)


def begin(sight: Sight, who: str, kind: Kind, asked: Mapping[str, Any]) -> Piece:
    """Begin a piece of work from what a reader sees.

    Parameters
    ----------
    sight : Sight
    who : str
        Key of his account.
    kind : Kind
    asked : mapping
        ``seconds`` and ``seed``; ``frozen_until`` of a repair, ``runs`` of a rehearsal.

    Raises
    ------
    Refused
        If he may not, it cannot be done, or his seat is at work already.
    """
    if not may_work(sight):
        raise Refused(said("Planners plan; ask one of your nation"))
    try:
        refuse_absurd(asked.get("seconds", 1), asked["seed"])
    except ValueError as error:
        raise Refused(str(error)) from error
    if asked.get("seconds", 1) > MOST_SECONDS or asked.get("runs", 1) > MOST_RUNS:
        raise Refused(
            said(
                "At most {seconds} seconds and {runs} runs can be asked for",
                seconds=MOST_SECONDS,
                runs=MOST_RUNS,
            )
        )
    if sight.plan.exercise.startex is None or sight.plan.exercise.endex is None:
        raise Refused(said("The exercise needs a STARTEX and a later ENDEX"))
    given = Given(
        sight.plan, sight.view.reserved, kept_timetable(sight), errors_of(findings_in(sight).all)
    )
    if kind is Kind.REHEARSE:
        _refuse_rehearsal(sight, given)
    if kind is Kind.REPLAN and given.kept is None:
        raise Refused(said("There is no timetable yet that could be repaired: plan first"))
    tidied()
    seat, exercise = seat_name(sight.reader), sight.state.log
    try:
        with transaction.atomic():
            piece = Piece.objects.create(
                exercise=exercise,
                seat=seat,
                who=who,
                kind=kind,
                asked={**asked, "beside": _published(sight)},
                plan=sight.plan.fingerprint(),
                given=packed(given.to_json()),
                about=packed(about(sight.plan)),
                asked_at=Now(),
                seen_at=Now(),
            )
    except IntegrityError as error:
        raise Refused(
            said("Your seat is at work on this exercise already; wait for it, or stop it")
        ) from error
    mine = Piece.objects.filter(exercise=exercise, seat=seat)
    old = mine.exclude(stage__in=[Stage.WAITING, Stage.RUNNING]).values_list("key", flat=True)
    Piece.objects.filter(key__in=list(old[KEPT:])).delete()
    see_to_it()
    piece.refresh_from_db()
    return piece


def kept_timetable(sight: Sight) -> Timetable | None:
    """The timetable as a reader sees it, as one of the plan that he sees; None if there is none."""
    held = held_timetable(sight)
    if held is None:
        return None
    room = room_of(sight)
    known = sight.view.known.of(RecordKind.SERIAL)
    seen = held.model_copy(
        update={
            "exercise": sight.plan.exercise.id,
            "plan": sight.plan.fingerprint(),
            "placements": room.placements,
            # Reasons tell in words what else is in the plan.
            "left_out": tuple(
                each.model_copy(update={"reason": term(CODES[each.code].meaning)})
                for each in held.left_out
                if each.serial in known and each.code in CODES
            ),
            "proof": None,
        }
    )
    return seen.model_copy(update={"score": score_of(seen, sight.plan)})


def _refuse_rehearsal(sight: Sight, given: Given) -> None:
    if given.kept is None:
        raise Refused(said("There is no timetable yet that could be rehearsed: plan first"))
    if room_of(sight).findings:
        raise Refused(
            said("The timetable breaks rules of the plan as it is now: replan, then rehearse")
        )


def piece_of(sight: Sight, key: str) -> Piece:
    """A piece of work of a reader's seat.

    Raises
    ------
    Absent
        If there is none, or it is another seat's.
    """
    tidied()
    piece = Piece.objects.filter(
        key=key, exercise=sight.state.log, seat=seat_name(sight.reader)
    ).first()
    if piece is None:
        raise Absent("There is no such work")
    if piece.stage == Stage.WAITING:
        see_to_it()
    return piece


def pieces_of(sight: Sight, most: int = KEPT) -> list[Piece]:
    """Pieces of work of a reader's seat, the newest first."""
    tidied()
    rows = Piece.objects.filter(exercise=sight.state.log, seat=seat_name(sight.reader))
    return list(rows.defer("result", "given")[:most])


def about(plan: Plan) -> dict[str, list[list[Any]]]:
    """What a view tells: of each record its id, and the fields that are not empty."""
    return {
        kind.value: [[record.id, sorted(fields_of(record))] for record in plan.records(kind)]
        for kind in MODELS
        if kind is not RecordKind.EXERCISE
    }


def still_seen(piece: Piece, sight: Sight) -> bool:
    """Whether a reader still sees all that a piece of work was made from, so that he may see what came of it.

    Only what he sees decides: nothing shows whether something was removed, emptied or withdrawn.
    """
    fresh = sight.plan.fingerprint()
    if piece.plan == fresh:
        return True
    known = _still_seen.get((piece.key, fresh))
    if known is None:
        while len(_still_seen) >= REMEMBERED:
            _still_seen.pop(next(iter(_still_seen)), None)
        known = _still_seen[piece.key, fresh] = _sees(unpacked(bytes(piece.about)), sight.plan)
    return known


#: Pieces and views of which it is known whether the one is still seen in the other.
REMEMBERED = 1000
_still_seen: dict[tuple[str, str], bool] = {}


def _sees(told: Mapping[str, list[list[Any]]], plan: Plan) -> bool:
    for kind, records in told.items():
        now = {record.id: record for record in plan.records(RecordKind(kind))}
        for name, fields in records:
            if name not in now or not fields_of(now[name]).keys() >= set(fields):
                return False
    return True


def stop(piece: Piece) -> None:
    """Let a piece of work end with the best so far; one that waits is not begun."""
    waiting = Piece.objects.filter(key=piece.key, stage=Stage.WAITING)
    if not waiting.update(
        stage=Stage.FAILED, ended_at=Now(), message=kept(said("It was stopped before it began."))
    ):
        Piece.objects.filter(key=piece.key).update(stop=True)


def throw_away(piece: Piece) -> None:
    """Forget a piece of work; if it runs, it ends."""
    Piece.objects.filter(key=piece.key).delete()


def result_of(piece: Piece, sight: Sight) -> Any:
    """What came of a piece of work, as JSON; None if nothing did, or not all of it is his to see any more."""
    return piece.content if still_seen(piece, sight) else None


def publish_piece(logs: Logs, author: Author, piece: Piece, reason: str) -> str:
    """Publish what a piece of work proposes; gives back the key of the step.

    Raises
    ------
    Refused
        If it proposes no timetable, or `desk.publishing` refuses it.
    """
    content = piece.content or {}
    if piece.is_open or "timetable" not in content:
        raise Refused(said("There is nothing to be published here"))
    if piece.asked.get("beside") != _published(Sight(logs.state(piece.exercise), author.reader)):
        raise Refused(said("Somebody has published a timetable since; look at that one first"))
    changes = [Change.model_validate(each) for each in content.get("changes", ())]
    # A reason stands in the log as its author reads it.
    reasons = {
        each.serial: "; ".join(spoken(cause.text) for cause in each.causes) for each in changes
    }
    step = publish(logs, piece.exercise, author, content["timetable"], reason, reasons)
    Piece.objects.filter(key=piece.key).update(stage=Stage.PUBLISHED, step=step)
    return step


def _published(sight: Sight) -> str:
    """Names the timetable that a reader sees: another one as soon as anything of it is, and only then."""
    every = sorted(canonical(each.model_dump(mode="json")) for each in room_of(sight).placements)
    return hashlib.sha256(b"".join(every)).hexdigest()[:24]
