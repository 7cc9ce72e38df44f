"""What the pages of files that came back ask."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from meetings.access.actor import Actor
from meetings.base.database import db
from meetings.base.refusals import NotFound
from meetings.mandate.models import Cycle
from meetings.report import queries as report
from meetings.report.models import Report, ReportParagraph
from meetings.report.rules import Sources, assemble
from meetings.returned.models import ReturnedDifference, ReturnedFile
from meetings.returned.queries.sent import bases_of, names_in, names_of
from meetings.returned.rules import Kind, State, applied

PER_PAGE = 50
_WORDS = (Kind.EDIT.value, Kind.SPLIT.value)


@dataclass(frozen=True)
class FileRow:
    """A file in the list, with how many of its differences are open."""

    file: ReturnedFile
    differences: int
    open: int


@dataclass(frozen=True)
class Passage:
    """A paragraph with differences. `sent` and `back`: as it was sent out, and with all of this file's changes.

    `number`: what is printed for it today, "" for none; `now` is the row, None when there is no such paragraph any
    more; `named`: it names somebody who may not be named, so that it is not shown, nor are the `hidden` differences.
    """

    name: str
    number: str
    now: ReportParagraph | None
    sent: str
    back: str
    rows: Sequence[ReturnedDifference]
    named: bool = False
    hidden: Collection[int] = ()


@dataclass(frozen=True)
class FilePage:
    """A file with one page of its differences, paragraph by paragraph.

    `authors`: each with how many are open, of all; `numbers`: a paragraph's name → what is printed for it today.
    """

    file: ReturnedFile
    passages: Sequence[Passage]
    authors: Sequence[tuple[str, int, int]]
    numbers: Mapping[str, str]
    total: int
    open: int


def files_of(actor: Actor, cycle: Cycle) -> Sequence[FileRow]:
    """The files that came back to a cycle's report, the latest first."""
    is_open = func.sum(func.coalesce((ReturnedDifference.state == State.OPEN.value).cast(db.Integer), 0))
    rows = db.session.execute(
        select(ReturnedFile, func.count(ReturnedDifference.id), is_open)
        .join(ReturnedFile.report)
        .outerjoin(ReturnedDifference, ReturnedDifference.file_id == ReturnedFile.id)
        .where(Report.cycle_id == cycle.id)
        .group_by(ReturnedFile.id)
        .order_by(ReturnedFile.id.desc())
    )
    return [FileRow(file, count, int(still or 0)) for file, count, still in rows]


def file_for(actor: Actor, symbol: str, number: int) -> ReturnedFile:
    """A file that came back to that cycle's report."""
    found = db.session.scalar(
        report.in_report(select(ReturnedFile).join(ReturnedFile.report), symbol)
        .where(ReturnedFile.id == number)
        .options(joinedload(ReturnedFile.report).joinedload(Report.cycle).joinedload(Cycle.resolution))
    )
    if found is None:
        raise NotFound
    return found


# no actor: it looks only for the same file again
def same_file(found: Report, digest: str) -> ReturnedFile | None:
    return db.session.scalar(
        select(ReturnedFile).where(ReturnedFile.report_id == found.id, ReturnedFile.digest == digest)
    )


def file_page(actor: Actor, file: ReturnedFile, page: int, author: str | None, only_open: bool) -> FilePage:
    """One page of a file's differences, of one author when asked; a fixed number of statements."""
    cycle = file.report.cycle
    wanted = [ReturnedDifference.file_id == file.id]
    if author is not None:
        wanted.append(ReturnedDifference.author == author)
    if only_open:
        wanted.append(ReturnedDifference.state == State.OPEN.value)
    rows = db.session.scalars(
        select(ReturnedDifference)
        .where(*wanted)
        .order_by(ReturnedDifference.seq)
        .offset((page - 1) * PER_PAGE)
        .limit(PER_PAGE)
    ).all()
    total = db.session.scalar(select(func.count()).select_from(ReturnedDifference).where(*wanted)) or 0
    draft = report.find_report(cycle)
    sources = report.gather(actor, cycle)
    now = {row.name: row for row in draft.paragraphs} if draft else {}
    printed_as = assemble(sources, [row.kept for row in now.values()]).layout.numbers
    numbers = {name: printed_as.get(row.id, "") for name, row in now.items()}
    authors = _authors(file)
    still_open = sum(still for _, still, _ in authors)
    passages = _passages(file, rows, now, numbers, sources)
    return FilePage(file, passages, authors, numbers, total, still_open)


