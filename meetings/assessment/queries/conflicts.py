"""Whose application is whose own: of the member's organization, or nominated by it, or of the member."""

from meetings.assessment.models import PanelMember
from meetings.fellowship.models import FellowshipApplication
from meetings.fellowship.rules import STANDS


def is_own(member: PanelMember, application: FellowshipApplication) -> bool:
    """Whether the house sees by itself that this member may not judge this application."""
    if member.account is not None and member.account.email == application.email:
        return True
    organization = member.organization
    if organization is None:
        return False
    ids = {application.organization_id}
    names = {application.organization_name}
    for one in application.nominations:
        if one.state in STANDS:
            ids.add(one.organization_id)
            names.add(one.organization_name)
    own = {organization.name.casefold(), (organization.acronym or organization.name).casefold()}
    return organization.id in ids or any(name.strip().casefold() in own for name in names)
