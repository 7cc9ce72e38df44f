"""One application before the panel, with its documents, as its readers open it."""

from dataclasses import dataclass, replace

from meetings.access.actor import Actor
from meetings.access.permissions import Permission
from meetings.assessment.models import RedactedDocument
from meetings.assessment.queries.reading import answers_read, redacted_of
from meetings.assessment.queries.seats import hidden_in
from meetings.assessment.queries.selection import Candidate, Selection, selection
from meetings.assessment.rules import BEFORE_PANEL, blinded
from meetings.base.refusals import NotFound
from meetings.fellowship.models import FellowshipApplication, FellowshipFile
from meetings.fellowship.queries import application_for, document_for


@dataclass(frozen=True)
class Before:
    """One application before the panel as somebody opens it; with a conflict it is not theirs to open."""

    candidate: Candidate
    nameless: bool

    @property
    def application(self) -> FellowshipApplication:
        return self.candidate.application

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return () if self.candidate.closed else (("edition", self.application.edition_id),)


def candidate_for(actor: Actor, slug: str, key: str) -> Before:
    """One application before the panel."""
    application = application_for(actor, slug, key)
    if application.state not in BEFORE_PANEL or not actor.may(Permission.SEE_SELECTION, application.edition):
        raise NotFound
    found = selection(actor, application.edition, only=[application.id])
    for one in found.candidates:
        hidden = {application.id: hidden_in(application)} if found.nameless else None
        answers = answers_read(actor, [application], hidden)[application.id]
        return Before(replace(one, shown=replace(one.shown, answers=answers)), found.nameless)
    raise NotFound


@dataclass(frozen=True)
class CandidateDocument:
    """A document of an application before the panel; `copy`: the redacted one, where there is one."""

    before: Before
    document: FellowshipFile
    copy: RedactedDocument | None

    def scopes(self) -> tuple[tuple[str, int], ...]:
        return self.before.scopes()


def candidate_document_for(actor: Actor, slug: str, key: str, kind: str) -> CandidateDocument:
    """A document of an application before the panel."""
    before = candidate_for(actor, slug, key)
    document = document_for(actor, slug, key, kind)
    return CandidateDocument(before, document, redacted_of(document))


# no actor: what a reader of the selection reads of words that others wrote
def without_names(found: Selection | Before, one: Candidate, text: str) -> str:
    """What somebody wrote of an application; where its reader sees numbers, without what gives it away."""
    return blinded(text, hidden_in(one.application)) if found.nameless else text
