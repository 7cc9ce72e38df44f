"""Taking a mail in: kept once, its answer applied to exactly one person, everything else kept for the office."""

from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.ical import Reply, Said, read_reply
from meetings.outbox.tokens import is_token, token_in
from meetings.replies import queries
from meetings.replies.following import Answered, LetterKept, follower, letter_follower
from meetings.replies.models import CalendarAnswer, ReceivedMail
from meetings.replies.rules import (
    BY_SORT,
    COMING_BACK,
    FOR_THE_OFFICE,
    Answer,
    Closing,
    Incoming,
    Outcome,
    Sort,
    Whose,
    judge,
    standing,
    whose,
)

LARGEST_CALENDAR = 64 * 1024
# What is kept as the person's answer, though only one of them counts for the invitation as it is now.
KNOWN_ANSWERS = frozenset({Outcome.APPLIED, Outcome.EARLIER, Outcome.OVERTAKEN})


def ingest(mail: Incoming, mailbox: str, sent_to: str = "") -> ReceivedMail | None:
    """Take a mail in, in the caller's transaction; None when it was taken in before.

    `mailbox` is the address that invitations name as organizer, `sent_to` the recipient that the mail server says.
    """
    received = _kept(mail)
    if received is None:
        return None
    if mail.sort is not Sort.CALENDAR:
        _finish(received, BY_SORT[mail.sort])
        if mail.sort is Sort.BOUNCE:
            received.returned_key = queries.key_of_message(mail.returned)
            received.why = mail.returned_why
        if mail.sort is Sort.LETTER:
            _follow_letter(received, mail)
        return received
    try:
        reply = read_reply(mail.calendar or b"", mail.method)
    except Refused as no:
        received.why = str(no)[:300]
        _finish(received, Outcome.MALFORMED)
        return received
    tokens = {token for to in (*mail.recipients, sent_to) if (token := token_in(to, mailbox))}
    answer(received, reply, tokens)
    return received


def _follow_letter(received: ReceivedMail, mail: Incoming) -> None:
    """A letter that answers a mail of ours, from the address that it went to, goes to the room that wrote it."""
    sent = queries.sent_with(mail.answers, mail.from_email)
    follows = letter_follower(sent.about_kind) if sent is not None else None
    if sent is None or follows is None or sent.about_id is None:
        return
    kept = follows(sent.about_id, mail.text)
    if kept is LetterKept.NOT:
        return
    if kept is LetterKept.NAMES:
        received.why = N_("It names somebody, and nobody may be named there. Please ask for it by the link.")
        return
    received.open, received.closing, received.closed_at = False, Closing.DONE, clock.now()
    received.why = N_("What it says is kept with what it answers.")
    if kept is LetterKept.ELSEWHERE:
        received.text = received.subject = received.from_name = received.from_email = ""
        return
    received.about_kind, received.about_id = sent.about_kind, sent.about_id


def answer(received: ReceivedMail, reply: Reply, tokens: set[str], by_hand: bool = False) -> None:
    """Say what becomes of a reply. `by_hand`: somebody of the office vouches for it."""
    found = _whose(reply, received.from_email, tokens)
    if found is not None and by_hand:
        found = Whose(found.email, found.person, True)
    _note(received, reply, found)
    if found is None:
        known = queries.is_known(reply.uid)
        _finish(received, Outcome.STRANGER if known else Outcome.UNKNOWN, reply)
        return
    queries.hold(reply.uid, found.email)
    told = queries.told_last(reply.uid, found.email)
    before = queries.answer_of(reply.uid, found.email)
    outcome = judge(reply, found, told, before.answer if before else None, clock.now())
    _finish(received, outcome, reply)
    if outcome in KNOWN_ANSWERS and found.person.said is not None:
        said = Answer(found.person.said, reply.sequence, reply.stamp)
        _keep(received, said, before, reply, outcome is Outcome.APPLIED)


