"""The assessment's rows of the access table: office, chair, an assessor who was given it; of another edition nobody.

A conflicted assessor, and one who was not given it, stand in tests/assessment/test_conflicts.py, for each page.
"""

from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import Account, RoleHolding
from meetings.access.permissions import Role
from meetings.assessment.actions import redact
from meetings.assessment.actions.offering import _offer
from meetings.assessment.models import AssessmentAssignment, PanelMember
from meetings.assessment.rules import AssignmentState
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipFile
from meetings.fellowship.rules import ApplicationState, DocumentKind, EditionState
from meetings.questions.actions import add_question, add_section, save_answers
from meetings.questions.models import Answer
from meetings.questions.queries import form_of
from meetings.questions.rules import FormAbout, QuestionKind, SectionDraft
from tests.access.rows import EVERYBODY, A, Row, World
from tests.access.rows import ORG as O
from tests.assessment.builders import eligible, token_of_offer
from tests.builders import an_organization
from tests.fellowship.builders import PDF
from tests.questions.builders import a_draft

OFFICE = frozenset({A, O})
PANEL = OFFICE | {Role.CHAIR}
ASSESSOR = frozenset({Role.ASSESSOR})


def _edition(edition: FellowshipEdition) -> FellowshipEdition:
    edition.state, edition.assessors_each = EditionState.ASSESSMENT, 1
    return edition


def _number() -> int:
    return (
        db.session.scalar(select(FellowshipApplication.id).order_by(FellowshipApplication.id.desc())) or 0
    ) + 1


def _application(edition: FellowshipEdition, **given) -> FellowshipApplication:
    number = _number()
    organization = an_organization(f"Organization {secrets.new_key()}")
    return eligible(_edition(edition), number, organization=organization, **given)


def _holder(edition: FellowshipEdition, role: Role) -> Account | None:
    """Whoever holds the role of the world: on the first edition, never on the other."""
    held = (
        select(Account)
        .join(RoleHolding)
        .where(RoleHolding.role == role, RoleHolding.on_kind == "edition", RoleHolding.on_id == edition.id)
    )
    return db.session.scalars(held).first()


def _member(edition: FellowshipEdition, account: Account | None) -> PanelMember:
    found = select(PanelMember).where(
        PanelMember.edition_id == edition.id, PanelMember.account_id == (account.id if account else None)
    )
    member = db.session.scalars(found).first()
    if member is None:
        name = account.name if account else "Somebody else"
        member = PanelMember(
            key=secrets.new_key(),
            edition_id=edition.id,
            account_id=account.id if account else None,
            name=name,
            languages=["en"],
            named_at=clock.now(),
        )
        db.session.add(member)
        db.session.flush()
    return member


def _seat(edition: FellowshipEdition, state: AssignmentState) -> AssessmentAssignment:
    """An application before whoever holds the role of an assessor."""
    application = _application(edition)
    row = AssessmentAssignment(
        key=secrets.new_key(),
        application=application,
        member=_member(edition, _holder(edition, Role.ASSESSOR)),
        state=state,
        asked_at=clock.now(),
        handed_in_at=clock.now() if state is AssignmentState.HANDED_IN else None,
        conflict=None if state is AssignmentState.ASKED else False,
        reason="",
        summary="",
    )
    db.session.add(row)
    db.session.flush()
    return row


def _assess(path: str = "", state: AssignmentState = AssignmentState.ASSESSING):
    def at(edition: FellowshipEdition) -> str:
        key = _seat(edition, state).application.key
        return f"/fellowships/{edition.slug}/assess/{key}{path}"

    return (lambda w: at(w.edition), ASSESSOR, lambda w: at(w.other_edition), frozenset())


