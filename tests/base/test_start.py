"""Starting: what a first start loads, what a second keeps, and the sentence when a setting is wrong."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.journeys.house import flask
from tests.services.ports import free_port

ROOT = Path(__file__).parents[2]


def start(folder: Path, env: Mapping[str, str]) -> "subprocess.Popen[str]":
    """`flask start` as `make run` calls it, with nothing else of the tester's environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "app", "start"],
        cwd=ROOT,
        env={**kept, "INSTANCE": str(folder), "PYTHONUNBUFFERED": "1", **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def says(folder: Path, env: Mapping[str, str]) -> tuple[int, str]:
    """What a start that ends by itself says."""
    process = start(folder, env)
    told, _ = process.communicate(timeout=60)
    return process.returncode, told


def run_until_it_answers(
    folder: Path, env: Mapping[str, str], port: int, meanwhile: Callable[[], None] = lambda: None
) -> str:
    """Start, wait for the first answer, stop politely; what it said. It ends by itself, with 0."""
    process = start(folder, {**env, "PORT": str(port)})
    try:
        for _ in range(1200):
            try:
                assert urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200
                break
            except OSError:
                assert process.poll() is None, process.communicate()[0]
                time.sleep(0.1)
        meanwhile()
    finally:
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 0, told
    return told


def test_first_start_loads_second_keeps_and_its_link_opens(tmp_path: Path) -> None:
    port = free_port()
    first = run_until_it_answers(tmp_path, {}, port)
    steps = re.findall(r"^(?:Bringing|Loading|Starting) .*$", first, re.MULTILINE)
    assert [step.split(" …")[0].split(" (")[0] for step in steps] == [
        "Bringing the database up to date",
        "Loading the mandate, the Council’s calendar and the directory",
        "Loading the demonstration",
        "Starting the server and the worker",
    ]
    second = run_until_it_answers(tmp_path, {}, port)
    assert "Loading" not in second
    [one], [other] = (
        re.findall(rf"http://127.0.0.1:{port}/sign-in/link/\S+", told) for told in (first, second)
    )
    assert one != other


def test_an_empty_house_asks_for_its_administrator_whose_link_is_of_the_running_server(
    tmp_path: Path,
) -> None:
    """Whoever asks for a link need not know which PORT the server was started with."""
    code, told = says(tmp_path, {"DEMO": "0"})
    assert code == 1
    assert told.splitlines()[-1].startswith(
        "Error: Nobody can run the house yet. Start again with ADMIN_EMAIL="
    )
    named = run_until_it_answers(tmp_path, {"DEMO": "0", "ADMIN_EMAIL": "boss@example.org"}, free_port())
    assert "Sign in, once, as boss:" in named

    port, links = free_port(), []

    def link(**env: str) -> None:
        told = flask({"INSTANCE": str(tmp_path), **env}, "account", "link", "boss@example.org")
        links.append(told.strip().partition("/sign-in/link/")[0])

    def meanwhile() -> None:
        link()
        link(PORT="8001")

    again = run_until_it_answers(tmp_path, {"DEMO": "0"}, port, meanwhile)
    assert "Nobody can run the house" not in again
    link()
    link(BASE_URL="https://meetings.example.org")
    running = f"http://127.0.0.1:{port}"
    assert links == [running, running, "http://127.0.0.1:8000", "https://meetings.example.org"]


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"PORT": "http"}, "Error: PORT is “http”; it should be a whole number from 1 to 65535."),
        (
            {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
            "Error: The database of DATABASE_URL cannot be",
        ),
    ],
)
def test_a_wrong_setting_is_a_sentence_and_no_trace(
    tmp_path: Path, env: dict[str, str], sentence: str
) -> None:
    code, told = says(tmp_path, env)
    assert code == 1
    assert "Traceback" not in told
    assert told.strip().splitlines()[-1].startswith(sentence)


def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, told = says(tmp_path, {"PORT": str(port), "DEMO": "0", "ADMIN_EMAIL": "boss@example.org"})
    assert code == 1
    assert told.splitlines()[-1].startswith(f"Error: Nothing can listen on port {port} of 127.0.0.1 (")
    assert "Sign in, once" not in told
