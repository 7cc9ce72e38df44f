"""Other people's programs that tests ask, and that pip cannot bring. As a program: installs Debian's of those missing.

Only the browser is a must where CI=true. A test that lacks another program is skipped and says so.
"""

import os
import shutil
import subprocess
import sys
from functools import cache

from tests.services import chromium


@cache
def office() -> tuple[str, str] | None:
    """LibreOffice, and the Python that can talk to it; None when one of them is not here."""
    soffice = shutil.which("soffice")
    for python in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", shutil.which("python3")):
        if soffice and python and os.path.exists(python):
            asked = subprocess.run([python, "-c", "import uno"], capture_output=True)
            if asked.returncode == 0:
                return python, soffice
    return None


def others() -> list[str]:
    """The Debian packages without which a test or two are skipped: readers of PDF, and LibreOffice."""
    reads_pdf = shutil.which("pdftotext") and shutil.which("pdfinfo")
    return [
        *(() if reads_pdf else ("poppler-utils",)),
        *(() if office() else ("libreoffice-writer", "python3-uno")),
    ]


def ensure() -> int:
    """Install what is missing when this is root on Debian; the exit status: 1 only without a browser where CI=true."""
    for lacks in filter(None, (chromium.missing(), others())):
        _install(lacks)
    office.cache_clear()
    if lacks := others():
        print(f"Not here: {', '.join(lacks)}. What asks them is skipped.", file=sys.stderr)
    if not (lacks := chromium.missing()):
        return 0
    ci = os.environ.get("CI") == "true"
    how = chromium.HOW.format(" ".join(lacks))
    print(how + ("." if ci else "; browser tests are skipped."), file=sys.stderr)
    return int(ci)


def _install(packages: list[str]) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing Debian's {', '.join(packages)} for the tests.", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(ensure())
