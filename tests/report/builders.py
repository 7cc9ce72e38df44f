"""A cycle that has something to report. Call it inside `work(app)`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from meetings.access.actor import OPERATOR
from meetings.base.database import db
from meetings.mandate.models import Cycle, Obligation, PlannedMeeting
from meetings.outcomes import actions as outcomes
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import RecordKind, RecordText
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import Attribution, MeetingKind, MeetingStatus, Mode, SessionKind, SpeakerRole
from meetings.progress.models import ProgressEntry
from meetings.registration.rules import Category, Listing, RegistrationStatus
from meetings.report.models import Report, ReportParagraph
from tests.builders import a_cycle, a_meeting, a_registration, a_session, an_organization

NEEDS = {
    **dict.fromkeys((1, 2, 3, 4), "progress_entry"),
    5: "focal_point_meeting",
    6: "fellowship_record",
    7: "resource_entry",
    8: "workshop",
    9: "report_submitted",
}
SPEAKER = "Camila Planted-Finch"
SILENT_ORGANIZATION = "Example Planted Commission"


@dataclass(frozen=True)
class Told:
    """What was built; ids only, since each unit of work reads anew."""

    cycle_id: int
    symbol: str
    workshop_id: int
    opening_id: int
    panel_id: int
    silent_id: int
    focal_id: int


def a_mandate(symbol: str = "52/15", **given: Any) -> Cycle:
    """A cycle of nine operative paragraphs, with a workshop in 2025 and a focal-point meeting each in 2024 and 2025."""
    values: dict[str, Any] = {
        "starts_on": date(2023, 1, 1),
        "ends_on": date(2026, 4, 30),
        "workshop_year": 2025,
        "previous_starts": date(2022, 10, 18),
        "previous_ends": date(2022, 10, 19),
        "report_session": 61,
        "report_symbol": "A/HRC/61/35",
        "progress_paragraphs": list(range(1, 9)),
        "agenda_items": [{"number": 2, "title": "Annual report"}, {"number": 3, "title": "Promotion"}],
    }
    cycle = a_cycle(symbol, **values | given)
    for position, (paragraph, need) in enumerate(NEEDS.items()):
        needs = [{"evidence": need, "count": 1}]
        db.session.add(
            Obligation(
                resolution=cycle.resolution,
                position=position,
                paragraph=paragraph,
                verbs=["request"],
                wording="Do it",
                needs=needs,
            )
        )
    for year in (2024, 2025):
        db.session.add(
            PlannedMeeting(
                cycle=cycle,
                position=year,
                code=f"focal-{year}",
                kind="focal_point_meeting",
                year=year,
                mode="virtual",
                paragraph=5,
                title=f"Focal points {year}",
            )
        )
    db.session.flush()  # the tests need the ids
    return cycle


def said(session: MeetingSession, *paragraphs: str) -> Summary:
    """An approved summary."""
    summary = outcomes.save_summary(OPERATOR, session, "\n\n".join(paragraphs))
    outcomes.hand_in(OPERATOR, summary)
    outcomes.approve(OPERATOR, summary, because="An example.")
    return summary


def says(session: MeetingSession, *paragraphs: str) -> None:
    """The session's approved summary is opened, changed and approved again."""
    summary = db.session.query(Summary).filter_by(session_id=session.id).one()
    outcomes.reopen(OPERATOR, summary)
    outcomes.save_summary(OPERATOR, session, "\n\n".join(paragraphs), summary.version)
    outcomes.hand_in(OPERATOR, summary)
    outcomes.approve(OPERATOR, summary, because="An example.")


def a_record(
    session: MeetingSession, kind: RecordKind, text: str, organization: str = "", **given: Any
) -> None:
    values: dict[str, Any] = {"attribution": session.attribution, "naming_approved": False}
    outcomes.add_record(
        OPERATOR, session, RecordText(kind=kind, text=text, organization=organization, **values | given)
    )


def a_speaker(session: MeetingSession, name: str, organization: str = "") -> None:
    db.session.add(
        Speaker(
            session=session, name=name, organization=organization, role=SpeakerRole.PANELLIST, function="Head"
        )
    )


def an_entry(cycle: Cycle, paragraph: int, text: str) -> None:
    db.session.add(
        ProgressEntry(
            cycle=cycle,
            paragraph=paragraph,
            text=text,
            done_by="The Office",
            since=date(2023, 5, 1),
            written_at=datetime(2025, 1, 1, tzinfo=UTC),
        )
    )


