"""Writing paragraphs and interventions, several people at once."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.programme.rules.attributing import may_name, narrower
from meetings.record.actions.held import fresh, next_mark, open_for_writing, put, trail
from meetings.record.actions.marking import follow_traces, reworded
from meetings.record.actions.speaking import name_speaker
from meetings.record.actions.unnaming import unnamed
from meetings.record.models import RecordNamedNoMore, RecordParagraph
from meetings.record.queries import order_of
from meetings.record.rules import MOST_PARAGRAPHS, Said, check_said, edited, placed, split_typed

# One line of the trail for what one person types in one paragraph within this time.
ONE_LINE_WITHIN = timedelta(minutes=15)
CHATHAM = Attribution.CHATHAM_HOUSE


def write(
    actor: Actor, session: MeetingSession, said: Said, key: str = "", after: int | None = None
) -> RecordParagraph:
    """A new paragraph behind the one of that id (None: at the end); empty lines part what was typed into several.

    `key` was made by whoever writes: sent again because its answer was lost, it is there once, as it was last typed.
    """
    open_for_writing(session)
    key = key or secrets.new_key()
    found = _find(session.id, key)
    if found is not None:
        return _again(actor, found, said)
    first, *rest = split_typed(said.text) or ("",)
    row = add_paragraph(actor, session, replace(said, text=first), key, after)
    _go_on(actor, row, rest, 0)
    return row


def edit(actor: Actor, paragraph: RecordParagraph, said: Said, version: int) -> None:
    """Change a paragraph on the version that was read; Stale when it is another now. Empty lines part it."""
    session = open_for_writing(paragraph.session)
    fresh(paragraph)
    first, *rest = split_typed(said.text) or ("",)
    said = replace(said, text=first)
    check_said(said, session.attribution)
    there = not rest or _find(session.id, _key_of(paragraph, version, 0)) is not None
    if there and said == _as_said(paragraph) and paragraph.out_at is None:
        return  # nothing is new, or it was sent before
    now = edited(paragraph.kept, first, version)
    if version != paragraph.version:
        # The text is the same on both sides; who said it is not.
        raise Stale("Somebody changed who speaks here meanwhile. Look at it again.", field="speaker")
    new = paragraph.written_by != actor.name or clock.now() - paragraph.written_at > ONE_LINE_WITHIN
    was = _as_said(paragraph)
    paragraph.out_at = None
    _fill(actor, session, paragraph, said)
    paragraph.version = max(now.version, version + 1)
    paragraph.mark = next_mark(session.id)
    if new:
        trail(actor, "write_paragraph", paragraph)
    looked_at = was.text if narrower(was.attribution, session.attribution) is CHATHAM else ""
    parts = [paragraph, *_go_on(actor, paragraph, rest, version, looked_at)]
    if said.text != was.text or rest:
        reworded(RecordNamedNoMore, was.text, [(part.id, part.text) for part in parts])
    _look_at(session, paragraph, looked_at)
    _tell(actor, session, paragraph, was)


def _tell(actor: Actor, session: MeetingSession, row: RecordParagraph, was: Said) -> None:
    """Whoever was named there may be named no more, or not yet: the rooms above hear it."""
    falls = _may_name(session, was.attribution, was.naming_approved) and not _may_name(
        session, row.attribution, row.naming_approved
    )
    if falls or (row.attribution is CHATHAM and was.attribution is not CHATHAM):
        unnamed(actor, row, was)


def edit_text(actor: Actor, paragraph: RecordParagraph, text: str, version: int) -> None:
    """Change only the text; who said it stays as it is kept."""
    open_for_writing(paragraph.session)
    edit(actor, paragraph, replace(_as_said(fresh(paragraph)), text=text), version)


def _as_said(row: RecordParagraph) -> Said:
    return Said(row.text, row.attribution, row.kind, row.speaker, row.organization, row.naming_approved)


def _again(actor: Actor, row: RecordParagraph, said: Said) -> RecordParagraph:
    """What was sent before: typed on by the same person since, it is changed; by somebody else, both are shown."""
    first, *rest = split_typed(said.text) or ("",)
    there = not rest or _find(row.session_id, _key_of(row, 0, 0)) is not None
    if not (there and replace(said, text=first) == _as_said(row)):
        edit(actor, row, said, row.version if row.version == 1 and row.written_by == actor.name else 0)
    return row


def _go_on(
    actor: Actor, row: RecordParagraph, rest: list[str], version: int, was: str = ""
) -> list[RecordParagraph]:
    """What stood behind empty lines, each as a paragraph behind the other; the attribution is that of the first.

    `was`: the text from which they are parted, as it read while nobody might be named in it.
    """
    rows = [row]
    for number, text in enumerate(rest):
        said = Said(text, row.attribution)
        key = _key_of(row, version, number)
        rows.append(add_paragraph(actor, row.session, said, key, rows[-1].id, was=was))
    return rows[1:]


def _key_of(row: RecordParagraph, version: int, number: int) -> str:
    """The key of what was parted from a paragraph on that version: the same when the same is sent again."""
    return secrets.digest(f"{row.key} {version} {number}")[:40]


def _find(session_id: int, key: str) -> RecordParagraph | None:
    return db.session.scalar(
        select(RecordParagraph).where(RecordParagraph.session_id == session_id, RecordParagraph.key == key)
    )


def add_paragraph(
    actor: Actor,
    session: MeetingSession,
    said: Said,
    key: str,
    after: int | None,
    may_be_empty: bool = False,
    was: str = "",
) -> RecordParagraph:
    """One row more, of a session that is held. `may_be_empty`: of somebody who spoke and is not named.

    `was`: what it is parted from.
    """
    if not may_be_empty:
        check_said(said, session.attribution)
    order = order_of(session.id)
    if len(order) >= MOST_PARAGRAPHS:
        raise Refused("The record is full: %(most)s paragraphs.", most=MOST_PARAGRAPHS)
    place, mark = placed(order, after), next_mark(session.id)
    put(session.id, place.others, mark)
    row = RecordParagraph(session_id=session.id, session=session, key=key, position=place.position, mark=mark)
    row.version = 1
    _fill(actor, session, row, said)
    db.session.add(row)
    db.session.flush()  # the trail names its id
    trail(actor, "write_paragraph", row)
    _look_at(session, row, was)
    return row


def _look_at(session: MeetingSession, row: RecordParagraph, was: str) -> None:
    """Whether it says a name that the house keeps no more; `was`: as it read while nobody might be named in it."""
    if row.attribution is CHATHAM and row.text:
        follow_traces(session, RecordNamedNoMore, [(row.id, was, row.text)])


def _fill(actor: Actor, session: MeetingSession, row: RecordParagraph, said: Said) -> None:
    # First: it asks, and what names somebody must not be flushed as nobody's.
    name_speaker(session, row, said)
    row.text, row.kind = said.text.strip(), said.kind
    row.attribution = narrower(said.attribution, session.attribution)
    row.naming_approved = said.naming_approved
    row.written_by, row.written_at = actor.name, clock.now()


def _may_name(session: MeetingSession, attribution: Attribution, approved: bool) -> bool:
    return may_name(narrower(attribution, session.attribution), approved)
