"""The WSGI entry: makes the app, nothing else."""

from meetings.factory import create_app

app = create_app()
