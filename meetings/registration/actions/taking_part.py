"""What a registration lets its owner do here: be known, sign in, and hold the role of a participant on the meeting."""

from meetings.access.actions import end_role, give_role, make_account
from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.access.queries import find_account, get_account
from meetings.directory.knowing import Met, know
from meetings.registration.models import Registration


def let_take_part(registration: Registration) -> None:
    """The participant can sign in by a mailed link and holds the role on the meeting."""
    account = find_account(registration.email) or make_account(
        OPERATOR, registration.email, registration.name, demonstration=registration.demonstration
    )
    registration.account_id = account.id
    link_person(registration)
    give_role(OPERATOR, account, Role.PARTICIPANT, registration.meeting_id)


def link_person(registration: Registration) -> None:
    """One record through the years: the registration belongs to the person of its address."""
    met = Met(
        registration.name,
        registration.email,
        registration.function,
        registration.organization_id,
        registration.zone,
        registration.account_id,
        registration.demonstration,
    )
    registration.person_id = know(OPERATOR, met).id


def end_taking_part(registration: Registration) -> None:
    """The role on the meeting ends; the account stays, it may serve other meetings."""
    if registration.account_id is None:
        return
    for holding in list(get_account(registration.account_id).holdings):
        if (holding.role, holding.on_id, holding.until) == (Role.PARTICIPANT, registration.meeting_id, None):
            end_role(OPERATOR, holding)
