"""What a meeting, its sessions and their speakers can be."""

from meetings.base.words import N_, Labelled


class MeetingKind(Labelled):
    WORKSHOP = "workshop", N_("Workshop")
    FOCAL_POINT_MEETING = "focal_point_meeting", N_("Focal-point meeting")


class Mode(Labelled):
    IN_PERSON = "in_person", N_("In person")
    VIRTUAL = "virtual", N_("Virtual")
    HYBRID = "hybrid", N_("In person and online")


class MeetingStatus(Labelled):
    DRAFT = "draft", N_("draft")
    PUBLISHED = "published", N_("published")
    HELD = "held", N_("held")
    CLOSED = "closed", N_("closed")
    CANCELLED = "cancelled", N_("cancelled")


class SessionKind(Labelled):
    OPENING = "opening", N_("Opening")
    STOCK_TAKING = "stock_taking", N_("Stock-taking")
    THEMATIC = "thematic", N_("Thematic discussion")
    PANEL = "panel", N_("Panel")
    BREAKOUT = "breakout", N_("Breakout group")
    BREAK = "break", N_("Break")
    CLOSING = "closing", N_("Closing")


class SpeakerRole(Labelled):
    CHAIR = "chair", N_("Chair")
    MODERATOR = "moderator", N_("Moderator")
    PANELLIST = "panellist", N_("Panellist")
    SPEAKER = "speaker", N_("Speaker")
    RAPPORTEUR = "rapporteur", N_("Rapporteur")


class SpeakerAnswer(Labelled):
    """How far somebody in a role of a session has been asked, and what they said."""

    NOT_ASKED = "not_asked", N_("not asked yet")
    ASKED = "asked", N_("asked")
    CONFIRMED = "confirmed", N_("confirmed")
    DECLINED = "declined", N_("declined")


class Attribution(Labelled):
    """Who may be named afterwards for what was said (DOMAIN: attribution per session)."""

    PUBLIC = "public", N_("Statements are public")
    ON_APPROVAL = "on_approval", N_("Named only on approval")
    CHATHAM_HOUSE = "chatham_house", N_("Chatham House: nobody is named afterwards")
