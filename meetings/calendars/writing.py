"""The bytes of feeds: each meeting's events are written once for each manner of telling them, and then joined.

So ten thousand personal feeds that a release has changed are written from what the first of them made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from meetings.access.actor import ANYONE
from meetings.base import clock
from meetings.base.shelf import Shelf
from meetings.calendars import queries
from meetings.calendars.queries import Roles, Stamp
from meetings.calendars.rules import Deadline, DeadlineKind, Show, ToldDeadline, Wanted
from meetings.fellows.models import FellowEntry
from meetings.ical import Entry, event_bytes, still_shown
from meetings.programme.entries import meeting_entry, session_entry
from meetings.programme.models import Meeting
from meetings.programme.rules import Mode
from meetings.programme.rules.released import Session, Version
from meetings.registration.letters import join_link


@dataclass(frozen=True)
class Block:
    """The events of one meeting as one reader is told them; equal blocks are the same bytes for ever.

    `show` empty: its sessions, or itself while it has none. `admitted`: the reader takes part, and is told how to
    join; otherwise only the sessions of `roles` are theirs. `public`: for anyone.
    """

    stamp: Stamp
    wanted: Wanted
    show: tuple[Show, ...]
    base_url: str
    public: bool = True
    admitted: bool = False
    roles: Roles = ()


_written: Shelf[bytes] = Shelf(1024)


def events_of(block: Block) -> bytes:
    """The events of a meeting, one after the other."""
    return _written.get(block, lambda: _write(block))


def _write(block: Block) -> bytes:
    meeting, told = queries.told_programme(ANYONE, block.stamp)
    with force_locale(block.wanted.language):
        return _bytes(_entries(meeting, told, block), block.wanted)


def _bytes(entries: Sequence[Entry], wanted: Wanted) -> bytes:
    now, cancelled_word = clock.now(), _("CANCELLED")
    if wanted.reminder is not None:
        entries = [replace(entry, reminder=wanted.reminder.before) for entry in entries]
    return b"".join(event_bytes(entry, cancelled_word) for entry in entries if still_shown(entry, now))


def _entries(meeting: Meeting, told: Version, block: Block) -> list[Entry]:
    page = block.base_url + url_for("programme.meeting", slug=meeting.slug)
    note, link = _note(meeting, page, block), None if block.public else join_link(meeting)
    whole = block.public or block.admitted
    sessions = [s for s in told if _is_wanted(s, block, whole)]
    itself = Show.MEETINGS in block.show or not (block.show or sessions or block.wanted.kinds)
    found = [meeting_entry(meeting, page, note, link)] if itself and whole else []
    if block.show and Show.SESSIONS not in block.show:
        return found
    return [*found, *(_session(meeting, s, page, note, link, block.roles) for s in sessions)]


def _is_wanted(session: Session, block: Block, whole: bool) -> bool:
    mine = whole or any(uid == session.uid for uid, _role in block.roles)
    return mine and (not block.wanted.kinds or session.kind in block.wanted.kinds)


def _note(meeting: Meeting, page: str, block: Block) -> str:
    note = _("Programme: %(address)s", address=page)
    if block.public and meeting.mode is not Mode.IN_PERSON:
        note = _("The link to take part is sent to those admitted.") + "\n" + note
    return note


def _session(
    meeting: Meeting, session: Session, page: str, note: str, link: str | None, roles: Roles
) -> Entry:
    own = [_(role.label) for uid, role in roles if uid == session.uid]
    if own:
        note = _("Your role: %(role)s", role=", ".join(own)) + "\n\n" + note
    link = link if session.takes_place else None
    return session_entry(meeting, session, page, _(session.kind.label), note, link)


def deadline_events(
    deadlines: Sequence[Deadline], told: dict[str, ToldDeadline], wanted: Wanted, base_url: str
) -> bytes:
    """The events of deadlines; of one that nobody has been told of there is none yet."""
    with force_locale(wanted.language):
        return _bytes([_deadline(d, told[d.uid], base_url) for d in deadlines if d.uid in told], wanted)


def _deadline(deadline: Deadline, told: ToldDeadline, base_url: str) -> Entry:
    starts_at, ends_at = deadline.span
    kind = _(deadline.kind.label)
    words = _(deadline.words) if deadline.kind is DeadlineKind.SLOT else deadline.words
    number = deadline.number
    return Entry(
        uid=deadline.uid,
        sequence=told.sequence,
        starts_at=starts_at,
        ends_at=ends_at,
        summary=f"{kind}: {words}",
        changed_at=told.changed_at,
        description=ngettext("Of one organization.", "Of %(num)s organizations.", number) if number else "",
        url=base_url + deadline.path,
        cancelled=deadline.cancelled,
        categories=(_("Deadline"),),
        all_day=deadline.at is None,
        busy=False,
    )


def fellow_events(entries: Sequence[FellowEntry], wanted: Wanted, base_url: str) -> bytes:
    """The events of a fellow's own programme; what was cancelled says so for 30 days (CALENDARS, feeds 4)."""
    with force_locale(wanted.language):
        category = _("Fellowship")
        return _bytes([entry_of(one, base_url, category) for one in entries], wanted)


def entry_of(one: FellowEntry, base_url: str = "", category: str = "") -> Entry:
    """An entry of a fellow's programme as calendars are told of it."""
    page = url_for("fellows.year", key=one.fellow.key) + "#programme" if base_url else ""
    return Entry(
        uid=one.uid,
        sequence=one.sequence,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        summary=one.title,
        changed_at=one.changed_at,
        location=one.place,
        url=base_url + page,
        cancelled=one.cancelled,
        categories=(category,) if category else (),
        join_link=one.link or None,
    )
