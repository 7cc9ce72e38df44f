"""The WSGI entry: makes the app, nothing else."""

from meetings.base.refusals import Refused
from meetings.factory import create_app

try:
    app = create_app()
except Refused as no:  # a wrong setting is a sentence, not a trace
    raise SystemExit(f"Error: {no}") from None
