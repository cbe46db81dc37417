"""The grid's addresses: rows, cells, views and files, each of what its reader sees and nothing else."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from birlik.log.drafts import Step, changed
from birlik.server.people.roles import Role
from birlik.server.store.logs import Logs
from birlik.server.web import desks
from birlik.server.web.grid.saving import MOST_VIEWS
from tests.server.desk.conftest import UNITY, key_of
from tests.server.web.conftest import SignedIn

GRID = f"/exercises/{UNITY}/serials/grid/"
NONCE = "0123456789abcdef"


def asked(browser: Client, path: str, **parameters: str) -> Any:
    answer = browser.get(GRID + path, parameters)
    assert answer.status_code == 200
    return answer.json()


def sent(browser: Client, path: str, body: Any, status: int = 200) -> Any:
    answer = browser.post(GRID + path, json.dumps(body), "application/json")
    assert answer.status_code == status, answer.content
    return answer.json()


def setting(browser: Client) -> Any:
    """What the page tells its script."""
    page = browser.get(GRID).content.decode()
    return json.loads(
        page.split('id="grid-setting" type="application/json">')[1].split("</script>")[0]
    )


def cell(record: str, field: str, typed: str, seen: str) -> dict[str, str]:
    return {"record": record, "field": field, "typed": typed, "seen": seen}


def texts(table: Any, name: str) -> list[str]:
    place = table["columns"].index(name) + 2
    return [row[place] for row in table["rows"]]


def test_rows_are_those_that_the_reader_sees_with_what_he_may_do(
    signed_in: SignedIn, logs: Logs
) -> None:
    table = asked(signed_in(), "rows/")
    assert texts(table, "id") == ["S-1", "S-3"]
    assert texts(table, "areas")[0] == "SEA | QUIET"
    assert {sort["remove"] for sort in table["rights"]} == {True}
    azeri = asked(signed_in("AZE", Role.PLANNER, "Leyla"), "rows/")
    rights = {row[2]: azeri["rights"][row[1]] for row in azeri["rows"]}
    assert rights["S-2"]["remove"]
    assert "title" in rights["S-2"]["edit"]
    assert rights["S-1"] == {"edit": [], "remove": False}
    uzbek = asked(signed_in("UZB", Role.PLANNER, "Timur"), "rows/")
    assert texts(uzbek, "id") == ["S-1"]


def test_the_page_knows_columns_words_and_views(signed_in: SignedIn, logs: Logs) -> None:
    found = setting(signed_in())
    columns = {column["name"]: column for column in found["columns"]}
    assert columns["light"]["choices"]
    assert columns["areas"]["refers"]
    assert found["words"]["stale"]
    assert found["keys"]


def test_a_batch_is_answered_cell_by_cell_and_with_the_rows(
    signed_in: SignedIn, logs: Logs
) -> None:
    key = key_of(logs, "serials", "S-1")
    logs.append(
        UNITY, Step("x", "KAZ", (changed(logs.state(UNITY), "serials", key, {"notes": "theirs"}),))
    )
    answer = sent(
        signed_in(),
        "change/",
        {
            "nonce": NONCE,
            "cells": [
                cell(key, "duration", "1 h 30 min", "60"),
                cell(key, "title", "x" * 3, "Boarding"),
                cell(key, "notes", "mine", ""),
                cell(key, "earliest", "yesterday", ""),
            ],
            "added": [{"name": "new-1", "texts": {"id": "S-9"}}],
        },
    )
    outcomes = {each["field"]: each["outcome"] for each in answer["cells"]}
    assert outcomes == {
        "duration": "stored",
        "title": "stored",
        "notes": "stale",
        "earliest": "refused",
        "id": "stored",
    }
    late = next(each for each in answer["cells"] if each["outcome"] == "stale")
    assert (late["holds"], late["by"]) == ("theirs", "Somebody")
    rows = {row["texts"]["id"]: row for row in answer["rows"]}
    assert rows["S-1"]["texts"]["duration"] == "90"
    assert rows["S-9"]["key"] == answer["keys"]["new-1"]
    assert rows["S-9"]["after"] == key_of(logs, "serials", "S-3")


def test_a_step_is_taken_back_and_done_again_unless_others_changed_the_same(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser, key = signed_in(), key_of(logs, "serials", "S-1")
    wanted = {"nonce": NONCE, "cells": [cell(key, "title", "Landing", "Boarding")]}
    step = sent(browser, "change/", wanted)["step"]
    back = sent(browser, "take-back/", {"step": step})
    assert back["rows"][0]["texts"]["title"] == "Boarding"
    again = sent(browser, "take-back/", {"step": back["step"]})
    assert again["rows"][0]["texts"]["title"] == "Landing"
    logs.append(
        UNITY, Step("x", "KAZ", (changed(logs.state(UNITY), "serials", key, {"title": "Other"}),))
    )
    refused = sent(browser, "take-back/", {"step": again["step"]}, 409)
    assert "Nothing was taken back" in refused["sentence"]


def test_hidden_and_absent_are_answered_the_same(signed_in: SignedIn, logs: Logs) -> None:
    uzbek, hidden = signed_in("UZB", Role.PLANNER, "Timur"), key_of(logs, "serials", "S-3")
    told = []
    for key in (hidden, "0" * 24):
        wanted = {"nonce": NONCE, "cells": [cell(key, "title", "x", "")], "removed": [key]}
        answers = (
            sent(uzbek, "change/", wanted),
            asked(uzbek, "rows/", keys=key),
            uzbek.post(f"{GRID}export/", {"form": "csv", "columns": "title", "keys": key}).content,
        )
        told.append(repr(answers).replace(key, "…"))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"nonce":"x"}',
        '{"nonce":"0123456789abcdef","cells":[{"record":1}]}',
        "{" * 9,
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(
    body: str, signed_in: SignedIn, logs: Logs
) -> None:
    browser = signed_in()
    for path in ("change/", "take-back/", "views/"):
        answer = browser.post(GRID + path, body, "application/json")
        assert answer.status_code == 400
        assert answer.json()["sentence"].endswith("Load the page again.")


def test_a_page_of_another_site_stores_nothing(signed_in: SignedIn, logs: Logs) -> None:
    browser = signed_in()
    browser.handler.enforce_csrf_checks = True
    position = logs.state(UNITY).position
    body = {"nonce": NONCE, "added": [{"name": "n", "texts": {"id": "S-9"}}]}
    for path in ("change/", "take-back/", "views/", "export/"):
        assert browser.post(GRID + path, json.dumps(body), "application/json").status_code == 403
    assert logs.state(UNITY).position == position


def test_what_is_larger_than_a_batch_may_be_is_refused(signed_in: SignedIn, logs: Logs) -> None:
    rows = [{"name": f"n{n}", "texts": {"id": f"S-{n}"}} for n in range(1_001)]
    refused = sent(signed_in(), "change/", {"nonce": NONCE, "added": rows}, 413)
    assert "import a workbook" in refused["sentence"]


def test_cells_are_offered_what_their_reader_sees(signed_in: SignedIn, logs: Logs) -> None:
    azeri, uzbek = signed_in("AZE", Role.PLANNER, "Leyla"), signed_in("UZB", Role.PLANNER, "Timur")
    assert asked(azeri, "offers/", field="after", q="night") == [["S-2", "Night diving"]]
    assert asked(uzbek, "offers/", field="after", q="night") == []
    assert asked(azeri, "offers/", field="areas", q="") == [["SEA", ""], ["QUIET", ""]]
    assert asked(azeri, "offers/", field="title", q="") == []


def test_findings_stand_at_their_records(signed_in: SignedIn, logs: Logs) -> None:
    browser, key = signed_in(), key_of(logs, "serials", "S-1")
    sent(browser, "change/", {"nonce": NONCE, "cells": [cell(key, "duration", "", "60")]})
    found = asked(browser, "findings/")[key]
    assert found[0][:3] == ["error", "B201", "duration"]


def test_views_are_kept_for_their_person_alone(signed_in: SignedIn, logs: Logs) -> None:
    browser, other = signed_in(), signed_in("KAZ", Role.PLANNER, "Saule")
    content = {
        "columns": [{"name": "id", "shown": True, "width": 90}],
        "filters": {"kind": "live"},
        "sort": [["id", True]],
        "search": "",
        "only_found": False,
    }
    assert sent(browser, "views/", {"name": "Live", "content": content}) == [
        {"name": "Live", "content": content}
    ]
    assert [view["name"] for view in setting(browser)["views"]] == ["Live"]
    assert setting(other)["views"] == []
    assert sent(browser, "views/", {"name": "Live"}) == []
    for number in range(MOST_VIEWS):
        sent(browser, "views/", {"name": str(number), "content": content})
    refused = sent(browser, "views/", {"name": "one more", "content": content}, 409)
    assert "delete one first" in refused["sentence"]
    sent(browser, "views/", {"name": "7", "content": content})


def test_a_file_holds_what_was_shown_and_no_formula(signed_in: SignedIn, logs: Logs) -> None:
    browser, keys = signed_in("AZE", Role.PLANNER, "Leyla"), []
    formula = {"nonce": NONCE, "added": [{"name": "n", "texts": {"id": "S-9", "title": "=1+1"}}]}
    sent(browser, "change/", formula)
    keys = [key_of(logs, "serials", each) for each in ("S-9", "S-2")]
    wanted = {"columns": "title,id,duration,nonsense", "keys": ",".join(keys)}
    written = browser.post(f"{GRID}export/", {"form": "csv", **wanted})
    assert written.content.decode("utf-8-sig").splitlines() == [
        "REL TO AZE",
        "Title,Id,Duration [min]",
        "'=1+1,S-9,",
        "Night diving,S-2,60",
    ]
    assert written.headers["Birlik-Marking"] == "REL TO AZE"
    book = browser.post(f"{GRID}export/", {"form": "xlsx", **wanted}).content
    sheet = openpyxl.load_workbook(BytesIO(book)).active
    cells = [[one.value for one in row] for row in sheet.iter_rows(min_row=4)]
    assert cells[1:] == [["=1+1", "S-9", None], ["Night diving", "S-2", 60]]
    assert sheet["A5"].data_type == "s"
    assert sheet["A2"].value == "REL TO AZE"
    assert browser.post(f"{GRID}export/", {"form": "exe", **wanted}).status_code == 404


def test_a_row_is_told_as_it_was_typed_and_in_the_columns_of_its_reader(
    signed_in: SignedIn, logs: Logs
) -> None:
    browser, key = signed_in(), key_of(logs, "serials", "S-3")
    typed = 'Say "no"\nto \\ </script> ü'
    sent(browser, "change/", {"nonce": NONCE, "cells": [cell(key, "notes", typed, "")]})
    uzbek = signed_in("UZB", Role.PLANNER, "Timur")  # sees S-1 alone, and no notes
    tables = [asked(each, "rows/") for each in (browser, uzbek, browser)]
    assert tables[0] == tables[2]
    assert typed in texts(tables[0], "notes")
    assert "notes" not in tables[1]["columns"]
    for table in tables:
        assert {len(row) for row in table["rows"]} == {2 + len(table["columns"])}


def test_a_large_table_does_not_wait_until_all_is_judged(
    signed_in: SignedIn, logs: Logs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "LARGE", 1)
    browser, mark = signed_in(), '<span class="bad"'
    state, key = logs.state(UNITY), key_of(logs, "serials", "S-1")
    draft = changed(state, "serials", key, {"duration": None})
    logs.append(UNITY, Step("aidar", "KAZ", (draft,)))
    assert mark not in browser.get(GRID).content.decode()
    assert asked(browser, "findings/")[key]
    assert mark in browser.get(GRID).content.decode()
