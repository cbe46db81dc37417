"""Long work of several seats: each made from what its seat sees, with all of that in its result."""

from __future__ import annotations

from django.db.models.functions import Now

from birlik.exercise.roles import Reader, Role
from birlik.server.desk.sight import Sight
from birlik.server.work.beginning import about, kept_timetable
from birlik.server.work.given import Given
from birlik.server.work.models import Kind, Piece, Stage, kept, packed, seat_name
from tests.server.walking.world import UNITY, World


def at_work(world: World) -> None:
    """A proposal of the host's planners, and one of a guest's."""
    for nation in world.nations[:2]:
        sight = Sight(world.state, Reader(nation, Role.PLANNER))
        held = kept_timetable(sight)
        assert held is not None
        titles = "; ".join(serial.title for serial in sight.plan.serials)
        Piece.objects.create(
            key=f"{nation:0>18}"[:18],
            exercise=UNITY,
            seat=seat_name(sight.reader),
            who="somebody",
            kind=Kind.PLAN,
            stage=Stage.DONE,
            asked={"seconds": 1, "seed": 0},
            plan=sight.plan.fingerprint(),
            given=packed(Given(sight.plan, sight.view.reserved, held).to_json()),
            about=packed(about(sight.plan)),
            saying=kept(titles),
            message=kept(titles),
            result=packed({"timetable": held.model_dump(mode="json"), "faults": [kept(titles)]}),
            asked_at=Now(),
            seen_at=Now(),
        )
