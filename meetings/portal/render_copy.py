"""A copy of one's data: one ZIP with `data.json`, for machines to read, and the files that were handed in."""

import json
import tempfile
import zipfile
from typing import IO, Any

from meetings.base import clock
from meetings.base.files import content_of
from meetings.people.queries import Copy

# What is larger lies on the disk while it is sent, not in memory.
IN_MEMORY = 1024 * 1024
ABOUT = (
    "All that this site keeps of you, by table. Times are UTC (ISO 8601). Files that you handed in lie in the folder "
    "files/. Names of colleagues of the office and of other participants are left out."
)


def packed(copy: Copy) -> IO[bytes]:
    """The ZIP, from its beginning; whoever sends it closes it."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 – the answer closes it
    files = {f"files/{stored.key}-{stored.name.replace('/', '-')}": stored for stored in copy.files}
    lacking = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, stored in files.items():
            path = content_of(stored)
            if path is None:
                lacking.append(stored.name)
            else:
                archive.write(path, name)
        archive.writestr("data.json", _json(copy, lacking))
    out.seek(0)
    return out


def _json(copy: Copy, lacking: list[str]) -> str:
    said: dict[str, Any] = {"about": ABOUT, "taken_at": clock.now().isoformat(), **copy.tables}
    if lacking:
        said["files_that_are_no_longer_here"] = lacking
    return json.dumps(said, ensure_ascii=False, indent=1, default=str)