def a_paragraph(
    report: Report, text: str = "Mine.", part: str = "I", section: str = "", **given: Any
) -> ReportParagraph:
    """A paragraph of the draft, at the end; `taken` are rows of ReportTaken."""
    values: dict[str, Any] = {"position": len(report.paragraphs), "version": 1, "text": text}
    made = ReportParagraph(
        report=report, place=report.place(part, section), name=f"p{report.next_number()}", **values | given
    )
    db.session.add(made)
    db.session.flush()  # its id is in its address
    return made


def participants(meeting: Meeting) -> None:
    """Two of the region, one each of three consents; a declined one and one who waits are not there."""
    approved = RegistrationStatus.APPROVED
    for given in (
        {"name": "Zoë Named", "sort_key": "named zoe", "category": Category.REGIONAL},
        {"name": "Ana Zamora", "sort_key": "zamora ana", "category": Category.REGIONAL},
        {
            "name": "Ora Only",
            "category": Category.NGO,
            "listing": Listing.ORGANIZATION,
            "organization_name": "Example Union",
        },
        {
            "name": "Nona Neither",
            "category": Category.NGO,
            "listing": Listing.NONE,
            "organization_name": "Example Secret",
        },
    ):
        a_registration(meeting, **{"status": approved, "function": "Expert"} | given)
    a_registration(meeting, name="Dora Declined", status=RegistrationStatus.DECLINED)
    a_registration(meeting, name="Wanda Waiting")


def a_told_cycle() -> Told:
    """A workshop of three sessions held (the last under Chatham House), a focal-point meeting, progress, people."""
    cycle = a_mandate()
    an_organization(SILENT_ORGANIZATION)
    workshop = a_meeting(
        "workshop-2025",
        cycle=cycle,
        status=MeetingStatus.HELD,
        title="Regional organizations and water",
        starts=datetime(2025, 9, 29, 10),
        ends=datetime(2025, 9, 30, 18),
        registration_closes=None,
    )
    sessions = [
        a_session(
            workshop,
            label=str(n),
            kind=kind,
            title=title,
            attribution=level,
            starts=datetime(2025, 9, 29, 9 + n),
        )
        for n, kind, title, level in (
            (1, SessionKind.OPENING, "Opening", Attribution.PUBLIC),
            (2, SessionKind.PANEL, "Early signs", Attribution.PUBLIC),
            (3, SessionKind.PANEL, "Defenders", Attribution.CHATHAM_HOUSE),
        )
    ]
    opening, panel, silent = sessions
    a_speaker(silent, SPEAKER, SILENT_ORGANIZATION)
    a_record(panel, RecordKind.PRACTICE, "Fees are waived for those who cannot pay.", "Example Lakes")
    a_record(opening, RecordKind.PRACTICE, "Communities are asked at the end of each visit.")
    a_record(silent, RecordKind.LESSON_LEARNED, "Early signs are recorded.^[See document 7.]")
    a_record(panel, RecordKind.RECOMMENDATION, "Publish what is measured.")
    a_record(silent, RecordKind.RECOMMENDATION, "Name one contact.")
    said(opening, "The workshop was opened.^[See A/HRC/52/1.]", "The programme was adopted.")
    said(panel, "Example Lakes spoke of early signs.")
    said(silent, "A participant spoke of threats.^[Nobody is named.]")
    focal = a_meeting(
        "focal-points-2024",
        cycle=cycle,
        kind=MeetingKind.FOCAL_POINT_MEETING,
        mode=Mode.VIRTUAL,
        status=MeetingStatus.HELD,
        starts=datetime(2024, 11, 27, 14),
        ends=datetime(2024, 11, 27, 16),
        registration_closes=None,
    )
    closing = a_session(focal, label="4", kind=SessionKind.CLOSING, title="Conclusions")
    said(closing, "The meeting agreed on a calendar.")
    an_entry(cycle, 3, "Organizations opened a calendar.^[See A/HRC/23/18.]")
    an_entry(cycle, 6, "Ten fellows were received.")
    participants(workshop)
    db.session.flush()  # the ids are told
    return Told(
        cycle.id, cycle.symbol.replace("/", "-"), workshop.id, opening.id, panel.id, silent.id, focal.id
    )
