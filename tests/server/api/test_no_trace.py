"""Nothing that is not released is in any answer, at any address that the description lists."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from birlik.exercise.columns import RecordKind
from birlik.exercise.roles import Reader
from birlik.server.api.description import description
from birlik.server.desk import keeping
from birlik.server.desk.exporting import FORMS
from birlik.server.people import audit, roles
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.models import Account
from birlik.server.store.logs import Logs
from birlik.server.store.opening import Place, opened
from tests.release.forms import finds, text_of
from tests.release.markers import Planted, Planting, hidden_markers, planted, readers
from tests.server.api.conftest import UNITY, client_of, filled

READERS = [reader for reader in readers() if reader.nation and reader.role]


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(Planting(3))


@pytest.fixture(scope="module")
def planted_logs(made: Planted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logs]:
    place: Path = tmp_path_factory.mktemp("planted") / "logs.sqlite3"
    with Logs(opened(Place(file=place))) as running:
        filled(running, made.plan, made.timetable)
        before = keeping.keep(running)
        yield running
        keeping.keep(before)


def addresses(logs: Logs) -> Iterator[str]:
    """Every address that can be read, with keys of what is hidden too."""
    state = logs.state(UNITY)
    keys = {kind: [*state.of(kind.value)][:2] for kind in RecordKind}
    steps = {entry.step for entry in logs.entries(UNITY)}
    values: dict[str, list[str]] = {
        "kind": [kind.value for kind in RecordKind],
        "form": [*FORMS],
        "step": sorted(steps),
        "exercise": [UNITY],
        "key": ["0" * 24],
        "baseline": ["0" * 24],
    }
    for path, methods in description()["paths"].items():
        if "get" not in methods:
            continue
        if path.endswith("/records/{kind}/{key}"):
            yield from (
                path.format(exercise=UNITY, kind=kind.value, key=key)
                for kind in RecordKind
                for key in keys[kind]
            )
            continue
        names = [each["name"] for each in methods["get"]["parameters"] if each["in"] == "path"]
        for chosen in product(*(values[name] for name in names)):
            yield path.format(**dict(zip(names, chosen, strict=True)))


@pytest.mark.parametrize(("number", "reader"), [*enumerate(READERS)][::8], ids=str)
def test_no_answer_holds_a_trace_of_what_is_hidden(
    number: int, reader: Reader, made: Planted, planted_logs: Logs, db: Any
) -> None:
    account = Account.objects.create_user("reader@example.org", None, name="Reader")
    assert reader.nation
    assert reader.role
    part = PartIn(UNITY, reader.nation, roles.Role(reader.role.value), reader.trusted)
    join(account, part, by=audit.SERVER)
    client, hidden = client_of(account), hidden_markers(made, reader)
    hidden -= {reader.nation}
    read = 0
    for address in addresses(planted_logs):
        answer = client.get(address)
        assert answer.status_code in (200, 403, 404, 409), address
        read += answer.status_code == 200
        for text in (text_of(answer.content), str(answer.headers)):
            assert [marker for marker in hidden if finds(text, marker)] == [], address
    assert hidden
    assert read > 50


def test_a_server_that_showed_the_whole_plan_would_be_found_out(
    made: Planted, planted_logs: Logs, db: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = READERS[0]
    assert reader.nation
    account = Account.objects.create_user("reader@example.org", None, name="Reader")
    join(account, PartIn(UNITY, reader.nation, roles.Role.PLANNER), by=audit.SERVER)
    monkeypatch.setattr("birlik.server.api.asking.Desk.reader", Reader())
    client, hidden = client_of(account), hidden_markers(made, reader)
    for place in ("records/serials", "exports/plan.json", "exports/workbook.xlsx", "history"):
        text = text_of(client.get(f"/api/exercises/{UNITY}/{place}").content)
        assert any(finds(text, marker) for marker in hidden), place
