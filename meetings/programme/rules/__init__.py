"""What a meeting and its sessions are, how a meeting moves from draft to closed, and what calendars are told. Pure."""

from meetings.programme.rules.changes import Told, feed_changed, next_changed, next_sequence
from meetings.programme.rules.drafts import (
    MeetingDraft,
    MeetingInstants,
    SessionDraft,
    Span,
    SpeakerDraft,
    check_inside,
    check_span,
    meeting_instants,
    session_instants,
    slug_of,
)
from meetings.programme.rules.glance import Glance, glance_of
from meetings.programme.rules.kinds import (
    Attribution,
    MeetingKind,
    MeetingStatus,
    Mode,
    SessionKind,
    SpeakerAnswer,
    SpeakerRole,
)
from meetings.programme.rules.steps import (
    PUBLIC_STATUSES,
    STEPS,
    Step,
    check_step,
    publishes_late,
    take_step,
    takes_registrations,
)
from meetings.programme.rules.times import Day, Shown, Sitting, by_role, days_of, moment, offset_label, shown
from meetings.programme.rules.undoing import ActVerb

__all__ = [
    "PUBLIC_STATUSES",
    "STEPS",
    "ActVerb",
    "Attribution",
    "Day",
    "Glance",
    "MeetingDraft",
    "MeetingInstants",
    "MeetingKind",
    "MeetingStatus",
    "Mode",
    "SessionDraft",
    "SessionKind",
    "Shown",
    "Sitting",
    "Span",
    "SpeakerAnswer",
    "SpeakerDraft",
    "SpeakerRole",
    "Step",
    "Told",
    "by_role",
    "check_inside",
    "check_span",
    "check_step",
    "days_of",
    "feed_changed",
    "glance_of",
    "meeting_instants",
    "moment",
    "next_changed",
    "next_sequence",
    "offset_label",
    "publishes_late",
    "session_instants",
    "shown",
    "slug_of",
    "take_step",
    "takes_registrations",
]
