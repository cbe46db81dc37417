"""The data folder: made with its secret, and its owner's alone."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from birlik.server.installation import Installation, UnusableFolder


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    installation = Installation(tmp_path / "deep" / "data")
    key = installation.secret_key()
    assert len(key) >= 64
    assert Installation(installation.folder).secret_key() == key
    assert mode(installation.folder) == 0o700
    assert mode(installation.folder / "secret.key") == 0o600
    assert [path.name for path in installation.folder.iterdir()] == ["secret.key"]


def test_two_installations_share_no_secret(tmp_path):
    assert Installation(tmp_path / "a").secret_key() != Installation(tmp_path / "b").secret_key()


def test_processes_that_start_at_once_agree_on_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: Installation(tmp_path).secret_key(), range(64)))
    assert len(keys) == 1


def test_a_secret_that_was_cut_off_is_refused(tmp_path):
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(UnusableFolder, match="holds no secret key"):
        Installation(tmp_path).secret_key()


def test_a_file_in_the_folders_place_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(UnusableFolder, match="Name another with --data"):
        Installation(tmp_path / "file").prepare()


def test_the_folder_is_the_argument_then_the_variable_then_the_systems(tmp_path, monkeypatch):
    monkeypatch.setenv("BIRLIK_DATA", str(tmp_path / "variable"))
    assert Installation.at(tmp_path / "named").folder == tmp_path / "named"
    assert Installation.at().folder == tmp_path / "variable"
    monkeypatch.delenv("BIRLIK_DATA")
    assert Installation.at().folder.name == "birlik"
    assert Installation.at().folder.is_absolute()
