"""One outcome with all that became of it, and what shows it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.documents.models import Document
from meetings.documents.rules import Visibility
from meetings.mandate.models import Cycle
from meetings.outcomes.models import OutcomeEvidence, OutcomeFollowup, OutcomeRecord, OutcomeTheme
from meetings.outcomes.queries.followed import Followed, seen, shown, silent
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution


@dataclass(frozen=True)
class Piece:
    """A piece of evidence as somebody may see it; the title of a document is only for whoever may read it."""

    link: str = ""
    symbol: str = ""
    title: str = ""
    words: str = ""
    slug: str = ""
    number: int = 0

    @property
    def line(self) -> str:
        """As it is typed."""
        return " ".join(part for part in (self.link or self.symbol, self.words) if part)


@dataclass(frozen=True)
class OutcomePage:
    """An outcome, where it was said, and the evidence of it and of its follow-ups (by their keys; "": its own)."""

    shown: Followed
    session: MeetingSession | None
    meeting: Meeting | None
    evidence: dict[str, list[Piece]]

    @property
    def outcome(self) -> OutcomeRecord:
        return self.shown.outcome

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.outcome.scopes()


def outcome_for(actor: Actor, key: str) -> OutcomePage:
    """An outcome that the actor may see; else NotFound."""
    row = db.session.execute(seen(actor).where(OutcomeRecord.key == key)).unique().one_or_none()
    if row is None:
        raise NotFound
    outcome, session, meeting, _holds = row
    found = shown(*row)
    return OutcomePage(found, session, meeting, {} if found.withheld else _evidence(actor, outcome))


@dataclass(frozen=True)
class FollowupPage:
    """A follow-up of an outcome; an organization corrects what it has told itself."""

    followup: OutcomeFollowup
    page: OutcomePage

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.followup.scopes()


def followup_for(actor: Actor, key: str, followup_key: str) -> FollowupPage:
    """One follow-up of that outcome."""
    page = outcome_for(actor, key)
    for followup in page.outcome.followups:
        if followup.key == followup_key:
            return FollowupPage(followup, page)
    raise NotFound


def _evidence(actor: Actor, outcome: OutcomeRecord) -> dict[str, list[Piece]]:
    rows = db.session.scalars(
        select(OutcomeEvidence)
        .where(OutcomeEvidence.outcome_id == outcome.id)
        .options(joinedload(OutcomeEvidence.document).joinedload(Document.meeting))
        .order_by(OutcomeEvidence.id)
    )
    followups = {one.id: one for one in outcome.followups}
    found: dict[str, list[Piece]] = {}
    for piece in rows:
        followup = followups.get(piece.followup_id or 0)
        # What was written before nobody might be named waits with its follow-up.
        if (
            followup is not None
            and silent(outcome)
            and followup.checked_under is not Attribution.CHATHAM_HOUSE
        ):
            continue
        found.setdefault(followup.key if followup is not None else "", []).append(_piece(actor, piece))
    return found


def _piece(actor: Actor, piece: OutcomeEvidence) -> Piece:
    document = piece.document
    if document is None:
        return Piece(link=piece.link, words=piece.words)
    meeting = document.meeting
    staff = actor.may(Permission.SEE_STAFF_DOCUMENTS, meeting)
    reads = staff or (document.visibility is Visibility.PUBLIC and meeting.is_public)
    title = document.title if reads and document.withdrawn_at is None else ""
    return Piece(
        symbol=document.symbol,
        title=title,
        words=piece.words,
        slug=meeting.slug if title else "",
        number=document.number,
    )


def theme_for(actor: Actor, symbol: str, theme_id: int) -> OutcomeTheme:
    """A theme of that cycle."""
    theme = db.session.get(OutcomeTheme, theme_id)
    if theme is None or theme.cycle.slug != symbol:
        raise NotFound
    return theme


# no actor: names of themes tell nothing of who said what
def cycles_with_themes() -> list[tuple[Cycle, list[OutcomeTheme]]]:
    """Every cycle with its themes, the latest first: two statements."""
    cycles = db.session.scalars(
        select(Cycle).options(joinedload(Cycle.resolution)).order_by(Cycle.starts_on.desc())
    ).all()
    themes = db.session.scalars(select(OutcomeTheme).order_by(OutcomeTheme.position, OutcomeTheme.id)).all()
    return [(cycle, [t for t in themes if t.cycle_id == cycle.id]) for cycle in cycles]


# no actor: whoever has loaded the outcome to change it
def evidence_lines(outcome: OutcomeRecord, followup: OutcomeFollowup | None = None) -> str:
    """Its evidence as it is typed, one piece a line."""
    of = None if followup is None else followup.id
    rows = db.session.scalars(
        select(OutcomeEvidence)
        .where(OutcomeEvidence.outcome_id == outcome.id, OutcomeEvidence.followup_id.is_not_distinct_from(of))
        .options(joinedload(OutcomeEvidence.document))
        .order_by(OutcomeEvidence.id)
    )
    return "\n".join(
        Piece(one.link, one.document.symbol if one.document else "", words=one.words).line for one in rows
    )
