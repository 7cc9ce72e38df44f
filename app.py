"""The WSGI entry: makes the app, nothing else."""

import gc

from meetings.base.refusals import Refused
from meetings.factory import create_app

try:
    app = create_app()
except Refused as no:  # a wrong setting is a sentence, not a trace
    raise SystemExit(f"Error: {no}") from None

# What is there now lives as long as the process: it need not be looked through again while pages come and go.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
