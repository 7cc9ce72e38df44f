"""What an archive holds, and in which words."""

from hashlib import sha256
from pathlib import Path

from meetings.base.database import Base
from tests.backup.conftest import HANDED_IN
from tests.backup.machines import Machine, manifest_of, rows_of
from tests.kit_app import statements


def test_what_an_archive_holds(full: Machine, archive: Path) -> None:
    manifest = manifest_of(archive)
    assert manifest["tables"].keys() == Base.metadata.tables.keys()
    assert {n: t["size"] for n, t in manifest["tables"].items() if n in ("meeting", "mail_link")} == {
        "meeting": 7,
        "mail_link": 5,
    }
    stored = {
        row["digest"]: row["size"] for row in rows_of(archive, "stored_file")
    }  # the demonstration has some
    assert manifest["files"] == {digest: {"size": size, "sha256": digest} for digest, size in stored.items()}
    handed_in = {sha256(content).hexdigest(): len(content) for content in HANDED_IN.values()}
    assert handed_in.items() <= stored.items()
    assert archive.stat().st_mode & 0o777 == 0o600


def test_lines_say_what_rows_have(archive: Path) -> None:
    """The same words from either database."""
    rows = {row["verb"]: row for row in rows_of(archive, "audit_row") if row["on_kind"] == "test"}
    assert ["before" in rows[verb] for verb in ("no value", "value null")] == [False, True]
    assert list(rows["value"]["before"].items()) == [("z", [1, 2.5, None]), ("a", "\ud800")]
    meeting = next(row for row in rows_of(archive, "meeting") if row["slug"] == "workshop")
    assert (meeting["starts"], meeting["starts_at"]) == ("2028-10-10T10:00:00", "2028-10-10T08:00:00")
    assert [row["key"] for row in rows_of(archive, "mail_link")] == ["B", "Z", "_b", "a", "é"]


def test_postgresql_is_asked_to_sort_by_bytes(full: Machine, tmp_path: Path) -> None:
    """Whatever language its database sorts by (those that pip brings know only one)."""
    with statements(full.app) as asked:
        full.done("backup", tmp_path / "backup.zip")
    [query] = [statement for statement in asked if "FROM mail_link" in statement]
    by_bytes = "postgresql" in full.env["DATABASE_URL"]
    assert query.endswith(' COLLATE "C"') == by_bytes
