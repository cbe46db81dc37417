"""What cannot be done is said in a sentence, and nothing that was there is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from birlik.cli.app import main
from birlik.exercise.roles import Role
from birlik.formats.planfile import read
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


@pytest.mark.parametrize("below", [".", "below/it"])
@pytest.mark.parametrize("command", ["plan", "replan", "rehearse"])
def test_the_out_folder_must_be_a_folder_and_that_is_said_before_anything_is_planned(
    command: str, below: str, tmp_path: Path
) -> None:
    file = tmp_path / "out"
    file.write_text("my work")
    others = {"replan": ("--keep", "t.json"), "rehearse": ("--timetable", "t.json")}
    ended = birlik(command, "nowhere.json", *others.get(command, ()), "--out", file / below)
    assert ended.code == 2
    assert ended.err == (
        f"{file} cannot be written to: it is a file, not a folder; name another folder with --out\n"
    )
    assert file.read_text() == "my work"


@pytest.mark.parametrize("command", ["template", "export"])
def test_a_folder_is_no_file_to_write(command: str, tmp_path: Path) -> None:
    plan = stored(good_plan(), tmp_path / "plan.xlsx")
    arguments = {"template": (tmp_path,), "export": (plan, "--to", tmp_path)}[command]
    for force in ((), ("--force",)):
        ended = birlik(command, *arguments, *force)
        assert ended.code == 2
        assert ended.err == f"{tmp_path} is a folder; name a file in it\n"


@pytest.mark.parametrize("option", ["--keep", "--timetable"])
def test_a_workbook_or_a_folder_is_no_timetable(option: str, tmp_path: Path) -> None:
    plan = stored(good_plan(), tmp_path / "plan.xlsx")
    command = {"--keep": "replan", "--timetable": "rehearse"}[option]
    wanted = "what is wanted is the timetable.json that birlik plan wrote"
    assert (
        birlik(command, plan, option, plan).err
        == f"plan.xlsx: this is no timetable but a workbook; {wanted}\n"
    )
    assert birlik(command, plan, option, tmp_path).err.endswith(f"this is a folder; {wanted}\n")
    other = stored(good_plan(), tmp_path / "plan.json")
    assert (
        birlik("verify", other, "--plan", plan).err
        == f"plan.json: this is no timetable but birlik-plan/1; {wanted}\n"
    )


def test_the_help_names_every_role_that_there_is() -> None:
    told = " ".join(birlik("plan", "--help").out.replace("│", " ").split())
    for role in Role:
        assert role.value in told


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
