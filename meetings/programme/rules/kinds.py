"""What a meeting, its sessions and their speakers can be."""

from enum import StrEnum

from meetings.base.words import N_


class _Labelled(StrEnum):
    @property
    def label(self) -> str:
        """The word that people read; translated where it is shown."""
        return LABELS[self]


class MeetingKind(_Labelled):
    WORKSHOP = "workshop"
    FOCAL_POINT_MEETING = "focal_point_meeting"


class Mode(_Labelled):
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class MeetingStatus(_Labelled):
    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SessionKind(_Labelled):
    OPENING = "opening"
    STOCK_TAKING = "stock_taking"
    THEMATIC = "thematic"
    PANEL = "panel"
    CLOSING = "closing"


class SpeakerRole(_Labelled):
    CHAIR = "chair"
    MODERATOR = "moderator"
    PANELLIST = "panellist"
    SPEAKER = "speaker"
    RAPPORTEUR = "rapporteur"


class Attribution(_Labelled):
    """Who may be named afterwards for what was said (DOMAIN: attribution per session)."""

    PUBLIC = "public"
    ON_APPROVAL = "on_approval"
    CHATHAM_HOUSE = "chatham_house"


LABELS: dict[StrEnum, str] = {
    MeetingKind.WORKSHOP: N_("Workshop"),
    MeetingKind.FOCAL_POINT_MEETING: N_("Focal-point meeting"),
    Mode.IN_PERSON: N_("In person"),
    Mode.VIRTUAL: N_("Virtual"),
    Mode.HYBRID: N_("In person and online"),
    MeetingStatus.DRAFT: N_("draft"),
    MeetingStatus.PUBLISHED: N_("published"),
    MeetingStatus.HELD: N_("held"),
    MeetingStatus.CLOSED: N_("closed"),
    MeetingStatus.CANCELLED: N_("cancelled"),
    SessionKind.OPENING: N_("Opening"),
    SessionKind.STOCK_TAKING: N_("Stock-taking"),
    SessionKind.THEMATIC: N_("Thematic discussion"),
    SessionKind.PANEL: N_("Panel"),
    SessionKind.CLOSING: N_("Closing"),
    SpeakerRole.CHAIR: N_("Chair"),
    SpeakerRole.MODERATOR: N_("Moderator"),
    SpeakerRole.PANELLIST: N_("Panellist"),
    SpeakerRole.SPEAKER: N_("Speaker"),
    SpeakerRole.RAPPORTEUR: N_("Rapporteur"),
    Attribution.PUBLIC: N_("Statements are public"),
    Attribution.ON_APPROVAL: N_("Named only on approval"),
    Attribution.CHATHAM_HOUSE: N_("Chatham House: nobody is named afterwards"),
}
