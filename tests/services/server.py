"""The real app in processes of its own: gunicorn and the worker, on a free port."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from tests.services import forked
from tests.services.ports import free_port, refused

ROOT = Path(__file__).parents[2]
WEB = ["--worker-class", "gthread", "--graceful-timeout", "5", "--no-control-socket", "app:app"]
WORKER = ["--app", "app", "worker"]
# Of the tester's own environment: nothing that configures the app.
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")


@dataclass
class Server:
    """The running app: `url` is its address without a closing slash, `log` what its processes wrote."""

    env: Mapping[str, str]
    folder: Path
    threads: int = 8
    web_workers: int = 1
    with_worker: bool = True
    root: Path = ROOT  # where app.py is
    port: int = field(default_factory=free_port)
    _web: ForkServerProcess | None = None
    _worker: ForkServerProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the processes see: the given settings, a few plain variables, nothing else of the tester's."""
        plain = {name: os.environ[name] for name in KEPT if name in os.environ}
        own = {"PYTHONUNBUFFERED": "1", "PORT": str(self.port), "BASE_URL": self.url}
        return plain | own | dict(self.env)

    @property
    def log(self) -> str:
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("*.log")))

    def flask(self, *arguments: str) -> str:
        """Run a command of the app with the same settings; its output. Fails the test with all it said."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=self.root,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        if done.returncode:
            pytest.fail(f"flask {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, seconds: float = 90) -> None:
        """Start what is not running and wait until /healthz answers 200."""
        if self._web is None:
            scale = ["--workers", str(self.web_workers), "--threads", str(self.threads)]
            self._web = self._process("web", "gunicorn", ["--bind", f"127.0.0.1:{self.port}", *scale, *WEB])
        if self._worker is None and self.with_worker:
            self._worker = self._process("worker", "flask", WORKER)
        deadline = time.monotonic() + seconds
        while not self._healthy():
            ended = [process.pid for process in self._running() if not process.is_alive()]
            if ended or time.monotonic() > deadline:
                self.stop()
                pytest.fail(f"the app did not start; ended: {ended}\n{self.log}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End both politely (SIGTERM), each by its own process group; kill what has not ended after 10 s."""
        self._end(signal.SIGTERM, web=True, worker=True)

    def kill(self, *, web: bool = True, worker: bool = True) -> None:
        """`kill -9` in mid-flight. `start` brings back what was killed, on the same port."""
        self._end(signal.SIGKILL, web=web, worker=worker)

    def _running(self) -> list[ForkServerProcess]:
        return [process for process in (self._web, self._worker) if process is not None]

    def _process(self, name: str, module: str, arguments: list[str]) -> ForkServerProcess:
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / f"{name}.log"
        return forked.start(module, arguments, env=self.environment, root=self.root, log=log)

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _end(self, how: signal.Signals, *, web: bool, worker: bool) -> None:
        ending = [p for p, wanted in ((self._web, web), (self._worker, worker)) if p is not None and wanted]
        for process in ending:
            _signal_group(process, how)
        for process in ending:
            process.join(10)
            if process.is_alive():
                _signal_group(process, signal.SIGKILL)
                process.join(10)
        deadline = time.monotonic() + 10
        while web and not refused(self.port) and time.monotonic() < deadline:
            time.sleep(0.02)  # a killed gunicorn leaves its children a moment behind, on the same socket
        self._web = None if web else self._web
        self._worker = None if worker else self._worker


def _signal_group(process: ForkServerProcess, how: signal.Signals) -> None:
    assert process.pid is not None
    with contextlib.suppress(ProcessLookupError):  # it ended by itself
        os.killpg(process.pid, how)


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """`serve(env, start=True, **options) -> Server`: all that were made are stopped when the process ends."""
    made: list[Server] = []

    def make(env: Mapping[str, str], *, start: bool = True, **options: int | Path) -> Server:
        server = Server(env, tmp_path_factory.mktemp("server"), **options)  # type: ignore[arg-type]  # the options are Server's own
        made.append(server)
        if start:
            server.start()
        return server

    yield make
    for server in made:
        server.stop()
