"""What the pages of people in the programme ask."""

from meetings.speakers.queries.briefing import InOrder, Note, Speaking, note_of
from meetings.speakers.queries.leading import Leader, leader_of, leads_session
from meetings.speakers.queries.one import (
    address_of,
    asked_in,
    find_request,
    get_request,
    presentation_for,
    printed_of,
    request_for,
    requests_of,
    shown_of,
    speaker_for,
    zone_of,
)
from meetings.speakers.queries.people import Row, Silent, at_address, people, silent, with_ids

__all__ = [
    "InOrder",
    "Leader",
    "Note",
    "Row",
    "Silent",
    "Speaking",
    "address_of",
    "asked_in",
    "at_address",
    "find_request",
    "get_request",
    "leader_of",
    "leads_session",
    "note_of",
    "people",
    "presentation_for",
    "printed_of",
    "request_for",
    "requests_of",
    "shown_of",
    "silent",
    "speaker_for",
    "with_ids",
    "zone_of",
]
