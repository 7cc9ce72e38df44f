"""The instance's folder is its owner's alone: the database and what people handed in lie there."""

from contextlib import suppress
from pathlib import Path

DATABASE = "meetings.sqlite"


def keep_to_owner(folder: Path) -> None:
    """Make the folder; close one that holds our database, and was made when others could still look in.

    A folder without it may be shared with something else, and is left as it is; so is one that is not ours to change.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / DATABASE).is_file():
        return
    for path, mode in ((folder, 0o700), *((one, 0o600) for one in folder.glob(f"{DATABASE}*"))):
        if path.stat().st_mode & 0o077:
            with suppress(PermissionError):
                path.chmod(mode)
