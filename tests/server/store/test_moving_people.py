"""People go along when an installation moves to PostgreSQL, into a backup, and back to a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.server.cluster import Cluster

PASSWORD = "correct horse battery"

MAKE = f"""
from birlik.server.serving import prepared
prepared(None)
from birlik.server.people.memberships import checked_part, join
from birlik.server.people.models import Account
anna = Account.objects.create_user("anna@example.org", "{PASSWORD}", name="Anna Ә")
join(anna, checked_part("alpha", "KAZ", "planner"), "server")
"""

SHOW = f"""
from birlik.server.serving import prepared
prepared(None)
from birlik.server.people.models import Account
anna = Account.objects.get(email="anna@example.org")
print(anna.key, anna.name, anna.check_password("{PASSWORD}"), anna.made_at.isoformat())
print([(part.exercise, part.nation, part.role) for part in anna.memberships.all()])
"""


def run(*command: str, data: Path, url: str = "") -> str:
    """What a command prints in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    settings = {
        "BIRLIK_DATA": str(data),
        "DATABASE_URL": url,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    ended = subprocess.run(
        [sys.executable, *command],
        env=inherited | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_people_move_to_postgresql_into_a_backup_and_back(cluster: Cluster, tmp_path: Path) -> None:
    here, there, backup = tmp_path / "here", tmp_path / "there", tmp_path / "backup.sqlite3"
    url = cluster.new_database()
    run("-c", MAKE, data=here)
    before = run("-c", SHOW, data=here)
    assert "Anna Ә True" in before
    assert "[('alpha', 'KAZ', 'planner')]" in before
    said = run("-m", "birlik.cli", "migrate", "--to", url, data=here)
    assert "and all accounts" in said
    assert run("-c", SHOW, data=here, url=url) == before
    assert "and all accounts" in run("-m", "birlik.cli", "backup", str(backup), data=here, url=url)
    assert "and all accounts" in run("-m", "birlik.cli", "restore", str(backup), data=there)
    assert run("-c", SHOW, data=there) == before


def test_what_to_do_after_moving_to_a_file(tmp_path: Path) -> None:
    here, file = tmp_path / "here", tmp_path / "other" / "birlik.sqlite3"
    run("-c", MAKE, data=here)
    said = run("-m", "birlik.cli", "migrate", "--to", f"sqlite:///{file}", data=here)
    assert f"are in {file} and all accounts" in said
    assert "run this again" in said
    assert run("-c", SHOW, data=file.parent) == run("-c", SHOW, data=here)
