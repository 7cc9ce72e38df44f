"""An application: begun with an address, written by the personal link, submitted, answered, withdrawn."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.refusals import Refused, check_version
from meetings.fellowship import letters, post
from meetings.fellowship.actions.drafting import ApplicationDraft, write_draft
from meetings.fellowship.actions.forgetting import KIND
from meetings.fellowship.actions.holding import hold, hold_edition
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import (
    SHUT,
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
from meetings.questions.rules import AskedForm
from meetings.registration.rules import sort_key

A = ApplicationState
# A form that is sent again and again does not fill a stranger's mailbox.
MAIL_AGAIN_AFTER = timedelta(minutes=1)


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
        late_words={},
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
    if stands in SHUT:
        raise Refused(stands.label)
    check_version(version, application.version)
    write_draft(application, draft)
    save_answers(actor, draft.asked, KIND, application.id, draft.answers)
    application.version += 1
    db.session.flush()
    return stands


def keep_late(application: FellowshipApplication, words: Mapping[str, str]) -> None:
    """What came too late for what was asked is kept beside the application, which others work with, as a draft."""
    hold(application)
    if can_write(application) is Writing.TOO_LATE:
        application.late_words = application.late_words | dict(words)


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
    application.late_words = {}
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
