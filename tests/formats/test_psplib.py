"""Projects in the files of the PSPLIB and its relatives: what is written reads back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birlik.formats import psplib
from birlik.formats.psplib import lagged_project, patterson_project, psplib_project, read
from birlik.planning.projects import Lag, Project
from tests.formats.projectfiles import as_lagged, as_patterson, as_psplib
from tests.strategies.projects import lagged_projects, plain_projects

#: Three activities: the second waits for the first, the third for both.
SMALL = Project(
    "small",
    (2, 3, 0),
    (4, 2),
    ((3, 0), (2, 2), (0, 0)),
    (Lag(0, 1, 2), Lag(0, 2, 2), Lag(1, 2, 3)),
)

PATTERSON = """\
3 2
4 2
2 3 0 2 2 3
3 2 2 1 3
0 0 0 0
"""

LAGGED = """\
1 2 0 0
0 1 2 1 2 [2] [2]
1 1 2 2 0 [3] [-9]
2 1 0
0 1 2 3 0
1 1 3 2 2
2 1 0 0 0
4 2
"""


def fields(project: Project) -> tuple[object, ...]:
    """Everything but the name; lags in any order."""
    lags = sorted(project.lags)
    return project.durations, project.capacities, project.demands, lags


def line_of(text: str, part: str) -> int:
    """Number of the line that holds a part."""
    return text[: text.index(part)].count("\n") + 1


def test_a_file_of_patterson_gives_its_activities() -> None:
    assert fields(patterson_project(PATTERSON, "small.rcp")) == fields(SMALL)


def test_a_file_of_the_psplib_gives_its_activities() -> None:
    assert fields(psplib_project(as_psplib(SMALL), "small.sm")) == fields(SMALL)


def test_a_file_with_lags_gives_them_either_way() -> None:
    project = lagged_project(LAGGED, "small.sch")
    assert sorted(project.lags) == [Lag(0, 1, 2), Lag(0, 2, 2), Lag(1, 0, -9), Lag(1, 2, 3)]
    assert fields(project)[:3] == fields(SMALL)[:3]


@pytest.mark.parametrize(
    ("name", "text"), [("a.rcp", PATTERSON), ("a.SM", as_psplib(SMALL)), ("a.sch", LAGGED)]
)
def test_the_ending_tells_the_format(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    project = read(tmp_path / name)
    assert project.size == 3
    assert project.name == name


@given(plain_projects(), st.lists(st.sampled_from(" \n\t"), min_size=200, max_size=200))
def test_what_is_written_as_patterson_reads_back_with_lines_broken_anywhere(
    project: Project, breaks: list[str]
) -> None:
    words = as_patterson(project).split()
    text = "".join(word + breaks[place % 200] for place, word in enumerate(words))
    assert fields(patterson_project(text, "a.rcp")) == fields(project)


@given(plain_projects())
def test_what_is_written_for_the_psplib_reads_back(project: Project) -> None:
    assert fields(psplib_project(as_psplib(project), "a.sm")) == fields(project)


@given(lagged_projects())
def test_what_is_written_with_lags_reads_back(project: Project) -> None:
    assert fields(lagged_project(as_lagged(project), "a.sch")) == fields(project)


@pytest.mark.parametrize("parse", [patterson_project, psplib_project, lagged_project])
@given(st.one_of(st.text(), st.sampled_from((PATTERSON, LAGGED, as_psplib(SMALL)))), st.data())
def test_any_text_gives_a_project_or_a_sentence_with_file_and_line(
    parse: Callable[[str, str], Project], text: str, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(text)))
    said = "odd.file, line 1"
    try:
        parse(text[:cut] + data.draw(st.text(max_size=3)) + text[cut + 1 :], "odd.file")
    except ValueError as refused:
        said = str(refused)
    assert re.match(r"odd\.file.*line \d+", said, re.DOTALL)


@pytest.mark.parametrize(
    ("old", "new", "line", "trouble"),
    [
        ("3 2\n", "x 2\n", 1, "activities should be a whole number, not 'x'"),
        ("3 2\n", "-3 2\n", 1, "activities must not be negative, but is -3"),
        ("4 2\n", "4.5 2\n", 2, "capacity should be a whole number, not '4.5'"),
        ("2 3 0 2 2 3", "2 5 0 2 2 3", 3, "activity 1 needs 5 of resource 1, which has only 4"),
        ("2 3 0 2 2 3", "2 3 0 2 2 4", 3, "there is no activity 4"),
        ("2 3 0 2 2 3", "2 3 0 2 2 0", 3, "there is no activity 0"),
        ("0 0 0 0\n", "0 0 0\n", 6, "the file ends where successors should be"),
        ("0 0 0 0\n", "0 0 0 0\n\n7\n", 7, "nothing should follow, but here stands '7'"),
        ("3 2 2 1 3", "9999999 2 2 1 3", 6, "use a coarser unit of time"),
        (
            "3 2\n",
            f"{10**12} 2\n",
            1,
            "activities is 1000000000000; numbers of more than 9 digits are not read",
        ),
        ("3 2\n", f"{10**8} {10**8}\n", 6, "the file ends where capacity should be"),
    ],
)
def test_a_mistake_in_a_file_of_patterson_is_named_with_its_line(
    old: str, new: str, line: int, trouble: str
) -> None:
    assert old in PATTERSON
    with pytest.raises(ValueError, match=r"^odd\.rcp") as refused:
        patterson_project(PATTERSON.replace(old, new, 1), "odd.rcp")
    assert trouble in str(refused.value)
    assert f"line {line}" in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ("1 2 0 0", "1 2 3 0", "only renewable resources are understood"),
        ("1 1 2 2 0 [3]", "5 1 2 2 0 [3]", "activity should be 1, not 5"),
        ("1 1 2 2 0 [3]", "1 2 2 2 0 [3]", "number of modes should be 1, not 2"),
        ("1 1 2 2 0 [3]", "1 1 2 2 0 3", "a lag should be in brackets"),
        ("[-9]", "[-9 4]", "a lag should be one number in brackets"),
        ("[-9]", "[soon]", "lag should be a whole number, not 'soon'"),
        ("1 1 3 2 2", "1 1 -3 2 2", "duration must not be negative"),
    ],
)
def test_a_mistake_in_a_file_with_lags_is_named_with_its_line(
    old: str, new: str, trouble: str
) -> None:
    assert old in LAGGED
    text = LAGGED.replace(old, new, 1)
    with pytest.raises(ValueError, match=r"^odd\.sch") as refused:
        lagged_project(text, "odd.sch")
    assert str(refused.value).startswith(f"odd.sch, line {line_of(text, new)}: {trouble}")


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        (":  3\n", ":  many\n", "jobs should be a whole number, not 'many'"),
        ("nonrenewable              :  0", "nonrenewable              :  2", "only renewable"),
        ("\n2 1 1 3", "\n7 1 1 3", "job should be 2, not 7"),
        ("\n2 1 1 3", "\n2 3 1 3", "number of modes should be 1, not 3"),
        ("\n2 1 3 2 2", "\n2 2 3 2 2", "mode should be 1, not 2"),
    ],
)
def test_a_mistake_in_a_file_of_the_psplib_is_named_with_its_line(
    old: str, new: str, trouble: str
) -> None:
    whole = as_psplib(SMALL)
    assert old in whole
    text = whole.replace(old, new, 1)
    with pytest.raises(ValueError, match=r"^odd\.sm") as refused:
        psplib_project(text, "odd.sm")
    assert str(refused.value).startswith(f"odd.sm, line {line_of(text, new.strip())}: {trouble}")


def test_a_part_that_is_missing_is_named() -> None:
    text = as_psplib(SMALL).split("REQUESTS")[0]
    with pytest.raises(ValueError, match=r"^odd.sm, line \d+: the file ends where .*REQUESTS"):
        psplib_project(text, "odd.sm")


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match=r"a.txt is no project that Birlik knows: the name must end in .sm"
    ):
        read(tmp_path / "a.txt")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psplib, "LARGEST", 10)
    (tmp_path / "a.rcp").write_text(PATTERSON)
    with pytest.raises(ValueError, match=r"a.rcp is larger than"):
        read(tmp_path / "a.rcp")


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.rcp").write_bytes(b"3 2\n\xff\xfe 2\n")
    with pytest.raises(ValueError, match=r"a\.rcp, line 2: capacity should be a whole number"):
        read(tmp_path / "a.rcp")
