"""A mail that comes in, read as far as this house needs it: from whom, about what, with which calendar part.

It comes from strangers. Nothing in it is opened that is a mail of its own (message/rfc822), and nothing that a
machine sent back is taken for a person's answer.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from hashlib import sha256

from meetings.base.words import N_, Labelled
from meetings.ical.values import one_line, paragraphs
from meetings.replies.rules.senders import mailbox, mailboxes

MOST_BYTES = 2 * 1024 * 1024
# Of a mail that is too large only this much is looked at, for its headers.
HEAD_BYTES = 64 * 1024
LONGEST_TEXT = 2000
LONGEST_HEADER = 2000
# A mail of parts within parts within parts is not a person's; to take it apart costs more than it says.
MOST_DEPTH = 40
MOST_LINES_BETWEEN = 5000

# Names of encodings in which people write; others that a machine knows (punycode, unicode_escape) are traps.
ENCODINGS = re.compile(
    r"(us-)?ascii|utf-?8|utf-?16(le|be)?|iso-?8859-\d\d?|latin-?1|(windows|cp)-?125\d|koi8-[ru]|gb2312|gbk"
    r"|gb18030|big5|shift_jis|iso-2022-jp|euc-(jp|kr)|windows-874|tis-620",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^<>]*>")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
REPLIES = ("REPLY", "COUNTER")
TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")


class Sort(Labelled):
    """What kind of mail it is."""

    LETTER = "letter", N_("Letter")
    CALENDAR = "calendar", N_("Answer of a calendar")
    BOUNCE = "bounce", N_("Could not be delivered")
    AUTOMATIC = "automatic", N_("Automatic reply")
    TOO_LARGE = "too_large", N_("Too large")
    UNREADABLE = "unreadable", N_("Could not be read")


@dataclass(frozen=True)
class Incoming:
    """What is kept of a mail: addresses in lower case, `text` its beginning, `calendar` in UTF-8; no attachments.

    `answers`: the Message-IDs of the mails that it says it answers, the nearest first.
    `returned`: the Message-ID of the mail that a bounce is about; `returned_why` what the other server said.
    `digest`: of the bytes as they came.
    """

    sort: Sort
    message_id: str = ""
    from_email: str = ""
    from_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    calendar: bytes | None = None
    method: str = ""
    returned: str = ""
    returned_why: str = ""
    size: int = 0
    answers: tuple[str, ...] = ()
    digest: str = ""


def read_mail(data: bytes, size: int | None = None) -> Incoming:
    """The mail in these bytes. `size`: how large it is, where `data` is only its beginning. Raises nothing."""
    size, digest = len(data) if size is None else size, sha256(data).hexdigest()
    if size > MOST_BYTES:
        head = _safely(lambda: _head(message_from_bytes(data[:HEAD_BYTES], policy=compat32), Sort.TOO_LARGE))
        return replace(head, sort=Sort.TOO_LARGE, size=size, digest=digest)
    return replace(_safely(lambda: _read(data)), size=size, digest=digest)


def _safely(read: Callable[[], Incoming]) -> Incoming:
    try:
        return read()
    except Exception:  # the library raises many things on mails that were made to break it
        return Incoming(Sort.UNREADABLE)


def _read(data: bytes) -> Incoming:
    if data.lower().count(b"boundary") > MOST_DEPTH or data.count(b"\n--") > MOST_LINES_BETWEEN:
        return _head(message_from_bytes(data[:HEAD_BYTES], policy=compat32), Sort.UNREADABLE)
    mail = message_from_bytes(data, policy=compat32)
    if not mail.keys():
        return Incoming(Sort.UNREADABLE)
    part = _calendar_part(mail)
    sort = _sort(mail, part)
    found = _head(mail, sort)
    if sort is Sort.BOUNCE:
        return replace(found, returned=_returned(mail), returned_why=_returned_why(mail))
    if sort is Sort.AUTOMATIC:
        return found
    found = replace(found, text=_body(mail))
    if part is None:
        return found
    return replace(found, calendar=_text_of(part).encode(), method=_method(part))


def _head(mail: Message, sort: Sort) -> Incoming:
    name, sender = _sender(mail)
    written = (one_line(str(value)) for kind in TO for value in (mail.get_all(kind) or ())[:5])
    found = MESSAGE_ID.search(_header(mail, "Message-ID"))
    return Incoming(
        sort=sort,
        message_id=found[0] if found else "",
        from_email=sender,
        from_name=one_line(name)[:200],
        recipients=tuple(dict.fromkeys(a for one in written for a in mailboxes(one[:LONGEST_HEADER]))),
        subject=one_line(_header(mail, "Subject"))[:300],
        answers=_answers(mail),
    )


def _sender(mail: Message) -> tuple[str, str]:
    """Name and address of whoever wrote: of exactly one mailbox. Of more, or none, all that is written is a name."""
    written = [one_line(str(value)) for value in mail.get_all("From") or ()]
    name, sender = mailbox(written[0]) if len(written) == 1 and len(written[0]) < LONGEST_HEADER else ("", "")
    return (_words(name), sender) if sender else (_header(mail, "From"), "")


def _answers(mail: Message) -> tuple[str, ...]:
    """What In-Reply-To and References name (RFC 5322, section 3.6.4)."""
    named = MESSAGE_ID.findall(_header(mail, "In-Reply-To"))
    before = MESSAGE_ID.findall(_header(mail, "References"))
    return tuple(dict.fromkeys([*named, *reversed(before)]))[:20]


def _sort(mail: Message, part: Message | None) -> Sort:
    """A machine's answer by RFC 3464, 3834 and what servers do without them; a person's otherwise.

    A service that writes a person's click down may call its mail generated, so with a REPLY it is read.
    """
    if mail.get_content_type() == "multipart/report":
        returned = _parameter(mail, "report-type") in ("delivery-status", "")
        return Sort.BOUNCE if returned else Sort.AUTOMATIC
    sender = _header(mail, "From").lower()
    if _header(mail, "Return-Path").strip() == "<>" or "mailer-daemon@" in sender or "postmaster@" in sender:
        return Sort.BOUNCE
    submitted = _header(mail, "Auto-Submitted").partition(";")[0].strip().lower()
    replies = part is not None and _method(part) in REPLIES
    if submitted not in ("", "no") and not (submitted == "auto-generated" and replies):
        return Sort.AUTOMATIC
    if _header(mail, "Precedence").strip().lower() == "auto_reply" or mail["X-Autoreply"] is not None:
        return Sort.AUTOMATIC
    return Sort.LETTER if part is None else Sort.CALENDAR


def _parts(mail: Message) -> Iterator[Message]:
    """The mail's own parts; what is a mail of its own, or a report, is not opened."""
    if mail.get_content_maintype() == "message" or mail.get_content_type() == "multipart/report":
        return
    if not mail.is_multipart():
        yield mail
        return
    for part in mail.get_payload():
        if isinstance(part, Message):
            yield from _parts(part)


