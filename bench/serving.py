"""A server with one worker, asked over one connection. Processor time is what a busy machine changes least."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROUNDS, REQUESTS, WARM = 9, 200, 60


@dataclass(frozen=True)
class Served:
    """A running server with one worker, and where its processes are."""

    pid: int
    port: int

    def cpu(self) -> float:
        """Seconds of processor time of the server's worker so far."""
        total = 0
        for child in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split():
            # In nanoseconds; the ticks of /proc/…/stat are as long as several requests.
            for thread in Path(f"/proc/{child}/task").glob("*/schedstat"):
                total += int(thread.read_text().split()[0])
        return total / 1e9


@contextmanager
def served(app: str, port: int, env: Mapping[str, str]) -> Iterator[Served]:
    """The app under gunicorn with one worker of two threads, as `flask start` runs it."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        app,
        "--bind",
        f"127.0.0.1:{port}",
        "--worker-class",
        "gthread",
    ]
    command += ["--workers", "1", "--threads", "2", "--log-level", "error", "--no-control-socket"]
    process = subprocess.Popen(command, env={**os.environ, **env}, cwd=ROOT)
    try:
        for _ in range(200):
            try:
                ask(port, "/", {}, 1)
                break
            except OSError:
                time.sleep(0.1)
        yield Served(process.pid, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def ask(
    port: int, path: str, headers: Mapping[str, str], times: int, status: int | None = None
) -> dict[str, str]:
    """GET the same path over one connection; the headers of the last answer and, as `bytes`, its size."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    got: dict[str, str] = {}
    for _ in range(times):
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        body = answer.read()
        if status is not None and answer.status != status:
            raise SystemExit(f"{path} answered {answer.status}, not {status}")
        got = {**{k.lower(): v for k, v in answer.getheaders()}, "bytes": str(len(body))}
    connection.close()
    return got


def cost(
    server: Served, path: str, headers: Mapping[str, str], status: int, requests: int = REQUESTS
) -> float:
    """Milliseconds of processor time per request."""
    before = server.cpu()
    ask(server.port, path, headers, requests, status)
    return (server.cpu() - before) / requests * 1000


def in_turn(
    bare: Served, house: Served, path: str, headers: Mapping[str, str], rounds: int, requests: int
) -> tuple[list[float], list[float]]:
    """What a page and the bare page cost, round by round one after the other: (bare, page)."""
    ask(house.port, path, headers, requests // 2, 200)
    pairs = [(cost(bare, "/", {}, 200), cost(house, path, headers, 200, requests)) for _ in range(rounds)]
    return [base for base, _ in pairs], [own for _, own in pairs]


def body_of(port: int, path: str, headers: Mapping[str, str]) -> bytes:
    """What the path answers with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers=dict(headers))
    body = connection.getresponse().read()
    connection.close()
    return body
