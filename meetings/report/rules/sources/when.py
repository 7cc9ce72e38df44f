"""Where, when and how a meeting was held, in words."""

from meetings.programme.rules import Mode
from meetings.report.rules.dates import span
from meetings.report.rules.sources.facts import MeetingFacts


def held_on(meeting: MeetingFacts) -> str:
    """ "a virtual meeting on 27 November 2024", "a meeting in person, in Geneva, on 1 October 2025"."""
    days = span(meeting.starts, meeting.ends)
    match meeting.mode:
        case Mode.VIRTUAL:
            return f"a virtual meeting on {days}"
        case Mode.IN_PERSON:
            return f"a meeting in person, in {meeting.city}, on {days}"
        case Mode.HYBRID:
            return f"a meeting in person and online, in {meeting.city}, on {days}"


def took_place(meeting: MeetingFacts) -> str:
    """ "was held in Geneva on 29 and 30 September 2025, in person and online"."""
    days = span(meeting.starts, meeting.ends)
    match meeting.mode:
        case Mode.VIRTUAL:
            return f"was held virtually on {days}"
        case Mode.IN_PERSON:
            return f"was held in {meeting.city} on {days}"
        case Mode.HYBRID:
            return f"was held in {meeting.city} on {days}, in person and online"
