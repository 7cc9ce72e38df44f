"""The fellowship's rows of the access table: who applies, whose organization stands behind it, and the office."""

from datetime import timedelta
from itertools import count

from sqlalchemy import select

from meetings.access.actor import OPERATOR, Actor
from meetings.access.permissions import Role
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.base.zones import wall_of
from meetings.directory.models import Organization
from meetings.fellowship import actions
from meetings.fellowship.actions import ApplicationDraft, PastDraft
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.rules import (
    ApplicationState,
    DocumentKind,
    EditionState,
    NominationState,
    NomineeDraft,
    Wanted,
)
from meetings.questions.actions import add_question, add_section, save_answers
from meetings.questions.models import Answer, Question, Section
from meetings.questions.queries import form_of
from meetings.questions.rules import FormAbout, QuestionKind, SectionDraft
from tests.access.rows import EVERYBODY, OFFICE, Row, World
from tests.fellowship.builders import PDF, an_application, an_edition, token_for, token_of_nomination
from tests.questions.builders import a_draft

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.ORGANIZER})
NOMINATING = KEEPERS | {Role.FOCAL_POINT}
TERMS = {
    "title": "Fellowship", "year": "2028", "places": "6", "duration_weeks": "4", "tracks": "en", "zone": "UTC",
    "opens_on": "2028-01-10", "closes_on": "2028-02-10", "nomination": "either", "words_most": "500",
    "assessors_each": "2", "answer_days": "14", "version": "2",
}  # fmt: skip
_numbers = count(1)


def _edition(state: EditionState = EditionState.OPEN) -> FellowshipEdition:
    """An edition whose call is open by the clock of today."""
    today = wall_of(clock.now(), "Asia/Kathmandu")
    times = {"opens": today - timedelta(days=9), "closes": today + timedelta(days=9), "starts_on": None}
    return an_edition(state, documents={DocumentKind.CV: Wanted.REQUIRED}, **times)


def _application(
    organization: Organization | None = None, state: ApplicationState = ApplicationState.SUBMITTED
) -> FellowshipApplication:
    """One with a document, that stands so."""
    application = an_application(_edition(), f"applicant-{next(_numbers)}@example.org", name="Tala Example")
    given = files.take("cv.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    actions.save(OPERATOR, application, ApplicationDraft(files={DocumentKind.CV: given}), application.version)
    if organization is not None:
        application.organization_id, application.organization_name = organization.id, organization.name
    application.submitted_at, application.state = clock.now(), state
    return application


def _nomination(organization: Organization) -> FellowshipNomination:
    given = files.take("letter.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    number = next(_numbers)
    speaks = Actor(None, "Amina Diallo", f"amina-{number}@example.org")
    draft = NomineeDraft("Tala Example", f"nominee-{number}@example.org", serving_staff=True)
    return actions.nominate(speaks, _edition(), organization, draft, given)


def _asked(organization: Organization) -> FellowshipNomination:
    application = _application(organization, ApplicationState.DRAFT)
    return actions.ask_to_confirm(application, "Amina Diallo", f"amina-{next(_numbers)}@example.org")


def _of(application: FellowshipApplication, path: str = "") -> str:
    return f"/fellowships/{application.edition.slug}/applications/{application.key}{path}"


def _at(path: str, state: EditionState = EditionState.OPEN):
    return lambda w: f"/fellowships/{_edition(state).slug}{path}"


def _one(path: str = "", state: ApplicationState = ApplicationState.SUBMITTED):
    return lambda w: _of(_application(w.organization, state), path)


def _by_link(path: str = "", state: ApplicationState = ApplicationState.DRAFT):
    return lambda w: f"/applications/{token_for(_application(w.organization, state))}{path}"


def _nominating(organization: Organization) -> str:
    return f"/organizations/{organization.slug}/fellowships/{_edition().slug}"


def _take_back(organization: Organization) -> str:
    one = _nomination(organization)
    return f"/organizations/{organization.slug}/fellowships/{one.edition.slug}/{one.key}/take-back"


def _letter(organization: Organization) -> str:
    one = _nomination(organization)
    return f"/fellowships/{one.edition.slug}/nominations/{one.key}/letter"


def _request(w: World) -> str:
    one = _asked(w.organization)
    assert one.state is NominationState.ASKED
    return f"/applications/{token_for(one.application)}/requests/{one.key}/take-back"


def _about(edition: FellowshipEdition) -> FormAbout:
    return FormAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})


