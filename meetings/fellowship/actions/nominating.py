"""An organization nominates, or answers when its member of staff asks it to confirm."""

from meetings.access import audit
from meetings.access.actor import Actor
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import FileGiven
from meetings.base.refusals import Refused
from meetings.base.words import N_
from meetings.directory.models import Organization
from meetings.fellowship import letters, post
from meetings.fellowship.actions.applying import check_open, find_by_address, new_application
from meetings.fellowship.actions.forgetting import NOMINATION_KIND
from meetings.fellowship.actions.holding import hold, hold_edition, hold_nomination
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipNomination
from meetings.fellowship.queries.voices import Speaker, speaker_for
from meetings.fellowship.rules import (
    MOST_REQUESTS,
    STANDS,
    UNDECIDED,
    ApplicationState,
    By,
    DocumentKind,
    EditionState,
    NominationState,
    NomineeDraft,
    asked_documents,
    check_nomination_step,
    check_nominee,
    check_refusal,
    takes_requests,
)

N = NominationState
SELF = N_("Nobody nominates or confirms themselves. Let a colleague do it.")


def nominate(
    actor: Actor,
    edition: FellowshipEdition,
    organization: Organization,
    draft: NomineeDraft,
    letter: FileGiven | None,
) -> FellowshipNomination:
    """An organization nominates somebody, who gets a mail with the link to the application.

    Whoever has begun one keeps it, also when it names another organization: the office sees both.
    """
    hold_edition(edition)
    check_open(edition)
    check_nominee(draft, edition.nomination, letter is not None or not asks_letter(edition))
    email = draft.email.strip().lower()
    if email == actor.email:
        raise Refused(SELF, field="email")
    application = find_by_address(edition, email)
    if application is None:
        application = new_application(edition, email, draft.language, draft.name, draft.function)
        application.organization_id, application.organization_name = organization.id, organization.name
    if any(n.organization_id == organization.id and n.state in STANDS for n in application.nominations):
        raise Refused(
            "Your organization stands behind this person already; see the list below.", field="email"
        )
    stored = files.refer(letter) if letter is not None else None
    nomination = _row(application, organization.id, organization.name, Speaker(actor.name, actor.email))
    nomination.own_step, nomination.state, nomination.serving_staff = True, N.CONFIRMED, True
    nomination.answered_at, nomination.letter = clock.now(), stored
    db.session.flush()  # the trail needs its id
    audit.record(
        actor, "nominate_fellow", NOMINATION_KIND, nomination.id, None, {"organization": organization.name}
    )
    post.send_link(application, letters.NOMINATED, organization.name)
    return nomination


def asks_letter(edition: FellowshipEdition) -> bool:
    """Whether a nomination needs its letter."""
    return asked_documents(edition.documents).get(DocumentKind.NOMINATION_LETTER, False)


def ask_to_confirm(application: FellowshipApplication, name: str, email: str) -> FellowshipNomination:
    """Ask the organization that the application names: whoever speaks for it by the directory, its mailbox, or (when
    the directory knows neither) the person whom the applicant names."""
    hold(application)
    edition = application.edition
    if not takes_requests(edition.nomination):
        raise Refused("For this edition organizations nominate; ask yours to do so.")
    if application.state not in {ApplicationState.DRAFT, *UNDECIDED}:
        raise Refused("This application has changed meanwhile: %(now)s. Nothing was changed.",
                      now=application.state.label)  # fmt: skip
    if not application.name or not application.organization_name:
        raise Refused("Write your name and your organization first.", field="organization")
    if any(_is_of(one, application) and one.state in STANDS for one in application.nominations):
        raise Refused("Your organization has been asked already.")
    if sum(not one.own_step for one in application.nominations) >= MOST_REQUESTS:
        raise Refused(
            "You have asked %(most)s times. If nobody can confirm, write to the office.", most=MOST_REQUESTS
        )
    to = speaker_for(application) or Speaker(name.strip(), email.strip().lower(), False)
    if not to.email:
        raise Refused(
            "The directory names nobody for this organization. Write who can confirm it.", field="asks_email"
        )
    if to.email == application.email:
        raise Refused(SELF, field="asks_email")
    nomination = _row(application, application.organization_id, application.organization_name, to)
    db.session.flush()  # the link needs its id
    post.ask_organization(nomination)
    return nomination


