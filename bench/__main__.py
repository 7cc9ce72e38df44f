"""`make bench`: processor time of pages as ratios to a bare Flask page under the same server in the same run."""

import http.client
import os
import signal
import statistics
import subprocess
import sys
import tempfile
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


def cost(server: Served, path: str, headers: Mapping[str, str], status: int) -> float:
    """Milliseconds of processor time per request."""
    before = server.cpu()
    ask(server.port, path, headers, REQUESTS, status)
    return (server.cpu() - before) / REQUESTS * 1000


def main() -> None:
    """Make a demonstration, serve it and a bare page side by side, and print medians of paired ratios."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"INSTANCE": folder, "PORT": "8461", "BASE_URL": "http://127.0.0.1:8461", "DEMO": "1"}
        flask = [sys.executable, "-m", "flask", "--app", "app"]
        for step in (["db", "upgrade"], ["mandate", "load"], ["directory", "load"], ["demo", "load"]):
            subprocess.run(
                [*flask, *step], env={**os.environ, **env}, cwd=ROOT, check=True, capture_output=True
            )
        with served("bench.bare:app", 8460, {}) as bare, served("app:app", 8461, env) as house:
            measure(bare, house)


def measure(bare: Served, house: Served) -> None:
    """Each target in turn with the bare page, so that a change of the machine's speed meets both."""
    feed = "/calendar/workshop-2025.ics"
    etag = ask(house.port, feed, {}, 1, 200)["etag"]
    targets = [
        ("public programme page", "/meetings/workshop-2025", {}, 200, 12),
        ("feed, changed (200)", feed, {}, 200, 3),
        ("feed, unchanged (304)", feed, {"If-None-Match": etag}, 304, 2),
    ]
    print(
        f"{ROUNDS} rounds of {REQUESTS} requests each, one worker; processor time, ratio to a bare Flask page"
    )
    for name, path, headers, status, aim in targets:
        ask(house.port, path, headers, WARM, status)
        ask(bare.port, "/", {}, WARM, 200)
        ratios, costs = [], []
        for _ in range(ROUNDS):
            base = cost(bare, "/", {}, 200)
            own = cost(house, path, headers, status)
            ratios.append(own / base)
            costs.append(own)
        size = ask(house.port, path, headers, 1, status)["bytes"]
        print(
            f"{name:24} {statistics.median(ratios):6.1f} ×  (aim ≤ {aim})   "
            f"{min(ratios):.1f}–{max(ratios):.1f}   {statistics.median(costs):.2f} ms   {size} bytes"
        )


if __name__ == "__main__":
    main()
