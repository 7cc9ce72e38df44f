"""However many rows there are, saving and restoring hold a few hundred of them."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import insert

from meetings.base import clock
from meetings.base.database import db
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from tests.backup.machines import Machine, Maker
from tests.base.test_start import ROOT
from tests.kit_app import work

MEASURED = (
    "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
ROWS, OF = 20_000, 1_000  # rows, and letters in each: 20 MB
NOTHING = 6_000  # kilobytes that two runs of the same may differ by


def test_memory_does_not_follow_the_rows(empty: Machine, new_machine: Maker, tmp_path: Path) -> None:
    kind = "sqlite" if "sqlite" in empty.env["DATABASE_URL"] else "postgresql"
    empty.done("db", "upgrade")
    small = tmp_path / "small.zip"
    least = [used(empty, "backup", small), used(new_machine(kind), "restore", small)]
    with work(empty.app):
        for start in range(0, ROWS, 1000):
            db.session.execute(insert(OutboxMessage), [a_row(n) for n in range(start, start + 1000)])
    file = tmp_path / "large.zip"
    most = [used(empty, "backup", file), used(new_machine(kind), "restore", file)]
    assert [m < n + NOTHING for m, n in zip(most, least, strict=True)] == [True, True], (least, most)


def used(machine: Machine, *command: object) -> int:
    """The most memory, in kilobytes, that the process of a command had.

    A small process starts it: until it runs, a process counts the memory of the one that it comes from.
    """
    flask = [sys.executable, "-m", "flask", "--app", "app", *map(str, command)]
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, *flask], cwd=ROOT, env=machine.env, capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    return int(told.stdout.splitlines()[-1])


def a_row(n: int) -> dict[str, object]:
    return {
        "key": f"key-{n}",
        "created_at": clock.now(),
        "not_before": clock.now(),
        "to_name": "",
        "to_email": "ann@example.org",
        "subject": "Subject",
        "text": f"{n:08} " * (OF // 9),
        "delivery": Delivery.SENT,
        "about_kind": "",
        "attempts": 1,
    }
