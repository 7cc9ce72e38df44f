"""The outcomes room's rows of the access table."""

from typing import Any

from meetings.base import clock
from meetings.base.database import db
from meetings.outcomes.models import (
    OutcomeFollowup,
    OutcomeRecord,
    OutcomeTheme,
    Summary,
    SummaryParagraph,
    SummaryVersion,
)
from meetings.outcomes.rules import RecordKind
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from tests.access.rows import ALL_SIGNED_IN, OFFICE, ORG, A, F, R, Row, World

STAFF_WHO_WRITE = frozenset({A, ORG})
WRITERS = STAFF_WHO_WRITE | {R}


def _record(session: MeetingSession) -> str:
    return f"/meetings/{session.meeting.slug}/sessions/{session.label}/record"


def _decision(session: MeetingSession) -> str:
    a_summary(session)
    return _record(session) + "/decision"


def a_summary(session: MeetingSession) -> Summary:
    """A draft of one paragraph, which the rules have proposed and of which they would say something else now."""
    row = SummaryParagraph(position=1, text="Text.", source="opening", proposed="Text.", offered="Other.")
    row.written_at = clock.now()
    summary = Summary(session=session, written_at=clock.now(), left_out=[], paragraphs=[row])
    db.session.add(summary)
    db.session.flush()  # its id is in the addresses
    return summary


def _names():
    def at(session: MeetingSession) -> str:
        a_summary(session)
        return _record(session) + "/names"

    return (lambda w: at(w.session), WRITERS, lambda w: at(w.other_session), STAFF_WHO_WRITE)


def _paragraph(path: str = ""):
    def at(session: MeetingSession) -> str:
        return f"{_record(session)}/paragraphs/{a_summary(session).paragraphs[0].id}{path}"

    return (lambda w: at(w.session), WRITERS, lambda w: at(w.other_session), STAFF_WHO_WRITE)


def _hand_in(session: MeetingSession) -> str:
    a_summary(session)
    return _record(session) + "/hand-in"


def _version(session: MeetingSession) -> str:
    kept = SummaryVersion(
        summary_id=a_summary(session).id,
        number=1,
        paragraphs=["Text."],
        words=1,
        frozen_by="Ines",
        frozen_at=clock.now(),
        frozen_under=Attribution.PUBLIC,
    )
    db.session.add(kept)
    return _record(session) + "/versions/1"


def _outcome(**given: Any) -> OutcomeRecord:
    values = {
        "kind": RecordKind.PRACTICE,
        "text": "Fees are waived.",
        "attribution": Attribution.PUBLIC,
        "written_at": clock.now(),
    }
    record = OutcomeRecord(**values | given)
    db.session.add(record)
    db.session.flush()  # its id is in the address
    return record


def _kept(session: MeetingSession) -> str:
    return f"{_record(session)}/{_outcome(session_id=session.id).id}"


def _older(path: str = "", owner: str = ""):
    """An outcome of before this house; `owner`: what of the world is to do it."""

    def url(w: World) -> str:
        of = getattr(w, owner).id if owner else None
        kind = RecordKind.RECOMMENDATION
        record = _outcome(source="Workshop", year=2022, kind=kind, owner_organization_id=of)
        followup = OutcomeFollowup(
            outcome=record,
            year=2023,
            text="Begun.",
            organization_id=of,
            checked_under=Attribution.PUBLIC,
            written_at=clock.now(),
        )
        db.session.add(followup)
        db.session.flush()  # its key is in the address
        return f"/outcomes/{record.key}{path}".replace("THIS", followup.key)

    return url


def _bare(path: str):
    return lambda w: f"/outcomes/{_outcome(source='Workshop', year=2022).key}{path}"


def _theme(path: str = ""):
    def url(w: World) -> str:
        theme = OutcomeTheme(cycle=w.meeting.cycle, name="Early signs")
        db.session.add(theme)
        db.session.flush()  # its number is in the address
        return f"/outcomes/themes/{w.meeting.cycle.slug}/{theme.id}{path}"

    return url


FOLLOWUP = {"year": "2026", "text": "Taken up.", "state": "in_progress"}
WORDS = {"kind": "practice", "text": "Text.", "attribution": "public", "paragraph": "8"}
SETTLED = {"theme": "", "version": "1"}


