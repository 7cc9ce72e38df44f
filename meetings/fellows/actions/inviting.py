"""Alumni are invited to a meeting as resource persons, by the house's own invitations: held until they are read."""

from collections.abc import Sequence
from datetime import datetime

from meetings.access.actor import Actor
from meetings.base.refusals import Refused
from meetings.fellows.models import Fellow
from meetings.invitations import actions as invitations
from meetings.invitations.actions import Invited
from meetings.invitations.rules import InviteeDraft, category_for
from meetings.letters.rules import Text
from meetings.programme.models import Meeting
from meetings.registration.rules import Category


def invite_alumni(
    actor: Actor, meeting: Meeting, chosen: Sequence[Fellow], words: Text, until: datetime, place_kept: bool
) -> Invited:
    """Only of those who agreed to be named, which the caller's list says."""
    if not chosen:
        raise Refused("Tick at least one person.", field="person")
    return invitations.invite(actor, meeting, [_draft(one) for one in chosen], words, until, place_kept)


def _draft(fellow: Fellow) -> InviteeDraft:
    application = fellow.application
    organization = application.organization
    return InviteeDraft(
        name=application.name,
        email=application.email,
        category=Category.REGIONAL
        if organization is None
        else category_for(organization.kind, organization.region),
        organization=application.organization_name,
        organization_id=application.organization_id,
        function=application.function,
        language=application.language,
    )
