"""Warnings of what lies around the meeting: what the mandate asks for, the Council, public holidays."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from meetings.base.words import N_
from meetings.programme.rules.kinds import SessionKind
from meetings.programme.rules.warnings.parts import Around, Finding, Level, Planned

# What is missing, by the kind of session.
MISSING = {
    SessionKind.STOCK_TAKING: N_("Paragraph %(paragraph)s asks for stock-taking, and no session is for it"),
    SessionKind.THEMATIC: N_(
        "Paragraph %(paragraph)s asks for a thematic discussion, and no session is for it"
    ),
}


def elements_of_the_mandate(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """An element of the mandate's workshop paragraph (61/15: OP8) for which no session is planned."""
    missing = False
    for element in around.elements:
        held = sum(s.held and s.kind is element.kind for s in sessions)
        if held < element.count:
            missing = True
            yield Finding(Level.MUST, MISSING[element.kind], {"paragraph": element.paragraph})
    if around.elements and not missing:
        paragraphs = ", ".join(dict.fromkeys(element.paragraph for element in around.elements))
        yield Finding(
            Level.FINE,
            N_(
                "The sessions that paragraph %(paragraph)s asks for are there: stock-taking, thematic discussion"
            ),
            {"paragraph": paragraphs},
        )


def council_session(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """A regular session of the Council on the days of the meeting (DOMAIN 1: the workshop of 2025 fell into one)."""
    for one in around.council:
        sentence = (
            N_(
                "The Council’s session %(number)s, from %(opens)s to %(closes)s by projection, falls on the meeting"
            )
            if one.projected
            else N_("The Council’s session %(number)s, from %(opens)s to %(closes)s, falls on the meeting")
        )
        yield Finding(Level.LOOK, sentence, {"number": one.number, "opens": one.opens, "closes": one.closes})
    if not around.council:
        yield Finding(Level.FINE, N_("No session of the Council falls on the meeting"))


def holidays_here(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """A public holiday where the meeting is held."""
    for holiday in sorted(around.holidays, key=lambda h: (h.day, h.name)):
        yield Finding(
            Level.LOOK,
            N_("%(day)s is a public holiday where the meeting is held: %(name)s"),
            {"day": holiday.day, "name": holiday.name},
            tuple(s.uid for s in sessions if s.held and s.starts.date() == holiday.day),
            N_("public holiday"),
        )


def holidays_at_seats(sessions: Sequence[Planned], around: Around) -> Iterator[Finding]:
    """Public holidays at seats of organizations whose focal points are invited."""
    by_day = defaultdict(set)
    for holiday in around.seats:
        by_day[holiday.day].add(holiday.country)
    for day, countries in sorted(by_day.items()):
        yield Finding(
            Level.KNOW,
            N_("%(day)s is a public holiday at seats of focal points’ organizations: %(countries)s"),
            {"day": day, "countries": tuple(sorted(countries))},
        )