def _calendar_part(mail: Message) -> Message | None:
    """The calendar part; some programs send it twice, once as an attachment."""
    parts = list(_parts(mail))
    for fits in (
        lambda part: part.get_content_type() == "text/calendar",
        lambda part: part.get_content_type() == "application/ics",
        lambda part: _filename(part).endswith(".ics"),
    ):
        for part in parts:
            if fits(part):
                return part
    return None


def _method(part: Message) -> str:
    return _parameter(part, "method").upper()[:20]


def _body(mail: Message) -> str:
    """The beginning of what the person wrote."""
    parts = [part for part in _parts(mail) if not part.get_filename()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                text = _text_of(part)[: LONGEST_TEXT * 10]
                return paragraphs(TAG.sub("", text) if kind == "text/html" else text)[:LONGEST_TEXT]
    return ""


def _returned(mail: Message) -> str:
    """The Message-ID of the mail that came back: its headers lie in the report (RFC 3462)."""
    for part in mail.walk():
        if part is mail:
            continue
        if part.get_content_type() == "text/rfc822-headers":
            part = message_from_bytes(_text_of(part)[:HEAD_BYTES].encode(), policy=compat32)
        if found := MESSAGE_ID.search(_header(part, "Message-ID")):
            return found[0]
    replied = MESSAGE_ID.search(_header(mail, "In-Reply-To"))
    return replied[0] if replied else ""


def _returned_why(mail: Message) -> str:
    """What the other server said, in its own words (RFC 3464, section 2.3.6)."""
    for part in mail.walk():
        for name in ("Diagnostic-Code", "Status"):
            if said := one_line(_header(part, name)):
                return said[:300]
    return ""


def _header(mail: Message, name: str, at: int = 0) -> str:
    """A header with its encoded words decoded; "" when it is not there."""
    values = mail.get_all(name) or []
    if len(values) <= at:
        return ""
    return _words(str(values[at])[:LONGEST_HEADER])


def _words(written: str) -> str:
    try:
        pieces = decode_header(written)
    except (HeaderParseError, ValueError):
        return paragraphs(written)
    return paragraphs("".join(p if isinstance(p, str) else _decoded(p, c or "") for p, c in pieces))


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name, "")
    text = value[2] if isinstance(value, tuple) else value
    return one_line(str(text or "")).strip("\"' ").lower()


def _filename(part: Message) -> str:
    return (part.get_filename() or "").lower()


def _text_of(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return _decoded(payload if isinstance(payload, bytes) else b"", _parameter(part, "charset"))


def _decoded(data: bytes, charset: str) -> str:
    known = ENCODINGS.fullmatch(charset) is not None
    try:
        return data.decode(charset if known else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
