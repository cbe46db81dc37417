"""Who does which piece of work, and when: slots, signs of life, and work whose process is gone."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from birlik.exercise.sentences import said
from birlik.server.work.models import Piece, Stage, kept

#: How long a process may give no sign of life; it gives one each second.
SILENT = timedelta(seconds=20)

LOST = said("The server that did this has ended. The best that was found so far is kept.")


def tidied() -> int:
    """End what runs in processes that are gone; gives back how many there were."""
    return Piece.objects.filter(stage=Stage.RUNNING, seen_at__lt=Now() - SILENT).update(
        stage=Stage.FAILED,
        slot=None,
        ended_at=Now(),
        message=kept(LOST),
    )


def taken(process: str) -> Piece | None:
    """The oldest piece that waits, taken by a process; None if none waits, or no place is free.

    However many processes ask at once, no piece is taken twice, and no more than BIRLIK_WORKS run.
    """
    tidied()
    waiting: QuerySet[Piece] = Piece.objects.filter(stage=Stage.WAITING).order_by("asked_at")
    for piece in waiting[:5]:
        for slot in range(settings.WORKS):
            try:
                with transaction.atomic():
                    mine = Piece.objects.filter(key=piece.key, stage=Stage.WAITING).update(
                        stage=Stage.RUNNING,
                        slot=slot,
                        process=process,
                        begun_at=Now(),
                        seen_at=Now(),
                    )
            except IntegrityError:
                continue  # somebody works there
            if mine:
                return Piece.objects.get(key=piece.key)
            break
        else:
            return None
    return None


def is_wanted() -> bool:
    """Whether something waits and a place is free for it."""
    tidied()
    running = Piece.objects.filter(stage=Stage.RUNNING).count()
    return running < settings.WORKS and Piece.objects.filter(stage=Stage.WAITING).exists()
