"""Every page of an exercise, as every kind of person: none holds a marker of what is hidden from him."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver

from birlik.exercise.columns import RecordKind, columns_of
from birlik.exercise.plan import MODELS
from birlik.exercise.release import Reader
from birlik.log.imports import preview_of
from birlik.log.timetables import publishing
from birlik.server.desk.exporting import FORMS
from birlik.server.people import audit
from birlik.server.people.memberships import PartIn, join
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from birlik.server.urls import exercise_pages
from tests.release.forms import finds, text_of
from tests.release.markers import Planting, hidden_markers, planted, readers
from tests.server.conftest import Made

KEY = "planted"

#: Pages with further parts in their address, and those that only take a form.
WALKED = {
    "overview", "history", "take_back", "as_of", "name_baseline", "baseline", "import",
    "import_preview", "export", "export_form", "records", "new_record", "record", "remove_record",
    "conferences", "conference", "agenda", "agenda_point", "decide", "decision", "change_decision",
    "promise", "action_item", "freeze", "close_decision", "concurrence", "what_changed",
    "map", "map_content", "map_area", "map_import", "map_import_preview",
    "grid", "grid_rows", "grid_findings", "grid_offers", "grid_change", "grid_take_back", "grid_views",
    "grid_export",
    "board", "board_data", "board_findings", "board_judge", "board_fits", "board_move", "board_wish",
    "board_compare", "board_proposal",
    "exercise_invitations", "withdraw_exercise_invitation",
    "documents", "document", "warnings", "issue_notice", "cancel_notice", "visitors", "invitation",
    "works", "work", "work_progress", "stop_work", "publish_work", "throw_work_away",
}  # fmt: skip

#: Everybody with a nation and a role; the author sits at no desk.
PEOPLE = [r for r in readers() if r.nation and r.role]


def test_no_page_is_forgotten() -> None:
    parts = [
        page.url_patterns if isinstance(page, URLResolver) else [page] for page in exercise_pages
    ]
    assert {page.name for part in parts for page in part} == WALKED


def addresses(logs: Logs) -> Iterator[str]:
    """Every page that can be asked for, of every kind and every record, hidden or not."""
    base = f"/exercises/{KEY}/"
    yield base
    yield f"{base}history/"
    yield f"{base}import/"
    yield f"{base}export/"
    yield f"{base}map/"
    yield f"{base}map/content"
    yield f"{base}map/import/"
    for place in ("board/", "board/data/", "board/findings/", "work/"):
        yield base + place
    for key in list(logs.state(KEY).of("serials"))[::9]:
        yield f"{base}board/judge/?serial={key}&begins=28673580"
        yield f"{base}board/fits/?serial={key}"
    for kind in MODELS:
        slug = kind.value.replace("_", "-")
        yield f"{base}{slug}/?q=Q"
        yield f"{base}{slug}/?sort=-title"
        yield f"{base}{slug}/new/"
        for part in ("", "rows/", "findings/"):
            yield f"{base}{slug}/grid/{part}"
        for column in columns_of(MODELS[kind]):
            if column.refers_to:
                yield f"{base}{slug}/grid/offers/?field={column.name}"
        yield f"{base}history/as-of/?at=2100-01-01&kind={kind.value}"
        for key in logs.state(KEY).of(kind.value):
            yield f"{base}{slug}/{key}/"
            yield f"{base}history/?record={key}"
    yield f"{base}conference/"
    yield f"{base}what-changed/"
    for room in logs.state(KEY).of(RecordKind.CONFERENCE):
        yield f"{base}conference/{room}/"
        for decision in logs.state(KEY).of(RecordKind.DECISION):
            yield f"{base}conference/{room}/decisions/{decision}/"
    for form in FORMS:
        yield f"{base}export/{form}"


@pytest.mark.parametrize("reader", PEOPLE[::7], ids=lambda r: f"{r.role}{'+' * r.trusted}")
def test_no_page_holds_a_trace_of_what_is_hidden(reader: Reader, person: Made, logs: Logs) -> None:
    made = planted(Planting(PEOPLE.index(reader)))
    logs.begin(KEY)
    logs.append(KEY, preview_of(logs.state(KEY), made.plan).step("w", "w", "A reason"))
    timetable = made.timetable.model_dump(mode="json")
    logs.append(KEY, publishing(logs.state(KEY), timetable, "w", "w"))
    account = person("Somebody")
    assert reader.nation
    assert reader.role
    join(account, PartIn(KEY, reader.nation, Role(reader.role.value), reader.trusted), audit.SERVER)
    browser = Client(raise_request_exception=True)
    browser.force_login(account)
    hidden = hidden_markers(made, reader)
    seen = 0
    for address in addresses(logs):
        answer = browser.get(address, follow=True)
        assert answer.status_code in (200, 404), address
        seen += answer.status_code == 200
        text = text_of(bytes(answer.content))
        assert [marker for marker in hidden if finds(text, marker)] == [], address
    assert seen >= 4
