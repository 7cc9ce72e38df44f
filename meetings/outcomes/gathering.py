"""What the record holds of a session, for a proposal: who spoke in which role, what was said and shared, documents."""

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.documents.models import Document
from meetings.documents.rules import Visibility
from meetings.outcomes.proposal import Facts, OnTable, Said, Shared, Spoke
from meetings.outcomes.queries import records_in
from meetings.outcomes.rules import may_name, narrower
from meetings.programme.models import MeetingSession
from meetings.programme.queries import sittings_of
from meetings.programme.rules import Attribution, SpeakerAnswer
from meetings.record.models import RecordParagraph
from meetings.record.queries import RecordedParagraph, recorded, speakers_of
from meetings.record.queries.reported import reported_before
from meetings.record.rules import ParagraphKind


def facts_of(actor: Actor, session: MeetingSession) -> Facts:
    """Everything from which a summary of the session can be proposed."""
    return Facts(
        session.title,
        session.attribution,
        spoke_in(session),
        _said(actor, session),
        shared_in(session),
        _documents(session),
        reported_before(session),
    )


def spoke_in(session: MeetingSession) -> tuple[Spoke, ...]:
    """Who has a role in the session; whoever has one at two sittings stands there once."""
    spoke = (
        Spoke(s.role, s.name, s.function, s.organization)
        for s in speakers_of(session.id)
        if s.answer is not SpeakerAnswer.DECLINED
    )
    return tuple(dict.fromkeys(spoke))


def _said(actor: Actor, session: MeetingSession) -> tuple[Said, ...]:
    """What the record of the session holds, in its order."""
    return tuple(as_said(row, row.attribution) for row in recorded(actor, session))


def as_said(row: RecordedParagraph | RecordParagraph, attribution: Attribution) -> Said:
    """A paragraph of the record for a proposal; `attribution`: its own or the session's, the stricter."""
    named, intervention = may_name(attribution, row.naming_approved), row.kind is ParagraphKind.INTERVENTION
    return Said(row.id, row.text, intervention, named, row.speaker, row.organization)


def shared_in(session: MeetingSession) -> tuple[Shared, ...]:
    """The outcomes of the session, each with the organization only where it may be named."""
    found = []
    for record in records_in(session):
        named = may_name(narrower(record.attribution, session.attribution), record.naming_approved)
        name = record.organization.name if record.organization else record.organization_name
        found.append(
            Shared(record.id, record.kind.value, record.kind.label, record.text, name if named else "")
        )
    return tuple(found)


def _documents(session: MeetingSession) -> tuple[OnTable, ...]:
    # What only staff may see is not told of in a summary either.
    shown = (Document.withdrawn_at.is_(None), Document.visibility != Visibility.STAFF)
    rows = db.session.execute(
        select(Document.id, Document.symbol, Document.title)
        .where(Document.session_id.in_(sittings_of(session)), *shown)
        .order_by(Document.number)
    )
    return tuple(OnTable(*row) for row in rows)
