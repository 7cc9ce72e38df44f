"""How quickly the outbox is delivered, as a share of bare smtplib's rate for the same mails to the same server."""

import smtplib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from meetings.base.database import db, unit_of_work
from meetings.base.settings import Settings, read_settings
from meetings.factory import create_app
from meetings.outbox.actions import put
from meetings.outbox.mail import compose
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.outbox.way import MailWay
from meetings.outbox.worker import deliver_due

ROOT = Path(__file__).parent.parent
MAILS, ROUNDS, PORT = 5000, 10, 8462
TEXT = "\n\n".join(["Dear Person,", *["Your registration is approved and a place is kept for you."] * 8])


@contextmanager
def sink() -> Iterator[None]:
    """The server, in a process of its own: what it needs is nobody's rate."""
    command = [sys.executable, "-m", "bench.sink", str(PORT)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def main() -> None:
    """Deliver 5,000 mails with smtplib alone and 5,000 from the outbox, in turns, on a database of its own."""
    with tempfile.TemporaryDirectory() as folder, sink():
        settings = read_settings({"INSTANCE": folder, "SMTP_URL": f"smtp://127.0.0.1:{PORT}"})
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"],
            env={"INSTANCE": folder},
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
        app = create_app(settings)
        with app.app_context():
            ratios, rates = [], []
            for _ in range(ROUNDS):
                bare, ours = _round(settings)
                ratios.append(ours / bare)
                rates.append((ours, bare))
            with unit_of_work(writing=False):
                sent = db.session.scalar(select(func.count()).where(OutboxMessage.delivery == Delivery.SENT))
            db.engine.dispose()
    ours, bare = (statistics.median(rate) for rate in zip(*rates, strict=True))
    print(
        f"{f'outbox, {MAILS} mails':24} {statistics.median(ratios):6.2f} ×  (aim ≥ 0.5)   "
        f"{min(ratios):.2f}–{max(ratios):.2f}   {ours:.0f} against {bare:.0f} mails a second; {sent} delivered"
    )


def _round(settings: Settings) -> tuple[float, float]:
    """Mails a second, of bare smtplib and of the outbox, one after the other so that both meet the same machine."""
    number = MAILS // ROUNDS
    with unit_of_work(writing=True):
        mails = [put(f"person-{n}@example.org", f"You are registered: {n}", TEXT) for n in range(number)]
        db.session.flush()
        composed = [
            compose(m, settings.mail_from, settings.mailbox, "Example office", settings.base_url)
            for m in mails
        ]
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", PORT) as server:
        for mail in composed:
            server.send_message(mail)
    between = time.perf_counter()
    with MailWay(settings) as way:
        while deliver_due(way):
            pass
    return number / (between - begun), number / (time.perf_counter() - between)


if __name__ == "__main__":
    main()
