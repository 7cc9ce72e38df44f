"""A report becomes a Word file: pandoc sets the story, the masthead and contents are added to its result."""

import json
import subprocess
import tempfile
from pathlib import Path

import pypandoc

from meetings.report.reference import reference_docx
from meetings.report.render_docx.package import finish
from meetings.report.render_docx.story import story
from meetings.report.rules import NOTHING, Document, Tracked

SECONDS = 120


class NotRendered(Exception):
    """pandoc could not make the file; the message is its own, for the log."""


def render_docx(document: Document, tracked: Tracked = NOTHING) -> bytes:
    """The report as a Word file, with tracked changes and comments when there are any. The same gives the same bytes.

    Raises NotRendered when pandoc fails or takes longer than two minutes.
    """
    head = document.masthead
    reference = reference_docx(head.symbol, head.job_number, head.demonstration)
    return finish(_pandoc(json.dumps(story(document, tracked)), reference), document)


def _pandoc(tree: str, reference: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="report-") as folder:
        path = Path(folder, "reference.docx")
        path.write_bytes(reference)
        command = [pypandoc.get_pandoc_path(), "--from=json", "--to=docx", "--output=-"]
        command += ["--syntax-highlighting=none", f"--reference-doc={path}"]
        try:
            # The command is a fixed list; people's text goes through standard input only.
            done = subprocess.run(command, input=tree.encode(), capture_output=True, timeout=SECONDS)  # noqa: S603
        except subprocess.TimeoutExpired as slow:
            raise NotRendered(f"pandoc took longer than {SECONDS} seconds") from slow
    if done.returncode:
        raise NotRendered(done.stderr.decode(errors="replace"))
    return done.stdout
