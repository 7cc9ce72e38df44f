"""The laws of answers, and mails that were made to break whoever reads them. No application, no database."""

import re
import time
from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.ical import Attending, Reply, Said
from meetings.replies.rules import (
    Answer,
    Invited,
    Outcome,
    Sort,
    Whose,
    judge,
    read_mail,
    standing,
)
from meetings.replies.rules.answers import WHY
from tests.replies.mails import SENT, R, apple, exchange, google, plain

ANSWERS = st.builds(
    Answer,
    st.sampled_from([Said.ACCEPTED, Said.DECLINED, Said.TENTATIVE, Said.NOTHING]),
    st.integers(0, 3),
    st.integers(0, 3).map(lambda minutes: SENT + timedelta(minutes=minutes)),
)


def folded(answers: list[Answer], sent: int) -> tuple[Answer | None, Answer | None]:
    """One reply after another as they are taken in: what is known in the end, and what counts for version `sent`."""
    known, counts = None, None
    for one in answers:
        person = Attending(("ann@example.org",), one.said)
        reply = Reply("REPLY", "uid", one.sequence, one.stamp, (person,))
        outcome = judge(
            reply,
            Whose("ann@example.org", person, True),
            Invited(sent, False),
            known,
            SENT + timedelta(hours=1),
        )
        if outcome in (Outcome.APPLIED, Outcome.EARLIER, Outcome.OVERTAKEN):
            known = standing([known, one] if known else [one])
        if outcome is Outcome.APPLIED:
            counts = one
    return known, counts


@given(st.lists(ANSWERS, max_size=5), st.integers(0, 3), st.randoms())
def test_no_order_and_no_repeat_of_replies_changes_the_answer(
    answers: list[Answer], sent: int, random: object
) -> None:
    expected = standing([a for a in answers if a.sequence == sent])
    ends = {folded(list(order), sent) for order in permutations(answers)}
    again = [*answers, *answers]
    random.shuffle(again)  # type: ignore[attr-defined]
    ends.add(folded(again, sent))
    assert {counts for _known, counts in ends} == {expected}
    assert {known for known, _counts in ends} == {standing([a for a in answers if a.sequence <= sent])}


def test_every_outcome_says_why() -> None:
    assert list(WHY) == list(Outcome)


def test_each_program_is_read_alike() -> None:
    for build in (plain, google, exchange, apple):
        mail = read_mail(build(R()))
        assert (mail.sort, mail.from_email, mail.method) == (Sort.CALENDAR, "ann@example.org", "REPLY"), build
        assert mail.recipients == ("secretariat@example.org",)
    assert read_mail(exchange(R())).subject == "Angenommen: Treffen für"
    assert read_mail(exchange(R())).text == "Für mich gut."


def from_header(written: str) -> bytes:
    """A declining reply with this as its sender."""
    return re.sub(rb"(?m)^From:[^\r]*", lambda _: b"From: " + written.encode(), plain(R(said="DECLINED")))


