"""What the pages of registration ask, and what the report asks of them."""

from meetings.registration.queries.joining import own_at, way_into
from meetings.registration.queries.listing import (
    PER_PAGE,
    RegistrationList,
    all_rows,
    balance_of_chosen,
    questions_for,
    registrations,
    registrations_fitting,
    registrations_of_ids,
    registrations_ticked,
)
from meetings.registration.queries.one import (
    StoredOf,
    find_registration,
    find_sent_with,
    get_registration,
    named_alternates,
    own_file_for,
    own_registration_for,
    own_registrations,
    registration_file_for,
    registration_for,
    standing_of,
)
from meetings.registration.queries.organizations import (
    find_organization_named,
    organization_limits,
    organization_names,
)
from meetings.registration.queries.participants import (
    Participant,
    participants_of,
)
from meetings.registration.queries.places import (
    claim_of,
    lapsed_offers,
    limits_of,
    meetings_with_a_waiting_list,
    places_taken,
    room_of,
    taken_of,
    terms_of,
    waiting_list,
)
from meetings.registration.queries.tally import Tally, tally_of
from meetings.registration.queries.views import find_own_view, saved_views, view_for

__all__ = [
    "PER_PAGE",
    "Participant",
    "RegistrationList",
    "StoredOf",
    "Tally",
    "all_rows",
    "balance_of_chosen",
    "claim_of",
    "find_organization_named",
    "find_own_view",
    "find_registration",
    "find_sent_with",
    "get_registration",
    "lapsed_offers",
    "limits_of",
    "meetings_with_a_waiting_list",
    "named_alternates",
    "organization_limits",
    "organization_names",
    "own_at",
    "own_file_for",
    "own_registration_for",
    "own_registrations",
    "participants_of",
    "places_taken",
    "questions_for",
    "registration_file_for",
    "registration_for",
    "registrations",
    "registrations_fitting",
    "registrations_of_ids",
    "registrations_ticked",
    "room_of",
    "saved_views",
    "standing_of",
    "taken_of",
    "tally_of",
    "terms_of",
    "view_for",
    "waiting_list",
    "way_into",
]
