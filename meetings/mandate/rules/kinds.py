"""The kinds of things that a resolution speaks of, with the words for people."""

from meetings.base.words import N_, Labelled


class Verb(Labelled):
    """What a paragraph's verb does: "requests" obliges, "encourages" invites, "welcomes" recognizes."""

    RECOGNITION = "recognition", N_("Recognition")
    ENCOURAGEMENT = "encouragement", N_("Encouragement")
    REQUEST = "request", N_("Request")


class Confidence(Labelled):
    """How well a fact is known."""

    TEXT = "text", N_("Stands in the resolution")
    FOUND = "found", N_("Found in a published source")
    VERIFY = "verify", N_("To be verified")
    OURS = "ours", N_("Our own assumption")
    INFERRED = "inferred", N_("Inferred from the marked-up text")
    UNDETERMINED = "undetermined", N_("Cannot be determined from the source")


class PlannedKind(Labelled):
    """What kind of meeting a resolution asks for."""

    WORKSHOP = "workshop", N_("Workshop")
    FOCAL_POINT_MEETING = "focal_point_meeting", N_("Focal-point meeting")


class PlannedMode(Labelled):
    """How a resolution wants a meeting held."""

    VIRTUAL = "virtual", N_("Virtual")
    IN_PERSON = "in_person", N_("In person")


class SlotKind(Labelled):
    """The dates before a Council session that a report must keep (the "10-4-6" rule)."""

    FREEZE = "freeze", N_("Forecast frozen")
    SUBMISSION = "submission", N_("Report submitted")
    ISSUANCE = "issuance", N_("Report issued")


class Evidence(Labelled):
    """What is counted to see how far an obligation is met. Upper rooms bring the figures."""

    ORGANIZATION = "organization", N_("Organizations in the directory")
    INSTRUMENT = "instrument", N_("Regional instruments on record")
    PROGRESS_ENTRY = "progress_entry", N_("Progress entries")
    COOPERATION_ENTRY = "cooperation_entry", N_("Acts of cooperation on record")
    RESOURCE_ENTRY = "resource_entry", N_("Resources on record")
    FELLOWSHIP_RECORD = "fellowship_record", N_("Fellowship cohorts on record")
    FOCAL_POINT_MEETING = "focal_point_meeting", N_("Focal-point meetings held")
    VIRTUAL_FOCAL_POINT_MEETING = "virtual_focal_point_meeting", N_("Virtual focal-point meetings held")
    IN_PERSON_FOCAL_POINT_MEETING = (
        "in_person_focal_point_meeting",
        N_("In-person focal-point meetings held beside the workshop"),
    )
    WORKSHOP = "workshop", N_("Workshops held")
    STOCK_TAKING_SESSION = "stock_taking_session", N_("Stock-taking sessions held")
    THEMATIC_SESSION = "thematic_session", N_("Thematic sessions held")
    PRACTICE = "practice", N_("Practices recorded")
    LESSON = "lesson", N_("Lessons learned recorded")
    NEW_FORM = "new_form", N_("Possible new forms of cooperation recorded")
    PARTICIPANT_GROUP = "participant_group", N_("Groups of participants present")
    APPROVED_SUMMARY = "approved_summary", N_("Approved session summaries")
    REPORT_SUBMITTED = "report_submitted", N_("Reports submitted")
