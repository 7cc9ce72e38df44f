"""Who can say for an organization that somebody serves on its staff."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager, joinedload

from meetings.access.actor import ANYONE, Actor
from meetings.access.models import MailLink
from meetings.base import clock
from meetings.base.database import db
from meetings.fellowship.models import FellowshipApplication, FellowshipNomination
from meetings.fellowship.rules import NOMINATION_LINK, NominationState
from meetings.invitations.queries.speaking import voices


@dataclass(frozen=True)
class Speaker:
    """Whom a request goes to; `known`: by the directory, not by the applicant."""

    name: str
    email: str
    known: bool = True


def to_confirm(actor: Actor, addresses: Collection[str]) -> Sequence[tuple[FellowshipNomination, MailLink]]:
    """What one's organization is asked to confirm by a mail to one of one's proven addresses, with its link: one
    statement."""
    rows = db.session.execute(
        select(FellowshipNomination, MailLink)
        .join(FellowshipNomination.application)
        .join(
            MailLink,
            and_(MailLink.purpose == NOMINATION_LINK, MailLink.subject_id == FellowshipNomination.id),
        )
        .where(
            FellowshipNomination.by_email.in_(addresses),
            FellowshipNomination.state == NominationState.ASKED,
            FellowshipApplication.forgotten_at.is_(None),
            MailLink.used_at.is_(None),
            MailLink.expires_at > clock.now(),
        )
        .options(contains_eager(FellowshipNomination.application), joinedload(FellowshipNomination.edition))
        .order_by(FellowshipNomination.id.desc(), MailLink.key)
    )
    found = {nomination.id: (nomination, link) for nomination, link in rows}
    return list(found.values())


# no actor: to whom a mail goes; the applicant is not told the address
def speaker_for(application: FellowshipApplication) -> Speaker | None:
    """Who speaks for the organization of an application, or its mailbox; never the applicant. None: nobody known."""
    organization = application.organization
    if organization is None:
        return None
    for voice in voices(ANYONE, [organization.id])[organization.id]:
        if voice.email != application.email:
            return Speaker(voice.name, voice.email)
    mailbox = organization.mailbox.strip().lower()
    return Speaker(organization.name, mailbox) if mailbox and mailbox != application.email else None
