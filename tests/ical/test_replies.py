"""Reading a reply: what each calendar program writes, what lacks what, and whatever somebody makes up to break it."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.base.refusals import Refused
from meetings.ical import Attending, Reply, Said, read_reply
from meetings.ical.replies import MOST_BYTES
from tests.replies.mails import SENT, R, calendar

ANN = "ann@example.org"
REPLY = Reply("REPLY", "uid-1", 0, SENT, (Attending((ANN,), Said.ACCEPTED),))


def read(r: R, **changed: str) -> Reply:
    return read_reply(calendar(r, **changed).encode())


def test_a_plain_reply() -> None:
    assert read(R()) == REPLY
    assert read_reply(calendar(R()).replace("METHOD:REPLY\r\n", "").encode(), "reply") == REPLY
    assert read_reply(b"\xef\xbb\xbf" + calendar(R()).replace("\r\n", "\n").encode()) == REPLY


ATTENDEES = {
    f"ATTENDEE;PARTSTAT=ACCEPTED;CN=Ann:MAILTO:{ANN.upper()}": Attending((ANN,), Said.ACCEPTED),
    f'ATTENDEE;CN="Ann: of the office; x";PARTSTAT=declined:mailto:{ANN}': Attending((ANN,), Said.DECLINED),
    # icalendar drops these two in silence
    f'ATTENDEE;CN=Ann "the one;PARTSTAT=ACCEPTED:mailto:{ANN}': Attending((ANN,), Said.ACCEPTED),
    f"ATTENDEE;CN=Ann\x07;PARTSTAT=ACCEPTED:mailto:{ANN}": Attending((ANN,), Said.ACCEPTED),
    f"ATTENDEE;EMAIL={ANN};PARTSTAT=TENTATIVE:urn:uuid:1234": Attending((ANN,), Said.TENTATIVE),
    "ATTENDEE;EMAIL=Ann@Example.org;PARTSTAT=ACCEPTED:mailto:a.b@corp.example": Attending(
        ("a.b@corp.example", ANN), Said.ACCEPTED
    ),
    f"ATTENDEE:mailto:{ANN}": Attending((ANN,), Said.NOTHING),
    f"ATTENDEE;PARTSTAT=IN-PROCESS:mailto:{ANN}": Attending((ANN,), None),
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a%25b@example.org?x=y": Attending(("a%b@example.org",), Said.ACCEPTED),
    f'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:dee@example.org";SENT-BY="mailto:pa@example.org":mailto:{ANN}': (
        Attending((ANN,), Said.DELEGATED, ("dee@example.org",), "pa@example.org")
    ),
    f"ATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=0;X-RESPONSE-COMMENT=late:mailto:{ANN}": Attending(
        (ANN,), Said.ACCEPTED, comment="late"
    ),
}


@pytest.mark.parametrize("line", ATTENDEES)
def test_an_attendee_however_it_is_written(line: str) -> None:
    assert read(R(attendee=line + "\r\n")).attendees == (ATTENDEES[line],)


REFUSED = {
    "There is no event": "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
    "It does not say which entry": calendar(R(uid="")),
    "It does not say whose answer": calendar(R(email="nobody")),
    "It does not say when": calendar(R()).replace("DTSTAMP:20261201", "DTSTAMP:20261301"),
    "It does not say which version": calendar(R()).replace("SEQUENCE:0", "SEQUENCE:٣"),
    "It names 1000 people": calendar(R(attendee=f"ATTENDEE:mailto:{ANN}\r\n" * 1000)),
    "It answers several entries": calendar(R()).replace(
        "END:VCALENDAR", "BEGIN:VEVENT\r\nUID:other\r\nEND:VEVENT\r\nEND:VCALENDAR"
    ),
    "The calendar part is too large": "x" * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_no_reply_is_refused_with_the_reason(sentence: str) -> None:
    with pytest.raises(Refused) as no:
        read_reply(REFUSED[sentence].encode())
    assert str(no.value).startswith(sentence)


def test_a_counter_proposes_a_time_in_whatever_zone_is_known() -> None:
    def proposed(starts: str) -> datetime | None:
        return read(R(method="COUNTER", extra=starts + "\r\n")).starts

    assert [
        proposed("DTSTART:20281010T080000Z"),
        proposed("DTSTART;TZID=Pacific/Fiji:20281010T200000"),
        proposed('DTSTART;TZID="W. Europe Standard Time":20281010T100000'),
        proposed("DTSTART;TZID=Made up:20281010T100000"),
        proposed("DTSTART;VALUE=DATE:20281010"),
        proposed("DTSTART:00000000T000000Z"),
        proposed("DTSTART;TZID=Pacific/Fiji:00010101T000000"),
    ] == [datetime(2028, 10, 10, 8, tzinfo=UTC)] * 3 + [None] * 4


def test_the_event_that_is_read_is_the_outer_one_of_the_first_calendar() -> None:
    inner = "BEGIN:VALARM\r\nUID:of-the-alarm\r\nSEQUENCE:9\r\nEND:VALARM\r\n"
    twice = calendar(R(extra=inner)) + calendar(R(uid="second", said="DECLINED"))
    assert read_reply(twice.encode()) == REPLY
    one_date = calendar(R(extra="RECURRENCE-ID:20281010T080000Z\r\n"))
    assert read_reply(one_date.encode()).one_date == "20281010T080000Z"
    folded = calendar(R(extra="COMMENT:Nat\u00fcrlich\r\n")).encode().replace(b"\xc3\xbc", b"\xc3\r\n \xbc")
    assert read_reply(folded).comment == "Natürlich"


PIECES = st.sampled_from(
    [
        *(
            "BEGIN:VCALENDAR",
            "END:VCALENDAR",
            "BEGIN:VEVENT",
            "END:VEVENT",
            "BEGIN:",
            "END:X",
            "METHOD:REPLY",
        ),
        *("UID:a", "UID:", "SEQUENCE:1", "SEQUENCE:-1", "SEQUENCE:" + "9" * 40, "DTSTAMP:20261201T090000Z"),
        *(
            "DTSTAMP:99991231T235959Z",
            "DTSTAMP;TZID=Pacific/Kiritimati:00010101T000000",
            "DTSTART;TZID=..:20280101T000000",
        ),
        *(
            f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{ANN}",
            'ATTENDEE;CN="',
            "ATTENDEE;" + "A=B;" * 50,
            "ATTENDEE",
            ":",
            ";",
        ),
        *(
            "COMMENT:\\",
            "COMMENT:\\n\\,\x00",
            " folded",
            "\tfolded",
            '"' * 99,
            "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
        ),
    ]
)


@given(
    st.one_of(
        st.binary(max_size=300), st.lists(PIECES, max_size=30).map(lambda lines: "\r\n".join(lines).encode())
    )
)
def test_whatever_it_is_it_is_read_or_refused(data: bytes) -> None:
    try:
        reply = read_reply(data)
    except Refused:
        return
    assert reply.uid and reply.attendees and reply.stamp.utcoffset() is not None


LARGE = {
    "quotes": b'ATTENDEE;CN="' + b'"' * MOST_BYTES,
    "parameters": b"ATTENDEE" + b';A="' * (MOST_BYTES // 4),
    "folds": b"\n " * (MOST_BYTES // 2),
    "begins": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" * (MOST_BYTES // 30),
    "colons": b"COMMENT" + b":mailto" * (MOST_BYTES // 7),
    "escapes": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:" + b"\\" * (MOST_BYTES - 40),
    "lines": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + b"X:\n" * (MOST_BYTES // 3 - 20),
    "semicolons": b"ATTENDEE" + b";" * (MOST_BYTES - 20),
}


@pytest.mark.parametrize("name", LARGE)
def test_the_time_is_bounded_by_the_bytes(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(Refused):
        read_reply(LARGE[name][:MOST_BYTES])
    assert time.process_time() - begun < 3
