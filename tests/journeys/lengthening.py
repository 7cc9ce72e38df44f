"""What people may write, as long as it may be and without a place to break: names, places, titles, answers."""

import json

from sqlalchemy import String

from meetings.base.database import Base
from tests.journeys.house import House

# By table, what is written by people and shown on pages.
WRITTEN = {
    "account": ("name",),
    "answer": ("wording", "shown"),
    "attendance": ("noted_by",),
    "audit_row": ("actor_name",),
    "bulk_act": ("title", "made_by"),
    "assessment_assignment": ("reason", "summary"),
    "assessment_remark": ("by_name", "text"),
    "assessment_score": ("reason",),
    "bulk_row": ("label", "about", "said"),
    "confirmation_round": ("opened_by", "closed_by", "closed_because"),
    "document": ("title", "withdrawn_why"),
    "fellowship_application": ("name", "organization_name", "function", "statement", "asked_note"),
    "fellowship_criterion": ("name", "about"),
    "fellowship_edition": ("title", "about", "covered", "stipend", "place"),
    "fellowship_nomination": ("organization_name", "by_name", "reason"),
    "fellowship_past": ("name", "organization_name"),
    "floor_ask": ("name", "organization"),
    "panel_member": ("name",),
    "selection_decision": ("reason", "by_name"),
    "invitation": ("name", "organization_name", "function", "named_by"),
    "meeting": ("title", "about", "city", "place"),
    "meeting_session": ("title", "about", "room"),
    "merge_proof": ("by", "reason"),
    "nomination": ("note", "given_by"),
    "organization": ("name", "seat_city", "note", "founding_instrument"),
    "outbox_batch": ("title", "made_by"),
    "outbox_message": ("to_name", "subject", "text"),
    "outcome_record": ("text", "organization_name", "written_by"),
    "person": ("name", "function"),
    "person_merge": ("by",),
    "person_request": ("name", "text", "answer"),
    "programme_act": ("actor_name",),
    "programme_release": ("released_by", "note"),
    "progress_entry": ("text", "done_by"),
    "question": ("wording", "help", "purpose"),
    "question_section": ("title", "about"),
    "received_mail": ("from_name", "subject", "text", "why", "comment", "closed_by"),
    "registration": ("name", "organization_name", "function", "decided_by"),
    "registration_import": ("made_by",),
    "released_session": ("title", "about", "room"),
    "report_comment": ("text", "by"),
    "report_paragraph": ("text",),
    "report_paragraph_version": ("text", "place", "reason", "by"),
    "report_section": ("title", "assigned_to"),
    "report_taken": ("text_taken", "text_offered"),
    "round_answer": ("text", "read_text", "reason", "decided_by"),
    "speaker": ("name", "function", "organization", "talk", "bio", "why"),
    "stored_file": ("name",),
    "summary": (
        "written_by",
        "approved_by",
        "returned_because",
        "without_round",
        "correcting",
        "moderated_by",
    ),
    "summary_paragraph": ("text", "proposed", "offered", "written_by"),
}
ADDRESSES = {
    "registration": "email",
    "invitation": "email",
    "speaker": "email",
    "outbox_message": "to_email",
    "merge_proof": "email",
    "received_mail": "from_email",
}
MOST = 200


# What a release tells of the people in a session, as one list in a column.
PRINTED = ("name", "function", "organization")


def lengthen(house: House) -> None:
    """Write 200 letters in one word (or as many as there may be) wherever something stands."""
    tables = Base.metadata.tables
    for table, names in WRITTEN.items():
        values = []
        for name in names:
            kind = tables[table].columns[name].type
            assert isinstance(kind, String)
            word = "W" * (min(kind.length or MOST, MOST) - 6)
            values.append(f"{name} = CASE {name} WHEN '' THEN '' ELSE '{word}' || rowid END")
        house.change(f"UPDATE {table} SET {', '.join(values)}")
    for table, name in ADDRESSES.items():
        house.change(f"UPDATE {table} SET {name} = '{'w' * 58}' || rowid || '@{'w' * 60}.example.org'")
    for row, people in house.ask("SELECT id, people FROM released_session"):
        for n, one in enumerate(json.loads(people)):
            for name in (name for name in PRINTED if one.get(name)):
                house.change(
                    f"UPDATE released_session SET people = json_set(people, '$[{n}].{name}', "
                    f"'{'W' * MOST}{row}') WHERE id = {row}"
                )
