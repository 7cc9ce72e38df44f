"""A mail server in a process of its own that takes every mail and counts: `python -m bench.sink PORT`."""

import asyncio
import signal
import sys

from aiosmtpd.smtp import SMTP, Envelope, Session


class Counting:
    """Takes everything; the count is told at the end."""

    def __init__(self) -> None:
        self.taken = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken += 1
        return "250 OK"


async def serve(port: int) -> None:
    """Listen until told to stop."""
    counting, stop = Counting(), asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    server = await loop.create_server(lambda: SMTP(counting, enable_SMTPUTF8=True), "127.0.0.1", port)
    print("listening", flush=True)
    await stop.wait()
    server.close()
    print(counting.taken, flush=True)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
