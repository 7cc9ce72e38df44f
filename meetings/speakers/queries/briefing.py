"""What somebody who leads a session is handed: who speaks in which order, when, and for how long."""

from dataclasses import dataclass

from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import SpeakerAnswer, SpeakerRole, by_role
from meetings.programme.rules.released import Session
from meetings.speakers.rules import Plan, Turn, plan_of

# Those who take the floor in the session itself, in the order of the programme; the rapporteur listens.
LISTENS = frozenset({SpeakerRole.RAPPORTEUR})


@dataclass(frozen=True)
class InOrder:
    """A speaker at the place that the plan gives."""

    speaker: Speaker
    turn: Turn


@dataclass(frozen=True)
class Note:
    """The briefing note of a session. `others`: those in a role who do not take the floor."""

    meeting: Meeting
    session: MeetingSession | Session
    order: tuple[InOrder, ...]
    plan: Plan
    others: tuple[Speaker, ...]

    @property
    def cancelled(self) -> bool:
        one = self.session
        return one.cancelled if isinstance(one, Session) else one.cancelled_at is not None


def note_of(session: MeetingSession, shown: MeetingSession | Session) -> Note:
    """The note, of the session as it is shown to its reader; whoever has declined is left out.

    Who speaks, and for how long, is as the office has agreed it with them, released or not.
    """
    coming = [s for s in session.speakers if s.answer is not SpeakerAnswer.DECLINED]
    leading = {SpeakerRole.CHAIR, SpeakerRole.MODERATOR}
    first = [s for role, those in by_role(coming) if role in leading for s in those]
    speakers = [*first, *(s for s in coming if s.role not in leading | LISTENS)]
    plan = plan_of(shown.starts_at, shown.ends_at, [s.minutes for s in speakers])
    order = tuple(InOrder(s, turn) for s, turn in zip(speakers, plan.turns, strict=True))
    return Note(session.meeting, shown, order, plan, tuple(s for s in coming if s.role in LISTENS))
