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
    """Which differences name somebody who may not be named; words of several that make a name together count.

    What was sent out may have named somebody: then what leaves that name as it is says nothing of it.
    """
    paragraphs = {row.name: row for row in draft.paragraphs}
    bases = queries.bases_of(draft, {(each.name, each.version) for each in differences if each.name})
    beside: dict[str, list[int]] = {}
    for at, each in enumerate(differences):
        beside.setdefault(_beside(each, paragraphs), []).append(at)
    found = [False] * len(differences)
    for name, places in beside.items():
        row, here = paragraphs.get(name), [differences[at] for at in places]
        texts = _Texts(row, sources, _changed(here, bases))
        if not queries.names_in(row, [*(t for each in here for t in _texts(each)), *texts.every], sources):
            continue
        for at in places:
            each = differences[at]
            found[at] = queries.names_in(row, _texts(each), sources) or texts.touches_a_name(each)
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
    files = db.session.scalars(select(ReturnedFile).where(ReturnedFile.report_id == draft.id)).all()
    if not files:
        return
    sources = report.gather(actor, session.meeting.cycle)
    for file in files:
        file.name = nameless(file.name, sources)
    for row, names in zip(rows, held(draft, rows, sources), strict=True):
        if names:
            row.held, row.before, row.after, row.place = True, "", "", ""
            row.author = "" if row.kind == Kind.COMMENT else row.author


def nameless(name: str, sources: Sources) -> str:
    """What a file is called, when that names nobody."""
    return "report.docx" if queries.names_in(None, [name], sources) else name


def _texts(difference: Told) -> list[str]:
    """What it says; a comment at a paragraph is also looked through for who signed it: it would go out under that."""
    signed = [difference.author] if difference.kind == Kind.COMMENT and difference.name else []
    return [difference.before, difference.after, difference.place, *signed]


Changed = Mapping[str, Sequence[Told]]


def _changed(differences: Sequence[Told], bases: Mapping[tuple[str, int], Base]) -> Changed:
    """The paragraphs of these differences as they were sent out, each with what was changed in its words."""
    changes: dict[str, list[Told]] = {}
    for each in differences:
        base = bases.get((each.name, each.version)) if each.kind in (Kind.EDIT, Kind.SPLIT) else None
        if base is not None:
            changes.setdefault(base.text, []).append(each)
    return changes


class _Texts:
    """Texts that were changed beside one paragraph, and the names in them."""

    def __init__(self, row: ReportParagraph | None, sources: Sources, changed: Changed) -> None:
        self._row, self._sources = row, sources
        self._of = {id(each): sent for sent, inside in changed.items() for each in inside}
        back = [applied(sent, inside) for sent, inside in changed.items()]
        self.every = [*changed, *back]
        self._named = {sent: self._names(sent) for sent in changed}
        self._together = any(
            self._names(text) - self._named[sent]
            or any(text.count(name) > sent.count(name) for name in self._named[sent])
            for sent, text in zip(changed, back, strict=True)
        )

    def _names(self, text: str) -> set[str]:
        return queries.names_of(self._row, [text], self._sources)

    def touches_a_name(self, each: Told) -> bool:
        """Whether it makes a name, with others or by itself, or changes one that was sent out."""
        sent = self._of.get(id(each))
        if sent is None:
            return False
        return self._together or (
            bool(self._named[sent]) and self._names(applied(sent, [each])) != self._named[sent]
        )


def _beside(difference: Told, paragraphs: Mapping[str, ReportParagraph]) -> str:
    """The paragraph by whose sources it is judged: its own, or that which it stands beside; "" for none."""
    names = (difference.name, difference.behind, difference.ahead)
    return next((name for name in names if name in paragraphs), "")
