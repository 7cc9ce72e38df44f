"""What became of outcomes: the list over all cycles, with no more of any than may leave the house."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.access.permissions import Permission
from meetings.base import clock
from meetings.base.database import db
from meetings.base.texts import as_kept
from meetings.outcomes.models import OutcomeFollowup, OutcomeRecord, OutcomeTheme, Summary
from meetings.outcomes.queries.report import HOLDS
from meetings.outcomes.rules import (
    FOLLOWED,
    OutcomeState,
    RecordKind,
    Told,
    fold,
    is_late,
    may_name,
    narrower,
    state_at_end_of,
)
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import kept_in
from meetings.programme.rules import PUBLIC_STATUSES, Attribution, MeetingStatus

CHATHAM = Attribution.CHATHAM_HOUSE
HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)
MOST = 5000


@dataclass(frozen=True)
class Wanted:
    """What of the list is asked for; empty: all that is followed. `kind` "all": also what has no state."""

    kind: str = ""
    organization: str = ""
    theme: str = ""
    paragraph: str = ""
    state: str = ""
    year: int | None = None
    q: str = ""


@dataclass(frozen=True)
class FollowupShown:
    """What became of it by a year, as it may be told."""

    key: str
    year: int
    text: str
    state: OutcomeState | None
    told_by: str
    withheld: bool
    order: int


@dataclass(frozen=True)
class Followed:
    """An outcome as it may be told: `organization` and `owner` are empty unless they may be named.

    `withheld`: its words wait to be looked through for names, since its session was made stricter, or was so from the
    beginning and has no approved summary yet; nobody is shown them here.
    """

    outcome: OutcomeRecord
    year: int
    made_at: str
    text: str
    organization: str
    owner: str
    theme: str
    attribution: Attribution
    withheld: bool
    approved: bool
    late: bool
    followups: tuple[FollowupShown, ...]

    @property
    def kind(self) -> RecordKind:
        return self.outcome.kind

    @property
    def state(self) -> OutcomeState | None:
        return self.outcome.state

    @property
    def told(self) -> list[Told]:
        return [Told(one.year, one.order, one.state) for one in self.followups]


@dataclass(frozen=True)
class FollowedList:
    """The list as it is asked for; `total` of all that the actor may see."""

    rows: Sequence[Followed]
    total: int
    organizations: Sequence[str]
    themes: Sequence[str]
    paragraphs: Sequence[str]
    years: Sequence[int]
    table: Sequence[tuple[int, dict[OutcomeState, int]]] = field(default=())


def under(outcome: OutcomeRecord) -> Attribution:
    """The stricter of what the outcome says and what its session says now."""
    own = outcome.attribution
    return own if outcome.session is None else narrower(own, outcome.session.attribution)


def silent(outcome: OutcomeRecord) -> bool:
    """Whether nobody may be named for it."""
    return under(outcome) is CHATHAM


def made_in(outcome: OutcomeRecord) -> int | None:
    """The year in which it was said."""
    meeting = outcome.session.meeting if outcome.session is not None else outcome.meeting
    return outcome.year if meeting is None else meeting.starts.year


def followed(actor: Actor, wanted: Wanted) -> FollowedList:
    """All that fits, the latest meeting first, in a fixed number of statements.

    Organizations are looked for among those that are shown: a filter must tell no more than the list.
    """
    found = [shown(*row) for row in db.session.execute(seen(actor).limit(MOST)).unique()]
    found.sort(key=lambda one: -one.year)
    kept = [one for one in found if _fits(one, wanted)]
    return FollowedList(
        rows=kept,
        total=len(found),
        organizations=_distinct(n for one in found for n in (one.organization, one.owner)),
        themes=_distinct(one.theme for one in found),
        paragraphs=sorted(_distinct(one.outcome.paragraph for one in found), key=_by_number),
        years=sorted({one.year for one in found}, reverse=True),
        table=by_years(kept, clock.now().year),
    )


# no actor: counts what was already found for one
def by_years(rows: Sequence[Followed], this_year: int) -> list[tuple[int, dict[OutcomeState, int]]]:
    """For each year since the first of these was made: how many stood how when it was over (this year: today)."""
    asked = [one for one in rows if one.kind in FOLLOWED]
    if not asked:
        return []
    table = []
    for year in range(min(one.year for one in asked), this_year + 1):
        counted = dict.fromkeys(OutcomeState, 0)
        for one in asked:
            state = state_at_end_of(year, one.kind, one.told) if one.year <= year else None
            if state is not None:
                counted[state] += 1
        table.append((year, counted))
    return table


def conclusions_of(actor: Actor, meeting: Meeting) -> list[Followed]:
    """The conclusions of a meeting and of its sessions by their numbers, as far as the actor may see them."""
    query = seen(actor).where(
        OutcomeRecord.kind == RecordKind.CONCLUSION,
        func.coalesce(MeetingSession.meeting_id, OutcomeRecord.meeting_id) == meeting.id,
    )
    found = [shown(*row) for row in db.session.execute(query).unique()]
    return sorted(found, key=lambda one: (one.outcome.number or 10**6, one.outcome.id))


def seen(actor: Actor) -> Select[OutcomeRecord, MeetingSession, Meeting, bool]:
    """Outcomes that the actor may see, each with its session, meeting, and whether the summary is approved."""
    meeting = aliased(Meeting)
    return (
        select(OutcomeRecord, MeetingSession, meeting, HOLDS)
        .outerjoin(MeetingSession, MeetingSession.id == OutcomeRecord.session_id)
        .outerjoin(meeting, meeting.id == func.coalesce(MeetingSession.meeting_id, OutcomeRecord.meeting_id))
        .outerjoin(Summary, Summary.session_id == MeetingSession.id)
        .outerjoin(OutcomeRecord.theme)
        .options(
            contains_eager(OutcomeRecord.theme),
            joinedload(OutcomeRecord.organization),
            joinedload(OutcomeRecord.owner_organization),
            joinedload(OutcomeRecord.owner_account).load_only(Account.name),
            selectinload(OutcomeRecord.followups),
        )
        .where(_may_see(actor, meeting))
        .order_by(
            meeting.starts_at.desc().nulls_last(),
            OutcomeRecord.number,
            OutcomeRecord.id,
        )
    )


def _may_see(actor: Actor, meeting: Any) -> ColumnElement[bool]:
    """The office sees all; a rapporteur also those of the own sessions; others what is approved, held, or older."""
    own = actor.scope(Permission.SEE_OUTCOMES, "session")
    if own is None:
        return true()
    public = meeting.status.in_(PUBLIC_STATUSES - {MeetingStatus.CANCELLED})
    said = and_(MeetingSession.id.is_not(None), public, MeetingSession.takes_place, HOLDS)
    concluded = and_(MeetingSession.id.is_(None), or_(meeting.id.is_(None), meeting.status.in_(HELD)))
    return or_(said, concluded, MeetingSession.id.in_(kept_in(own)))


# no actor: draws what was already found for one
def shown(
    outcome: OutcomeRecord, session: MeetingSession | None, meeting: Meeting | None, holds: bool | None
) -> Followed:
    attribution = (
        outcome.attribution if session is None else narrower(outcome.attribution, session.attribution)
    )
    named = may_name(attribution, outcome.naming_approved)
    withheld = attribution is CHATHAM and session is not None and not holds
    name = _organization(outcome)
    # Who is to do it, or has told of it, must not give away who said it.
    hidden = "" if named else name
    owner = "" if withheld else _owner(outcome, attribution)
    today = clock.now().date()
    return Followed(
        outcome=outcome,
        year=meeting.starts.year if meeting is not None else outcome.year or 0,
        made_at=meeting.title if meeting is not None else outcome.source,
        text="" if withheld else outcome.text,
        organization=name if named else "",
        owner="" if _same(owner, hidden) else owner,
        theme=outcome.theme.name if outcome.theme else "",
        attribution=attribution,
        withheld=withheld,
        approved=session is None or bool(holds),
        late=is_late(outcome.due_on, outcome.state, today),
        followups=tuple(_followup(one, attribution, withheld, hidden) for one in outcome.followups),
    )


def _organization(outcome: OutcomeRecord) -> str:
    return outcome.organization.name if outcome.organization is not None else outcome.organization_name


def _same(one: str, other: str) -> bool:
    return bool(other) and fold(one) == fold(other)


def _owner(outcome: OutcomeRecord, attribution: Attribution) -> str:
    if attribution is CHATHAM:
        return outcome.owner
    if outcome.owner_organization is not None:
        return outcome.owner_organization.name
    return outcome.owner_account.name if outcome.owner_account is not None else outcome.owner


def _followup(one: OutcomeFollowup, attribution: Attribution, withheld: bool, hidden: str) -> FollowupShown:
    unread = withheld or (attribution is CHATHAM and one.checked_under is not CHATHAM)
    told_by = "" if attribution is CHATHAM or _same(one.told_by, hidden) else one.told_by
    return FollowupShown(one.key, one.year, "" if unread else one.text, one.state, told_by, unread, one.id)


def _fits(one: Followed, wanted: Wanted) -> bool:
    if wanted.kind != "all" and (one.kind != wanted.kind if wanted.kind else one.kind not in FOLLOWED):
        return False
    if wanted.organization and wanted.organization not in (one.organization, one.owner):
        return False
    told = {
        "theme": one.theme,
        "paragraph": one.outcome.paragraph,
        "state": one.state.value if one.state else "",
        "year": one.year,
    }
    if any(getattr(wanted, name) and getattr(wanted, name) != value for name, value in told.items()):
        return False
    words = as_kept(wanted.q).casefold().split()
    said = " ".join((one.text, one.organization, one.owner, one.theme, one.made_at)).casefold()
    return all(word in said for word in words)


def _distinct(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name}, key=str.casefold)


def _by_number(paragraph: str) -> tuple[int, str]:
    digits = paragraph.partition(" ")[0].partition("(")[0]
    return (int(digits) if digits.isdecimal() else 0, paragraph)


# no actor: names of themes tell nothing of who said what
def themes(cycle_id: int | None) -> list[OutcomeTheme]:
    """The themes of a cycle in their order; of all cycles, the latest first, for what is of none."""
    query = select(OutcomeTheme).options(joinedload(OutcomeTheme.cycle))
    if cycle_id is not None:
        query = query.where(OutcomeTheme.cycle_id == cycle_id)
    ordered = query.order_by(OutcomeTheme.cycle_id.desc(), OutcomeTheme.position, OutcomeTheme.id)
    return list(db.session.scalars(ordered))
