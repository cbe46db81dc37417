"""What cannot be done is said in a sentence, and nothing that was there is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from birlik.cli.app import main
from birlik.cli.making import interruption
from birlik.formats.planfile import read
from birlik.planning.planner import Progress, plan_timetable
from tests.cli.running import birlik, good_plan, stored


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    ended = birlik("check", tmp_path / "nowhere.xlsx")
    assert ended.code == 2
    assert "nowhere.xlsx" in ended.err
    assert ended.out == ""


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    ended = birlik("check", tmp_path)
    assert ended.code == 2
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("content", [b"", b"nothing but text", b"PK\x03\x04 and no more", b"{}"])
def test_what_is_no_plan(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(content)
    for command in (["check", file], ["plan", file, "--out", tmp_path / "out"]):
        ended = birlik(*command)
        assert ended.code == 2
        assert ended.err.startswith("plan.xlsx: B1")
    assert not (tmp_path / "out").exists()


def test_a_template_does_not_replace_a_file_unasked(tmp_path: Path) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_text("my work")
    assert birlik("template", file).code == 2
    assert file.read_text() == "my work"
    assert birlik("template", file, "--force").code == 0


def test_an_export_does_not_replace_a_file_unasked(tmp_path: Path) -> None:
    source, file = stored(good_plan(), tmp_path / "plan.xlsx"), tmp_path / "mine.json"
    file.write_text("my work")
    assert "--force" in birlik("export", source, "--to", file).err
    assert file.read_text() == "my work"
    assert birlik("export", source, "--to", file, "--force").code == 0
    assert read(file).plan == read(source).plan


def test_an_export_knows_two_kinds_of_file(tmp_path: Path) -> None:
    ended = birlik(
        "export", stored(good_plan(), tmp_path / "p.xlsx"), "--to", tmp_path / "plan.pdf"
    )
    assert ended.code == 2
    assert ".xlsx" in ended.err
    assert not (tmp_path / "plan.pdf").exists()


def test_the_out_folder_must_be_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "out"
    file.write_text("my work")
    ended = birlik("plan", stored(good_plan(), tmp_path / "plan.xlsx"), "--out", file)
    assert ended.code == 2
    assert "cannot be written" in ended.err
    assert file.read_text() == "my work"


def test_a_folder_of_calendars_with_other_files_is_left_alone(tmp_path: Path) -> None:
    strange = tmp_path / "out" / "calendars" / "notes.txt"
    strange.parent.mkdir(parents=True)
    strange.write_text("my work")
    plan = stored(good_plan(), tmp_path / "plan.xlsx")
    ended = birlik("plan", plan, "--out", tmp_path / "out")
    assert ended.code == 2
    assert "notes.txt" in ended.err
    assert strange.read_text() == "my work"


@pytest.mark.parametrize("option", [("--seconds", "-1"), ("--seed", "-1"), ("--seconds", "soon")])
def test_a_budget_is_a_number_not_below_nothing(option: tuple[str, str], tmp_path: Path) -> None:
    plan = stored(good_plan(), tmp_path / "plan.xlsx")
    ended = birlik("plan", plan, "--out", tmp_path / "out", *option)
    assert ended.code == 2
    assert option[0] in ended.err
    assert not (tmp_path / "out").exists()


def test_a_budget_of_nothing_takes_the_first_timetable(tmp_path: Path) -> None:
    plan = stored(good_plan(), tmp_path / "plan.xlsx")
    ended = birlik("plan", plan, "--out", tmp_path / "out", "--seconds", 0)
    assert ended.code == 0
    assert "Nothing is proven about it." in ended.out


def test_an_error_nobody_foresaw_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("birlik.exercise.schema.json_schema", lambda: 1 / 0)
    with pytest.raises(SystemExit) as ended:
        main(["schema"])
    assert ended.value.code == 70
    assert capsys.readouterr().err.startswith("birlik: an error that should not happen: ZeroDiv")


def test_a_search_that_is_stopped_keeps_its_best() -> None:
    plan = good_plan()
    heard: list[Progress] = []
    timetable = plan_timetable(plan, listener=heard.append, stop=lambda: len(heard) >= 3)
    assert timetable.complete
    assert not timetable.reproducible


def test_ctrl_c_ends_the_search_and_a_second_one_the_command() -> None:
    with interruption() as pressed:
        assert not pressed()
        os.kill(os.getpid(), signal.SIGINT)
        assert pressed()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ctrl_c_leaves_the_best_timetable_found_so_far(tmp_path: Path) -> None:
    # The child presses Ctrl-C itself, as soon as it has a first timetable and improves it.
    program = """
import os, signal, sys
from birlik.cli.app import app
from birlik.planning import planner

class Pressing(planner.Progress):
    def __init__(self, stage, score=None):
        super().__init__(stage, score)
        if stage == "improving":
            os.kill(os.getpid(), signal.SIGINT)

planner.Progress = Pressing
app(sys.argv[1:])
"""
    plan = stored(good_plan(), tmp_path / "plan.xlsx")
    out = tmp_path / "out"
    command = [sys.executable, "-c", program, "plan", str(plan), "--out", str(out)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "the best timetable found so far" in ended.stderr
    assert birlik("verify", out / "timetable.json", "--plan", plan).code == 0
