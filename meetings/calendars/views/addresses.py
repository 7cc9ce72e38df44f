"""The addresses of a feed as calendars want them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import url_for

from meetings.calendars.rules import Wanted
from meetings.calendars.views.answering import base_url


@dataclass(frozen=True)
class Addresses:
    """`https` to paste, `webcal` and `google` to open the reader’s own calendar; `path` within this site."""

    https: str
    webcal: str
    google: str
    path: str


def addresses(endpoint: str, wanted: Wanted, **of: Any) -> Addresses:
    """The addresses of a feed with what the reader chose."""
    path = url_for(endpoint, **of)
    if wanted.address:
        path += "?" + urlencode(wanted.address, doseq=True)
    webcal = f"webcal://{urlsplit(base_url()).netloc}{path}"
    google = "https://calendar.google.com/calendar/render?cid=" + quote(webcal, safe="")
    return Addresses(base_url() + path, webcal, google, path)
