"""The drill: a backup of either database, brought back to an empty machine of either; and what is refused."""

import json
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text, update

from meetings.access.models import Account
from meetings.backup import archive as archives
from meetings.base import files
from meetings.base.database import Base, db
from meetings.base.models import SiteFact, StoredFile
from meetings.base.refusals import Refused
from meetings.demo.actions import ORGANIZER
from meetings.directory.models import Organization
from tests.backup.conftest import HANDED_IN, PASSWORD
from tests.backup.machines import Machine, Maker, contents_of, manifest_of, member, rewritten, with_manifest
from tests.builders import an_organization
from tests.kit_app import work
from tests.registration.steps import send_form

DAMAGED = "Error: {} is not an archive of `flask backup`, or it is damaged. Nothing was restored.\n"
NEWER = (
    "Error: This archive was made by a newer version of this software. Nothing was restored; "
    "install that version first.\n"
)


def test_an_empty_machine_of_either_kind_becomes_the_same(
    archive: Path, empty: Machine, tmp_path: Path
) -> None:
    told = empty.done("restore", archive)
    assert told.endswith("All of it is here, row by row and byte by byte as in the archive.\n")
    with work(empty.app), empty.app.test_request_context():
        stored = db.session.scalars(select(StoredFile)).all()
        sent = {one.name: b"".join(files.send(one).response) for one in stored}  # type: ignore[arg-type]  # bytes
        assert HANDED_IN.items() <= sent.items()
        assert [sha256(sent[one.name]).hexdigest() for one in stored] == [one.digest for one in stored]
    empty.done("backup", tmp_path / "again.zip")
    assert contents_of(tmp_path / "again.zip") == contents_of(archive), "counts and checksums of all tables"


