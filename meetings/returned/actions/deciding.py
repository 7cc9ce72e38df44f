"""Each difference is decided; what is accepted goes into the draft by its own verbs, so that its guards hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.report import queries as report
from meetings.returned import queries
from meetings.returned.actions.placing import add_new, move
from meetings.returned.actions.writing import Draft, comment, edit, merge, strike
from meetings.returned.models import ReturnedDifference, ReturnedFile
from meetings.returned.rules import Kind, State

_WORDS = (Kind.EDIT.value, Kind.SPLIT.value)


@dataclass
class Outcome:
    """How many were decided, and which were not, each with the reason for the person who asked."""

    done: int = 0
    left: list[tuple[ReturnedDifference, Refused]] = field(default_factory=list)


def refuse(actor: Actor, file: ReturnedFile, rows: Sequence[ReturnedDifference]) -> Outcome:
    """Ours stays. What stands outside our paragraphs has been looked at."""
    for row in rows:
        _decided(actor, row, State.REFUSED)
    _told(actor, file, "refuse from Word", len(rows))
    return Outcome(len(rows))


def accept(actor: Actor, file: ReturnedFile, rows: Sequence[ReturnedDifference]) -> Outcome:
    """Take differences into the draft; those that no longer fit stay open, each with its reason."""
    kept = report.locked_report(file.report.cycle)
    done, brought = list(queries.accepted_in(file)), queries.brought_by_others(file)
    draft = Draft(file, kept, done, queries.splits_of(kept), brought)
    outcome = Outcome()
    # Merged last: what stands between the two is struck further down.
    for group in _together(sorted(rows, key=lambda row: row.kind == Kind.MERGED.value)):
        try:
            _try(actor, draft, group)
            outcome.done += len(group)
        except Refused as no:
            if len(group) == 1:
                outcome.left.append((group[0], no))
                continue
            for row in group:
                try:
                    _try(actor, draft, [row])
                    outcome.done += 1
                except Refused as his:
                    outcome.left.append((row, his))
    _told(actor, file, "accept from Word", outcome.done)
    return outcome


def _together(rows: Sequence[ReturnedDifference]) -> Iterator[list[ReturnedDifference]]:
    """Words changed in one paragraph are one edit of it; all else is a verb of its own."""
    for (words, _), same in groupby(rows, key=lambda row: (row.kind in _WORDS, row.name)):
        if words:
            yield list(same)
        else:
            yield from ([row] for row in same)


def _try(actor: Actor, draft: Draft, rows: Sequence[ReturnedDifference]) -> None:
    """Accept them, or leave everything as it was and say why."""
    row = rows[0]
    if not all(each.acceptable for each in rows):
        raise Refused(
            "It names somebody where nobody may be named."
            if row.held
            else "It stands outside our paragraphs, so it cannot be taken. Change that place by hand."
        )
    with db.session.begin_nested():
        if row.kind in _WORDS:
            edit(actor, draft, rows)
        elif row.kind == Kind.NEW.value:
            add_new(actor, draft, row)
        elif row.kind == Kind.MOVED.value:
            move(actor, draft, row)
        elif row.kind == Kind.REMOVED.value:
            strike(actor, draft, row)
        elif row.kind == Kind.MERGED.value:
            merge(actor, draft, row)
        else:
            comment(actor, draft, row)
        for each in rows:
            _decided(actor, each, State.ACCEPTED)
        db.session.flush()  # inside the savepoint, so that what the database refuses undoes only this
    draft.add(rows)


def _decided(actor: Actor, row: ReturnedDifference, state: State) -> None:
    row.state, row.decided_by, row.decided_at = state.value, actor.name, clock.now()


def _told(actor: Actor, file: ReturnedFile, verb: str, count: int) -> None:
    if count:
        told = {"file": file.name, "differences": count}
        audit.record(actor, verb, "report", file.report_id, None, told)
