"""All rooms' answers put together: the copy for the person, and the figures before a deletion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.access.actor import Actor
from meetings.base.models import StoredFile
from meetings.base.words import N_
from meetings.people.asked import Figure, Subject, answered
from meetings.people.queries.subjects import own_subject

LEFT_OUT = N_(
    "Your record was made one with another, and nobody has shown yet that both are yours. What came from the other is "
    "left out of this copy."
)


@dataclass(frozen=True)
class Copy:
    """What is kept of somebody: rows by table, and the files."""

    tables: Mapping[str, Sequence[Mapping[str, Any]]]
    files: Sequence[StoredFile]


def copy_of(actor: Actor) -> Copy:
    """Everything that every room keeps of whoever asks; a table without a row is left out."""
    subject = own_subject(actor)
    told = [knows.told(subject) for knows in answered().values()]
    tables = {name: rows for one in told for name, rows in one.tables.items() if rows}
    if subject.unproven:
        tables["left_out"] = [{"why": LEFT_OUT}]
    return Copy(tables, [file for one in told for file in one.files])


def figures_for(actor: Actor, subject: Subject) -> list[Figure]:
    """What a deletion would take and what would stay, room by room; the route asks for EDIT_PEOPLE."""
    return [figure for knows in answered().values() for figure in knows.goes(subject) if figure.number]
