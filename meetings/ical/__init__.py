"""Calendar bytes: an entry of a feed, a feed, an invitation by mail, a reply read back (RFC 5545, 5546, 7986).

Pure: no database, no request, no clock. The same arguments always give the same bytes.
"""

from meetings.ical.entries import Address, Entry, still_shown
from meetings.ical.events import event_bytes
from meetings.ical.feeds import feed_bytes
from meetings.ical.invitations import Method, invitation, with_organizer
from meetings.ical.replies import Attending, Reply, Said, read_reply

# One name for this software in every calendar that it writes, whatever the mandate (RFC 5545, 3.7.3).
PRODID = "-//Meetings of a mandate//Meetings//EN"

__all__ = [
    "PRODID",
    "Address",
    "Attending",
    "Entry",
    "Method",
    "Reply",
    "Said",
    "event_bytes",
    "feed_bytes",
    "invitation",
    "read_reply",
    "still_shown",
    "with_organizer",
]
