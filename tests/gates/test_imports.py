"""Every import contract is seen to fail: a copy of the house passes, then a breach is planted in it.

To see one by hand: add the planted line to the named file and run `make check`.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
FLOORS, ROOM, REPORT, PURE, NO_WEB, NO_SESSION = (contract["name"] for contract in CONTRACTS)

# contract, room, file of the breach, what it says, files that must exist for it
BREACHES = [
    (FLOORS, "base", "planted.py", "import meetings.ical", []),
    (FLOORS, "directory", "planted.py", "from meetings.demo import __doc__", []),
    (FLOORS, "cellar", "__init__.py", "", []),  # a room that nobody has put on a floor
    (ROOM, "programme", "rules/planted.py", "from meetings.programme import models", ["models.py"]),
    (ROOM, "mandate", "queries.py", "from meetings.mandate.views import x", ["views.py"]),
    (REPORT, "report", "rules/sources/planted.py", "from meetings.report.rules.composing import compose", []),
    (PURE, "registration", "rules.py", "from flask import g", []),
    (PURE, "outcomes", "rules.py", "from meetings.base.database import db", []),  # by way of another module
    (PURE, "ical", "planted.py", "import sqlalchemy", []),
    (NO_WEB, "directory", "models.py", "from werkzeug.exceptions import NotFound", []),
    (NO_WEB, "report", "queries.py", "from flask_babel import gettext", []),
    (NO_WEB, "access", "actions.py", "import flask", []),
    (NO_SESSION, "programme", "views/planted.py", "from meetings.base.database import db", []),
    (NO_SESSION, "portal", "views.py", "from sqlalchemy import select", []),
]


def lint(folder: Path) -> dict[str, str]:
    """What import-linter says of the house in this folder: contract → KEPT or BROKEN."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, timeout=120
    )
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)$", done.stdout, re.MULTILINE))
    assert done.returncode == (1 if "BROKEN" in verdicts.values() else 0), done.stdout + done.stderr
    return verdicts


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house that passes as it stands."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "meetings", copy / "meetings", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    assert lint(copy) == dict.fromkeys([FLOORS, ROOM, REPORT, PURE, NO_WEB, NO_SESSION], "KEPT")
    return copy


def test_every_contract_has_a_breach() -> None:
    assert {contract for contract, *_ in BREACHES} == {contract["name"] for contract in CONTRACTS}


@pytest.mark.parametrize(("contract", "room", "file", "line", "needs"), BREACHES)
def test_a_planted_breach_breaks_its_contract(
    house: Path, tmp_path: Path, contract: str, room: str, file: str, line: str, needs: list[str]
) -> None:
    copy = tmp_path / "house"
    shutil.copytree(house, copy)
    folder = copy / "meetings" / room
    if room != "cellar" and not folder.exists():
        pytest.skip(f"{room} is not built yet")
    folder.mkdir(exist_ok=True)
    for name in [*needs, file]:
        (folder / name).touch()
    with (folder / file).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    assert lint(copy)[contract] == "BROKEN"
