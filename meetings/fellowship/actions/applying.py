"""An application: begun with an address, written by the personal link, submitted, answered, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.refusals import Refused, check_version
from meetings.base.texts import count_words
from meetings.fellowship import letters, post
from meetings.fellowship.actions.forgetting import KIND
from meetings.fellowship.actions.holding import hold, hold_edition
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipFile
from meetings.fellowship.rules import (
    STANDS,
    ApplicationState,
    By,
    DocumentKind,
    Door,
    Writing,
    Written,
    asked_documents,
    check_application_step,
    door,
    missing,
    writing,
)
from meetings.questions.actions import save_answers
from meetings.questions.rules import AskedForm, Given
from meetings.registration.queries import find_organization_named
from meetings.registration.rules import sort_key

A = ApplicationState
# A form that is sent again and again does not fill a stranger's mailbox.
MAIL_AGAIN_AFTER = timedelta(minutes=1)
PLAIN = ("function", "gender", "track", "zone")


@dataclass(frozen=True)
class ApplicationDraft:
    """What was written; a field that is not there stays as it is. Files: None takes one out."""

    fields: Mapping[str, object] = field(default_factory=dict)
    files: Mapping[DocumentKind, FileGiven | None] = field(default_factory=dict)
    asked: AskedForm = field(default_factory=AskedForm)
    answers: Mapping[int, Given] = field(default_factory=dict)


class Incomplete(Refused):
    """What was written is kept, but cannot be submitted: a sentence for each field."""

    def __init__(self, found: Mapping[str, Refused]) -> None:
        super().__init__("This cannot be submitted yet.")
        self.found = found


def begin(edition: FellowshipEdition, email: str, language: str) -> FellowshipApplication:
    """Begin an application and mail its link. Whoever has begun gets the link again, whatever the form says.

    Refused when the call is not open; somebody who has applied still finds back to the application.
    """
    hold_edition(edition)
    email = email.strip().lower()
    application = find_by_address(edition, email)
    if application is None:
        check_open(edition)
        application = new_application(edition, email, language)
    since = clock.now() - MAIL_AGAIN_AFTER
    if not post.written_since(application, since):
        post.send_link(application, letters.YOUR_LINK)
    return application


def check_open(edition: FellowshipEdition) -> None:
    """Refused, with how the call stands, when it takes no applications."""
    stands = door(edition.state, edition.opens_at, edition.closes_at, clock.now())
    if stands is not Door.OPEN:
        raise Refused(stands.label)


def find_by_address(edition: FellowshipEdition, email: str) -> FellowshipApplication | None:
    """The application of an address to an edition; there is at most one."""
    return db.session.scalar(
        select(FellowshipApplication).where(
            FellowshipApplication.edition_id == edition.id, FellowshipApplication.email == email
        )
    )


def new_application(
    edition: FellowshipEdition, email: str, language: str, name: str = "", function: str = ""
) -> FellowshipApplication:
    """An empty one, in draft; nobody is written to."""
    application = FellowshipApplication(
        key=secrets.new_key(),
        edition=edition,
        email=email,
        name=name,
        sort_key=sort_key(name),
        function=function,
        language=language,
        state=A.DRAFT,
        begun_at=clock.now(),
        demonstration=edition.demonstration,
        languages=[],
        asked_fields=[],
        files=[],
        nominations=[],
        overrides=[],
    )
    db.session.add(application)
    db.session.flush()  # the link needs its id
    return application


def can_write(application: FellowshipApplication) -> Writing:
    """What the applicant can write now."""
    edition, now = application.edition, clock.now()
    stands = door(edition.state, edition.opens_at, edition.closes_at, now)
    return writing(application.state, stands, application.asked_until, now)


def save(actor: Actor, application: FellowshipApplication, draft: ApplicationDraft, version: int) -> Writing:
    """Keep what was written, also when the call has closed meanwhile (it stays a draft then); how writing stands.

    Stale when another window has saved since; refused when the application is with the office.
    """
    hold(application)
    stands = can_write(application)
    if stands in (Writing.HANDED_IN, Writing.CANCELLED):
        raise Refused(stands.label)
    check_version(version, application.version)
    _write(application, draft)
    save_answers(actor, draft.asked, KIND, application.id, draft.answers)
    application.version += 1
    db.session.flush()
    return stands


def submit(actor: Actor, application: FellowshipApplication, asked: AskedForm) -> None:
    """Hand it in, whole or what was asked for. Incomplete, when something is missing; late, when the call has closed.

    What was written must be kept before: a no takes nothing of it back.
    """
    hold_edition(application.edition)
    hold(application)
    stands = can_write(application)
    if stands not in (Writing.WHOLE, Writing.ASKED):
        raise Refused(stands.label)
    check_application_step(application.state, A.SUBMITTED, By.APPLICANT)
    if found := what_is_missing(application):
        raise Incomplete(found)
    now = clock.now()
    if application.number is None:
        application.number = 1 + (
            db.session.scalar(
                select(func.max(FellowshipApplication.number)).where(
                    FellowshipApplication.edition_id == application.edition_id
                )
            )
            or 0
        )
    if application.state is A.MORE_INFORMATION:
        application.answered_at = now
    application.state, application.submitted_at = A.SUBMITTED, application.submitted_at or now
    application.asked_fields, application.asked_note, application.asked_until = [], "", None
    application.version += 1
    audit.record(actor, "submit_application", KIND, application.id, None, {"number": application.number})
    post.send_link(application, letters.RECEIVED)


def what_is_missing(application: FellowshipApplication) -> dict[str, Refused]:
    """What keeps it from being submitted, by field."""
    edition = application.edition
    handed_in = {one.kind for one in application.files}
    stands = [one for one in application.nominations if one.state in STANDS]
    if stands:
        handed_in.add(DocumentKind.NOMINATION_LETTER)  # it comes with the answer of the organization
    one = Written(
        application.name,
        application.organization_name,
        application.function,
        application.languages,
        application.track,
        application.words,
        tuple(handed_in),
        bool(stands),
    )
    return missing(
        one, edition.tracks, edition.words_most, asked_documents(edition.documents), edition.nomination
    )


def withdraw(actor: Actor, application: FellowshipApplication, reason: str = "") -> None:
    """The applicant withdraws it; what was asked of the organization stands as it is."""
    hold(application)
    check_application_step(application.state, A.WITHDRAWN, By.APPLICANT)
    before, drafted = application.state, application.state is A.DRAFT
    application.state, application.withdrawn_at = A.WITHDRAWN, clock.now()
    application.withdrawn_reason = reason
    application.version += 1
    audit.record(
        actor,
        "withdraw_application",
        KIND,
        application.id,
        {"state": before.value},
        {"state": A.WITHDRAWN.value},
    )
    if not drafted:
        post.send_link(application, letters.WITHDRAWN)


def take_up_again(actor: Actor, application: FellowshipApplication) -> None:
    """A withdrawn one becomes a draft again, as long as the call is open."""
    hold(application)
    check_application_step(application.state, A.DRAFT, By.APPLICANT)
    check_open(application.edition)
    application.state, application.withdrawn_at, application.withdrawn_reason = A.DRAFT, None, ""
    application.version += 1
    audit.record(actor, "take_up_application", KIND, application.id, None, {"state": A.DRAFT.value})


def _write(application: FellowshipApplication, draft: ApplicationDraft) -> None:
    given = draft.fields
    if "name" in given:
        application.name = str(given["name"])
        application.sort_key = sort_key(application.name)
    if "organization" in given:
        _set_organization(application, str(given["organization"]))
    for name in PLAIN:
        if name in given:
            setattr(application, name, given[name])
    if "languages" in given:
        application.languages = list(_texts(given["languages"]))
    if "statement" in given:
        application.statement = str(given["statement"])
        application.words = count_words(application.statement)
    for kind, file in draft.files.items():
        _hand_in(application, kind, file)


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _set_organization(application: FellowshipApplication, written: str) -> None:
    if written == application.organization_name:
        return
    found = find_organization_named(written) if written else None
    application.organization_id = found.id if found else None
    application.organization_name = found.name if found else written


def _hand_in(application: FellowshipApplication, kind: DocumentKind, file: FileGiven | None) -> None:
    """A document in place of the one before; what is the same already stays."""
    old = next((one for one in application.files if one.kind is kind), None)
    if old is not None and file is not None and (old.file.digest, old.file.name) == (file.digest, file.name):
        return
    if old is not None:
        application.files.remove(old)
        db.session.delete(old)
        db.session.flush()  # the row must not refer to what is let go
        files.let_go([old.file])
    if file is not None:
        application.files.append(FellowshipFile(kind=kind, file=files.refer(file), handed_in_at=clock.now()))
        db.session.flush()
