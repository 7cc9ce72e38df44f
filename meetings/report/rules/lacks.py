"""What the report still lacks, each in a sentence that is true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.base.words import N_
from meetings.outcomes.rules import SummaryStatus
from meetings.registration.rules import GROUPS_OF_OP8
from meetings.report.rules.dates import day, span
from meetings.report.rules.groups import not_named
from meetings.report.rules.paragraphs.memory import Kept
from meetings.report.rules.sources.facts import MeetingFacts, Sources, UnsaidFacts
from meetings.report.rules.wording import GROUPS


@dataclass(frozen=True)
class Lack:
    """A sentence, its words and figures kept apart so that a page can translate it; str() is English."""

    msgid: str
    params: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.msgid % dict(self.params) if self.params else self.msgid


def _lack(msgid: str, **params: object) -> Lack:
    return Lack(msgid, tuple(params.items()))


@dataclass(frozen=True)
class Drafted:
    """What the draft itself knows: its words, its paragraphs with their numbers, and what was held back.

    `conclusions`: the number of the part where the drafters' own conclusions belong; `homeless`: how many paragraphs
    the sources propose that no section takes; `unresolved`: cross-references that lead nowhere, with the number of the
    paragraph where they stand. `headings`: what is printed for headings that name somebody; `asked`: the numbers of
    paragraphs that name somebody who spoke in public and wants no name in the list; `unnamed`: of those that name
    somebody who spoke only where nothing is attributed, or an organization beside such a session; `pending`: how many
    paragraphs composing again would add or change; `empty`: the headings of sections in which nothing stands.
    """

    words: int
    paragraphs: Sequence[tuple[str, Kept]] = ()
    held: Sequence[str] = ()
    own_conclusions: bool = False
    conclusions: str = "IV"
    homeless: int = 0
    unresolved: Sequence[tuple[str, str]] = ()
    headings: Sequence[str] = ()
    asked: Sequence[str] = ()
    unnamed: Sequence[str] = ()
    pending: int = 0
    empty: Sequence[str] = ()


def missing(sources: Sources, draft: Drafted) -> list[Lack]:
    """Everything that is missing on this day, in the order of the report; empty: the report is complete."""
    return [
        *_mandate(sources),
        *_workshop(sources),
        *(_unsaid(each) for each in sources.unsaid),
        *_groups(sources, draft),
        *_focal_points(sources),
        *(
            _lack(N_("There is no progress entry on paragraph %(number)s."), number=p)
            for p in sources.uncovered
        ),
        *_conclusions(draft),
        *_draft(draft, sources.mandate.word_limit),
    ]


def _mandate(sources: Sources) -> list[Lack]:
    if sources.mandate.adopted is not None:
        return []
    return [
        _lack(
            N_("The day on which resolution %(symbol)s was adopted is not known."),
            symbol=sources.mandate.symbol,
        )
    ]


def _workshop(sources: Sources) -> list[Lack]:
    year = sources.mandate.workshop_year
    if not sources.workshops:
        return [_lack(N_("The workshop of %(year)s is not planned."), year=year)]
    return [lack for meeting in sources.workshops for lack in _one_workshop(meeting, sources.today)]


def _one_workshop(meeting: MeetingFacts, today: date) -> list[Lack]:
    found: list[Lack] = []
    if not meeting.dates_set:
        found.append(_lack(N_("The workshop of %(year)s has no dates."), year=meeting.starts.year))
    elif not meeting.held:
        days = span(meeting.starts, meeting.ends)
        sentence = N_("The workshop of %(days)s has not been held.")
        if meeting.ends < today:
            sentence = N_("The workshop of %(days)s is over, but nobody has noted that it was held.")
        found.append(_lack(sentence, days=days))
    if not meeting.sessions:
        found.append(_lack(N_("The workshop has no sessions.")))
    return found


def _unsaid(session: UnsaidFacts) -> Lack:
    where = {"label": session.label, "title": session.title}
    if session.outdated:
        return _lack(N_("The summary of session %(label)s (“%(title)s”) must be approved again."), **where)
    if session.status is SummaryStatus.SUBMITTED:
        return _lack(N_("The summary of session %(label)s (“%(title)s”) waits for approval."), **where)
    if session.status is SummaryStatus.DRAFT:
        return _lack(N_("The summary of session %(label)s (“%(title)s”) is not finished."), **where)
    if not session.begun:
        return _lack(
            N_("Session %(label)s (“%(title)s”) has no summary; it is planned for %(day)s."),
            **where,
            day=day(session.starts),
        )
    return _lack(N_("Session %(label)s (“%(title)s”) has no summary."), **where)


def _groups(sources: Sources, draft: Drafted) -> list[Lack]:
    """The groups of OP8 of which nobody is registered; after the workshop, those that the draft does not name."""
    came = [category for category in GROUPS_OF_OP8 if sources.count(category)]
    held = any(meeting.held for meeting in sources.workshops)
    unsaid = not_named([each for _, each in draft.paragraphs], came) if held and draft.paragraphs else []
    return [
        *(
            _lack(
                N_("Nobody is registered for the workshop from this group: %(group)s."), group=GROUPS[each][2]
            )
            for each in GROUPS_OF_OP8
            if each not in came
        ),
        *(
            _lack(N_("No paragraph names this group of participants: %(group)s."), group=GROUPS[each][2])
            for each in unsaid
        ),
    ]


def _focal_points(sources: Sources) -> list[Lack]:
    """Meetings that are over or whose year is over, and that nobody has held; outcomes that are not approved."""
    found: list[Lack] = []
    for year, planned in sorted(sources.mandate.plan.items()):
        of_year = [each for each in sources.focal_point_meetings if each.starts.year == year]
        held = [each for each in of_year if each.held]
        late = [each for each in of_year if not each.held and each.dates_set and each.ends < sources.today]
        if year < sources.today.year and len(held) < planned:
            for _ in range(planned - len(held)):
                found.append(
                    _lack(N_("The meeting of focal points due in %(year)s has not been held."), year=year)
                )
        else:
            sentence = N_(
                "The meeting of focal points of %(days)s is over, but nobody has noted that it was held."
            )
            found += [_lack(sentence, days=span(each.starts, each.ends)) for each in late]
    told = {summary.meeting_id for summary in sources.summaries}
    sentence = N_("The meeting of focal points of %(days)s has no approved summary.")
    silent = [each for each in sources.focal_point_meetings if each.held and each.id not in told]
    return found + [_lack(sentence, days=span(each.starts, each.ends)) for each in silent]


def _conclusions(draft: Drafted) -> list[Lack]:
    if draft.own_conclusions:
        return []
    return [_lack(N_("Part %(part)s has no conclusions of the drafters’ own."), part=draft.conclusions)]


def _draft(draft: Drafted, limit: int) -> Iterable[Lack]:
    if draft.pending:
        yield _lack(
            N_(
                "The sources of this many paragraphs say something else than when the draft was composed: %(number)s."
            ),
            number=draft.pending,
        )
    for heading in draft.empty:
        yield _lack(N_("Nothing stands under “%(heading)s”."), heading=heading)
    for label, each in draft.paragraphs:
        if each.flagged:
            yield _lack(
                N_("The source of paragraph %(number)s has changed since it was edited."), number=label
            )
        if each.missed:
            yield _lack(N_("The source of paragraph %(number)s is gone."), number=label)
    yield from _names(draft)
    for label, mark in draft.unresolved:
        yield _lack(
            N_("Paragraph %(number)s refers to a paragraph that is not in the report: %(mark)s."),
            number=label,
            mark=mark,
        )
    if draft.homeless:
        yield _lack(
            N_("No section takes what the sources say in this many paragraphs: %(number)s."),
            number=draft.homeless,
        )
    if draft.words > limit:
        yield _lack(
            N_("The draft has %(words)s words, %(over)s more than the limit of %(limit)s."),
            words=f"{draft.words:,}",
            over=f"{draft.words - limit:,}",
            limit=f"{limit:,}",
        )


def _names(draft: Drafted) -> Iterable[Lack]:
    """What is held back, printed otherwise or still to be decided, as it names somebody."""
    for where in dict.fromkeys(draft.held):
        yield _lack(
            N_("A paragraph from “%(where)s” is held back: it names somebody who may not be named."),
            where=where,
        )
    for said in draft.headings:
        yield _lack(
            N_("A heading is printed as “%(said)s”: its own words name somebody who may not be named."),
            said=said,
        )
    for label in draft.asked:
        yield _lack(
            N_(
                "Paragraph %(number)s names somebody who spoke in public and did not agree to be listed by name. "
                "Decide under its names whether they stay."
            ),
            number=label,
        )
    for label in draft.unnamed:
        yield _lack(
            N_(
                "Paragraph %(number)s names somebody who spoke under the Chatham House Rule, or without an "
                "approval to be named, or an organization beside such a session. Nothing that was said there may stand "
                "beside the name: decide under its names whether they stay."
            ),
            number=label,
        )
