"""A planner at the grid: rows from a spreadsheet, filled, mended, taken back; others at the same table."""

from __future__ import annotations

from importlib.resources import files

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from birlik.server import web
from tests.journeys.serving import served, visitor
from tests.journeys.test_every_page import RULES
from tests.server.live import world as worlds

pytestmark = pytest.mark.journey

#: Pastes a text, as a browser does on Ctrl+V.
PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
}"""

#: Gives back what a copy would put on the clipboard.
COPY = """() => {
  const data = new DataTransfer();
  document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data }));
  return data.getData("text/plain");
}"""


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return worlds.made(tmp_path_factory.mktemp("data") / "birlik")


@pytest.fixture(scope="module")
def running(world):
    with served(world.folder) as found:
        yield found


def sit_down(page: Page, running, world, name: str) -> None:
    """Open the grid of serials as somebody."""
    session = world.people[name]["session"]
    page.context.add_cookies([{"name": world.cookie, "value": session, "url": running.base}])
    page.goto(f"/exercises/{world.exercise}/serials/grid/")
    expect(page.locator("#grid.ready")).to_be_visible()
    page.locator("#grid").focus()


def cell(page: Page, row: int, name: str):
    """A cell by the number of its row and the name of its field."""
    return page.locator(f'[aria-rowindex="{row + 1}"] [tabulator-field="{name}"]')


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def stored(page: Page) -> None:
    expect(page.locator('#grid[data-waiting="0"]')).to_be_visible()


def test_a_planner_pastes_fills_mends_and_takes_back_while_another_looks_on(
    browser, running, world
) -> None:
    with visitor(browser, running.base) as page, visitor(browser, running.base) as other:
        sit_down(page, running, world, "Saule")
        expect(page.locator("#grid")).to_contain_text("paste rows from a spreadsheet")
        sit_down(other, running, world, "Aidar")
        rows = [f'S-{n}\t"Boarding ""{n}"""\tlive fire\t\t\t{n}h' for n in range(1, 10)]
        page.evaluate(PASTE, "\r\n".join([*rows, "S-10\tLanding\tlive fire"]))
        expect(page.locator("#grid-said")).to_contain_text("in 10 new rows")
        stored(page)
        expect(cell(page, 2, "title")).to_have_text('Boarding "2"')
        expect(cell(page, 2, "duration")).to_have_text("120")
        expect(cell(other, 10, "title")).to_have_text("Landing")

        # Filled down: one value for all ten.
        press(page, "Control+Home", *["ArrowRight"] * 4)
        page.keyboard.type("2")
        press(page, "Enter", "ArrowUp", *["Shift+ArrowDown"] * 9, "Control+d")
        stored(page)
        expect(cell(page, 10, "priority")).to_have_text("2")

        # The last row has no duration: the margin says so, and it is mended where F8 leads.
        last = cell(page, 10, "$margin")
        expect(last.locator(".sign.error")).to_be_visible()
        press(page, "Control+Home", "Home")
        expect(page.locator("#grid-about")).to_contain_text("S-1 ")
        duration = cell(page, 10, "duration")
        press(page, "Shift+F8")
        while "tabulator-range-selected" not in (duration.get_attribute("class") or ""):
            press(page, "Shift+F8")
        expect(page.locator("#grid-about")).to_contain_text("B201")
        page.keyboard.type("soon")
        press(page, "Enter")
        expect(page.locator("#grid-troubles")).to_contain_text('"soon" is not a length of time')
        expect(duration).to_have_text("soon")
        press(page, "F2", "Control+a")
        page.keyboard.type("45 min")
        press(page, "Enter")
        expect(duration).to_have_text("45")
        expect(page.locator("#grid-troubles")).to_be_hidden()
        expect(last.locator(".sign.error")).to_be_hidden()
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert not found.response["violations"], found.generate_report()
        press(page, "Control+z")
        expect(duration).to_have_text("")
        expect(last.locator(".sign.error")).to_be_visible()

        # What another types appears; what both type at once is told, and nothing of it is lost.
        press(other, "Control+Home", "ArrowRight", "F2")
        other.keyboard.type(", by night")
        press(page, "Control+Home", "ArrowRight", "F2")
        page.keyboard.type(", by day")
        press(other, "Enter")
        stored(other)
        press(page, "Enter")
        told = page.locator("#grid-troubles li")
        expect(told).to_contain_text('Aidar changed it to “Boarding "1", by night”')
        expect(told).to_contain_text('You typed “Boarding "1", by day”')
        expect(cell(page, 1, "title")).to_have_text('Boarding "1", by day')
        page.get_by_role("button", name="Keep mine").click()
        expect(told).to_have_count(0)
        expect(cell(other, 1, "title")).to_have_text('Boarding "1", by day')

        # Rows go without a question, and come back.
        press(other, "Control+End", "Control+-")
        expect(page.locator("#grid-count")).to_contain_text("9 rows")
        other.get_by_role("button", name="Take back").click()
        expect(page.locator("#grid-count")).to_contain_text("10 rows")


