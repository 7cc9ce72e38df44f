"""The WSGI entry: makes the app, nothing else."""

import gc

gc.disable()  # what is imported stays: looking it through meanwhile is a quarter of the start

from meetings.base.refusals import Refused  # noqa: E402
from meetings.factory import create_app  # noqa: E402

try:
    app = create_app()
except Refused as no:  # a wrong setting is a sentence, not a trace
    raise SystemExit(f"Error: {no}") from None

# What is there now lives as long as the process: it need not be looked through again while pages come and go.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
gc.enable()
