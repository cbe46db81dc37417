"""Addresses in the settings, and what a wrong one is answered."""

import pytest

from birlik.server.addresses import database, mail, public_address
from birlik.server.environment import WrongSetting


def test_the_public_address_says_whether_tls_is_in_front():
    secure = public_address("https://birlik.example.org/")
    assert (secure.origin, secure.host, secure.tls) == (
        "https://birlik.example.org",
        "birlik.example.org",
        True,
    )
    local = public_address("http://[fd00::7]:8321")
    assert (local.host, local.tls) == ("[fd00::7]", False)
    assert public_address("") is None


def test_the_port_of_the_public_address_may_be_left_out_if_it_is_the_usual_one():
    assert public_address("https://birlik.example.org").ports == {"", "443"}
    assert public_address("https://birlik.example.org:443").ports == {"", "443"}
    assert public_address("https://birlik.example.org:8443").ports == {"8443"}
    assert public_address("http://birlik.example.org").ports == {"", "80"}


@pytest.mark.parametrize(
    "text",
    [
        "birlik.example.org",
        "ftp://birlik.example.org",
        "https://",
        "https://birlik.example.org/planning",
        "https://user:word@birlik.example.org",
        "https://birlik.example.org:port",
    ],
)
def test_a_public_address_that_is_none_is_refused(text):
    with pytest.raises(WrongSetting, match="BIRLIK_ADDRESS"):
        public_address(text)


def test_sqlite_unless_postgresql_is_named(tmp_path):
    assert database("", tmp_path / "birlik.sqlite3")["NAME"] == tmp_path / "birlik.sqlite3"
    named = database("postgresql://me:p%40ss@db.example:5433/plans?sslmode=require", tmp_path)
    assert named["ENGINE"].endswith("postgresql")
    assert (named["NAME"], named["USER"], named["PASSWORD"]) == ("plans", "me", "p@ss")
    assert (named["HOST"], named["PORT"]) == ("db.example", "5433")
    assert named["OPTIONS"] == {"sslmode": "require"}
    assert database("postgresql:///plans?host=/run/pg", tmp_path)["HOST"] == "/run/pg"


@pytest.mark.parametrize("text", ["mysql://u:secretword@h/n", "postgresql://u:secretword@h"])
def test_a_wrong_database_is_refused_without_its_password(text, tmp_path):
    with pytest.raises(WrongSetting, match="DATABASE_URL") as told:
        database(text, tmp_path)
    assert "secretword" not in str(told.value)


def test_mail_servers():
    assert mail("")["EMAIL_BACKEND"].endswith("dummy.EmailBackend")
    started = mail("smtp://me:word@mail.example:587?starttls=1")
    assert (started["EMAIL_HOST"], started["EMAIL_PORT"]) == ("mail.example", 587)
    assert (started["EMAIL_USE_TLS"], started["EMAIL_USE_SSL"]) == (True, False)
    assert mail("smtps://mail.example")["EMAIL_PORT"] == 465
    with pytest.raises(WrongSetting, match="BIRLIK_MAIL"):
        mail("mail.example:25")
