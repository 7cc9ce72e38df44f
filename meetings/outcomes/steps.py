"""Moving a summary on; the room of the rounds moves it by `into_round`, `out_of_round` and `confirm`."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event, func, inspect, select

from meetings.access.actor import Actor
from meetings.access.audit import record as note
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.outcomes.holding import locked, trail
from meetings.outcomes.judging import check_meetings_reason, check_reason, check_summary
from meetings.outcomes.models import (
    Summary,
    SummaryGuide,
    SummaryParagraph,
    SummaryTerms,
    SummaryVersion,
)
from meetings.outcomes.proposal import Guide, Part
from meetings.outcomes.queries import terms_of
from meetings.outcomes.rules import (
    MOVES,
    Step,
    SummaryStatus,
    check_not_empty,
    check_step,
    check_step_reason,
    check_without_round,
    still_approved,
)
from meetings.programme.models import Meeting
from meetings.programme.rules import Attribution, MeetingKind, check_not_closed

CHATHAM = Attribution.CHATHAM_HOUSE
_followers: dict[str, Callable[[Actor, Summary, Step], None]] = {}


def follow_summaries(room: str, follows: Callable[[Actor, Summary, Step], None]) -> None:
    """Register a room above that acts when a summary moves on (see `rooms`), in the same transaction."""
    _followers[room] = follows


def hand_in(actor: Actor, summary: Summary) -> None:
    """Give the text to the moderator and the organizers; Refused when it is empty."""
    locked(summary.session)
    check_not_empty(summary.text)
    _take(actor, summary, Step.HAND_IN, returned_because="", moderated_by="", moderated_at=None)


def note_moderated(actor: Actor, summary: Summary) -> None:
    """Whoever led the session agrees to the text that is with them; it then goes to those who were present."""
    locked(summary.session)
    check_step(summary.status, Step.OPEN_ROUND)
    summary.moderated_by, summary.moderated_at = actor.name, clock.now()
    note(actor, "moderator_agrees", "summary", summary.id, None, {"version": summary.version})


def give_back(actor: Actor, summary: Summary, reason: str) -> None:
    """Return a text that was handed in to its rapporteur, with the reason."""
    locked(summary.session)
    check_step_reason(Step.GIVE_BACK, reason)
    check_reason(summary, reason)
    if summary.status is not SummaryStatus.SUBMITTED:
        raise Refused("Only a summary that waits for approval can be given back.")
    _take(actor, summary, Step.GIVE_BACK, returned_because=reason.strip())


def approve(actor: Actor, summary: Summary, version: int | None = None, because: str = "") -> None:
    """Approve without a confirmation round the text that the organizer has read (`version`; None: as it stands).

    `because`: why there is none; a meeting that has none at all needs no reason each time. Refused when somebody is
    named in a text that may name nobody.
    """
    session = locked(summary.session)
    if version is not None:
        check_version(version, summary.version)
    check_step(summary.status, Step.APPROVE)
    terms = terms_of(session.meeting)
    check_without_round(because, terms.without_rounds)
    reason = because.strip() or terms.because
    check_reason(summary, reason, "because")
    _approve(actor, summary, Step.APPROVE, without_round=reason)


def into_round(actor: Actor, summary: Summary, version: int | None = None) -> None:
    """The text goes to those who were present; Refused when it is empty, or names somebody whom it may not."""
    locked(summary.session)
    if version is not None:
        check_version(version, summary.version)
    check_step(summary.status, Step.OPEN_ROUND)
    check_not_empty(summary.text)
    check_summary(summary)
    _take(actor, summary, Step.OPEN_ROUND)


def out_of_round(actor: Actor, summary: Summary, reason: str) -> None:
    """The round is taken back: the text is with the moderator again."""
    locked(summary.session)
    check_step_reason(Step.TAKE_BACK, reason)
    check_reason(summary, reason)
    _take(actor, summary, Step.TAKE_BACK)


def confirm(actor: Actor, summary: Summary) -> None:
    """Approve what the round confirmed; whether it did is for the room of the rounds to say."""
    locked(summary.session)
    _approve(actor, summary, Step.CONFIRM, without_round="")


def reopen(actor: Actor, summary: Summary) -> None:
    """Open an approved summary again: until it is approved once more it is in no report."""
    locked(summary.session)
    check_not_closed(summary.session.meeting.status)
    if summary.status is not SummaryStatus.APPROVED:
        raise Refused("Only an approved summary can be opened again.")
    _take(actor, summary, Step.REOPEN, **_NOT_APPROVED)


def freeze(actor: Actor, summary: Summary, version: int | None = None) -> SummaryVersion:
    """Make the approved text final, as the next version; nobody changes it after this."""
    session = locked(summary.session)
    if version is not None:
        check_version(version, summary.version)
    check_step(summary.status, Step.FREEZE)
    if not still_approved(summary.status, summary.approved_under, session.attribution):
        raise Refused(
            "The session, or something that was said in it, was made stricter after this summary was approved. Open it "
            "again first."
        )
    check_summary(summary)
    last = select(func.max(SummaryVersion.number)).where(SummaryVersion.summary_id == summary.id)
    kept = SummaryVersion(
        summary_id=summary.id,
        number=(db.session.scalar(last) or 0) + 1,
        paragraphs=[p.text for p in summary.paragraphs],
        words=summary.words,
        reason=summary.correcting,
        frozen_by=actor.name,
        frozen_at=clock.now(),
        frozen_under=session.attribution,
    )
    db.session.add(kept)
    _take(actor, summary, Step.FREEZE, correcting="")
    return kept


def correct(actor: Actor, summary: Summary, reason: str) -> None:
    """Begin a correction of a frozen text; the old version stays readable, the report waits for the new one."""
    locked(summary.session)
    check_not_closed(summary.session.meeting.status)
    check_step_reason(Step.CORRECT, reason)
    check_reason(summary, reason)
    _take(actor, summary, Step.CORRECT, correcting=reason.strip(), **_NOT_APPROVED)


def set_terms(actor: Actor, meeting: Meeting, without_rounds: bool, because: str, version: int) -> None:
    """Say whether a meeting confirms its summaries by rounds; Refused without a reason when it does not."""
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    row = db.session.get(SummaryTerms, meeting.id, populate_existing=True)
    check_version(version, row.version if row else 0)
    if without_rounds:
        check_without_round(because, none_wanted=False)
        check_meetings_reason(meeting, because, "because")
    before = {"without_rounds": row.without_rounds} if row else None
    row = row or SummaryTerms(meeting_id=meeting.id, version=0)
    row.without_rounds, row.because = without_rounds, because.strip() if without_rounds else ""
    row.version += 1
    db.session.add(row)
    # The reason stands there; a session that is made stricter later may have to forget it.
    note(actor, "set_summary_terms", "meeting", meeting.id, before, {"without_rounds": row.without_rounds})


def set_guide(actor: Actor, kind: MeetingKind, guide: Guide, version: int) -> None:
    """Say how summaries of such meetings begin their parts, and how long they should be."""
    row = db.session.get(SummaryGuide, kind, populate_existing=True, with_for_update=True)
    check_version(version, row.version if row else 0)
    before = {"words": row.words, **row.openings} if row else None
    row = row or SummaryGuide(meeting_kind=kind, version=0)
    row.openings = {part.value: guide.openings.get(part, "") for part in Part}
    row.words, row.version = guide.words, row.version + 1
    db.session.add(row)
    note(actor, "set_summary_guide", "summary_guide", None, before, {"words": row.words, **row.openings})


REASONS = ("without_round", "correcting")
_NOT_APPROVED: dict[str, Any] = {
    "approved_by": "",
    "approved_at": None,
    "approved_under": None,
    "without_round": "",
}


def _approve(actor: Actor, summary: Summary, step: Step, without_round: str) -> None:
    check_step(summary.status, step)
    check_not_empty(summary.text)
    check_summary(summary)
    _take(
        actor,
        summary,
        step,
        approved_by=actor.name,
        approved_at=clock.now(),
        approved_under=summary.session.attribution,
        without_round=without_round,
    )


def _take(actor: Actor, summary: Summary, step: Step, **values: Any) -> None:
    before = trail(summary)
    summary.status = check_step(summary.status, step)
    summary.version += 1
    for name, value in values.items():
        setattr(summary, name, value)
    after = trail(summary)
    for name in REASONS if summary.session.attribution is not CHATHAM else ():
        after |= {name: getattr(summary, name)} if getattr(summary, name) else {}
    note(actor, MOVES[step].verb, "summary", summary.id, before, after)
    for follows in _followers.values():
        follows(actor, summary, step)


# ── A frozen text is not changed, whoever asks ───────────────────────────────────────────────────────────────────
def _refuse_frozen(_mapper: Any, _connection: Any, paragraph: SummaryParagraph) -> None:
    """The last guard, below every action: no paragraph of a frozen summary is written."""
    if inspect(paragraph).attrs.text.history.has_changes() and (
        paragraph.summary.status is SummaryStatus.FROZEN
    ):
        raise RuntimeError("a frozen summary is corrected by a new version, never changed")


event.listen(SummaryParagraph, "before_update", _refuse_frozen)
event.listen(SummaryParagraph, "before_insert", _refuse_frozen)
