"""`make bench`: processor time of pages as ratios to a bare Flask page under the same server in the same run."""

import os
import subprocess
import sys
import tempfile

from bench import assigning, feeds, lists, mails, pages, records, reports, shortlists
from bench.serving import ROOT, served


def main() -> None:
    """Make a demonstration, serve it and a bare page side by side, and print medians of paired ratios."""
    with tempfile.TemporaryDirectory() as folder:
        env = {"INSTANCE": folder, "PORT": "8461", "BASE_URL": "http://127.0.0.1:8461", "DEMO": "1"}
        flask = [sys.executable, "-m", "flask", "--app", "app"]
        for step in (["db", "upgrade"], ["mandate", "load"], ["directory", "load"], ["demo", "load"]):
            subprocess.run(
                [*flask, *step], env={**os.environ, **env}, cwd=ROOT, check=True, capture_output=True
            )
        lists.invent(env)
        records.invent(env)
        reports.invent(env)
        shortlists.invent(env)
        with served("bench.bare:app", 8460, {}) as bare, served("app:app", 8461, env) as house:
            pages.measure(bare, house)
            records.measure(bare, house, env)
            reports.measure(bare, house, env)
            lists.measure(bare, house, env)
            shortlists.measure(bare, house, env)
    print()
    feeds.main()
    print("\nmails, ratio to bare smtplib")
    mails.main()
    print("\nassignment of applications to assessors")
    assigning.main()


if __name__ == "__main__":
    main()
