"""The summary box and part I: what was asked, where and when the workshop was, who took part."""

from collections.abc import Iterator

from meetings.registration.rules import Category
from meetings.report.rules.dates import day, listed, session_title, span
from meetings.report.rules.sources.facts import MandateFacts, MeetingFacts, Source, Sources, Topic
from meetings.report.rules.sources.proposal import Proposal
from meetings.report.rules.sources.when import took_place
from meetings.report.rules.structure.chapters import Takes
from meetings.report.rules.wording import counted, group, paragraphs_cited


def summary_box(sources: Sources) -> Iterator[Proposal]:
    """One paragraph: why the report is there and what it contains."""
    mandate = sources.mandate
    text = f"The present report is submitted pursuant to Human Rights Council resolution {mandate.symbol}."
    held = [meeting for meeting in sources.workshops if meeting.held]
    parts = ["an account of the progress made in implementing the resolution"] if sources.entries else []
    if held and sources.summaries:
        days = listed([span(meeting.starts, meeting.ends) for meeting in held])
        parts.insert(0, f"a summary of the discussions at the workshop held on {days}")
    if parts:
        text += f" It contains {listed(parts)}."
    told = (_mandate(mandate, ()), *map(_meeting, held))
    yield Proposal("summary", "", "", "", text, sources=told, takes=Takes.OVERVIEW)


def introduction(sources: Sources) -> Iterator[Proposal]:
    """Part I, as far as the sources go: nothing is said of a workshop that has not been held."""
    yield _asked(sources.mandate)
    for meeting in sources.workshops:
        if meeting.held:
            yield _workshop(meeting)
    if any(meeting.held for meeting in sources.workshops) and sources.participants:
        yield _participants(sources)


def _asked(mandate: MandateFacts) -> Proposal:
    """What the resolution asks; its day of adoption only when it is known."""
    adopted = f", adopted on {day(mandate.adopted)}," if mandate.adopted else ","
    workshop, report = mandate.paragraphs_on(Topic.WORKSHOP), mandate.paragraphs_on(Topic.REPORT)
    cited = f"In {paragraphs_cited(workshop)} of its" if workshop else "In its"
    since = f"since the workshop of {span(*mandate.previous)}" if mandate.previous else "since the last one"
    text = (
        f"{cited} resolution {mandate.symbol}{adopted} the Human Rights Council requested a workshop on regional "
        f"and subregional human rights {mandate.word}, to be held in {mandate.workshop_year}, at which "
        f"participants would take stock of developments {since} and discuss the following theme: "
        f"“{mandate.theme}”."
    )
    session = session_title(mandate.report_session).lower()
    also = f"In {paragraphs_cited(report)} of the resolution, it" if report else "It"
    text += (
        f" {also} asked the United Nations High Commissioner for Human Rights for a report, to be submitted to "
        f"it at its {session}. The present report responds to that request."
    )
    told = (_mandate(mandate, (*workshop, *report)),)
    return Proposal("intro:mandate", "", "", "", text, sources=told, takes=Takes.MANDATE)


def _mandate(mandate: MandateFacts, paragraphs: tuple[int, ...]) -> Source:
    return {"kind": "mandate", "symbol": mandate.symbol, "paragraphs": list(paragraphs)}


def _meeting(meeting: MeetingFacts) -> Source:
    return {"kind": "meeting", "meeting": meeting.slug, "title": meeting.title}


def _workshop(meeting: MeetingFacts) -> Proposal:
    text = f"The workshop, entitled “{meeting.title}”, {took_place(meeting)}."
    if meeting.sessions:
        text += f" It consisted of {counted(len(meeting.sessions), 'session', 'sessions')}."
    told = (_meeting(meeting),)
    return Proposal(f"intro:workshop:{meeting.id}", "", "", "", text, sources=told, takes=Takes.WORKSHOP)


def _participants(sources: Sources) -> Proposal:
    groups = [(category, sources.count(category)) for category in Category]
    told = listed([group(category, count) for category, count in groups if count])
    total = counted(len(sources.participants), "participant was", "participants were")
    text = f"In all, {total} registered: {told}."
    if any(person.name or person.organization for person in sources.participants):
        text += " The participants who agreed to be listed are named in the annex to the present report."
    held = tuple(
        {"kind": "participants", "meeting": meeting.slug, "title": meeting.title}
        for meeting in sources.workshops
        if meeting.held
    )
    return Proposal("intro:participants", "", "", "", text, sources=held, takes=Takes.PARTICIPATION)