def _keep(
    received: ReceivedMail, said: Answer, before: CalendarAnswer | None, reply: Reply, applies: bool
) -> None:
    """Keep the answer if it is the one that stands, and let the room of the invitation follow it."""
    if before is not None and standing((before.answer, said)) == before.answer:
        return
    last = before.stamp if before else None
    kept = before or CalendarAnswer(uid=reply.uid, email=received.email)
    kept.about_kind, kept.about_id = received.about_kind, received.about_id or 0
    kept.said, kept.sequence, kept.stamp = said.said, said.sequence, said.stamp
    kept.comment, kept.mail_id = received.comment, received.id
    db.session.add(kept)
    if not applies:
        return
    # What this person has said before needs nobody any more.
    db.session.execute(
        update(ReceivedMail)
        .where(
            ReceivedMail.uid == reply.uid,
            ReceivedMail.email == received.email,
            ReceivedMail.outcome == Outcome.APPLIED,
            ReceivedMail.id != received.id,
        )
        .values(open=False)
    )
    follows = follower(received.about_kind)
    if follows is not None and received.about_id is not None:
        told = Answered(reply.uid, said.said, said.stamp, received.email, received.comment, last)
        received.open = follows.answered(received.about_id, told) or received.open


def _whose(reply: Reply, sender: str, tokens: set[str]) -> Whose | None:
    named = {email for person in reply.attendees for email in person.addresses} | {sender}
    invited = queries.invited_among(reply.uid, named)
    by_token: tuple[str, ...] = ()
    if tokens:
        every = queries.all_invited(reply.uid)
        by_token = tuple(e for e in every if any(is_token(token, reply.uid, e) for token in tokens))
    return whose(reply, {*invited, *by_token}, sender, by_token)


def _note(received: ReceivedMail, reply: Reply, found: Whose | None) -> None:
    """What the calendar part says, for whoever looks at it."""
    person = found.person if found else reply.attendees[0]
    received.email = found.email if found else person.addresses[0]
    received.uid, received.method, received.sequence = reply.uid, reply.method, reply.sequence
    received.stamp, received.said, received.one_date = reply.stamp, person.said, reply.one_date
    received.comment = reply.comment or person.comment
    received.delegated_to = person.delegated_to[0] if person.delegated_to else ""
    if reply.method == "COUNTER":
        received.proposed_starts_at, received.proposed_ends_at = reply.starts, reply.ends
    if found is not None and (about := queries.invited_thing(reply.uid, found.email)) is not None:
        received.about_kind, received.about_id = about


def _finish(received: ReceivedMail, outcome: Outcome, reply: Reply | None = None) -> None:
    received.outcome = outcome
    received.open = outcome in FOR_THE_OFFICE or (outcome, received.said) in COMING_BACK
    if reply is not None and reply.method == "REPLY" and received.said is Said.NOTHING:
        received.open = False  # nothing is asked by it


def _kept(mail: Incoming) -> ReceivedMail | None:
    """The mail as a row, if it is new; of two deliveries at once the second waits for the first."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    calendar = mail.calendar
    values = {
        "key": secrets.new_key(),
        "identity": _identity(mail),
        "received_at": clock.now(),
        "sort": mail.sort,
        "outcome": BY_SORT.get(mail.sort, Outcome.MALFORMED),
        "from_name": mail.from_name,
        "from_email": mail.from_email,
        "subject": mail.subject,
        "text": mail.text,
        "size": mail.size,
        "calendar": calendar if calendar is not None and len(calendar) <= LARGEST_CALENDAR else None,
        **dict.fromkeys(("why", "about_kind", "email", "uid", "method", "one_date", "comment"), ""),
        **dict.fromkeys(("delegated_to", "closed_by"), ""),
        "open": False,
    }
    made = insert(ReceivedMail).values(values).on_conflict_do_nothing().returning(ReceivedMail.id)
    number = db.session.scalar(made)
    return None if number is None else db.session.get_one(ReceivedMail, number)


def _identity(mail: Incoming) -> str:
    """The same for the same mail delivered twice; the Message-ID alone could be anybody's, to keep another's out.

    Without one, only the same bytes are the same mail: two people's mails come back with the same words.
    """
    parts = (mail.message_id or f"{mail.digest} {mail.size}", mail.from_email, mail.subject)
    own = mail.calendar or b""
    return sha256("\0".join((*parts, mail.sort)).encode("utf-8", "replace") + b"\0" + own).hexdigest()
