"""Which mentions keep a person or an account when a meeting's data go; a test compares them with all foreign keys."""

from enum import Enum
from typing import Any

from sqlalchemy import Select, select

from meetings.people.models import PersonRequest
from meetings.people.queries.mentions import mentions_of
from meetings.people.rules import Outcome


class Weight(Enum):
    """What a row that mentions somebody says about keeping them."""

    KEEPS = "keeps"
    KEEPS_WHILE_OPEN = "keeps while open"
    # Depends on the meeting: `scope` looks at these itself.
    BY_MEETING = "by meeting"
    # It speaks of them, and goes or is blanked with them.
    SPEAKS_OF = "speaks of"


W = Weight
MENTIONS = {
    "focal_point.person_id": W.KEEPS,
    "speaker.person_id": W.KEEPS,
    "released_role.person_id": W.KEEPS,
    # Acts of the office run in the name of the account, and the trail says by whom.
    "bulk_act.account_id": W.KEEPS,
    # Who judged applications, and decided, signs the memo of the panel.
    "panel_member.account_id": W.KEEPS,
    "assessment_remark.account_id": W.KEEPS,
    "selection_decision.account_id": W.KEEPS,
    # A fellow, and who supervised one, reach the year by their account.
    "fellow.account_id": W.KEEPS,
    "fellow.supervisor_id": W.KEEPS,
    "fellow_log.answered_by_id": W.KEEPS,
    # Who is to do something is not forgotten with the meeting that asked for it.
    "outcome_record.owner_account_id": W.KEEPS,
    "report_section.assigned_account_id": W.KEEPS,
    "person_request.person_id": W.KEEPS_WHILE_OPEN,
    "person_request.account_id": W.KEEPS_WHILE_OPEN,
    "person.account_id": W.BY_MEETING,
    "registration.person_id": W.BY_MEETING,
    "registration.account_id": W.BY_MEETING,
    "role_holding.account_id": W.BY_MEETING,
    "audit_row.account_id": W.SPEAKS_OF,
    "calendar_subscription.account_id": W.SPEAKS_OF,
    "document_visit.account_id": W.SPEAKS_OF,
    "programme_act.account_id": W.SPEAKS_OF,
    "merge_proof.account_id": W.SPEAKS_OF,
    "not_same.high_id": W.SPEAKS_OF,
    "not_same.low_id": W.SPEAKS_OF,
    "person_address.person_id": W.SPEAKS_OF,
    "person_merge.kept_id": W.SPEAKS_OF,
    "saved_view.account_id": W.SPEAKS_OF,
    "signed_in_session.account_id": W.SPEAKS_OF,
}


# no actor: it is part of what the worker asks
def kept(table: str) -> list[Select[Any]]:
    """The ids of those of `person` or `account` that have a reason to stay; what nobody has decided on keeps."""
    found = []
    for name, column in mentions_of(table):
        weight = MENTIONS.get(name, W.KEEPS)
        if weight in (W.KEEPS, W.KEEPS_WHILE_OPEN):
            ids = select(column).where(column.is_not(None))
            found.append(ids if weight is W.KEEPS else ids.where(PersonRequest.outcome == Outcome.OPEN))
    return found
