"""Texts that named somebody who may be named no more: marked as the name goes, until a person has looked at them."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, MeetingStatus
from meetings.record.actions.held import fresh, held, next_mark, trail
from meetings.record.models import NamedNoMore, NameNoMore, RecordNamedNoMore, RecordParagraph
from meetings.record.queries import dismissed_in, marked_of, names_one_of
from meetings.record.rules import (
    KnownNames,
    asked_about,
    known_in,
    may_name_still,
    still_said,
    stretches_in,
    stretches_of,
)

CHATHAM = Attribution.CHATHAM_HOUSE
OVER = frozenset({MeetingStatus.CLOSED, MeetingStatus.CANCELLED})


def mark(kind: type[NamedNoMore], ids: Collection[int]) -> None:
    """Mark these texts; also one of which somebody said that nobody is meant, for that was said of another name."""
    if ids:
        db.session.execute(delete(kind).where(kind.of_id.in_(ids)))
        db.session.add_all(kind(of_id=of_id, said_by="") for of_id in sorted(set(ids)))


def reworded(
    kind: type[NamedNoMore], was: str, now: Sequence[tuple[int, str]], proposed: bool = False
) -> None:
    """The first of these texts reads otherwise now, with the others parted from it: marked is where its words stand.

    `proposed`: it reads as something else has it, where that is looked at; then only what stands there whole counts.
    """
    of_id, _text = now[0]
    found = db.session.get(kind, of_id)
    if found is None:
        return
    still = still_said if proposed else may_name_still
    there = [now[number][0] for number in still(was, [text for _id, text in now])]
    if of_id not in there:
        db.session.delete(found)
        db.session.flush()  # it may be marked again in the same breath
    if found.said_at is None:
        mark(kind, there)


def keep_traces(session: MeetingSession, gone: KnownNames, texts: Sequence[str]) -> None:
    """Keep by which stretches those of these are found again whom one of the texts names; not the names.

    Not where nothing is written any more.
    """
    if session.meeting.status in OVER:
        return
    named = {name for text in texts for name in known_in(text, gone)}
    for name in gone.participants:
        named |= (
            {name} if any(asked_about(text, KnownNames(participants=(name,))) for text in texts) else set()
        )
    told = KnownNames(
        speakers=tuple(name for name in gone.speakers if name in named),
        participants=tuple(name for name in gone.participants if name in named),
        organizations=tuple(name for name in gone.organizations if name in named),
        acronyms=tuple(name for name in gone.acronyms if name in named),
    )
    there = {(row.shape, row.digest) for row in _traces(session)}
    new = {(shape, _digest(session, words)) for shape, words in stretches_of(told)} - there
    db.session.add_all(NameNoMore(session_id=session.id, shape=s, digest=d) for s, d in sorted(new))


def follow_traces(
    session: MeetingSession, kind: type[NamedNoMore], texts: Sequence[tuple[int, str, str]]
) -> None:
    """Mark those of these that say such a name anew: each as it read (empty: it might name people), and reads now."""
    traces = {(row.shape, row.digest) for row in _traces(session)} if texts else set()
    shapes = {shape for shape, _digest_of in traces}

    def found(text: str) -> set[tuple[str, str]]:
        return {(shape, _digest(session, words)) for shape, words in stretches_in(text, shapes)} & traces

    mark(kind, [of_id for of_id, was, now in texts if traces and found(now) - found(was)])


def forget_traces(actor: Actor, meeting: Meeting, before: MeetingStatus) -> None:
    """Of a meeting that is closed or cancelled nothing is written any more."""
    if meeting.status in OVER:
        forget_traces_of(meeting.id)


def forget_traces_of(meeting_id: int) -> None:
    """Nothing is kept by which a name would be found again."""
    sessions = select(MeetingSession.id).where(MeetingSession.meeting_id == meeting_id)
    db.session.execute(delete(NameNoMore).where(NameNoMore.session_id.in_(sessions)))


def _traces(session: MeetingSession) -> Sequence[NameNoMore]:
    return db.session.scalars(select(NameNoMore).where(NameNoMore.session_id == session.id)).all()


def _digest(session: MeetingSession, words: str) -> str:
    return secrets.digest(secrets.mint("named no more", str(session.id), words))


def nobody_meant(actor: Actor, kind: type[NamedNoMore], ids: Collection[int]) -> int:
    """Somebody has read these texts and says that nobody is meant who may not be named; of how many that was open."""
    rows = db.session.scalars(select(kind).where(kind.of_id.in_(ids), kind.said_at.is_(None))).all()
    for row in rows:
        row.said_by, row.said_at = actor.name, clock.now()
    return len(rows)


def mark_naming(session: MeetingSession, gone: KnownNames) -> list[str]:
    """Mark the paragraphs that may name nobody and name one of these, also those that were taken out; their texts."""
    held(session)
    of = RecordParagraph
    query = select(of).where(of.session_id == session.id, of.text != "").order_by(of.id)
    if session.attribution is not CHATHAM:
        query = query.where(of.attribution == CHATHAM)
    dismissed = dismissed_in(session)
    rows = [r for r in db.session.scalars(query) if names_one_of(r.text, gone, r.id, r.version, dismissed)]
    if rows:
        mark(RecordNamedNoMore, [row.id for row in rows])
        told = next_mark(session.id)
        for row in rows:
            row.mark = told
    return [row.text for row in rows]


def dismiss_mark(actor: Actor, paragraph: RecordParagraph, version: int) -> None:
    """Note that nobody is meant in a paragraph that named somebody. No reason: it could say the name, and nobody would
    find it."""
    session = held(paragraph.session)
    fresh(paragraph)
    if version != paragraph.version:
        raise Stale("Somebody changed this paragraph meanwhile. Look at it again.")
    if not marked_of(RecordNamedNoMore, [paragraph.id]):
        raise Refused("Somebody has looked at this paragraph already.")
    nobody_meant(actor, RecordNamedNoMore, [paragraph.id])
    paragraph.mark = next_mark(session.id)
    trail(actor, "dismiss_mark", paragraph)