def _file(edition: FellowshipEdition) -> str:
    seat = _seat(edition, AssignmentState.ASSESSING)
    given = files.take("cv.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    file = files.refer(given)
    seat.application.files.append(FellowshipFile(kind=DocumentKind.CV, file=file, handed_in_at=clock.now()))
    db.session.flush()
    return f"/fellowships/{edition.slug}/assess/{seat.application.key}/files/cv"


def _answered(edition: FellowshipEdition) -> str:
    seat = _seat(edition, AssignmentState.ASSESSING)
    given = files.take("thesis.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    about = FormAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})
    question = add_question(
        OPERATOR, add_section(OPERATOR, about, SectionDraft("Work", "")), a_draft(QuestionKind.FILE)
    )
    asked = form_of("edition", edition.id)
    save_answers(OPERATOR, asked, "application", seat.application_id, {question.id: given})
    file = db.session.scalars(select(Answer).where(Answer.question_id == question.id)).one().file
    assert file is not None
    return f"/fellowships/{edition.slug}/assess/{seat.application.key}/answers/{file.key}"


def _redacted(path: str = "", allowed: frozenset[Role] = OFFICE):
    def at(edition: FellowshipEdition) -> str:
        edition.blind = True
        application, content = _application(edition), b"%PDF-1.7 redacted"
        for name, one in (("cv.pdf", PDF), ("copy.pdf", content)):
            given = files.take(name, one, MEGABYTE)
            files.keep(given, one)
            if name == "cv.pdf":
                file = FellowshipFile(kind=DocumentKind.CV, file=files.refer(given), handed_in_at=clock.now())
                application.files.append(file)
                db.session.flush()
        redact(OPERATOR, file, given)
        return f"/fellowships/{edition.slug}/selection/{application.key}/redacted/cv{path}"

    return (lambda w: at(w.edition), allowed, lambda w: at(w.other_edition), OFFICE)


def _at(path: str, allowed: frozenset[Role], another: frozenset[Role], state=EditionState.ASSESSMENT):
    def at(edition: FellowshipEdition) -> str:
        _application(edition)
        edition.state = state
        return f"/fellowships/{edition.slug}{path}"

    return (lambda w: at(w.edition), allowed, lambda w: at(w.other_edition), another)


def _blind_questions(edition: FellowshipEdition) -> str:
    _application(edition)
    edition.blind = True
    return f"/fellowships/{edition.slug}/panel/questions"


def _one(path: str = "", allowed: frozenset[Role] = PANEL):
    def at(edition: FellowshipEdition) -> str:
        return f"/fellowships/{edition.slug}/selection/{_application(edition).key}{path}"

    return (lambda w: at(w.edition), allowed, lambda w: at(w.other_edition), OFFICE)


def _leave(edition: FellowshipEdition) -> str:
    member = _member(_edition(edition), None)
    return f"/fellowships/{edition.slug}/panel/{member.key}/leave"


def _taken(edition: FellowshipEdition) -> str:
    seat = _seat(edition, AssignmentState.ASKED)
    return f"/fellowships/{edition.slug}/selection/{seat.application.key}/take/{seat.key}"


def _cleared(edition: FellowshipEdition) -> str:
    seat = _seat(edition, AssignmentState.CONFLICT)
    return f"/fellowships/{edition.slug}/selection/{seat.application.key}/cleared/{seat.key}"


def _offered(w: World) -> str:
    application = _application(w.edition, state=ApplicationState.SELECTED)
    w.edition.state = EditionState.DECIDED
    return f"/fellowship-offers/{token_of_offer(_offer(OPERATOR, application, from_reserve=False))}"


def _row(endpoint: str, who, data: dict[str, str] | None = None) -> Row:
    own, allowed, another, allowed_another = who
    return Row(endpoint, own, allowed, another, allowed_another, data or {})


NAMED = {"email": "new-assessor@example.org", "name": "New Assessor", "does": "assesses", "languages": "en"}
ROWS = [
    _row("assessment.panel", _at("/panel", OFFICE, OFFICE)),
    _row("assessment.name_member", _at("/panel/name", OFFICE, OFFICE), data=NAMED),
    _row("assessment.assign", _at("/panel/assign", OFFICE, OFFICE)),
    Row(
        "assessment.leave",
        lambda w: _leave(w.edition),
        OFFICE,
        lambda w: _leave(w.other_edition),
        OFFICE,
        data={"reason": "Ill"},
    ),
    _row("assessment.assess_list", _at("/assess", ASSESSOR, frozenset())),
    _row("assessment.assess", _assess(), data={"version": "1", "summary": "Good"}),
    _row("assessment.answer_conflict", _assess("/conflict", AssignmentState.ASKED), data={"conflict": "no"}),
    _row("assessment.recuse", _assess("/recuse"), data={"reason": "A friend"}),
    _row("assessment.take_back", _assess("/take-back", AssignmentState.HANDED_IN)),
    _row("assessment.say", _assess("/remarks", AssignmentState.HANDED_IN), data={"text": "A strong one"}),
    Row(
        "assessment.assess_file",
        lambda w: _file(w.edition),
        ASSESSOR,
        lambda w: _file(w.other_edition),
        frozenset(),
    ),
    Row(
        "assessment.assess_answer",
        lambda w: _answered(w.edition),
        ASSESSOR,
        lambda w: _answered(w.other_edition),
        frozenset(),
    ),
    _row("assessment.redact", _redacted(), data={"do": "take_back"}),
    _row("assessment.redacted_file", _redacted("/file", PANEL)),
    Row(
        "assessment.set_blind_questions",
        lambda w: _blind_questions(w.edition),
        OFFICE,
        lambda w: _blind_questions(w.other_edition),
        OFFICE,
    ),
    _row("assessment.selection", _at("/selection", PANEL, OFFICE)),
    _row("assessment.scores_csv", _at("/selection/scores.csv", PANEL, OFFICE)),
    _row("assessment.scores_xlsx", _at("/selection/scores.xlsx", PANEL, OFFICE)),
    _row("assessment.memo", _at("/selection/memo.docx", PANEL, OFFICE)),
    _row(
        "assessment.candidate",
        _one(),
        data={"version": "1", "outcome": "shortlisted", "reason": "Strong"},
    ),
    _row("assessment.remark", _one("/remarks"), data={"text": "A strong one"}),
    _row("assessment.declare", _one("/conflict"), data={"reason": "A friend"}),
    _row("assessment.give", _one("/give", OFFICE)),
    Row(
        "assessment.take",
        lambda w: _taken(w.edition),
        OFFICE,
        lambda w: _taken(w.other_edition),
        OFFICE,
        data={"reason": "Too many"},
    ),
    Row(
        "assessment.clear",
        lambda w: _cleared(w.edition),
        OFFICE,
        lambda w: _cleared(w.other_edition),
        OFFICE,
        data={"reason": "A slip"},
    ),
    _row("assessment.send_offers", _at("/selection/offers", OFFICE, OFFICE, EditionState.DECIDED)),
    Row("assessment.offer", _offered, EVERYBODY, data={"answer": "accept"}),
]
