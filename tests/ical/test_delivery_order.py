"""Updates and cancellations in whatever order mail brings them: no client that follows RFC 5546 keeps a stale entry."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from random import Random
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings import ical
from meetings.programme.rules import next_changed, next_sequence
from meetings.programme.rules.changes import Told
from meetings.registration.rules import next_sequence as next_told

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
STARTS = datetime(2028, 10, 10, 8, tzinfo=UTC)
DONE = st.sampled_from(
    ["move", "words", "place", "withdraw", "approve", "call off", "take up again", "write again"]
)


Entry = tuple[datetime, str, bool]
Mail = tuple[tuple[int, datetime], Entry]


def read(mail: bytes) -> Mail:
    """A mail as a calendar sees it: its version, and what the entry would be."""
    calendar = Calendar.from_ical(mail)
    event: Any = calendar.walk("VEVENT")[0]
    cancelled = str(calendar["METHOD"]) == "CANCEL"
    return (int(event["SEQUENCE"]), event["DTSTAMP"].dt), (
        event["DTSTART"].dt,
        str(event["LOCATION"]),
        cancelled,
    )


def shown(mails: list[Mail]) -> Mail | None:
    """What a calendar shows in the end (RFC 5546, 2.1.5): the highest SEQUENCE stands, of equals the latest DTSTAMP."""
    stands: Mail | None = None
    for mail in mails:
        if stands is None or mail[0] > stands[0]:
            stands = mail
    return stands


def sent(history: list[str]) -> list[bytes]:
    """The mails of one person as the house writes them (`registration.post`, `programme.noticed`), in order."""
    told = Told(STARTS, STARTS + timedelta(hours=8), ("Room 1",), "", False, ("Words",))
    sequence, changed_at, now, last, invited = 0, NOW, NOW, None, False
    mails: list[bytes] = []
    for n, what in enumerate(["approve", *history]):
        now += timedelta(seconds=n % 2)  # two things within one second
        before = told
        if what == "move":
            told = Told(
                told.starts_at + timedelta(hours=1),
                told.ends_at + timedelta(hours=1),
                told.place,
                "",
                told.cancelled,
                told.words,
            )
        elif what == "place":
            told = Told(told.starts_at, told.ends_at, (f"Room {n}",), "", told.cancelled, told.words)
        elif what == "words":
            told = Told(told.starts_at, told.ends_at, told.place, "", told.cancelled, (f"Words {n}",))
        elif what in ("call off", "take up again"):
            told = Told(told.starts_at, told.ends_at, told.place, "", what == "call off", told.words)
        sequence, changed_at = (
            next_sequence(sequence, before, told),
            next_changed(changed_at, before, told, now),
        )
        invited = (
            what not in ("withdraw", "call off")
            if what in ("approve", "withdraw", "call off", "take up again")
            else invited
        )
        method: ical.Method = "REQUEST" if invited and not told.cancelled else "CANCEL"
        version = next_told(sequence + (method == "CANCEL"), last)
        last = version
        entry = ical.Entry(
            "uid",
            version,
            told.starts_at,
            told.ends_at,
            "Example",
            max(changed_at, now),
            location=told.place[0],
        )
        mails.append(
            ical.invitation(
                entry,
                method=method,
                attendee=("Ann", "ann@example.org"),
                organizer=("Office", "o@example.org"),
                prodid=ical.PRODID,
            )
        )
    return mails


@settings(max_examples=40)
@example(["withdraw", "approve"], Random(1))
@example(["call off", "take up again", "move", "words"], Random(2))
@given(st.lists(DONE, max_size=4), st.randoms())
def test_no_order_of_updates_and_cancellations_leaves_a_stale_entry(
    history: list[str], random: Random
) -> None:
    mails = [read(mail) for mail in sent(history)]
    again = [*mails, *mails]
    random.shuffle(again)
    orders = [again, *(list(order) for order in permutations(mails))]
    assert {shown(order) for order in orders} == {mails[-1]}
