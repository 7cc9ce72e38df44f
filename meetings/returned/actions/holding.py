"""Words that name somebody where nobody may be named (SAFETY.md, Chatham House): neither kept nor shown nor taken."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sqlalchemy import select

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.report import queries as report
from meetings.report.models import Report, ReportParagraph
from meetings.report.rules import Sources
from meetings.returned import queries
from meetings.returned.models import ReturnedDifference, ReturnedFile
from meetings.returned.rules import Base, Kind, applied


class Told(Protocol):
    """A difference, found or written down."""

    @property
    def kind(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...
    @property
    def behind(self) -> str: ...
    @property
    def ahead(self) -> str: ...
    @property
    def place(self) -> str: ...


def held(draft: Report, differences: Sequence[Told], sources: Sources) -> list[bool]:
    """Which differences name somebody who may not be named; words of several that make a name together count."""
    paragraphs = {row.name: row for row in draft.paragraphs}
    bases = queries.bases_of(draft, {(each.name, each.version) for each in differences if each.name})
    beside: dict[str, list[int]] = {}
    for at, each in enumerate(differences):
        beside.setdefault(_beside(each, paragraphs), []).append(at)
    found = [False] * len(differences)
    for name, places in beside.items():
        row = paragraphs.get(name)
        whole = _whole([differences[at] for at in places], bases)
        if not queries.names_in(
            row, [*(t for at in places for t in _texts(differences[at])), *whole], sources
        ):
            continue
        together = queries.names_in(row, whole, sources)
        for at in places:
            part_of_it = together and differences[at].kind in (Kind.EDIT, Kind.SPLIT)
            found[at] = part_of_it or queries.names_in(row, _texts(differences[at]), sources)
    return found


def attribution_changed(actor: Actor, session: MeetingSession) -> None:
    """Words that came back before a session was put under the Chatham House Rule are looked through once more."""
    if session.attribution is not Attribution.CHATHAM_HOUSE or session.meeting.cycle is None:
        return
    draft = report.find_report(session.meeting.cycle)
    if draft is None:
        return
    rows = db.session.scalars(
        select(ReturnedDifference)
        .join(ReturnedDifference.file)
        .where(ReturnedFile.report_id == draft.id, ReturnedDifference.held.is_(False))
        .order_by(ReturnedDifference.file_id, ReturnedDifference.seq)
    ).all()
    if rows:
        for row, names in zip(
            rows, held(draft, rows, report.gather(actor, session.meeting.cycle)), strict=True
        ):
            if names:
                row.held, row.before, row.after, row.place = True, "", "", ""
                row.author = "" if row.kind == Kind.COMMENT else row.author


def _texts(difference: Told) -> list[str]:
    """What it says; a comment at a paragraph is also looked through for who signed it: it would go out under that."""
    signed = [difference.author] if difference.kind == Kind.COMMENT and difference.name else []
    return [difference.before, difference.after, difference.place, *signed]


def _whole(differences: Sequence[Told], bases: Mapping[tuple[str, int], Base]) -> list[str]:
    """The paragraphs of these differences as they were sent out and as they came back."""
    changes: dict[tuple[str, int], list[Told]] = {}
    for each in differences:
        if each.name and each.kind in (Kind.EDIT, Kind.SPLIT):
            changes.setdefault((each.name, each.version), []).append(each)
    return [
        text
        for key, inside in changes.items()
        if key in bases
        for text in (bases[key].text, applied(bases[key].text, inside))
    ]


def _beside(difference: Told, paragraphs: Mapping[str, ReportParagraph]) -> str:
    """The paragraph by whose sources it is judged: its own, or that which it stands beside; "" for none."""
    names = (difference.name, difference.behind, difference.ahead)
    return next((name for name in names if name in paragraphs), "")
