"""Who can look into the instance's folder."""

from pathlib import Path

from meetings.base.owner import keep_to_owner


def modes(folder: Path) -> dict[str, str]:
    return {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir())}


def test_a_folder_with_our_database_is_closed_and_another_left(tmp_path: Path) -> None:
    ours, other = tmp_path / "ours", tmp_path / "other"
    for folder, file in ((ours, "meetings.sqlite"), (other, "notes.txt")):
        folder.mkdir()
        folder.chmod(0o755)
        (folder / file).touch()
        (folder / file).chmod(0o644)
        keep_to_owner(folder)
    assert modes(ours) == {"ours": "0o700", "meetings.sqlite": "0o600"}
    assert modes(other) == {"other": "0o755", "notes.txt": "0o644"}
    keep_to_owner(tmp_path / "new")
    assert modes(tmp_path / "new") == {"new": "0o700"}
