"""What stands on a session, so that it is not deleted: it could not come back as it was."""

from collections.abc import Callable

from meetings.access.actor import Actor
from meetings.base.refusals import Refused
from meetings.programme import queries
from meetings.programme.models import MeetingSession
from meetings.programme.rules import SpeakerAnswer

Stands = Callable[[Actor, MeetingSession], bool]
_stands: dict[str, Stands] = {}


def stands_on_session(sentence: str, stands: Stands) -> None:
    """Let a room above say whether anything of its own stands on a session.

    `sentence` is said then (`N_`); it names the session as %(label)s, and what to do instead.
    """
    _stands[sentence] = stands


def check_nothing_stands(actor: Actor, session: MeetingSession) -> None:
    """Refused when somebody relies on the session: people who were asked, its rapporteurs, what rooms above keep."""
    if any(one.asked_at or one.answer is not SpeakerAnswer.NOT_ASKED for one in session.speakers):
        raise Refused(
            "Somebody was asked to take a role in session %(label)s, so it is not deleted. Put it into the tray "
            "instead.",
            label=session.label,
        )
    if queries.rapporteurs(actor, session):
        raise Refused(
            "Somebody was named to write the record of session %(label)s, so it is not deleted. Put it into the tray "
            "instead.",
            label=session.label,
        )
    for sentence, stands in _stands.items():
        if stands(actor, session):
            raise Refused(sentence, label=session.label)
