"""The server that the tests start: on a small app of its own, so that a fault here is a fault of the service."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.server import Server

APP = """
import os, time
from flask import Flask
app = Flask(__name__)
app.get("/healthz")(lambda: os.environ["GREETING"] + str(os.environ.get("LEAKED")))
@app.cli.command("worker")
def worker():
    print("working", flush=True)
    time.sleep(600)
"""


def get(server: Server) -> bytes:
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=5) as answer:
        return bytes(answer.read())


def workers_started(server: Server, count: int) -> bool:
    """Whether this many workers have said so, given 30 s."""
    deadline = time.monotonic() + 30
    while server.log.count("working\n") < count and time.monotonic() < deadline:
        time.sleep(0.05)
    return server.log.count("working\n") == count


def test_it_starts_is_killed_and_comes_back_on_its_port(
    serve: Callable[..., Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEAKED", "a setting of the tester's own")
    (tmp_path / "app.py").write_text(APP)
    server = serve({"GREETING": "hello "}, root=tmp_path)
    assert get(server) == b"hello None"
    assert workers_started(server, 1)
    address = server.url
    server.kill()
    with pytest.raises(urllib.error.URLError, match="refused"):
        get(server)
    server.start()
    assert workers_started(server, 2)
    server.kill(web=False)
    assert get(server) == b"hello None"
    server.start()
    assert (server.url, get(server)) == (address, b"hello None")
    assert workers_started(server, 3)
    server.stop()
    with pytest.raises(urllib.error.URLError, match="refused"):
        get(server)
    assert server.flask("--version").startswith("Python ")


def test_an_app_that_cannot_start_fails_the_test_with_what_it_said(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text("raise RuntimeError('no such setting')")
    with pytest.raises(pytest.fail.Exception, match="no such setting"):
        serve({}, root=tmp_path)