@pytest.mark.parametrize(
    ("written", "name", "email"),
    [
        # One mailbox, however its name is written: also as Exchange writes a family name before a comma.
        ("=?utf-8?Q?M=C3=BCller=2C_Ann?= <ann@example.org>", "Müller, Ann", "ann@example.org"),
        ("=?iso-8859-1?Q?M=FCller=2C?= Ann <ANN@example.org>", "Müller, Ann", "ann@example.org"),
        ('"Muller, \\"Ann\\" <x>" <ann@example.org>', 'Muller, "Ann" <x>', "ann@example.org"),
        ('"=?utf-8?Q?M=C3=BCller=2C_Ann?=" <ann@example.org>', "Müller, Ann", "ann@example.org"),
        ("ann@example.org (Ann)", "Ann", "ann@example.org"),
        ("ann@example.org <ann@example.org>", "ann@example.org", "ann@example.org"),
        ("<ann@example.org>", "", "ann@example.org"),
        # Whatever the name says, the address is the one in the bracket.
        ("=?utf-8?Q?ann=40example=2Eorg=2C?= <eve@evil.example>", "ann@example.org,", "eve@evil.example"),
        ("=?utf-8?b?PGFubkBleGFtcGxlLm9yZz4=?= <eve@evil.example>", "<ann@example.org>", "eve@evil.example"),
        ('"ann@example.org" <eve@evil.example>', "ann@example.org", "eve@evil.example"),
        ("(ann@example.org) eve <eve@evil.example>", "(ann@example.org) eve", "eve@evil.example"),
        # What reads as two is nobody.
        ("<ann@example.org> <eve@evil.example>", "<ann@example.org> <eve@evil.example>", ""),
        ("ann@example.org (x) <eve@evil.example>", "ann@example.org (x) <eve@evil.example>", ""),
        ("ann@example.org <eve@evil.example>", "ann@example.org <eve@evil.example>", ""),
        ("ann@example.org, eve@evil.example", "ann@example.org, eve@evil.example", ""),
        ("Group: ann@example.org;", "Group: ann@example.org;", ""),
        ("ann@example.org\r\nFrom: eve@evil.example", "ann@example.org", ""),
    ],
)
def test_the_sender_is_one_mailbox_taken_apart_before_its_name_is_decoded(
    written: str, name: str, email: str
) -> None:
    mail = read_mail(from_header(written))
    assert (mail.from_name, mail.from_email) == (name, email)


def test_recipients_are_taken_apart_before_their_names_are_decoded() -> None:
    to = '=?utf-8?Q?a=40b=2Ec=2C?= <bo@example.org>, "X, Y" <x@example.org>, g: z@example.org;, (q) y@example.org'
    mail = read_mail(plain(R()).replace(b"To: secretariat@example.org", b"To: " + to.encode()))
    assert mail.recipients == ("bo@example.org", "x@example.org")


HEADERS = st.sampled_from(
    [
        *(
            "From: <",
            "From: =?utf-8?b?////?= <a@b.c>",
            "From: a@b.c, d@e.f",
            "From:",
            "Subject: =?punycode?q?x?=",
            "Subject: =?x",
        ),
        *(
            "Content-Type: multipart/mixed; boundary=x",
            "Content-Type: multipart/report",
            "Content-Type: message/rfc822",
        ),
        *(
            "Content-Type: text/calendar; charset=unicode_escape; method*=utf-8''REPLY",
            "Content-Type: text/plain; charset=\x00",
        ),
        *(
            "Content-Transfer-Encoding: base64",
            "Content-Transfer-Encoding: x-uuencode",
            "Return-Path: <>",
            "Message-ID: <<>",
            "--x",
            "--x--",
            "",
        ),
        "Auto-Submitted: ;;",
        "Content-Disposition: attachment; filename*0*=utf-8''%00; filename*2=x.ics",
        "\udcff",
    ]
)


@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(HEADERS, max_size=15).map(
            lambda lines: "\r\n".join(lines).encode("utf-8", "surrogateescape")
        ),
    )
)
def test_whatever_it_is_it_is_some_mail(data: bytes) -> None:
    mail = read_mail(data)
    assert mail.size == len(data)
    "".join((mail.from_name, mail.from_email, mail.subject, mail.text, mail.message_id)).encode()


def test_mails_of_a_thousand_parts_cost_no_more_than_others() -> None:
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3000)
    )
    wide = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 100_000
    header = b"From: " + b"<" * 500_000 + b"\r\n\r\n"
    many = b"To: a@b.c\r\n" * 50_000 + b"\r\n"
    begun = time.process_time()
    sorts = [read_mail(one).sort for one in (b"Subject: x\r\n" + deep, wide, header, many, b"<" * 1_000_000)]
    assert sorts == [Sort.UNREADABLE, Sort.UNREADABLE, Sort.LETTER, Sort.LETTER, Sort.UNREADABLE]
    assert time.process_time() - begun < 20
