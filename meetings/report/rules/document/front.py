"""What stands before the first paragraph: the lines of the masthead and of the contents."""

from dataclasses import dataclass

from meetings.base.word.text import clean
from meetings.report.rules import fixed
from meetings.report.rules.dates import day, listed
from meetings.report.rules.document.numbering import numbered, roman
from meetings.report.rules.document.order import with_participants
from meetings.report.rules.document.parts import Document, Heading, Masthead

# Only the word processor knows on which page a heading falls; it replaces this when it fills in the contents.
PAGE_UNKNOWN = "–"
PARTICIPANTS, FIGURES = "annex", "figures"


def masthead_lines(masthead: Masthead) -> list[str]:
    """Every line of the masthead, from "United Nations" to the asterisk notes, as it is printed."""
    lines = [masthead.body, masthead.symbol, fixed.GENERAL_ASSEMBLY, *facts(masthead)]
    lines += [fixed.DEMONSTRATION_NOTE] if masthead.demonstration else []
    return [*lines, *session_lines(masthead), masthead.title, masthead.author, *masthead.notes]


def facts(masthead: Masthead) -> list[str]:
    """The right-hand column: distribution, date, original language."""
    dated = [day(masthead.dated)] if masthead.dated else []
    return [
        fixed.DISTRIBUTION.format(masthead.distribution),
        *dated,
        fixed.ORIGINAL.format(masthead.language),
    ]


def session_lines(masthead: Masthead) -> list[str]:
    """From "Human Rights Council" to the last title of an agenda item."""
    return [
        fixed.HUMAN_RIGHTS_COUNCIL,
        masthead.session,
        masthead.session_dates,
        *agenda(masthead),
        *(item.title for item in masthead.agenda_items),
    ]


def agenda(masthead: Masthead) -> list[str]:
    """ "Agenda item 2" or "Agenda items 2 and 3"; nothing without items."""
    numbers = [str(item.number) for item in masthead.agenda_items]
    if not numbers:
        return []
    return [(fixed.AGENDA_ITEM if len(numbers) == 1 else fixed.AGENDA_ITEMS).format(listed(numbers))]


@dataclass(frozen=True)
class Entry:
    """A line of the contents; `anchor` names an annex."""

    level: int
    label: str
    text: str
    anchor: str = ""


def contents(document: Document) -> list[Entry]:
    """The headings with their numbers, and the annex."""
    entries = [
        Entry(each.block.level, each.label, clean(each.block.text))
        for each in numbered(document.body)
        if isinstance(each.block, Heading)
    ]
    return entries + [Entry(1, each.label, each.title, each.anchor) for each in annexes(document)]


@dataclass(frozen=True)
class Annex:
    """An annex: "Annex", or "Annex I" and "Annex II" when there are two; `anchor` is its bookmark."""

    label: str
    title: str
    anchor: str


def annexes(document: Document) -> list[Annex]:
    """The annexes that there is something to say in, in their order."""
    found = [(fixed.LIST_OF_PARTICIPANTS, PARTICIPANTS)] if with_participants(document.annex) else []
    found += [(fixed.FIGURES, FIGURES)] if document.figures else []
    several = len(found) > 1
    return [
        Annex(fixed.ANNEX_OF_SEVERAL.format(roman(at)) if several else fixed.ANNEX, title, anchor)
        for at, (title, anchor) in enumerate(found, 1)
    ]
