"""The thread under the masthead, with the sentence that says it in words."""

from dataclasses import dataclass

from flask_babel import gettext as _

from meetings.access.actor import Actor
from meetings.base.pages import day
from meetings.progress import queries


@dataclass(frozen=True)
class DrawnThread:
    """What templates/kit/thread.html draws; positions in per cent."""

    label: str
    years: tuple[tuple[float, str], ...]
    today: float
    marks: tuple[tuple[float, str], ...]


def thread(actor: Actor) -> DrawnThread | None:
    """The current cycle for the frame; None while there is none. Two statements."""
    found = queries.thread(actor)
    if found is None:
        return None
    sentences = [
        _(
            "Cycle of resolution %(symbol)s, %(first)s to %(last)s.",
            symbol=found.symbol,
            first=found.first.year,
            last=found.last.year,
        )
    ]
    if found.next_meeting is not None:
        kind = _(found.next_meeting.kind.label)
        sentences.append(_("Next: %(kind)s, %(day)s.", kind=kind, day=day(found.next_meeting.starts.date())))
    sentences.append(_("Report due %(day)s.", day=day(found.submission)))
    return DrawnThread(" ".join(sentences), found.years, found.today, found.marks)
