"""From “not asked” to an answer: who may go where, when a mailed link does nothing, which services are asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.base.refusals import Refused
from meetings.base.words import N_, Labelled
from meetings.programme.rules import MeetingStatus, SpeakerAnswer, SpeakerRole

A = SpeakerAnswer
# A person may change their mind until the session begins; the office asks, and writes down what it is told.
NEXT: dict[SpeakerAnswer, frozenset[SpeakerAnswer]] = {
    A.NOT_ASKED: frozenset({A.ASKED, A.CONFIRMED, A.DECLINED}),
    A.ASKED: frozenset({A.ASKED, A.CONFIRMED, A.DECLINED}),
    A.CONFIRMED: frozenset({A.CONFIRMED, A.DECLINED}),
    A.DECLINED: frozenset({A.CONFIRMED, A.DECLINED, A.ASKED}),
}
# Of several roles of one person in a session, for which one a calendar's answer is.
FIRMEST_FIRST = (A.CONFIRMED, A.ASKED, A.NOT_ASKED, A.DECLINED)
# Who has not said anything yet.
OPEN_ANSWERS = frozenset({A.NOT_ASKED, A.ASKED})
# Those who lead a session: they get its briefing note and keep its list of speakers.
BRIEFED = frozenset({SpeakerRole.CHAIR, SpeakerRole.MODERATOR})
# Nobody is written to again so soon.
REMIND_AFTER = timedelta(hours=24)
MOST_BIO = 3000


class Service(Labelled):
    """What somebody needs to take part, as the service and never as its reason (DOMAIN 4)."""

    CAPTIONING = "captioning", N_("Captioning")
    WHEELCHAIR = "wheelchair", N_("Wheelchair access")
    SIGN_LANGUAGE = "sign_language", N_("Sign language interpretation")
    SUPPORT_PERSON = "support_person", N_("A seat for a support person")
    PARKING = "parking", N_("Parking close to the entrance")


class Nothing(Labelled):
    """Why a personal link changes nothing (any more)."""

    REMOVED = "removed", N_("You are no longer asked to take this role.")
    # Removed in the draft: that is nobody's news before it is released.
    CHANGING = "changing", N_("The programme is being worked on, so your answer cannot be changed just now.")
    MEETING_CANCELLED = "meeting_cancelled", N_("The meeting is cancelled.")
    SESSION_CANCELLED = "session_cancelled", N_("The session is cancelled.")
    BEGUN = "begun", N_("The session has begun; nothing can be changed here any more.")


@dataclass(frozen=True)
class AnswerDraft:
    """What somebody answers; `services` and what they say of themselves only with a confirmation, `why` with a no."""

    to: SpeakerAnswer
    talk: str = ""
    bio: str = ""
    language: str = ""
    services: tuple[Service, ...] = ()
    why: str = ""


def why_nothing(
    there: bool, meeting: MeetingStatus, cancelled: bool, starts_at: datetime | None, now: datetime
) -> Nothing | None:
    """What stands against an answer; None: nothing does. `starts_at` None: the session has no time yet."""
    if not there:
        return Nothing.REMOVED
    if meeting is MeetingStatus.CANCELLED:
        return Nothing.MEETING_CANCELLED
    if cancelled:
        return Nothing.SESSION_CANCELLED
    return Nothing.BEGUN if starts_at is not None and now >= starts_at else None


def check_answer(stands: SpeakerAnswer, to: SpeakerAnswer, why: Nothing | None) -> None:
    """Refused when the link or the state stands against it."""
    if why is not None:
        raise Refused(why.label)
    if to not in NEXT[stands]:
        raise Refused("This has been answered already: %(now)s. Nothing was changed.", now=stands.label)


def check_can_be_asked(stands: SpeakerAnswer, email: str, why: Nothing | None) -> None:
    """Refused when this person cannot be asked (again)."""
    if why is not None:
        raise Refused(why.label)
    if not email:
        raise Refused("Write the address: the directory knows none.", field="email")
    if A.ASKED not in NEXT[stands]:
        raise Refused("This has been answered already: %(now)s. Nothing was changed.", now=stands.label)


def check_reminder(stands: SpeakerAnswer, written_at: datetime | None, now: datetime) -> None:
    """Refused when nobody waits for an answer, or when the last mail is younger than a day."""
    if stands is not A.ASKED:
        raise Refused("There is nothing to answer: %(now)s.", now=stands.label)
    if written_at is not None and now - written_at < REMIND_AFTER:
        raise Refused("The last mail to this person went less than 24 hours ago. Wait, then remind.")


def kept(services: Iterable[Service]) -> str:
    """The services as they are kept: codes in the order of the list."""
    asked = set(services)
    return ",".join(one.value for one in Service if one in asked)


def services_of(text: str) -> tuple[Service, ...]:
    """What is kept, as services; a code that is no longer known is passed over."""
    codes = set(text.split(","))
    return tuple(one for one in Service if one.value in codes)