def _is_of(one: FellowshipNomination, application: FellowshipApplication) -> bool:
    return (one.organization_id, one.organization_name.casefold()) == (
        application.organization_id,
        application.organization_name.casefold(),
    )


def _row(
    application: FellowshipApplication, organization_id: int | None, organization_name: str, to: Speaker
) -> FellowshipNomination:
    nomination = FellowshipNomination(
        key=secrets.new_key(),
        edition=application.edition,
        organization_id=organization_id,
        organization_name=organization_name,
        by_name=to.name,
        by_email=to.email,
        by_known=to.known,
        state=N.ASKED,
        asked_at=clock.now(),
        letter=None,
    )
    application.nominations.append(nomination)
    db.session.add(nomination)
    return nomination


def can_answer(nomination: FellowshipNomination) -> bool:
    """Whether the organization can still answer: it was asked, and the eligibility is not decided yet."""
    application, edition = nomination.application, nomination.edition
    return (
        nomination.state is N.ASKED
        and application.forgotten_at is None
        and application.state in {ApplicationState.DRAFT, *UNDECIDED}
        and edition.state in {EditionState.OPEN, EditionState.CLOSED, EditionState.ASSESSMENT}
    )


def confirm(
    actor: Actor,
    nomination: FellowshipNomination,
    by_name: str,
    serving_staff: bool,
    letter: FileGiven | None,
) -> None:
    """The organization stands behind its member of staff; the applicant is told."""
    _hold_open(nomination, N.CONFIRMED)
    has_letter = any(one.kind is DocumentKind.NOMINATION_LETTER for one in nomination.application.files)
    if letter is None and asks_letter(nomination.edition) and not has_letter:
        raise Refused("Choose a file.", field="letter")
    nomination.serving_staff = serving_staff
    if letter is not None:
        nomination.letter = files.refer(letter)
    _answered(actor, nomination, by_name, N.CONFIRMED)


def refuse(actor: Actor, nomination: FellowshipNomination, by_name: str, reason: str) -> None:
    """The organization does not stand behind it, and says why."""
    _hold_open(nomination, N.REFUSED)
    check_refusal(reason)
    nomination.reason = reason
    _answered(actor, nomination, by_name, N.REFUSED)


def _hold_open(nomination: FellowshipNomination, to: NominationState) -> None:
    hold_nomination(nomination)
    check_nomination_step(nomination.state, to, By.ORGANIZATION)
    if not can_answer(nomination):
        raise Refused("It is too late to answer: the eligibility has been decided.")


def _answered(actor: Actor, nomination: FellowshipNomination, by_name: str, to: NominationState) -> None:
    nomination.state, nomination.answered_at = to, clock.now()
    nomination.by_name = by_name or nomination.by_name
    nomination.version += 1
    audit.record(
        actor,
        "answer_nomination",
        NOMINATION_KIND,
        nomination.id,
        {"state": N.ASKED.value},
        {"state": to.value},
    )
    post.send_link(nomination.application, letters.ANSWERED, nomination.organization_name, nomination)


def take_back(actor: Actor, nomination: FellowshipNomination, by: By) -> None:
    """The organization takes its nomination back, or the applicant the request; the other one is told."""
    hold_nomination(nomination)
    was = nomination.state
    check_nomination_step(was, N.WITHDRAWN, by)
    nomination.state, nomination.answered_at = N.WITHDRAWN, clock.now()
    nomination.version += 1
    audit.record(
        actor,
        "take_back_nomination",
        NOMINATION_KIND,
        nomination.id,
        {"state": was.value},
        {"state": N.WITHDRAWN.value},
    )
    if by is By.ORGANIZATION:
        post.send_link(nomination.application, letters.ANSWERED, nomination.organization_name, nomination)
    else:
        post.discard_request(nomination)
