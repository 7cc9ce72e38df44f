"""A full machine of either kind, made once for each process of the run, and empty ones."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import null

from meetings.access import actions as access
from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.queries import find_account
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.models import StoredFile
from meetings.demo.actions import ORGANIZER
from meetings.outbox.actions import Invitation, put
from tests.backup.machines import KINDS, Machine, Maker, a_machine, leave
from tests.builders import a_meeting, an_organization
from tests.kit_app import work

PASSWORD = "a long walk along the quay"
# What people handed in, by the name that it is given out under.
HANDED_IN = {"Letter.pdf": b"%PDF-1.7 \x00\xff a letter", "Large.pdf": b"%PDF-" + bytes(range(256)) * 1000}


@pytest.fixture(scope="session")
def new_machine(postgres_server: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """`new_machine(kind, **env) -> Machine`, with an empty database."""
    made: list[Machine] = []

    def make(kind: str, **env: str) -> Machine:
        made.append(a_machine(kind, tmp_path_factory.mktemp("machine"), postgres_server, **env))
        return made[-1]

    yield make
    for machine in made:
        leave(machine)


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, new_machine: Maker) -> Machine:
    machine: Machine = new_machine(request.param)
    return machine


@pytest.fixture(scope="session")
def full_machine(new_machine: Maker) -> Callable[[str], Machine]:
    """`full_machine(kind)`: the demonstration, what is awkward to carry, a password, files. Tests change none of it."""
    made: dict[str, Machine] = {}

    def full(kind: str) -> Machine:
        if kind not in made:
            made[kind] = new_machine(kind)
            _fill(made[kind])
        return made[kind]

    return full


@pytest.fixture(params=KINDS)
def full(request: pytest.FixtureRequest, full_machine: Callable[[str], Machine]) -> Machine:
    return full_machine(request.param)


@pytest.fixture
def one_machine(full_machine: Callable[[str], Machine]) -> Machine:
    """A full machine, for where its kind is no matter."""
    return full_machine("sqlite")


@pytest.fixture
def archive(full: Machine) -> Path:
    """The backup of a full machine of either kind."""
    return _archive_of(full)


@pytest.fixture
def one_archive(one_machine: Machine) -> Path:
    return _archive_of(one_machine)


def _archive_of(machine: Machine) -> Path:
    file = machine.folder / "backup.zip"
    if not file.exists():
        machine.done("backup", file)
    return file


def _fill(machine: Machine) -> None:
    for command in (("db", "upgrade"), ("mandate", "load"), ("directory", "load"), ("demo", "load")):
        machine.done(*command)
    with work(machine.app):
        account = find_account(ORGANIZER)
        assert account is not None
        access.set_password(OPERATOR, account, PASSWORD)
        _awkward()
        for name, content in HANDED_IN.items():
            hand_in(name, content)
        (files.folder() / "half.part").write_bytes(b"being written")


def hand_in(name: str, content: bytes) -> StoredFile:
    """A file that somebody hands in; call it inside `work`."""
    given = files.take(name, content, most=10**6)
    files.keep(given, content)
    return files.refer(given)


def _awkward() -> None:
    """Circles and children before their parents, every kind of column, words of all kinds, both nothings of JSON."""
    child = an_organization("منظمة المثال 🌍 e\u0301", note="line\nbreak, \\ \" ' and \u2028")
    child.parent_id = an_organization("Parent, entered later").id
    circle = [an_organization(f"Circle {n}") for n in "ab"]
    circle[0].parent_id, circle[1].parent_id = circle[1].id, circle[0].id
    a_meeting("workshop", places=None)
    invitation = Invitation("BEGIN:VCALENDAR\r\nü\r\n".encode() + b"\x00\xff", "REQUEST", "uid", 0)
    put("ann@example.org", "Sübject", "Text", invitation=invitation)
    for verb, before in (
        ("no value", null()),
        ("value null", None),
        ("value", {"z": [1, 2.5, None], "a": "\ud800"}),
    ):
        db.session.add(
            AuditRow(at=clock.now(), actor_name="", verb=verb, on_kind="test", before=before, after={})
        )
    for key in ("_b", "B", "a", "Z", "é"):  # languages sort these in another way than bytes
        access.make_link("sign_in", 1).key = key