ROWS = [
    Row("outcomes.edit_paragraph", *_paragraph()),
    Row("outcomes.move_paragraph", *_paragraph("/move")),
    Row("outcomes.delete_paragraph", *_paragraph("/delete")),
    Row("outcomes.answer_offer", *_paragraph("/offer")),
    Row(
        "outcomes.add_paragraph",
        lambda w: _record(w.session) + "/paragraphs",
        WRITERS,
        lambda w: _record(w.other_session) + "/paragraphs",
        STAFF_WHO_WRITE,
    ),
    Row("outcomes.dismiss_names", *_names()),
    Row(
        "outcomes.compose_summary",
        lambda w: _record(w.session) + "/proposal",
        WRITERS,
        lambda w: _record(w.other_session) + "/proposal",
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.hand_in_summary",
        lambda w: _hand_in(w.session),
        WRITERS,
        lambda w: _hand_in(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.summary_version",
        lambda w: _version(w.session),
        WRITERS,
        lambda w: _version(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row("outcomes.summary_guide", lambda _w: "/outcomes/guides/workshop", STAFF_WHO_WRITE),
    Row("outcomes.summary_terms", lambda w: f"/meetings/{w.meeting.slug}/outcomes/terms", STAFF_WHO_WRITE),
    Row(
        "outcomes.meeting_outcomes",
        lambda w: f"/meetings/{w.meeting.slug}/outcomes",
        OFFICE | {R},
        lambda w: f"/meetings/{w.other_meeting.slug}/outcomes",
        OFFICE,
    ),
    Row(
        "outcomes.session_record",
        lambda w: _record(w.session),
        WRITERS,
        lambda w: _record(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.decide",
        lambda w: _decision(w.session),
        STAFF_WHO_WRITE,
        lambda w: _decision(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.new_record",
        lambda w: _record(w.session) + "/new",
        WRITERS,
        lambda w: _record(w.other_session) + "/new",
        STAFF_WHO_WRITE,
    ),
    Row(
        "outcomes.edit_record",
        lambda w: _kept(w.session),
        WRITERS,
        lambda w: _kept(w.other_session),
        STAFF_WHO_WRITE,
    ),
    Row("outcomes.followed", lambda w: "/outcomes", ALL_SIGNED_IN),
    Row("outcomes.followed_csv", lambda w: "/outcomes.csv", ALL_SIGNED_IN),
    Row("outcomes.followed_xlsx", lambda w: "/outcomes.xlsx", ALL_SIGNED_IN),
    Row("outcomes.outcome", _older(), ALL_SIGNED_IN),
    Row("outcomes.new_outcome", lambda w: "/outcomes/new", OFFICE),
    Row("outcomes.edit_outcome", _older("/edit"), OFFICE, data=WORDS),
    Row("outcomes.delete_outcome", _bare("/delete"), OFFICE),
    Row("outcomes.terms", _older("/terms"), OFFICE, data=SETTLED),
    Row(
        "outcomes.new_followup",
        _older("/followups/new", "organization"),
        OFFICE | {F},
        _older("/followups/new", "other_organization"),
        OFFICE,
        data=FOLLOWUP,
    ),
    Row(
        "outcomes.edit_followup",
        _older("/followups/THIS", "organization"),
        OFFICE | {F},
        _older("/followups/THIS", "other_organization"),
        OFFICE,
        data=FOLLOWUP,
    ),
    Row("outcomes.delete_followup", _older("/followups/THIS/delete", "organization"), OFFICE),
    Row("outcomes.themes", lambda w: "/outcomes/themes", OFFICE),
    Row(
        "outcomes.add_theme",
        lambda w: f"/outcomes/themes/{w.meeting.cycle.slug}",
        OFFICE,
        data={"name": "New"},
    ),
    Row("outcomes.rename_theme", _theme(), OFFICE, data={"name": "Other"}),
    Row("outcomes.delete_theme", _theme("/delete"), OFFICE),
    Row(
        "outcomes.delete_record",
        lambda w: _kept(w.session) + "/delete",
        WRITERS,
        lambda w: _kept(w.other_session) + "/delete",
        STAFF_WHO_WRITE,
    ),
]
