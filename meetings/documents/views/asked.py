"""What the address of a list or of a ZIP asks for."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import request

from meetings.base.forms import said
from meetings.base.pages import LANGUAGES
from meetings.base.refusals import Refused
from meetings.documents.queries import Filter
from meetings.documents.rules import read_since
from meetings.programme.models import Meeting

LONGEST = 200


@dataclass(frozen=True)
class AskedFor:
    """The filter, and the texts that it was read from; `wrong`: the sentence about a day that does not exist."""

    wanted: Filter
    q: str
    language: str
    session: str
    since: str
    wrong: str = ""

    @property
    def query(self) -> str:
        """The same, as an address says it."""
        kept = {"q": self.q, "language": self.language, "session": self.session, "since": self.since}
        return urlencode({name: text for name, text in kept.items() if text})

    @property
    def narrows(self) -> bool:
        return bool(self.q or self.language or self.session or self.since)


def asked_for(meeting: Meeting) -> AskedFor:
    """What the address asks for; what no column can hold is left out."""
    q, session, since = (_text(name) for name in ("q", "session", "since"))
    language = _text("language")
    language = language if language in LANGUAGES else ""
    wrong, new_since = "", None
    try:
        new_since = _since(since, meeting)
    except Refused as no:
        wrong = said(no)
    return AskedFor(Filter(q, language, session[:10], new_since), q, language, session[:10], since, wrong)


def _since(text: str, meeting: Meeting) -> datetime | None:
    return read_since(text, meeting.zone)


def _text(name: str) -> str:
    return request.args.get(name, "")[:LONGEST].replace("\0", "").strip()
