"""An invitation to one person, to be sent by mail (iTIP, RFC 5546; iMIP, RFC 6047)."""

import re
from dataclasses import replace
from typing import Literal

from meetings.ical.entries import Address, Entry
from meetings.ical.events import event
from meetings.ical.feeds import envelope
from meetings.ical.values import Text, cal_address

Method = Literal["REQUEST", "CANCEL"]
FOLD = re.compile(rb"\r\n[ \t]")
ORGANIZER = re.compile(rb"(ORGANIZER(?:;[^\r\n]*)?:mailto:)[^\r\n]*", re.IGNORECASE)


def invitation(
    entry: Entry,
    *,
    method: Method,
    attendee: Address,
    organizer: Address,
    prodid: str,
    cancelled_word: str = "CANCELLED",
) -> bytes:
    """The VCALENDAR that asks one person to come (REQUEST), or takes the entry back from them (CANCEL).

    An update is a REQUEST of the same uid with a higher sequence; a CANCEL needs a higher sequence too, also
    when the meeting itself goes on and only this person no longer comes. `attendee` is the recipient of the
    mail and the only one named. `organizer` must receive replies: it is the mail's From or Reply-To.

    Raises ValueError for a REQUEST of a cancelled entry, which would stay in people's calendars.
    """
    if method == "REQUEST" and entry.cancelled:
        raise ValueError("a cancelled entry is taken back by CANCEL, not by REQUEST")
    calendar = envelope(prodid)
    calendar["METHOD"] = Text(method)
    invited = event(replace(entry, cancelled=method == "CANCEL", organizer=organizer), cancelled_word)
    invited["ATTENDEE"] = cal_address(
        *attendee, ROLE="REQ-PARTICIPANT", CUTYPE="INDIVIDUAL", PARTSTAT="NEEDS-ACTION", RSVP="TRUE"
    )
    calendar.add_component(invited)
    written: bytes = calendar.to_ical()
    return written


def with_organizer(data: bytes, address: str) -> bytes:
    """The same invitation with another address to reply to; every other line stays as it is, byte for byte.

    The address is of our own making (a mailbox, with a token behind a plus sign): nothing in it needs an escape.
    """
    lines = re.split(rb"\r\n(?![ \t])", data)
    return b"\r\n".join(_answered_at(line, address) for line in lines)


def _answered_at(line: bytes, address: str) -> bytes:
    found = ORGANIZER.fullmatch(FOLD.sub(b"", line))
    return line if found is None else _folded(found[1].decode() + address)


def _folded(line: str) -> bytes:
    """Lines as the library folds them, below 75 octets and between characters (RFC 5545, section 3.1)."""
    lines = [b""]
    for character in line:
        octets = character.encode()
        if len(lines[-1]) + len(octets) > 74:
            lines.append(b" ")
        lines[-1] += octets
    return b"\r\n".join(lines)
