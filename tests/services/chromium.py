"""The system's Chromium, driven by Playwright."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
HOW = "No browser to test with: install it (apt-get install {}) or name a Chromium in CHROMIUM=/path/to/chromium"


def find_chromium() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names, else the first that the system has."""
    named = os.environ.get("CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def arguments() -> list[str]:
    """Headless, silent towards the network, and unable to look up any host but this machine."""
    return [
        "--headless",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),  # Chromium refuses its sandbox to root
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests of a process. Without Chromium: skipped, but failed where CI=true."""
    lacks = missing()
    if lacks:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(HOW.format(" ".join(lacks)))
    expect.set_options(timeout=30_000)  # a busy machine is no fault of a page
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=arguments(), chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A person's browser: cookies of its own, 1280 px wide, English, gone after the test."""
    fresh = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One open tab of that person."""
    return context.new_page()


def missing() -> list[str]:
    """The Debian packages that the browser tests lack: Chromium, and what Playwright's own node links to."""
    node, *_ = compute_driver_executable()
    runs = subprocess.run([node, "--version"], capture_output=True).returncode == 0
    return [*(() if find_chromium() else ("chromium",)), *(() if runs else ("libatomic1",))]