def test_life_goes_on_there(archive: Path, empty: Machine) -> None:
    """The old password opens, a new registration comes in, and what the database keeps is kept."""
    empty.done("restore", archive)
    browser = empty.app.test_client()
    answer = browser.post("/sign-in", data={"email": ORGANIZER, "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/home")
    assert browser.get("/home").status_code == 200
    assert send_form(empty.app.test_client()).status_code == 303
    with work(empty.app):
        [a, b] = db.session.scalars(select(Organization).where(Organization.name.like("Circle%")))
        assert (a.parent_id, b.parent_id) == (b.id, a.id)
        newest = an_organization()
        assert newest.id > max(a.id, b.id)
    with pytest.raises(Exception, match=r"(?i)foreign key"), work(empty.app):
        db.session.execute(update(Organization).values(parent_id=9999))
        pytest.fail("the reference was let through")
    with empty.app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_an_older_archive_is_brought_up_to_date(new_machine: Maker, empty: Machine, tmp_path: Path) -> None:
    """Its rows go into the tables of its day; then the migrations since then are run on them."""
    old = new_machine("sqlite")
    old.done("db", "upgrade", "a77db47b08a0")
    with work(old.app):  # as it was written before there were marks
        db.session.connection().execute(insert(SiteFact).values(name="mark", value="61/15"))
    old.done("backup", tmp_path / "old.zip")
    told = empty.done("restore", tmp_path / "old.zip")
    assert "revision a77db47b08a0." in told
    with work(empty.app, writing=False):
        facts = {fact.name: fact.value for fact in db.session.scalars(select(SiteFact))}
    assert facts == {"mark": "61/15", "site_name": "Regional human rights organizations"}


def test_the_secret_key_stays_behind_and_is_asked_for(one_archive: Path, new_machine: Maker) -> None:
    other = new_machine("sqlite", SECRET_KEY="another-key-another-key-another-key")
    told = other.done("restore", one_archive).splitlines()
    assert told[-1].startswith(
        "The secret key is another one: links in mails already sent, and sign-ins, are void"
    )
    assert b"only-for-tests" not in one_archive.read_bytes()


# ─── What is refused ───


def stays_empty(machine: Machine) -> bool:
    """Nothing in the database, and no file."""
    code, told = machine.flask("backup", machine.folder / "empty.zip")
    return (code, told) == (
        1,
        "Error: There is nothing in this database yet. Are INSTANCE and DATABASE_URL those of the server?\n",
    ) and not list(machine.files.rglob("*"))


def test_a_used_database_is_not_touched(one_archive: Path, empty: Machine) -> None:
    empty.done("db", "upgrade")
    with work(empty.app):
        db.session.connection().execute(insert(SiteFact).values(name="mark", value="ours"))
    assert empty.flask("restore", one_archive) == (
        1,
        "Error: The database is not empty (there is something in “site_fact”), and nothing in it was changed. "
        "Restore to an empty one: set INSTANCE to a new folder, or DATABASE_URL to a new database.\n",
    )
    with work(empty.app, writing=False):
        assert [fact.value for fact in db.session.scalars(select(SiteFact))] == ["ours"]


def test_somebody_elses_tables_are_not_touched(one_archive: Path, empty: Machine) -> None:
    with empty.app.app_context(), db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    code, told = empty.flask("restore", one_archive)
    assert (code, told.partition(", and")[0]) == (
        1,
        "Error: The database is not empty (there is something in “theirs”)",
    )


def test_tables_without_a_row_are_as_good_as_none(one_archive: Path, empty: Machine) -> None:
    empty.done("db", "upgrade")
    empty.done("restore", one_archive)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: b"",
        lambda data: b"PK\3\4 no archive" * 50,
        lambda data: data[:1000] + bytes([data[1000] ^ 1]) + data[1001:],
    ],
    ids=["half", "last byte lost", "empty", "something else", "one bit turned"],
)
def test_a_damaged_archive_is_refused(
    one_archive: Path, new_machine: Maker, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "damaged.zip"
    file.write_bytes(damage(one_archive.read_bytes()))
    machine = new_machine("sqlite")
    assert machine.flask("restore", file) == (1, DAMAGED.format(file))
    assert stays_empty(machine)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("tables/person.jsonl", lambda data: data.replace(b"Ines", b"Inez")),
        ("tables/person.jsonl", lambda data: data[: data.rindex(b"\n", 0, -1) + 1]),
        ("tables/person.jsonl", lambda data: b""),
        ("manifest.json", lambda data: data.replace(b'"size": 256005', b'"size": 256004')),
        ("manifest.json", lambda data: b"[]"),
    ],
)
def test_a_changed_archive_is_refused(
    one_archive: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    def only(one: str, data: bytes) -> bytes:
        return change(data) if one == name else data

    changed = rewritten(one_archive, tmp_path / "changed.zip", only)
    with pytest.raises(Refused, match="damaged"):
        archives.checked(changed)
    archives.checked(rewritten(one_archive, tmp_path / "copied.zip", lambda _, data: data))


def test_no_file_leaves_its_folder(one_archive: Path, tmp_path: Path) -> None:
    nothing = asdict(archives.summed([]))
    for name in ("../x", "/x", "x/../../x", ".."):
        file = with_manifest(one_archive, tmp_path / "leaving.zip", files={name: nothing})
        with ZipFile(file, "a") as opened:
            opened.writestr(f"files/{name}", b"")
        with pytest.raises(Refused, match="damaged"):
            archives.checked(file)


def test_whichever_bit_turns_what_is_loaded_is_what_was_saved(one_archive: Path, tmp_path: Path) -> None:
    data, whole, file = one_archive.read_bytes(), archives.checked(one_archive), tmp_path / "turned.zip"
    refused = 0
    for place in range(0, len(data), len(data) // 150):
        file.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        try:
            assert archives.checked(file) == whole, "a bit of no meaning, such as a date"
        except Refused:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize(
    "changed", [{"revision": "0123456789ab"}, {"format": 3, "tables": "as they are then"}]
)
def test_a_newer_archive_is_refused(
    one_archive: Path, new_machine: Maker, tmp_path: Path, changed: dict[str, object]
) -> None:
    machine = new_machine("sqlite")
    file = with_manifest(one_archive, tmp_path / "newer.zip", **changed)
    assert machine.flask("restore", file) == (1, NEWER)
    assert stays_empty(machine)


def test_what_the_database_does_not_take_leaves_it_empty(
    archive: Path, empty: Machine, tmp_path: Path
) -> None:
    """An archive that is whole, but names as focal point a person who is not there."""

    def orphan(name: str, data: bytes) -> bytes:
        if name == "tables/focal_point.jsonl":
            row = json.loads(data.splitlines()[0]) | {"id": 9999, "person_id": 9999, "until": "2026-01-01"}
            return data + json.dumps(row, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        return data

    file = rewritten(archive, tmp_path / "orphan.zip", orphan)
    tables = manifest_of(file)["tables"]
    tables["focal_point"] = asdict(archives.summed(member(file, "tables/focal_point.jsonl").splitlines(True)))
    file = with_manifest(file, tmp_path / "made.zip", tables=tables)
    code, told = empty.flask("restore", file)
    assert (code, told.partition("(")[0]) == (1, "Error: The database does not take it ")
    with work(empty.app, writing=False):
        assert [db.session.scalar(select(table).limit(1)) for table in (Account, Organization)] == [
            None,
            None,
        ]
    empty.done("restore", archive)
