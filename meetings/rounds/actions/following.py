"""What this room does when a summary moves on, or a session is made stricter."""

from meetings.access.actor import Actor
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import Step
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record.models import RecordParagraph
from meetings.record.rules import KnownNames
from meetings.rounds import letters, post
from meetings.rounds.actions.naming import forget_named, forget_unnamed
from meetings.rounds.queries import find_round, leading, readers_of
from meetings.rounds.rules import RoundStatus


def summary_moved_on(actor: Actor, summary: Summary, step: Step) -> None:
    """One that is handed in goes to those who led the session, one that is frozen to all who were asked in a round."""
    if step is Step.HAND_IN:
        for request, leader, email in leading(summary.session):
            post.send_to_moderator(request, leader, email)
    if step is not Step.FREEZE:
        return
    of = find_round(summary)
    if of is None or of.status is not RoundStatus.CONFIRMED:
        return
    for one in readers_of(of):
        post.send(letters.SUMMARY_FROZEN, of, one)


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Under the Chatham House Rule no answer says whose it is, also one that was given before."""
    if session.attribution is Attribution.CHATHAM_HOUSE:
        forget_named(session)


def intervention_unnamed(actor: Actor, paragraph: RecordParagraph, named: KnownNames, was: str) -> None:
    """The same of a single intervention."""
    forget_unnamed(paragraph, named)
