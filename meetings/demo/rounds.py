"""The demonstration's summary that is in its confirmation round, and what one of those who are asked has said."""

from datetime import timedelta

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.zones import wall_of
from meetings.demo.files import document
from meetings.demo.people import Cast
from meetings.outcomes import actions as outcomes
from meetings.programme.models import Meeting
from meetings.rounds import actions as rounds
from meetings.rounds.actions.answering import Said
from meetings.rounds.actions.opening import Deadline
from meetings.rounds.queries import readers_of
from meetings.rounds.rules import Kind


def load_round(actor: Actor, meetings: dict[str, Meeting], cast: Cast) -> None:
    """Nobody is written to: whoever looks at the demonstration sees the round from the office's side."""
    given = document("round")["round"]
    meeting = meetings[given["meeting"]]
    session = next(one for one in meeting.sessions if one.label == given["session"])
    summary = outcomes.save_summary(actor, session, "\n\n".join(given["summary"]))
    outcomes.hand_in(actor, summary)
    ends = wall_of(clock.now() + timedelta(days=given["days"]), meeting.zone)
    of = rounds.open_round(actor, summary, Deadline(ends.replace(hour=18, minute=0, second=0)), tell=False)
    readers = {one.name: one.reader for one in readers_of(of)}
    for answer in given["answer"]:
        reader = readers[cast.people[answer["person"]]["name"]]
        paragraph = summary.paragraphs[answer["paragraph"] - 1]
        said = Said(paragraph.id, paragraph.version, Kind(answer["kind"]), answer["text"])
        if reader is not None:
            rounds.answer(reader, [said])