def test_what_is_typed_without_a_connection_is_kept_and_offered_again(
    browser, running, world
) -> None:
    context = browser.new_context(base_url=running.base, reduced_motion="reduce")
    page = context.new_page()
    sit_down(page, running, world, "Saule")
    page.context.route("**/grid/change/", lambda route: route.abort())
    before = page.locator("#grid-count").text_content()
    press(page, "Control+Enter")
    page.keyboard.type("S-99")
    press(page, "Enter")
    expect(page.locator("#grid-line")).to_contain_text("No connection. 1 cells are kept")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#grid-line")).to_contain_text("were typed here and not stored")
    page.context.unroute("**/grid/change/")
    page.get_by_role("button", name="Store them now").click()
    expect(page.locator("#grid-line")).to_be_hidden()
    page.reload()
    expect(page.locator("#grid.ready")).to_be_visible()
    expect(page.locator("#grid-count")).not_to_have_text(before or "")
    # Nobody else is shown what was typed at this screen.
    page.evaluate("sessionStorage.setItem('birlik-grid somebody else', '{}')")
    page.reload()
    expect(page.locator("#grid.ready")).to_be_visible()
    assert not page.evaluate("Object.keys(sessionStorage).some((name) => name.includes('else'))")
    context.close()


TSV = files(web).joinpath("static/birlik/grid/tsv.js").read_text("utf-8")
CELLS = st.text(st.sampled_from("ab\"\t\n=+-@'1,é "), max_size=6)


@pytest.fixture(scope="module")
def clipboard(browser):
    """A page that knows how cells stand on the clipboard, and nothing else."""
    page = browser.new_page()
    page.evaluate(
        """async (source) => {
          const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          window.tsv = await import(address);
        }""",
        TSV,
    )
    yield page
    page.close()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4
        )
    )
)
def test_what_is_copied_is_pasted_the_same_whatever_stands_in_cells(clipboard, rows) -> None:
    told = clipboard.evaluate(
        """(rows) => {
          const text = tsv.written(rows.map((row) => row.map(tsv.defused)));
          return [text, tsv.parsed(text).map((row) => row.map(tsv.armed))];
        }""",
        rows,
    )
    assert told[1] == rows
    for line in told[0].replace('"', "").split("\n"):
        assert not any(part.startswith(("=", "@")) for part in line.split("\t")) or '"' in told[0]


def test_cells_as_spreadsheets_write_them(clipboard) -> None:
    read = lambda text: clipboard.evaluate("(text) => tsv.parsed(text)", text)  # noqa: E731
    assert read('a\t"two\nlines"\r\n"say ""so"""\tb\r\n') == [
        ["a", "two\nlines"],
        ['say "so"', "b"],
    ]
    assert read('5" gun\tb') == [['5" gun', "b"]]
    assert read('"open\tb') == [['"open', "b"]]
    assert read("a\n\nb") == [["a"], [""], ["b"]]
    assert read("") == [[""]]
