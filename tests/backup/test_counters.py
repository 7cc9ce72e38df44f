"""No number of a person or an account is given to somebody else on the machine that was restored."""

import json
from pathlib import Path

import pytest
from sqlalchemy import delete

from meetings.access.actor import OPERATOR
from meetings.access.models import Account
from meetings.base.database import db
from meetings.people.actions import merge
from tests.backup.machines import KINDS, Machine, Maker, manifest_of, rewritten
from tests.builders import a_person
from tests.kit_app import an_account, work


@pytest.fixture(scope="module", params=KINDS)
def saved(
    request: pytest.FixtureRequest, new_machine: Maker, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, int, int]:
    """An archive, and the numbers of a person who was merged and of an account that was deleted: the highest given."""
    machine: Machine = new_machine(request.param)
    machine.done("db", "upgrade")
    with work(machine.app):
        kept, gone = a_person("Kept", email="k@example.org"), a_person("Gone", email="g@example.org")
        person, account = gone.id, an_account("left@example.org", "Left").id
        merge(OPERATOR, kept, gone, {}, (1, 1))
        db.session.execute(delete(Account).where(Account.id == account))
    file = tmp_path_factory.mktemp("saved") / "backup.zip"
    machine.done("backup", file)
    return file, person, account


def newcomers(machine: Machine) -> tuple[int, int]:
    """The numbers that the next person and the next account get."""
    with work(machine.app):
        return a_person("Stranger", email="s@example.org").id, an_account("new@example.org", "New").id


def test_numbers_go_on_where_they_were(saved: tuple[Path, int, int], empty: Machine) -> None:
    file, person, account = saved
    assert {name: manifest_of(file)["counters"][name] for name in ("person", "account")} == {
        "person": person,
        "account": account,
    }
    empty.done("restore", file)
    assert newcomers(empty) == (person + 1, account + 1)


def test_an_archive_without_counters_leaves_a_margin(
    saved: tuple[Path, int, int], empty: Machine, tmp_path: Path
) -> None:
    """As they were made before: what is mentioned counts, and beyond it a thousand numbers are left out."""
    file, person, account = saved

    def as_before(name: str, data: bytes) -> bytes:
        if name != "manifest.json":
            return data
        told = json.loads(data)
        del told["counters"]
        return json.dumps(told | {"format": 1}).encode()

    empty.done("restore", rewritten(file, tmp_path / "old.zip", as_before))
    next_person, next_account = newcomers(empty)
    assert next_person == person + 1001
    assert next_account > account
