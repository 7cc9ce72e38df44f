"""Sources and paragraphs become a document, with all that is still missing."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from meetings.outcomes.rules import KnownNames
from meetings.registration.rules import Category
from meetings.report.rules import fixed
from meetings.report.rules.composing.compose import Composed, compose
from meetings.report.rules.dates import session_title, span
from meetings.report.rules.document.numbering import roman
from meetings.report.rules.document.parts import AgendaItem, Document, Masthead, Participant, ParticipantGroup
from meetings.report.rules.document.words import count_words
from meetings.report.rules.lacks import Drafted, Lack, missing
from meetings.report.rules.layout import Layout, lay_out
from meetings.report.rules.paragraphs.memory import Kept
from meetings.report.rules.paragraphs.merge import merge
from meetings.report.rules.paragraphs.references import (
    Unresolved,
    figures,
    has_marks,
    printed_marks,
    saying,
    targets,
    unresolved,
)
from meetings.report.rules.sources.facts import Sources
from meetings.report.rules.structure.chapters import SESSION, SUMMARY_BOX, Structure, Takes
from meetings.report.rules.unnamed import (
    asked_about,
    heading_said,
    named_in,
    named_without_consent,
    sessions_without_names,
    spoke_unnamed,
)
from meetings.report.rules.wording import GROUPS


@dataclass(frozen=True)
class Assembled:
    """The draft as it stands today. `pending`: how many paragraphs composing again would add or change; `behind`: those
    of them whose source says something else than when it was last heard. `undecided`: paragraphs with a name of which
    somebody has still to say whether it stays.

    `held`: paragraphs that name somebody who may not be named, never printed; `silent`: removed ones that do.
    """

    document: Document
    layout: Layout
    composed: Composed
    words: int
    lacks: tuple[Lack, ...]
    held: tuple[Kept, ...]
    removed: tuple[Kept, ...]
    silent: tuple[Kept, ...]
    pending: int = 0
    behind: frozenset[int] = frozenset()
    undecided: frozenset[int] = frozenset()


def assemble(sources: Sources, paragraphs: Sequence[Kept]) -> Assembled:
    """What is printed of these paragraphs, and what is missing. Removed and held-back paragraphs are not printed."""
    composed = compose(sources, paragraphs)
    pending, behind = _pending(paragraphs, composed)
    structure, said = with_headings_said(composed.structure, sources)
    if said:
        paragraphs = [replace(each, heading=said.get(each.section, each.heading)) for each in paragraphs]
    standing = [each for each in paragraphs if not each.removed]
    held = [each for each in standing if names_somebody(each, sources)]
    printed = [each for each in standing if each not in held]
    layout, lost, marks = _laid_out(printed, paragraphs, structure, sources)
    head, annex, symbol = _masthead(sources), annex_of(sources), sources.mandate.symbol
    document = Document(
        head, layout.summary, layout.body, annex, figures=sources.figures, report=symbol, marks=marks
    )
    words = count_words(document)
    listed = _naming(printed, lambda _each: KnownNames(participants=sources.spoke_unlisted), sources)
    unnamed = _naming(printed, lambda each: spoke_unnamed(each, sources), sources)
    concluded = _conclusions(composed.structure)
    draft = Drafted(
        words,
        [(layout.numbers.get(each.ref or 0) or "–", each) for each in printed],
        [
            *(where(each, sources) for each in held),
            *(heading_said(each.section, each.heading, sources) or each.part for each in composed.held),
        ],
        any(each.part == concluded and each.key is None for each in printed),
        _number(concluded, composed.structure),
        len(composed.homeless),
        [(layout.numbers.get(each.ref or 0) or "–", each.mark) for each in lost],
        list(said.values()),
        [layout.numbers.get(ref) or "–" for ref in listed],
        [layout.numbers.get(ref) or "–" for ref in unnamed],
        pending if paragraphs else 0,
        list(_empty(structure, printed)),
    )
    lacks = missing(sources, draft)
    document = replace(document, missing=tuple(map(str, lacks)))
    removed = [each for each in paragraphs if each.removed]
    silent = [each for each in removed if names_somebody(each, sources)]
    return Assembled(
        document,
        layout,
        composed,
        words,
        tuple(lacks),
        tuple(held),
        tuple(removed),
        tuple(silent),
        pending,
        behind,
        frozenset((*listed, *unnamed)),
    )


def _naming(printed: Sequence[Kept], names: Callable[[Kept], KnownNames], sources: Sources) -> list[int]:
    """The paragraphs in which one of these names stands that nobody has decided to leave there."""
    return [each.ref or 0 for each in printed if asked_about(each, names(each), sources.stays)]


def _pending(paragraphs: Sequence[Kept], composed: Composed) -> tuple[int, frozenset[int]]:
    now = {each.ref: each for each in paragraphs}
    again = merge(paragraphs, composed.proposals, composed.held_keys)
    other = [each for each in again if each.ref is None or each != now[each.ref]]
    behind = (each.ref for each in other if each.ref is not None and _said(each) != _said(now[each.ref]))
    return len(other), frozenset(behind)


def _said(kept: Kept) -> Hashable:
    """What it says, and what its sources offer for it."""
    offered = tuple((each.key, each.text_offered, each.items_offered, each.gone) for each in kept.taken)
    return kept.text, kept.items, offered


def _empty(structure: Structure, printed: Sequence[Kept]) -> Iterator[str]:
    """The sections in which nothing stands; of a part in which nothing stands at all, only its own heading."""
    filled = {key for each in printed for key in (each.part, each.section)}
    for part in structure.parts if printed else ():
        if part.key not in filled:
            yield part.heading
            continue
        yield from (each.heading for each in structure.under(part.key) if each.key not in filled)


def with_headings_said(structure: Structure, sources: Sources) -> tuple[Structure, dict[str, str]]:
    """The structure as it is printed, and those of its headings that would have named somebody, as they are said."""
    said = {each.key: heading_said(each.key, each.title, sources) for each in structure.chapters}
    chapters = tuple(replace(each, title=said[each.key]) for each in structure.chapters)
    return Structure(chapters), {
        each.key: said[each.key] for each in structure.chapters if each not in chapters
    }


def _laid_out(
    printed: Sequence[Kept], every: Sequence[Kept], structure: Structure, sources: Sources
) -> tuple[Layout, list[Unresolved], dict[str, str]]:
    """The layout with its cross-references and figures printed, those that lead nowhere, and how each is printed."""
    layout = lay_out(printed, structure)
    if not has_marks(printed):
        return layout, [], {}
    removed = [each for each in every if each.removed]
    known = figures(sources) | targets(layout.numbers, [*printed, *removed])
    again = lay_out(printed, structure, saying(known))
    return again, unresolved(printed, known), printed_marks(printed, known)


def _conclusions(structure: Structure) -> str:
    """The part in which the drafters conclude: that which takes what the workshop concluded, or else the last."""
    taker = structure.taker(Takes.CONCLUSIONS)
    return taker.place[0] if taker else (structure.parts[-1].key if structure.parts else "")


def _number(part: str, structure: Structure) -> str:
    """The Roman number of a part, without its point."""
    keys = [each.key for each in structure.parts if each.key != SUMMARY_BOX]
    return roman(keys.index(part) + 1) if part in keys else part


def named_once(paragraph: Kept, sources: Sources) -> bool:
    """Whether it names somebody whose name the house has deleted since: nobody has written it again."""
    return 0 < paragraph.version <= sources.lost.get(paragraph.name, 0)


def names_somebody(paragraph: Kept, sources: Sources) -> tuple[str, ...]:
    """Whom the paragraph names of those who may not be named there, in its text or in one offered for it.

    Also "…": of whom the house has no name any more.
    """
    if named_once(paragraph, sources):
        return ("…",)
    sessions = sessions_without_names(paragraph.sources, paragraph.section, sources)
    return named_in(paragraph.texts, sessions, sources.known) or without_consent(paragraph, sources)


def named_beside(said: Kept, sources: Sources) -> tuple[str, ...]:
    """Whom a comment or a reason (`Kept.beside`) names of those who may not be named there, or spoke only unnamed.

    In a paragraph somebody decides whether the names of these stay; a comment can do without.
    """
    return names_somebody(said, sources) or asked_about(said, spoke_unnamed(said, sources), {})


def without_consent(paragraph: Kept, sources: Sources) -> tuple[str, ...]:
    """Whom the paragraph, as it stands, names of those who have not agreed to be named."""
    texts = (paragraph.text, *paragraph.items)
    return named_without_consent(texts, paragraph.sources, paragraph.section, sources)


def where(paragraph: Kept, sources: Sources) -> str:
    """Where a paragraph stands, in words that tell nothing of what it says."""
    silent = sessions_without_names(paragraph.sources, paragraph.section, sources)
    found = [
        heading_said(f"{SESSION}{number}", each.title, sources)
        for number, each in sources.sessions.items()
        if number in silent
    ]
    said = heading_said(paragraph.section, paragraph.heading, sources)
    return said or (found[0] if found else paragraph.part)


def annex_of(sources: Sources) -> tuple[ParticipantGroup, ...]:
    """The list of participants: names only with consent, each organization that wants no name once."""
    return tuple(
        ParticipantGroup(GROUPS[category][2], rows)
        for category in Category
        if (rows := _rows(category, sources))
    )


def _rows(category: Category, sources: Sources) -> tuple[Participant, ...]:
    people = [each for each in sources.participants if each.category is category]
    named = [
        # The order in which they come is that of their own sort keys.
        Participant(each.name, each.function, each.organization, sort_key=f"{at:06}")
        for at, each in enumerate(people)
        if each.name
    ]
    unnamed = dict.fromkeys(each.organization for each in people if not each.name and each.organization)
    return (*named, *(Participant("", "", organization) for organization in unnamed))


def _masthead(sources: Sources) -> Masthead:
    mandate, council = sources.mandate, sources.council
    dates = span(council.opens, council.closes)
    return Masthead(
        symbol=mandate.report_symbol,
        session=session_title(mandate.report_session),
        session_dates=f"{dates} (projected)" if council.projected else dates,
        agenda_items=tuple(AgendaItem(number, title) for number, title in mandate.agenda_items),
        title=mandate.report_title,
        notes=(fixed.ANNEX_NOTE,) if annex_of(sources) else (),
        dated=sources.today,
        job_number=fixed.JOB_NUMBER_TO_COME,
        demonstration=sources.demonstration,
    )
