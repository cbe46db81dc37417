"""Whatever is planted, and whoever looks: the past tells nobody what was never released to him."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from birlik.exercise.plan import MODELS
from birlik.exercise.roles import Reader
from birlik.log.drafts import Step, removed
from birlik.log.imports import preview_of
from birlik.log.timetables import publishing
from birlik.server.desk.history import History
from birlik.server.desk.past import Past
from birlik.server.desk.sight import Sight
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.release.forms import finds
from tests.release.markers import Planted, Planting, hidden_markers, planted, readers

#: Kinds without which others would be released anew.
FRAME = ("exercise", "nations", "release_defaults")

PLANTINGS = st.integers(0, 10**6).map(Planting)


def lines(history: History, record: str = "") -> Iterator[str]:
    """Everything that the history says of each entry, page after page."""
    cursor = ""
    while True:
        page = history.page(cursor, most=2, record=record)
        for step in page.steps:
            yield f"{step.reason} {step.count}"
            for entry in step.entries:
                yield f"{entry} {entry.sentence(ZoneInfo('UTC'))}"
        cursor = page.following
        if not cursor:
            return


def written(logs: Logs, made: Planted, position: int | None = None) -> None:
    """Import a plan, and publish its timetable."""
    logs.append("x", preview_of(logs.state("x"), made.plan).step("w", "w"))
    logs.append("x", publishing(logs.state("x"), made.timetable.model_dump(mode="json"), "w", "w"))


@settings(deadline=None, max_examples=25, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(first=PLANTINGS, second=PLANTINGS, reader=st.sampled_from([*readers()]), data=st.data())
def test_no_page_of_the_history_holds_what_was_never_released(
    first: Planting, second: Planting, reader: Reader, data: st.DataObject
) -> None:
    one, other = planted(first), planted(second)
    never = hidden_markers(one, reader) & hidden_markers(other, reader)
    with (
        tempfile.TemporaryDirectory() as folder,
        Logs(opened(Place(file=Path(folder) / "x.sqlite3"))) as logs,
    ):
        logs.begin("x")
        written(logs, one)
        then = logs.state("x")
        written(logs, other)
        history = History(logs, "x", reader)
        for line in lines(history):
            assert [marker for marker in never if finds(line, marker)] == []
            if "<Act.REMOVE" not in line:
                hidden = hidden_markers(other, reader)
                assert [marker for marker in hidden if finds(line, marker)] == []
        past = Past(Sight(logs.state("x"), reader), then)
        hidden = hidden_markers(one, reader) | hidden_markers(other, reader)
        shown = repr([seen.fields for kind in MODELS for seen in past.records(kind)])
        assert [marker for marker in hidden if finds(shown, marker)] == []
        differing = repr(list(past.changes_until_now()))
        assert [marker for marker in never if finds(differing, marker)] == []
        kind = data.draw(st.sampled_from([kind for kind in MODELS if kind not in FRAME]))
        state = logs.state("x")
        drafts = tuple(removed(state, kind.value, key) for key in state.of(kind.value))
        logs.append("x", Step("w", "w", drafts))
        for line in lines(History(logs, "x", reader)):
            assert [marker for marker in never if finds(line, marker)] == []
