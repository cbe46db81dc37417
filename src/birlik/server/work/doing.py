"""Does a piece of work in this process: what it asks for, with signs of life each second."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection
from django.db.models.functions import Now

from birlik.exercise.sentences import said
from birlik.planning.timetable import Timetable
from birlik.planning.verify import verify
from birlik.server.work.given import Given
from birlik.server.work.models import Kind, Piece, Stage, kept, packed, unpacked
from birlik.server.work.places import LOST

_log = logging.getLogger("birlik.work")

#: Seconds between two signs of life.
BEAT = 1.0


class Telling:
    """What the work says while it goes on, written down each second by a thread of its own.

    Parameters
    ----------
    key : str
        Of the piece.
    seconds : float
        Budget; 0 if the work says itself how far it is.
    """

    def __init__(self, key: str, seconds: float = 0.0) -> None:
        self._key, self._seconds = key, seconds
        self._since = time.monotonic()
        self._lock = threading.Lock()
        self._news: dict[str, Any] = {}
        self._ended = threading.Event()
        self.asked_to_stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="birlik-telling", daemon=True)
        self._thread.start()

    def say(self, words: str, done: float | None = None) -> None:
        """Say what is being done."""
        with self._lock:
            self._news["saying"] = kept(words)
            if done is not None:
                self._news["done"] = done

    def keep(self, best: dict[str, Any], result: Any = None) -> None:
        """Keep figures of the best so far, and the best itself."""
        with self._lock:
            self._news["best"] = best
            if result is not None:
                self._news["result"] = result

    def stopped(self) -> bool:
        """Whether somebody wants it to end with the best so far."""
        return self.asked_to_stop.is_set()

    def end(self) -> None:
        """Write what was said last, and be silent."""
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        while True:
            last = self._ended.wait(BEAT)
            try:
                self._write()
            except DatabaseError as error:
                _log.warning("no sign of life of a piece of work: %s", error)
            if last:
                connection.close()
                return

    def _write(self) -> None:
        with self._lock:
            news, self._news = self._news, {}
        if "result" in news:
            news["result"] = packed(news["result"])
        if self._seconds:
            news["done"] = min(0.99, (time.monotonic() - self._since) / self._seconds)
        rows = Piece.objects.filter(key=self._key, stage=Stage.RUNNING)
        if not rows.update(seen_at=Now(), **news) or rows.filter(stop=True).exists():
            # Stopped, or taken away: in either case there is nothing more to do.
            self.asked_to_stop.set()


def do(piece: Piece) -> None:
    """Do a piece of work; its row says how it went, and what came of it."""
    seconds = 0.0 if piece.kind == Kind.REHEARSE else float(piece.asked["seconds"])
    telling = Telling(piece.key, seconds)
    last: dict[str, Any] = {}
    try:
        telling.say(said("reading the plan"))
        given = Given.of_json(unpacked(bytes(piece.given)))
        last = _ACTS[Kind(piece.kind)](piece, given, telling)
        last |= {"stage": Stage.DONE, "done": 1.0}
    except ValueError as error:
        last = {"stage": Stage.FAILED, "message": kept(str(error))}
    except Exception:  # noqa: BLE001 - whoever waits is told, whatever it was
        _log.exception("a piece of work failed")
        last = {
            "stage": Stage.FAILED,
            "message": kept(said("This went wrong; the server's log says more.")),
        }
    finally:
        telling.end()
        if "result" in last:
            last["result"] = packed(last["result"])
        Piece.objects.filter(key=piece.key, stage=Stage.RUNNING).update(
            ended_at=Now(), slot=None, **last
        )
        connection.close()


def given_up(process: str) -> None:
    """Say of what this process does that the server has ended."""
    Piece.objects.filter(process=process, stage=Stage.RUNNING).update(
        stage=Stage.FAILED,
        slot=None,
        ended_at=Now(),
        message=kept(LOST),
    )


def figures_of(timetable: Timetable) -> dict[str, Any]:
    """Figures of a timetable that a page shows while it is made better."""
    return {
        "placed": len(timetable.placements),
        "left_out": len(timetable.left_out),
        "score": list(timetable.score.levels),
        "bound": None if timetable.proof is None else list(timetable.proof.bound.levels),
        "optimal": timetable.proof is not None and timetable.proof.optimal,
    }


def _planned(piece: Piece, given: Given, telling: Telling) -> dict[str, Any]:
    """A timetable from nothing, better and better."""
    from birlik.planning import better_timetables

    best: Timetable | None = None
    for best in better_timetables(
        given.plan,
        given.errors,
        seconds=piece.asked["seconds"],
        seed=piece.asked["seed"],
        listener=lambda progress: telling.say(progress.stage),
        stop=telling.stopped,
        reserved=given.reserved,
    ):
        telling.keep(figures_of(best), {"timetable": best.model_dump(mode="json")})
    assert best is not None
    return _proposal(best, given)


def _replanned(piece: Piece, given: Given, telling: Telling) -> dict[str, Any]:
    """The timetable that is there, with as few moves as can be."""
    from birlik.planning import replan

    if given.kept is None:
        raise ValueError(said("There is no timetable yet that could be repaired: plan first"))
    until = piece.asked.get("frozen_until")
    repair = replan(
        given.plan,
        given.kept,
        given.errors,
        frozen_until=None if not until else datetime.fromisoformat(until),
        seconds=piece.asked["seconds"],
        seed=piece.asked["seed"],
        listener=lambda progress: telling.say(progress.stage),
        stop=telling.stopped,
        reserved=given.reserved,
    )
    found = _proposal(repair.timetable, given)
    found["result"] |= {
        "changes": [change.model_dump(mode="json") for change in repair.changes],
        "frozen": list(repair.frozen),
        "cost": repair.cost,
        "bound": repair.bound,
        "proven": repair.proven,
    }
    return found


def _proposal(timetable: Timetable, given: Given) -> dict[str, Any]:
    """A timetable as a proposal, with what the verifier found."""
    faults = [found for found in verify(timetable, given.plan) if found.code != "B521"]
    return {
        "best": figures_of(timetable),
        "result": {
            "timetable": timetable.model_dump(mode="json"),
            "faults": [kept(found.text) for found in faults],
        },
    }


def _explained(piece: Piece, given: Given, telling: Telling) -> dict[str, Any]:
    """Why mandatory serials cannot all be placed, and what would remedy it."""
    from birlik.planning import explain

    found = explain(
        given.plan,
        given.errors,
        seconds=piece.asked["seconds"],
        seed=piece.asked["seed"],
        listener=lambda progress: telling.say(progress.stage),
        stop=telling.stopped,
    )
    return {"result": {"explanation": found.model_dump(mode="json")}}


def _rehearsed(piece: Piece, given: Given, telling: Telling) -> dict[str, Any]:
    """The timetable carried out many times."""
    from birlik.planning import rehearse

    if given.kept is None:
        raise ValueError(said("There is no timetable yet that could be rehearsed: plan first"))
    found = rehearse(
        given.plan,
        given.kept,
        runs=piece.asked["runs"],
        seed=piece.asked["seed"],
        listener=lambda progress: telling.say(progress.stage, progress.done),
        stop=telling.stopped,
    )
    return {"result": {"rehearsal": found.model_dump(mode="json")}}


_ACTS: dict[Kind, Callable[[Piece, Given, Telling], dict[str, Any]]] = {
    Kind.PLAN: _planned,
    Kind.REPLAN: _replanned,
    Kind.EXPLAIN: _explained,
    Kind.REHEARSE: _rehearsed,
}
