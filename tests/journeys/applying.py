"""The pages of the fellowship that the rounds of accessibility walk: the demonstration's edition, and links to it."""

from datetime import timedelta

from sqlalchemy import select

from meetings.access.actions import make_link, token_of
from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipNomination,
    FellowshipPast,
)
from meetings.fellowship.rules import (
    APPLICATION_LINK,
    NOMINATION_LINK,
    ApplicationState,
    NominationState,
)
from meetings.questions.actions import add_question, add_section
from meetings.questions.rules import FormAbout, SectionDraft
from tests.questions.builders import a_draft

E = "/fellowships/{edition}"
PUBLIC_PAGES = [
    "/fellowships",
    E,
    f"{E}/apply",
    f"{E}/apply/sent",
    "{draft_application}",
    "{asked_application}",
    "{confirming}",
]
OFFICE_PAGES = [
    "/fellowships",
    "/fellowships/new",
    E,
    f"{E}/terms",
    f"{E}/criteria",
    f"{E}/applications",
    f"{E}/applications/{{application}}",
    "/fellowships/past",
    "/fellowships/past/{past_fellow}",
    "/fellowships/figures",
    f"{E}/letters",
    f"{E}/letters/fellowship_answered",
    f"{E}/deletion",
    f"{E}/questions",
    f"{E}/questions/try",
    f"{E}/questions/sections/new",
    f"{E}/questions/sections/{{edition_section}}",
    f"{E}/questions/sections/{{edition_section}}/questions/new?kind=several",
    f"{E}/questions/questions/{{edition_question}}",
    "/organizations/example-lakes-community/fellowships/{edition}",
]
FILES = ("document", "answered", "nomination_letter", "own_file", "figures_csv", "figures_xlsx")
NOT_PAGES = {f"fellowship.{name}" for name in FILES}


def applying() -> dict[str, str]:
    """What stands in the addresses; a question is asked beyond the fixed fields."""
    edition = db.session.scalars(select(FellowshipEdition)).one()
    about = FormAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})
    section = add_section(OPERATOR, about, SectionDraft("Work", "What you do."))
    question = add_question(OPERATOR, section, a_draft(wording="Which files do you keep?"))
    of = {row.state: row for row in db.session.scalars(select(FellowshipApplication))}
    asked = db.session.scalars(
        select(FellowshipNomination).where(FellowshipNomination.state == NominationState.ASKED)
    ).one()
    links = {
        "draft_application": (APPLICATION_LINK, of[ApplicationState.DRAFT].id, "/applications/"),
        "asked_application": (APPLICATION_LINK, of[ApplicationState.MORE_INFORMATION].id, "/applications/"),
        "confirming": (NOMINATION_LINK, asked.id, "/fellowship-nominations/"),
    }
    found = {
        name: path + token_of(make_link(purpose, number, timedelta(days=1)))
        for name, (purpose, number, path) in links.items()
    }
    return found | {
        "edition": edition.slug,
        "past_fellow": db.session.scalars(select(FellowshipPast.key)).first() or "",
        "application": of[ApplicationState.SUBMITTED].key,
        "edition_section": str(section.id),
        "edition_question": str(question.id),
    }
