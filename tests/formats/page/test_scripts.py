"""The scripts and styles of the page: one scope, no way out, every text from one place."""

import re
from importlib.resources import files

from birlik.formats import page as package
from birlik.formats.page.words import words_in
from birlik.formats.page.writing import SCRIPTS, STYLES, page
from tests.formats.page.showing import shown


def sources(folder, names, suffix):
    room = files(package).joinpath(folder)
    return {name: room.joinpath(f"{name}.{suffix}").read_text("utf-8") for name in names}


def test_every_script_and_style_of_the_package_is_part_of_the_page():
    room = files(package)
    assert {f"{name}.js" for name in SCRIPTS} == {
        f.name for f in room.joinpath("scripts").iterdir()
    }
    assert {f"{name}.css" for name in STYLES} == {f.name for f in room.joinpath("styles").iterdir()}


def test_scripts_that_share_a_scope_share_no_name():
    name = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)
    names = [
        found for text in sources("scripts", SCRIPTS, "js").values() for found in name.findall(text)
    ]
    assert sorted(names) == sorted(set(names))


def test_scripts_never_read_text_as_html_or_code():
    for name, text in sources("scripts", SCRIPTS, "js").items():
        for sink in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
        ):
            assert sink not in text, f"{name}.js uses {sink}"
        for way_out in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import("):
            assert way_out not in text, f"{name}.js uses {way_out}"


def test_every_word_that_a_script_says_is_there_and_none_is_idle():
    scripts = "".join(sources("scripts", SCRIPTS, "js").values())
    keys = {key.split("#")[0] for key in words_in()}
    said = set(re.findall(r'say\(\s*"(\w+)"', scripts))
    assert said <= keys
    # Some words are chosen before they are said: by a list, a condition, or a part of their name.
    chosen = set(re.findall(r'"(\w+)"', scripts))
    made = [
        re.sub(r"\$\{[^}]*\}", r"\\w*", text) for text in re.findall(r"say\(`([^`]*)`", scripts)
    ]
    in_python = {"noScript", "page", "plan"}
    idle = keys - said - chosen - in_python
    assert {key for key in idle if not any(re.fullmatch(text, key) for text in made)} == set()


def test_the_marking_stands_in_the_margins_of_every_printed_page():
    for margin in ("top-center", "bottom-center"):
        assert f'@{margin} {{ content: "REL TO KAZ"; font-weight: 700; }}' in page(shown())
