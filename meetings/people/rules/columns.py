"""What becomes of every column with words when somebody is forgotten: one table, and a test that misses no column.

A deletion at the person's request and the purge of a meeting both go by it (see `actions.looking_through`).
"""

from enum import Enum


class Fate(Enum):
    """What becomes of the words in a column."""

    THEIRS = "one person's by a key or an address of the row: the room's own answer deletes or blanks it"
    BY = "who did something, by name: a dash instead of a name of theirs"
    PROSE = "what somebody wrote, of whomever: a dash instead of each name and address"
    ADDRESSES = "names in it are printed, or another's: a dash instead of each address"
    VALUES = (
        "the trail: nothing stays of a line with a name or address as a value; from sentences it is taken out"
    )
    RECORD = "the permanent record (DOMAIN 7), or what the office or an organization says in its own name"
    NOBODY = "codes, keys, digests, places and times: no person's name can stand in it"


F = Fate
# Columns that are called so, in whatever table, can hold nobody: they are drawn by chance, computed, or from a list.
NOWHERE = {
    "key": "drawn by chance",
    "nonce": "drawn by chance",
    "uid": "of the house and a number",
    "slug": "of a meeting or an organization",
    "mark": "drawn by chance, or a mark of documents",
    "digest": "computed",
    "zone": "of the list of time zones",
    "language": "of the list of languages",
    "languages": "of the list of languages",
    "about_kind": "a code of the house",
    "on_kind": "a code of the house",
    "subject_kind": "a code of the house",
    "thing_kind": "a code of the house",
    "symbol": "of a document",
    "report_symbol": "of a document",
}
COLUMNS: dict[str, dict[Fate, str]] = {
    "account": {F.THEIRS: "email name password_hash"},
    "agenda_point": {F.RECORD: "title about lead"},
    "agenda_terms": {F.RECORD: "note"},
    "answer": {F.PROSE: "value shown", F.RECORD: "wording"},
    "assessment_assignment": {F.PROSE: "reason summary"},
    "assessment_remark": {F.BY: "by_name", F.PROSE: "text"},
    "assessment_score": {F.PROSE: "reason"},
    "attendance": {F.BY: "noted_by"},
    "audit_row": {F.BY: "actor_name", F.VALUES: "before after", F.NOBODY: "verb"},
    "blind_question": {},
    "bulk_act": {F.BY: "made_by", F.PROSE: "title settings why_stopped", F.NOBODY: "kind way"},
    # Of lines of imports `imports.person` says whose they are; a name alone may be another's.
    "bulk_row": {F.ADDRESSES: "label about data said"},
    "calendar_answer": {F.THEIRS: "email", F.PROSE: "comment"},
    "change_mark": {F.NOBODY: "name"},
    "confirmation_round": {F.BY: "opened_by closed_by", F.PROSE: "closed_because"},
    "council_session": {F.RECORD: "note"},
    "cycle": {
        F.RECORD: "theme agenda_items slots progress_paragraphs report_title",
        F.NOBODY: "word previous_place previous_report",
    },
    "deadline_told": {F.NOBODY: "stands"},
    "document": {F.RECORD: "title", F.PROSE: "withdrawn_why"},
    "document_opening": {},
    "document_series": {F.NOBODY: "prefix"},
    "failed_attempt": {F.NOBODY: "counted_under"},
    "fellow": {F.THEIRS: "plan end_reason", F.BY: "supervisor_name", F.RECORD: "unit"},
    "fellow_briefing": {F.PROSE: "title to_whom link"},
    "fellow_checklist": {F.RECORD: "items"},
    "fellow_entry": {F.PROSE: "title place link"},
    "fellow_evaluated": {},
    # Nobody knows whose it is; a name that somebody wrote in it all the same goes.
    "fellow_evaluation": {F.PROSE: "words", F.NOBODY: "scores"},
    "fellow_follow_up": {F.PROSE: "text"},
    "fellow_log": {F.PROSE: "text answer", F.BY: "answered_by"},
    "fellow_observed": {F.RECORD: "title", F.PROSE: "text"},
    "fellow_report": {F.PROSE: "text"},
    "fellow_task": {F.RECORD: "name", F.BY: "done_by", F.PROSE: "note"},
    "fellowship_application": {
        F.THEIRS: "name sort_key email organization_name function statement asked_note decided_reason"
        " withdrawn_reason late_words",
        F.BY: "decided_by",
        F.NOBODY: "track asked_fields",
    },
    "fellowship_criterion": {F.RECORD: "name about"},
    "fellowship_edition": {
        F.RECORD: "title about covered stipend place",
        F.NOBODY: "tracks documents conditions",
    },
    "fellowship_file": {},
    "fellowship_nomination": {F.THEIRS: "by_name by_email", F.RECORD: "organization_name", F.PROSE: "reason"},
    "fellowship_offer": {F.PROSE: "reason"},
    "fellowship_override": {F.PROSE: "reason", F.BY: "by_name"},
    "fellowship_past": {F.THEIRS: "name sort_key email", F.RECORD: "edition_title organization_name"},
    # A name that a keeper wrote on the list is nobody's in particular; it goes with the meeting's time.
    "floor_ask": {F.THEIRS: "name organization"},
    "floor_list": {F.NOBODY: "minutes_by"},
    "instrument": {F.RECORD: "title short_title"},
    "invitation": {
        F.THEIRS: "name sort_key email organization_name function",
        F.BY: "named_by",
        F.NOBODY: "batch",
    },
    "letter_text": {F.RECORD: "subject text", F.NOBODY: "kind"},
    "lineage_entry": {
        F.RECORD: "requests theme note",
        F.NOBODY: "reference adopted workshop_starts workshop_ends workshop_place",
    },
    "mail_link": {F.NOBODY: "purpose"},
    "meeting": {F.RECORD: "title about city place join_link rooms", F.NOBODY: "planned_code"},
    "meeting_closing": {F.BY: "closed_by reopened_by", F.PROSE: "reason"},
    "meeting_session": {F.RECORD: "label title about room interpretation"},
    "meeting_sittings": {F.NOBODY: "hours"},
    "merge_proof": {F.THEIRS: "email reason", F.BY: "by"},
    "name_no_more": {F.NOBODY: "shape"},
    "nomination": {F.BY: "given_by", F.PROSE: "note"},
    "not_named": {F.BY: "said_by", F.PROSE: "reason", F.NOBODY: "name_digest"},
    "obligation": {F.RECORD: "letter verbs wording owner due evidence needs note"},
    "open_question": {F.RECORD: "question options default answer", F.BY: "answered_by", F.NOBODY: "code"},
    "organization": {
        F.RECORD: "name acronym seat_city seat_country founding_instrument website mailbox note",
    },
    "organization_update": {F.RECORD: "text", F.BY: "told_by"},
    "outbox_batch": {F.BY: "made_by", F.PROSE: "title"},
    "outbox_message": {
        F.THEIRS: "to_name to_email calendar",
        F.PROSE: "subject text house_text last_error",
        F.NOBODY: "letter link_path link_purpose link_key link_nonce calendar_method calendar_uid",
    },
    "outcome_evidence": {F.RECORD: "link words"},
    "outcome_followup": {F.RECORD: "text told_by written_by"},
    "outcome_named_no_more": {F.BY: "said_by"},
    "outcome_record": {F.RECORD: "source text organization_name owner written_by", F.NOBODY: "paragraph"},
    "outcome_theme": {F.RECORD: "name"},
    "panel_member": {F.THEIRS: "name left_reason"},
    "person": {F.THEIRS: "name sort_key email function"},
    "person_address": {F.THEIRS: "email"},
    "person_merge": {
        F.THEIRS: "gone before after moved there pairs addresses",
        F.BY: "by undone_by",
    },
    "person_request": {
        F.THEIRS: "name email",
        F.BY: "answered_by",
        F.PROSE: "text answer",
        F.NOBODY: "figures",
    },
    "place_limit": {},
    "planned_meeting": {
        F.RECORD: "title place note",
        F.NOBODY: "code only_if_question only_if_answer",
    },
    # What undoing would write again is printed in the programme.
    "programme_act": {F.BY: "actor_name", F.ADDRESSES: "said changes"},
    "programme_release": {F.BY: "released_by", F.RECORD: "note"},
    "progress_entry": {F.RECORD: "text", F.BY: "done_by written_by"},
    "public_feed": {F.NOBODY: "name"},
    "purge": {F.BY: "begun_by", F.PROSE: "reason", F.NOBODY: "figures"},
    "question": {F.RECORD: "wording help purpose choices", F.NOBODY: "when_categories when_answers"},
    "question_form": {},
    "question_section": {F.RECORD: "title about"},
    "received_mail": {
        F.THEIRS: "from_name from_email email delegated_to returned_key identity calendar",
        F.BY: "closed_by",
        F.PROSE: "why subject text comment",
        F.NOBODY: "method one_date",
    },
    "record_named_no_more": {F.BY: "said_by"},
    "record_paragraph": {F.RECORD: "text speaker organization written_by"},
    "redacted_document": {F.BY: "by_name"},
    "registration": {
        F.THEIRS: "name sort_key email organization_name function sent_with",
        F.BY: "decided_by",
    },
    "registration_import": {F.BY: "made_by", F.PROSE: "settings"},
    "released_role": {F.THEIRS: "email"},
    "released_session": {F.RECORD: "label title about room interpretation people place join_link"},
    "report_clearance": {F.BY: "clearer asked_by noted_by", F.PROSE: "note"},
    "report_comment": {F.PROSE: "text", F.BY: "by resolved_by"},
    "report_forecast": {F.RECORD: "frozen", F.BY: "frozen_by"},
    "report_name_stays": {F.PROSE: "reason", F.BY: "decided_by"},
    "report_paragraph": {
        F.RECORD: "text items sources",
        F.BY: "touched_by removed_by",
        F.NOBODY: "name merged_into",
    },
    "report_paragraph_version": {
        F.RECORD: "text items place",
        F.PROSE: "reason",
        F.BY: "by",
        F.NOBODY: "what",
    },
    "report_section": {F.RECORD: "title", F.BY: "assigned_to", F.NOBODY: "takes parent"},
    "report_taken": {
        F.RECORD: "text_taken items_taken text_offered items_offered sources",
        F.NOBODY: "source_key",
    },
    "report_version": {F.RECORD: "paragraphs structure lacking", F.PROSE: "note", F.BY: "made_by"},
    "resolution": {F.RECORD: "title body adopted_note"},
    "returned_difference": {
        F.RECORD: "before after place",
        F.BY: "author decided_by",
        F.NOBODY: "kind name behind ahead made state",
    },
    "returned_file": {F.PROSE: "name", F.BY: "returned_by"},
    "resource_entry": {F.BY: "written_by"},
    "retention": {F.BY: "set_by held_by", F.PROSE: "reason hold_reason"},
    "retention_setting": {F.BY: "set_by", F.PROSE: "source"},
    # What was said of a summary stays with it while its meeting's data are kept, and leads to nobody (`rounds`).
    "round_answer": {F.THEIRS: "who", F.RECORD: "read_text text reason", F.BY: "decided_by"},
    "saved_view": {F.PROSE: "name query"},
    "selection_decision": {F.PROSE: "reason", F.BY: "by_name"},
    "sent_form": {F.PROSE: "led_to"},
    "site_fact": {F.RECORD: "value", F.NOBODY: "name"},
    "speaker": {F.RECORD: "name function organization talk bio", F.THEIRS: "email needs why"},
    "stored_file": {F.THEIRS: "name"},
    "summary": {
        F.RECORD: "written_by returned_because approved_by without_round correcting left_out moderated_by",
    },
    "style_dismissal": {F.RECORD: "words", F.PROSE: "reason", F.BY: "dismissed_by", F.NOBODY: "rule"},
    "style_rule_off": {F.PROSE: "reason", F.BY: "off_by", F.NOBODY: "rule"},
    "summary_guide": {F.RECORD: "openings"},
    "summary_named_no_more": {F.BY: "said_by"},
    "summary_not_named": {F.NOBODY: "name_digest", F.BY: "said_by"},
    "summary_paragraph": {F.RECORD: "text source proposed offered written_by"},
    "summary_paragraph_text": {F.RECORD: "text"},
    "summary_terms": {F.PROSE: "because"},
    "summary_version": {F.RECORD: "paragraphs reason frozen_by"},
    "update_addressee": {F.THEIRS: "name email"},
    "update_date": {F.RECORD: "event place"},
}


# no actor: it reads the table
def columns_of(fate: Fate) -> dict[str, tuple[str, ...]]:
    """The columns with that fate, by table."""
    return {table: tuple(fates[fate].split()) for table, fates in COLUMNS.items() if fate in fates}