def _section(edition: FellowshipEdition) -> Section:
    return add_section(OPERATOR, _about(edition), SectionDraft("Work", ""))


def _question(edition: FellowshipEdition, kind: QuestionKind = QuestionKind.TEXT) -> Question:
    return add_question(OPERATOR, _section(edition), a_draft(kind))


def _answered(w: World) -> str:
    application = _application(w.organization)
    question = _question(application.edition, QuestionKind.FILE)
    given = files.take("sample.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    asked = form_of("edition", application.edition_id)
    save_answers(OPERATOR, asked, "application", application.id, {question.id: given})
    db.session.flush()
    answer = db.session.scalars(select(Answer).where(Answer.question_id == question.id)).one()
    assert answer.file is not None
    return _of(application, f"/answers/{answer.file.key}")


def _form(rest: str):
    def url(w: World) -> str:
        edition = _edition()
        here = f"/fellowships/{edition.slug}/questions"
        if "{section}" in rest:
            return here + rest.format(section=_section(edition).id)
        return here + (rest.format(question=_question(edition).id) if "{question}" in rest else rest)

    return url


def _past() -> str:
    return actions.add_past_fellow(OPERATOR, PastDraft(f"Fellow {next(_numbers)}", 2019)).key


DECIDED = {"version": "2", "reason": "No letter", "decision": "not_eligible"}
ROWS = [
    Row("fellowship.editions", lambda w: "/fellowships", EVERYBODY),
    Row("fellowship.call", _at(""), EVERYBODY, _at("", EditionState.DRAFT), OFFICE),
    Row(
        "fellowship.apply",
        _at("/apply"),
        EVERYBODY,
        _at("/apply", EditionState.DRAFT),
        frozenset(),
        data={"email": "somebody-else@example.org"},
    ),
    Row("fellowship.link_sent", _at("/apply/sent"), EVERYBODY),
    Row("fellowship.new_edition", lambda w: "/fellowships/new", KEEPERS, data=TERMS),
    Row("fellowship.edit_edition", _at("/terms"), KEEPERS, data=TERMS),
    Row("fellowship.edit_criteria", _at("/criteria"), KEEPERS, data={"version": "2"}),
    Row("fellowship.move_edition", _at("/step"), KEEPERS, data={"to": "closed"}),
    Row("fellowship.applications", _at("/applications"), KEEPERS),
    Row("fellowship.application", _one(), KEEPERS),
    Row("fellowship.document", _one("/files/cv"), KEEPERS),
    Row("fellowship.answered", _answered, KEEPERS),
    Row(
        "fellowship.ask_more",
        _one("/ask-more"),
        KEEPERS,
        data={"version": "2", "fields": "statement", "note": "Say more"},
    ),
    Row(
        "fellowship.go_on",
        _one("/go-on", ApplicationState.MORE_INFORMATION),
        KEEPERS,
        data={"version": "2"},
    ),
    Row(
        "fellowship.override",
        _one("/override"),
        KEEPERS,
        data={"version": "2", "condition": "nominated", "met": "yes", "reason": "By telephone"},
    ),
    Row(
        "fellowship.deletion",
        _at("/deletion", EditionState.ENDED),
        KEEPERS,
        data={"reason": "Over", "seen": "0"},
    ),
    Row(
        "fellowship.past_fellows", lambda w: "/fellowships/past", KEEPERS, data={"name": "A", "year": "2019"}
    ),
    Row(
        "fellowship.past_fellow",
        lambda w: f"/fellowships/past/{_past()}",
        KEEPERS,
        data={"name": "B", "year": "2020", "reason": "A slip", "version": "0"},
    ),
    Row("fellowship.figures", lambda w: "/fellowships/figures", KEEPERS),
    Row("fellowship.figures_csv", lambda w: "/fellowships/figures.csv", KEEPERS),
    Row("fellowship.figures_xlsx", lambda w: "/fellowships/figures.xlsx", KEEPERS),
    Row("fellowship.decide", _one("/eligibility"), KEEPERS, data=DECIDED),
    Row(
        "fellowship.look_again",
        _one("/look-again", ApplicationState.NOT_ELIGIBLE),
        KEEPERS,
        data={"version": "2"},
    ),
    # An organization sees its own nominations and letters, never those of another.
    Row(
        "fellowship.nominate",
        lambda w: _nominating(w.organization),
        NOMINATING,
        lambda w: _nominating(w.other_organization),
        KEEPERS,
        data={"name": "Somebody", "email": "somebody-else@example.org", "serving_staff": "y"},
    ),
    Row(
        "fellowship.take_back_nomination",
        lambda w: _take_back(w.organization),
        NOMINATING,
        lambda w: _take_back(w.other_organization),
        KEEPERS,
    ),
    Row(
        "fellowship.nomination_letter",
        lambda w: _letter(w.organization),
        NOMINATING,
        lambda w: _letter(w.other_organization),
        KEEPERS,
    ),
    # Whoever holds a link needs no account.
    Row("fellowship.write", _by_link(), EVERYBODY, data={"version": "2", "do": "save"}),
    Row("fellowship.own_file", _by_link("/files/cv"), EVERYBODY),
    Row("fellowship.withdraw", _by_link("/withdraw"), EVERYBODY),
    Row("fellowship.take_up_again", _by_link("/again", ApplicationState.WITHDRAWN), EVERYBODY),
    Row("fellowship.take_back_request", _request, EVERYBODY),
    Row(
        "fellowship.confirm",
        lambda w: f"/fellowship-nominations/{token_of_nomination(_asked(w.organization))}",
        EVERYBODY,
        data={"by_name": "Amina Diallo", "serving_staff": "y"},
    ),
]
_EDITOR = {
    "questions": ("", {}),
    "start_questions": ("/start", {}),
    "copy_questions": ("/copy", {"source": "0"}),
    "try_questions": ("/try", {}),
    "new_section": ("/sections/new", {"title": "Work"}),
    "edit_section": ("/sections/{section}", {"title": "Work", "version": "1"}),
    "move_section": ("/sections/{section}/move", {"direction": "up"}),
    "take_out_section": ("/sections/{section}/out", {}),
    "new_question": ("/sections/{section}/questions/new", {"wording": "Which court?", "purpose": "to know."}),
    "edit_question": (
        "/questions/{question}",
        {"wording": "Which court?", "purpose": "to know.", "version": "1"},
    ),
    "move_question": ("/questions/{question}/move", {"direction": "up"}),
    "take_out_question": ("/questions/{question}/out", {}),
}
ROWS += [Row(f"fellowship.{name}", _form(rest), KEEPERS, data=data) for name, (rest, data) in _EDITOR.items()]
_LETTER = {"subject": "Edited", "text": "{name}: {link}", "version": "0", "do": "save"}
ROWS += [
    Row(f"fellowship.{name}", _at(f"/letters{rest}"), KEEPERS, data=data)
    for name, rest, data in (
        ("letters", "", {}),
        ("copy_letters", "/copy", {"source": "0"}),
        ("letter", "/fellowship_received", _LETTER),
        ("default_letter", "/fellowship_received/default", {"version": "0"}),
    )
]
