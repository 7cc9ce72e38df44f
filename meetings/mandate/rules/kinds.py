"""The kinds of things that a resolution speaks of, with the words for people."""

from enum import StrEnum

from meetings.base.words import N_


class Verb(StrEnum):
    """What a paragraph's verb does: "requests" obliges, "encourages" invites, "welcomes" recognizes."""

    RECOGNITION = "recognition"
    ENCOURAGEMENT = "encouragement"
    REQUEST = "request"

    @property
    def label(self) -> str:
        return {
            Verb.RECOGNITION: N_("Recognition"),
            Verb.ENCOURAGEMENT: N_("Encouragement"),
            Verb.REQUEST: N_("Request"),
        }[self]


class Confidence(StrEnum):
    """How well a fact is known."""

    TEXT = "text"
    FOUND = "found"
    VERIFY = "verify"
    OURS = "ours"
    INFERRED = "inferred"
    UNDETERMINED = "undetermined"

    @property
    def label(self) -> str:
        return {
            Confidence.TEXT: N_("Stands in the resolution"),
            Confidence.FOUND: N_("Found in a published source"),
            Confidence.VERIFY: N_("To be verified"),
            Confidence.OURS: N_("Our own assumption"),
            Confidence.INFERRED: N_("Inferred from the marked-up text"),
            Confidence.UNDETERMINED: N_("Cannot be determined from the source"),
        }[self]


class PlannedKind(StrEnum):
    """What kind of meeting a resolution asks for."""

    WORKSHOP = "workshop"
    FOCAL_POINT_MEETING = "focal_point_meeting"

    @property
    def label(self) -> str:
        return {
            PlannedKind.WORKSHOP: N_("Workshop"),
            PlannedKind.FOCAL_POINT_MEETING: N_("Focal-point meeting"),
        }[self]


class PlannedMode(StrEnum):
    """How a resolution wants a meeting held."""

    VIRTUAL = "virtual"
    IN_PERSON = "in_person"

    @property
    def label(self) -> str:
        return {PlannedMode.VIRTUAL: N_("Virtual"), PlannedMode.IN_PERSON: N_("In person")}[self]


class SlotKind(StrEnum):
    """The dates before a Council session that a report must keep (the "10-4-6" rule)."""

    FREEZE = "freeze"
    SUBMISSION = "submission"
    ISSUANCE = "issuance"

    @property
    def label(self) -> str:
        return {
            SlotKind.FREEZE: N_("Forecast frozen"),
            SlotKind.SUBMISSION: N_("Report submitted"),
            SlotKind.ISSUANCE: N_("Report issued"),
        }[self]


class Evidence(StrEnum):
    """What is counted to see how far an obligation is met. Upper rooms bring the figures."""

    ORGANIZATION = "organization"
    INSTRUMENT = "instrument"
    PROGRESS_ENTRY = "progress_entry"
    COOPERATION_ENTRY = "cooperation_entry"
    RESOURCE_ENTRY = "resource_entry"
    FELLOWSHIP_RECORD = "fellowship_record"
    FOCAL_POINT_MEETING = "focal_point_meeting"
    VIRTUAL_FOCAL_POINT_MEETING = "virtual_focal_point_meeting"
    IN_PERSON_FOCAL_POINT_MEETING = "in_person_focal_point_meeting"
    WORKSHOP = "workshop"
    STOCK_TAKING_SESSION = "stock_taking_session"
    THEMATIC_SESSION = "thematic_session"
    PRACTICE = "practice"
    LESSON = "lesson"
    NEW_FORM = "new_form"
    PARTICIPANT_GROUP = "participant_group"
    APPROVED_SUMMARY = "approved_summary"
    REPORT_SUBMITTED = "report_submitted"

    @property
    def label(self) -> str:
        return _EVIDENCE[self]


_EVIDENCE = {
    Evidence.ORGANIZATION: N_("Organizations in the directory"),
    Evidence.INSTRUMENT: N_("Regional instruments on record"),
    Evidence.PROGRESS_ENTRY: N_("Progress entries"),
    Evidence.COOPERATION_ENTRY: N_("Acts of cooperation on record"),
    Evidence.RESOURCE_ENTRY: N_("Resources on record"),
    Evidence.FELLOWSHIP_RECORD: N_("Fellowship cohorts on record"),
    Evidence.FOCAL_POINT_MEETING: N_("Focal-point meetings held"),
    Evidence.VIRTUAL_FOCAL_POINT_MEETING: N_("Virtual focal-point meetings held"),
    Evidence.IN_PERSON_FOCAL_POINT_MEETING: N_("In-person focal-point meetings held beside the workshop"),
    Evidence.WORKSHOP: N_("Workshops held"),
    Evidence.STOCK_TAKING_SESSION: N_("Stock-taking sessions held"),
    Evidence.THEMATIC_SESSION: N_("Thematic sessions held"),
    Evidence.PRACTICE: N_("Practices recorded"),
    Evidence.LESSON: N_("Lessons learned recorded"),
    Evidence.NEW_FORM: N_("Possible new forms of cooperation recorded"),
    Evidence.PARTICIPANT_GROUP: N_("Groups of participants present"),
    Evidence.APPROVED_SUMMARY: N_("Approved session summaries"),
    Evidence.REPORT_SUBMITTED: N_("Reports submitted"),
}
