"""What somebody who leads a session is handed: who speaks in which order, when, and for how long."""

from dataclasses import dataclass

from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import SpeakerAnswer, SpeakerRole, by_role
from meetings.programme.rules.released import Session
from meetings.speakers.rules import Plan, Turn, plan_of

# Those who take the floor in the session itself, in the order of the programme; the rapporteur listens.
LISTENS = frozenset({SpeakerRole.RAPPORTEUR})


@dataclass(frozen=True)
class Speaking:
    """Somebody whom the public programme prints and the draft has no more, as far as a note knows them."""

    role: SpeakerRole
    name: str
    function: str
    organization: str
    talk: str
    minutes: int | None
    language: str = ""
    bio: str = ""
    # Nobody is let know that the draft has them no more: they are named as one who comes.
    answer: SpeakerAnswer = SpeakerAnswer.CONFIRMED


@dataclass(frozen=True)
class InOrder:
    """A speaker at the place that the plan gives."""

    speaker: Speaker | Speaking
    turn: Turn


@dataclass(frozen=True)
class Note:
    """The briefing note of a session. `others`: those in a role who do not take the floor."""

    meeting: Meeting
    session: MeetingSession | Session
    order: tuple[InOrder, ...]
    plan: Plan
    others: tuple[Speaker | Speaking, ...]

    @property
    def cancelled(self) -> bool:
        one = self.session
        return one.cancelled if isinstance(one, Session) else one.cancelled_at is not None


def note_of(session: MeetingSession, shown: MeetingSession | Session, as_printed: bool = False) -> Note:
    """The note, of the session as it is shown to its reader; whoever has declined is left out.

    Who speaks, and for how long, is as the office has agreed it with them, released or not; `as_printed`: as the
    public programme has it, for whom the draft has no more.
    """
    there: list[Speaker | Speaking] = list(session.speakers)
    if as_printed and isinstance(shown, Session):
        there = _printed(session, shown)
    coming = [s for s in there if s.answer is not SpeakerAnswer.DECLINED]
    leading = {SpeakerRole.CHAIR, SpeakerRole.MODERATOR}
    first = [s for role, those in by_role(coming) if role in leading for s in those]
    speakers = [*first, *(s for s in coming if s.role not in leading | LISTENS)]
    plan = plan_of(shown.starts_at, shown.ends_at, [s.minutes for s in speakers])
    order = tuple(InOrder(s, turn) for s, turn in zip(speakers, plan.turns, strict=True))
    return Note(session.meeting, shown, order, plan, tuple(s for s in coming if s.role in LISTENS))


def _printed(session: MeetingSession, shown: Session) -> list[Speaker | Speaking]:
    """Those whom the public programme prints, in its order: with what they have said of themselves, where they did."""
    drafted = {one.id: one for one in session.speakers}
    found: list[Speaker | Speaking] = []
    for one in shown.people:
        row = drafted.get(one.speaker_id or 0)
        as_printed = (one.role, one.name, one.function, one.organization, one.talk, one.minutes)
        if row is None:
            found.append(Speaking(*as_printed))
        else:
            found.append(Speaking(*as_printed, row.language, row.bio, row.answer))
    return found