# no actor: whoever may see the file may see who wrote in it
def _authors(file: ReturnedFile) -> list[tuple[str, int, int]]:
    still = func.sum((ReturnedDifference.state == State.OPEN.value).cast(db.Integer))
    rows = db.session.execute(
        select(ReturnedDifference.author, still, func.count())
        .where(ReturnedDifference.file_id == file.id)
        .group_by(ReturnedDifference.author)
        .order_by(ReturnedDifference.author)
    )
    return [(author, int(count or 0), every) for author, count, every in rows]


def _passages(
    file: ReturnedFile,
    rows: Sequence[ReturnedDifference],
    now: Mapping[str, ReportParagraph],
    numbers: Mapping[str, str],
    sources: Sources,
) -> list[Passage]:
    bases = bases_of(file.report, {(row.name, row.version) for row in rows if row.name})
    every = _every_change(file, {row.name for row in rows if row.name})
    done: list[Passage] = []
    for row in rows:
        if done and done[-1].name == row.name and row.name:
            done[-1] = _with(done[-1], row)
            continue
        paragraph = now.get(row.name)
        base = bases.get((row.name, row.version))
        sent = base.text if base else ""
        back = applied(sent, every.get(row.name, ()))
        done.append(Passage(row.name, numbers.get(row.name, ""), paragraph, sent, back, [row]))
    return [_guarded(each, sources, now) for each in done]


def _with(passage: Passage, row: ReturnedDifference) -> Passage:
    return replace(passage, rows=[*passage.rows, row])


def _guarded(passage: Passage, sources: Sources, now: Mapping[str, ReportParagraph]) -> Passage:
    """A session may have been narrowed since: what names somebody, or changes a name, is not shown."""
    row = passage.now or next((now[n] for d in passage.rows for n in (d.behind, d.ahead) if n in now), None)
    own = {each.id: (each.before, each.after, each.place) for each in passage.rows}
    said = [passage.sent, passage.back, *(text for texts in own.values() for text in texts)]
    if not (any(each.held for each in passage.rows) or names_in(row, said, sources)):
        return passage
    sent = names_of(row, [passage.sent], sources)
    came = names_of(row, [passage.back], sources) - sent
    alone = {
        each.id: names_of(row, [applied(passage.sent, [each])], sources)
        for each in passage.rows
        if each.kind in _WORDS
    }
    hidden = {
        number
        for number, texts in own.items()
        if came or alone.get(number, sent) != sent or names_in(row, texts, sources)
    }
    return replace(passage, sent="", back="", named=True, hidden=hidden)


# no actor: part of a page whose reader was asked
def _every_change(file: ReturnedFile, names: Collection[str]) -> dict[str, list[ReturnedDifference]]:
    found: dict[str, list[ReturnedDifference]] = {}
    query = select(ReturnedDifference).where(
        ReturnedDifference.file_id == file.id,
        ReturnedDifference.name.in_(names),
        ReturnedDifference.kind.in_(_WORDS),
    )
    for row in db.session.scalars(query.order_by(ReturnedDifference.seq)):
        found.setdefault(row.name, []).append(row)
    return found


# no actor: it serves the verbs, which are asked for one by one
def differences_of(
    file: ReturnedFile, ids: Collection[int] | None = None, author: str | None = None, name: str | None = None
) -> Sequence[ReturnedDifference]:
    """Open differences of a file: these, or all of one author, or all of one paragraph, in reading order; held."""
    query = select(ReturnedDifference).where(
        ReturnedDifference.file_id == file.id, ReturnedDifference.state == State.OPEN.value
    )
    if ids is not None:
        query = query.where(ReturnedDifference.id.in_(ids))
    if author is not None:
        query = query.where(ReturnedDifference.author == author)
    if name is not None:
        query = query.where(ReturnedDifference.name == name)
    query = query.order_by(ReturnedDifference.seq).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


# no actor: part of a verb
def accepted_in(file: ReturnedFile) -> Sequence[ReturnedDifference]:
    """What of a file is in the draft already, in reading order."""
    return db.session.scalars(
        select(ReturnedDifference)
        .where(ReturnedDifference.file_id == file.id, ReturnedDifference.state == State.ACCEPTED.value)
        .order_by(ReturnedDifference.seq)
    ).all()


# no actor: part of a verb
def brought_by_others(file: ReturnedFile) -> dict[tuple[str, ...], Sequence[int]]:
    """New paragraphs that other files have brought into the draft: what each said and where, and the rows it made."""
    new = ReturnedDifference
    rows = db.session.execute(
        select(new.after, new.behind, new.ahead, new.place, new.made)
        .join(new.file)
        .where(
            ReturnedFile.report_id == file.report_id,
            ReturnedFile.id != file.id,
            new.kind == Kind.NEW.value,
            new.state == State.ACCEPTED.value,
        )
        .order_by(new.id)
    )
    return {tuple(said): made or () for *said, made in rows}
