"""Settings: each is documented, comes from the environment or the data folder, and is checked."""

import re
from pathlib import Path

import pytest

import birlik.server
from birlik.server.environment import SETTINGS, Environment, WrongSetting

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "administration.md").read_text("utf-8")
SOURCES = Path(birlik.server.__file__).parent


def row(setting):
    return f"| `{setting.name}` | {setting.default or 'empty'} | {setting.meaning} |"


def test_the_manual_has_the_row_of_every_setting_and_no_other():
    table = re.search(r"<!-- settings -->\n(.*)<!-- /settings -->", MANUAL, re.DOTALL)
    expected = ["| setting | unless set | what it does |", "| --- | --- | --- |"]
    assert table[1].split("\n")[:-1] == expected + [row(setting) for setting in SETTINGS]


def test_the_manual_names_no_setting_that_there_is_not():
    named = set(re.findall(r"\bBIRLIK_[A-Z_]+\b", MANUAL))
    assert named <= {setting.name for setting in SETTINGS}


def test_nothing_else_of_the_server_reads_the_environment():
    reading = {
        path.name
        for path in SOURCES.rglob("*.py")
        if re.search(r"os\.(getenv|environ\.get|environ\[[^\]]+\](?! =))", path.read_text("utf-8"))
    }
    assert reading <= {"environment.py", "installation.py"}


def test_every_setting_is_used():
    settings = (SOURCES / "settings.py").read_text("utf-8")
    used = set(re.findall(r'_set\.\w+\("(\w+)"', settings))
    assert used | {"BIRLIK_DATA"} == {setting.name for setting in SETTINGS}


def test_a_variable_counts_more_than_the_file(tmp_path, monkeypatch):
    (tmp_path / "settings.toml").write_text("BIRLIK_SESSION_DAYS = 7\nBIRLIK_PROXIES = 2\n")
    monkeypatch.setenv("BIRLIK_SESSION_DAYS", "3")
    settings = Environment.of(tmp_path)
    assert settings.number("BIRLIK_SESSION_DAYS") == 3
    assert settings.number("BIRLIK_PROXIES") == 2
    assert settings.text("BIRLIK_OIDC_NAME") == "your organisation"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("BIRLIK_SESION_DAYS = 7", "sets BIRLIK_SESION_DAYS, which is no setting"),
        ('BIRLIK_DATA = "/tmp"', "sets BIRLIK_DATA"),
        ("BIRLIK_SESSION_DAYS 7", "cannot be read as TOML"),
    ],
)
def test_a_file_with_a_mistake_is_refused_in_a_sentence(tmp_path, content, told):
    (tmp_path / "settings.toml").write_text(content)
    with pytest.raises(WrongSetting, match=told):
        Environment.of(tmp_path)


@pytest.mark.parametrize("value", ["", "many", "-1", "1.5", "0"])
def test_a_number_that_is_none_is_refused(value):
    with pytest.raises(WrongSetting, match="must be a whole number from 1 on"):
        Environment({"BIRLIK_SESSION_DAYS": value}, {}).number("BIRLIK_SESSION_DAYS", least=1)


def test_a_list_may_have_blanks_and_gaps():
    settings = Environment({"BIRLIK_HOSTS": " a.example , ,b.example"}, {})
    assert settings.names("BIRLIK_HOSTS") == ["a.example", "b.example"]
