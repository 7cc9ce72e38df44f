"""Who can say for an organization that somebody serves on its staff."""

from dataclasses import dataclass

from meetings.access.actor import ANYONE
from meetings.fellowship.models import FellowshipApplication
from meetings.invitations.queries.speaking import voices


@dataclass(frozen=True)
class Speaker:
    """Whom a request goes to; `known`: by the directory, not by the applicant."""

    name: str
    email: str
    known: bool = True


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
