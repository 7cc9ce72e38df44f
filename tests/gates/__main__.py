"""`python -m tests.gates`: what ruff, mypy and import-linter cannot see. Exit status 1 with findings."""

import sys
from pathlib import Path

from tests.gates import lists, templates

findings = [*templates.check(Path("templates")), *lists.check(Path("meetings"))]
for finding in findings:
    print(finding)
sys.exit(1 if findings else 0)
