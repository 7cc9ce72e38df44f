"""Paragraphs as they were sent out, and whether words at them name somebody."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import select

from meetings.base.database import db
from meetings.report.models import Report, ReportParagraph, ReportParagraphVersion
from meetings.report.rules import Sources, What, names_somebody
from meetings.report.rules.unnamed import named_in, names_of_people
from meetings.returned.rules import Base, Split, printed


# no actor: it tells only whether somebody is named
def names_in(row: ReportParagraph | None, texts: Sequence[str], sources: Sources) -> bool:
    """Whether texts at a paragraph (or at none: anywhere) name somebody who may not be named."""
    return bool(names_of(row, texts, sources))


# no actor: as above
def names_of(row: ReportParagraph | None, texts: Sequence[str], sources: Sources) -> set[str]:
    """Whom texts at a paragraph (or at none: anywhere) name of those who may not be named."""
    joined_texts = "\n".join(texts)
    if row is None:
        # Whoever was only in the room is no family name in any text.
        spoke = {of: replace(each, speakers=sources.heard.get(of, ())) for of, each in sources.known.items()}
        silent = named_in([joined_texts], spoke, spoke)
        return {*silent, *names_of_people([joined_texts], sources.unlisted)}
    return set(names_somebody(row.kept.beside(joined_texts), sources))


# no actor: whoever may see the report may see how its paragraphs read
def bases_of(found: Report, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], Base]:
    """Paragraphs as they were sent out, by name and version."""
    if not wanted:
        return {}
    rows = db.session.execute(
        select(
            ReportParagraph.name,
            ReportParagraphVersion.number,
            ReportParagraphVersion.text,
            ReportParagraphVersion.items,
        )
        .join(ReportParagraphVersion.paragraph)
        .where(
            ReportParagraph.report_id == found.id,
            ReportParagraph.name.in_({name for name, _ in wanted}),
            ReportParagraphVersion.number.in_({version for _, version in wanted}),
        )
    )
    return {
        (name, number): Base(name, number, printed(text, tuple(items or ())))
        for name, number, text, items in rows
        if (name, number) in wanted
    }


# no actor: part of a verb
def splits_of(found: Report) -> list[Split]:
    """Who was split when: in the history the pieces come behind the paragraph that they were cut off."""
    rows = db.session.execute(
        select(ReportParagraph.name, ReportParagraphVersion.number, ReportParagraphVersion.at)
        .join(ReportParagraphVersion.paragraph)
        .where(ReportParagraph.report_id == found.id, ReportParagraphVersion.what == What.SPLIT.value)
        .order_by(ReportParagraphVersion.id)
    )
    done: list[Split] = []
    whole, version = "", 0
    for name, number, at in rows:
        if number > 1:
            whole, version = name, number
        else:
            done.append(Split(whole, version, name, at))
    return done


def text_of(row: ReportParagraph) -> str:
    """A paragraph of the draft as one string, as it would be printed: so it was sent out, and so it comes back."""
    return printed(row.text, row.items or ())
