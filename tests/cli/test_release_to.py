"""What the command line writes for one nation, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from birlik.exercise.plan import Plan
from birlik.formats.planfile import read
from tests.building import area, nation, plan_with, serial, unit
from tests.cli.running import birlik, stored

SECRET = "ZEPHYR"


def plan() -> Plan:
    """Two serials of AZE, one of which it keeps to itself."""
    return plan_with(
        nations=[nation("AZE"), nation("KAZ")],
        default_release="ALL",
        areas=[area("RANGE")],
        units=[unit("U-1", "AZE")],
        serials=[
            serial("S-1", areas="RANGE", units="U-1", owner="AZE"),
            serial(
                "S-2", areas="RANGE", units="U-1", owner="AZE", title=SECRET, releasable_to="AZE"
            ),
        ],
    )


def everything_in(folder: Path) -> str:
    """Text of all files that are not packed."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".xlsx"]
    return "".join(path.read_text(encoding="utf-8") for path in files)


def test_a_timetable_for_one_nation_holds_what_it_may_read(tmp_path: Path) -> None:
    file = stored(plan(), tmp_path / "plan.json")
    for name, there in (("KAZ", False), ("AZE", True)):
        out = tmp_path / name
        assert birlik("plan", file, "--out", out, "--seconds", 0, "--release-to", name).code == 0
        assert (SECRET in everything_in(out)) is there
        assert not (out / "timetable.json").exists()
        assert (out / "programme.json").exists()
    assert "reserved" in everything_in(tmp_path / "KAZ")


def test_a_folder_with_the_whole_timetable_is_not_made_one_for_a_nation(tmp_path: Path) -> None:
    file = stored(plan(), tmp_path / "plan.json")
    birlik("plan", file, "--out", tmp_path / "out", "--seconds", 0)
    refused = birlik("plan", file, "--out", tmp_path / "out", "--seconds", 0, "--release-to", "KAZ")
    assert refused.code == 2
    assert "choose another --out" in refused.err


def test_an_export_for_one_nation_is_its_view(tmp_path: Path) -> None:
    file, to = stored(plan(), tmp_path / "plan.json"), tmp_path / "kaz.xlsx"
    done = birlik("export", file, "--to", to, "--release-to", "KAZ", "--role", "training-audience")
    assert done.out == f"{to} holds what KAZ may read of the plan of {file}.\n"
    assert [one.id for one in read(to).plan.serials] == ["S-1"]
    birlik("export", file, "--to", tmp_path / "guests.json", "--release-to", "VISITORS")
    assert read(tmp_path / "guests.json").plan.serials == ()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--release-to", "FRA"), 'no nation is called "FRA"; there are: AZE, KAZ'),
        (("--release-to", "KAZ", "--role", "king"), 'no role is called "king"'),
        (("--role", "visitor"), "name it with --release-to"),
        (("--release-to", "visitors", "--role", "planner"), "leave out --role"),
    ],
)
def test_a_reader_that_there_is_not_is_refused(
    options: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    file = stored(plan(), tmp_path / "plan.json")
    refused = birlik("export", file, "--to", tmp_path / "out.json", *options)
    assert refused.code == 2
    assert sentence in refused.err
    assert not (tmp_path / "out.json").exists()
