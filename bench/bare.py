"""What the pages are measured against: a Flask page that does nothing."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def page() -> str:
    """The least that Flask can answer."""
    return "hello"
