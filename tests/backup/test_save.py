"""Saving: whole or not at all, and never over something else."""

import resource
import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from meetings.base import files
from meetings.base.database import db
from meetings.base.models import StoredFile
from tests.backup.conftest import hand_in
from tests.backup.machines import Machine, Maker, manifest_of
from tests.base.test_start import ROOT
from tests.kit_app import work


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(
    one_machine: Machine, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    file.write_text("something else")
    assert one_machine.flask("backup", file) == (
        1,
        f"Error: {file} is there already; choose another name, or replace it with --force.\n",
    )
    assert file.read_text() == "something else"
    one_machine.done("backup", file, "--force")
    assert file.read_bytes().startswith(b"PK")
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_backup_left_is_no_hindrance(one_machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "backup.zip.part").write_bytes(b"x" * 10**6)
    one_machine.done("backup", tmp_path / "backup.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["backup.zip"]
    assert (tmp_path / "backup.zip").stat().st_mode & 0o777 == 0o600


def test_two_backups_to_one_name_do_not_mix(one_machine: Machine, tmp_path: Path) -> None:
    part = tmp_path / "backup.zip.part"
    other = (
        "import fcntl, sys; f = open(sys.argv[1], 'a'); fcntl.flock(f, fcntl.LOCK_EX); "
        "print(flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", other, str(part)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writing:
        assert writing.stdin and writing.stdout and writing.stdout.readline()
        assert one_machine.flask("backup", tmp_path / "backup.zip") == (
            1,
            f"Error: {part} is being written by another process.\n",
        )
        writing.stdin.close()
    assert part.exists()


def test_a_full_disk_is_a_sentence_and_leaves_no_half_file(full: Machine, tmp_path: Path) -> None:
    """The process may write no more than 40 KB to a file: the system's own no, in the middle of the archive."""
    file = tmp_path / "backup.zip"
    file.write_text("the last good one")
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "backup", "--force", str(file)],
        cwd=ROOT,
        env=full.env | {"PYTHONDONTWRITEBYTECODE": "1"},  # it would be cut at 40 KB, too, and stay so
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"Error: {file} cannot be written (File too large). No backup was made.\n",
    )
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [
        ("backup.zip", "the last good one")
    ]


def test_a_place_that_cannot_be_written(one_machine: Machine, tmp_path: Path) -> None:
    file = tmp_path / "no such folder" / "backup.zip"
    assert one_machine.flask("backup", file) == (
        1,
        f"Error: {file} cannot be written (No such file or directory). No backup was made.\n",
    )


def test_what_nothing_refers_to_is_in_no_backup(new_machine: Maker, tmp_path: Path) -> None:
    """A file that was let go a moment ago, at its owner's wish, still lies there."""
    machine = new_machine("sqlite")
    machine.done("db", "upgrade")
    with work(machine.app):
        kept, gone = hand_in("Kept.pdf", b"%PDF- kept"), hand_in("Gone.pdf", b"%PDF- gone")
    with work(machine.app):
        files.let_go([db.session.get_one(StoredFile, gone.id)])
    assert {path.name for path in machine.files.iterdir()} == {kept.digest, gone.digest}
    machine.done("backup", tmp_path / "backup.zip")
    assert list(manifest_of(tmp_path / "backup.zip")["files"]) == [kept.digest]


def test_a_file_that_is_lost_is_told(new_machine: Maker, tmp_path: Path) -> None:
    """As when INSTANCE is not that of the server."""
    machine = new_machine("sqlite")
    machine.done("db", "upgrade")
    with work(machine.app):
        lost = hand_in("Lost.pdf", b"%PDF- lost")
        hand_in("Kept.pdf", b"%PDF- kept")
    (machine.files / lost.digest).unlink()
    code, told = machine.flask("backup", tmp_path / "backup.zip")
    assert (code, told.splitlines()[-1]) == (
        1,
        "Error: 1 stored file is not in this INSTANCE, so not in the backup.",
    )
    again = new_machine("sqlite")
    again.done("restore", tmp_path / "backup.zip")
    with work(again.app, writing=False):
        assert db.session.scalars(select(StoredFile.name)).all() == ["Lost.pdf", "Kept.pdf"]
