"""A process of the app begins as a copy of one that has imported it: the import is most of a start, and tests start
some fifty. That the commands start from nothing, too, is asked by tests/base/test_start.py."""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_COPIES = multiprocessing.get_context("forkserver")
_COPIES.set_forkserver_preload(["gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "meetings.factory"])


def start(
    module: str, arguments: Sequence[str], *, env: Mapping[str, str], root: Path, log: Path
) -> ForkServerProcess:
    """`python -m module arguments` in that folder, with this environment and no other; what it says goes to the log.

    It has a group of its own, so that its children end with it.
    """
    process = _COPIES.Process(target=_become, args=(module, list(arguments), dict(env), root, log))
    process.start()
    return process


def _become(module: str, arguments: list[str], env: dict[str, str], root: Path, log: Path) -> None:
    os.setsid()
    with log.open("ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # Python's own stream, not a test's
    os.environ.clear()
    os.environ.update(env)
    os.chdir(root)
    sys.path.insert(0, str(root))  # as `-m` does
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
