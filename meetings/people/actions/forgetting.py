"""Everything that is kept of a person goes; what may stay has no name."""

from collections import Counter

from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import wipe_after_commit
from meetings.base.refusals import Refused
from meetings.people.actions.looking_through import look_through
from meetings.people.asked import Subject, answered
from meetings.people.queries import figures_for, works_here


def forget_person(actor: Actor, subject: Subject) -> dict[str, int]:
    """Let every room delete what it keeps of somebody; what went, in figures and without names.

    A place at a meeting to come is given back first, with its mail. Refused while the person works here: whoever
    answers for what was done is named in the trail.
    """
    if works_here(subject, clock.now().date()):
        raise Refused(
            "This person holds a role of the office, and the trail names who did what there. End the role first."
        )
    went: Counter[str] = Counter()
    for figure in figures_for(actor, subject):
        if not figure.stays:
            went[figure.label] += figure.number
    for knows in answered().values():
        knows.forget(actor, subject)
    look_through(subject.called, subject)
    wipe_after_commit()
    return dict(went)
