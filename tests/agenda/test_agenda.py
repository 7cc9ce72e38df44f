"""An agenda from its first point to the closing of the meeting, through the door."""

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from docx import Document as open_docx
from flask import Flask
from sqlalchemy import delete, select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.agenda import actions
from meetings.agenda.models import AgendaPoint
from meetings.agenda.queries import lacking
from meetings.agenda.queries.sittings import all_of, kept_elsewhere
from meetings.agenda.rules import PointDraft, PointKind
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import AskStatus, ListStatus
from meetings.outcomes import actions as outcomes
from meetings.outcomes import following
from meetings.outcomes.comparing import says_more
from meetings.outcomes.models import OutcomeRecord, Summary, SummaryParagraph
from meetings.outcomes.queries import find_summary
from meetings.outcomes.rules import FollowupDraft, OutcomeState, RecordKind, Where
from meetings.programme import actions as programme
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.queries import kept_with
from meetings.programme.rules import Attribution, MeetingStatus, SessionDraft, SpeakerRole
from meetings.record.models import RecordParagraph
from meetings.registration.models import Attendance
from meetings.registration.rules import Presence, RegistrationStatus
from meetings.rounds.queries.owing import owing
from tests.agenda.builders import NOW, a_focal_point_meeting, an_asked
from tests.builders import a_registration, an_organization
from tests.kit_app import an_account, signed_in, statements, work
from tests.outcomes.builders import NO_ROUND, a_record, a_speaker, an_approved_summary
from tests.outcomes.test_views import text_of
from tests.record.builders import narrow

M = MeetingStatus
AGENDA = "/meetings/focal/agenda"


def points(page: str) -> list[str]:
    return re.findall(r"<h3>(\d+\. )<bdi>([^<]*)", page) and [
        f"{number}{title}" for number, title in re.findall(r"<h3>(\d+\. )<bdi>([^<]*)", page)
    ]


def test_the_first_point_is_by_itself_what_became_of_the_last_conclusions(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        owner = an_organization("Example Court")
        last = a_focal_point_meeting("before", 2025, status=M.HELD)
        one = following.add_outcome(
            OPERATOR,
            last,
            a_record(kind=RecordKind.CONCLUSION, text="Share a calendar."),
            Where(numbered=True),
        )
        following.add_followup(OPERATOR, one, FollowupDraft(2026, "It is shared.", OutcomeState.DONE))
        meeting = a_focal_point_meeting()
        an_asked(meeting, owner)
        focal_on = owner.id
    office, focal = signed_in(app, Role.ORGANIZER), signed_in(app, Role.FOCAL_POINT, focal_on)
    page = focal.get(AGENDA).text
    assert points(page) == ["1. Follow-up of the last conclusions"]
    assert "No. 1 done Share a calendar." in text_of(page) and "It is shared." in page
    assert office.post(AGENDA + "/begin").status_code == 303
    page = office.get(AGENDA).text
    usual = [
        "1. Follow-up of the last conclusions", "2. Adoption of the agenda", "3. Updates of organizations",
        "4. Thematic exchange", "5. Joint calendar", "6. Conclusions",
    ]  # fmt: skip
    assert points(page) == usual
    assert "08:15 · 5 minutes" in text_of(page)
    assert office.post(AGENDA + "/begin").status_code == 409
    paper = app.test_client().get("/meetings/focal/papers/agenda.docx")
    opened = open_docx(io.BytesIO(paper.data))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(p.text for p in opened.paragraphs), *cells])
    told = ("Points of the agenda", "Thematic exchange", "Share a calendar.")
    assert [one in text for one in told] == [True, True, False]
    with work(app, writing=False):
        ids = list(db.session.scalars(select(AgendaPoint.id).order_by(AgendaPoint.position)))
    path = f"{AGENDA}/points/"
    assert office.post(f"{path}{ids[3]}/move", data={"to": "up"}).status_code == 303
    assert office.post(f"{path}{ids[0]}/move", data={"to": "down"}).status_code == 409
    assert points(office.get(AGENDA).text)[2:4] == ["3. Thematic exchange", "4. Updates of organizations"]
    bad = {"title": "", "minutes": "0", "session": "999999", "about": "\x00", "version": "1"}
    answer = office.post(f"{path}{ids[3]}", data=bad)
    assert answer.status_code == 422 and "A number from 1 to 600." in answer.text
    good = {"title": "Exchange: early signs", "minutes": "40", "session": "", "about": "", "version": "1"}
    assert office.post(f"{path}{ids[3]}", data=good).status_code == 303
    answer = office.post(f"{path}{ids[3]}", data=good | {"title": "Mine"})
    assert answer.status_code == 422
    assert "<dd>Exchange: early signs</dd>" in answer.text and 'value="Mine"' in answer.text
    assert focal.post(f"{path}{ids[3]}", data=good).status_code in (403, 404)


def test_one_meeting_in_two_sittings_has_one_record(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_focal_point_meeting(sessions=2)
        meeting_id = meeting.id
        half = a_focal_point_meeting("half")  # of which only the second sitting will take place
        half_id = half.id
        actions.repeat(OPERATOR, half, datetime(2026, 12, 9, 17))
        programme.cancel_session(OPERATOR, next(s for s in half.sessions if s.label == "1"))
    office = signed_in(app, Role.ORGANIZER)
    sitting = f"{AGENDA}/second-sitting"
    for day, hour in (
        ("2026-12-09", "25:00"),
        ("2026-02-30", "20:00"),
        ("9999-12-31", "23:59"),
        ("2026-12-10", "09:00"),
    ):
        assert office.post(sitting, data={"day": day, "hour": hour}).status_code == 422
    assert office.post(sitting, data={"day": "2026-12-09", "hour": "19:00"}).status_code == 303
    with work(app):
        meeting = db.session.get_one(Meeting, meeting_id)
        sessions = {s.label: s for s in meeting.sessions}
        assert {label: f"{s.starts:%H:%M}" for label, s in sessions.items()} == {
            "1": "08:00", "2": "08:30", "1b": "19:00", "2b": "19:30",
        }  # fmt: skip
        for n, (label, organization) in enumerate(
            (("1", "Forum"), ("2", "Forum"), ("2b", "Forum"), ("1b", "Court"))
        ):
            there = a_registration(
                meeting,
                organization_name=organization,
                status=RegistrationStatus.APPROVED,
                email=f"p{n}@example.org",
            )
            db.session.add(
                Attendance(
                    session_id=sessions[label].id,
                    registration_id=there.id,
                    presence=Presence.ONLINE,
                    noted_by="Office",
                    noted_at=NOW,
                )
            )
    page = text_of(office.get(AGENDA + "?zone=Pacific/Fiji").text)
    assert "Sitting 1 9 December 2026" in page and "Sitting 2 9 December 2026" in page
    assert re.search(r"19:00–21:00.*Geneva.*06:00.*\+1.*Fiji", page)
    assert "Organization Sitting 1 Sitting 2 Court – 1 Forum 2 1" in page
    clock.set_to(datetime(2026, 12, 10, 9, tzinfo=UTC))
    # The record of the first sitting is that of both: what is written at the second goes there.
    office = signed_in(app, Role.ORGANIZER)
    said = {"text": "Said in the evening.", "attribution": "public", "key": "k" * 20, "kind": "paragraph"}
    written = office.post("/meetings/focal/sessions/1b/minutes/add", data=said)
    assert written.headers["Location"].startswith("/meetings/focal/sessions/1/minutes")
    office.post("/meetings/focal/sessions/1b/record", data={"text": "Both sittings.", "version": "0"})
    for label in ("1", "1b"):
        assert "Said in the evening." in office.get(f"/meetings/focal/sessions/{label}/minutes").text
        assert "Both sittings." in office.get(f"/meetings/focal/sessions/{label}/record").text
        assert "Record of session 1" in office.get(f"/meetings/focal/sessions/{label}/round").text
    with work(app):
        of = {s.label: s for s in db.session.get_one(Meeting, meeting_id).sessions}
        second_id = of["1b"].id
        # Both have one attribution: the record is judged by it.
        for one, level in ((of["2b"], Attribution.CHATHAM_HOUSE), (of["2"], Attribution.PUBLIC)):
            names = ("label", "kind", "title", "starts", "ends", "room")
            draft = SessionDraft(**{name: getattr(one, name) for name in names}, attribution=level)
            programme.edit_session(OPERATOR, one, draft, one.version)
            assert (of["2"].attribution, of["2b"].attribution) == (level, level)
    # Whoever is rapporteur of the second sitting writes the one record, too, and no other.
    second = signed_in(app, Role.RAPPORTEUR, second_id)
    for label in ("1", "1b"):
        for path in ("minutes", "record", "round"):
            assert second.get(f"/meetings/focal/sessions/{label}/{path}").status_code == 200
    assert second.get("/meetings/focal/sessions/2b/record").status_code == 403
    # Where the first sitting is cancelled, the one that was held has its own.
    alone = "/meetings/half/sessions/1b"
    written = office.post(f"{alone}/minutes/add", data=said)
    assert written.headers["Location"].startswith(f"{alone}/minutes")
    assert office.post(f"{alone}/record", data={"text": "Held.", "version": "0"}).status_code == 303
    with work(app):
        half = db.session.get_one(Meeting, half_id)
        programme.take_step(OPERATOR, half, M.HELD)
        assert [one.params["label"] for one in programme.missing_to_close(OPERATOR, half)] == ["1b"]
        meeting = db.session.get_one(Meeting, meeting_id)
        programme.take_step(OPERATOR, meeting, M.HELD)
        session = next(s for s in meeting.sessions if s.label == "1")
        db.session.delete(find_summary(session))
        db.session.flush()
        for label in ("1", "2"):
            session = next(s for s in meeting.sessions if s.label == label)
            an_approved_summary(session)
        again = next(s for s in meeting.sessions if s.label == "1b")
        summary = outcomes.save_summary(OPERATOR, again, "Text.")
        outcomes.hand_in(OPERATOR, summary)
        # What was written of a repeat in a record of its own is brought to its end as well.
        assert [one.params["label"] for one in programme.missing_to_close(OPERATOR, meeting)] == ["1b"]
        outcomes.into_round(OPERATOR, summary)
        assert [one.params["label"] for one in programme.missing_to_close(OPERATOR, meeting)] == ["1b"]
        outcomes.out_of_round(OPERATOR, summary, "It is in the first sitting.")
        outcomes.approve(OPERATOR, summary, because=NO_ROUND)
        programme.take_step(OPERATOR, meeting, M.CLOSED)


def test_what_asks_for_the_sittings_of_a_session_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of a session asks, and a record that is open every few seconds: writing it cost more than all else."""

    def asked(number: int) -> list[str]:
        return [str(query) for query in (all_of(number), kept_elsewhere(), kept_elsewhere([number]))]

    before = asked(1)
    monkeypatch.setitem(kept_elsewhere.__globals__, "aliased", None)
    assert asked(2) == before


def test_a_meeting_is_closed_when_every_session_has_its_summary(app: Flask) -> None:
    clock.set_to(datetime(2026, 12, 9, 23, tzinfo=UTC))
    with work(app):
        meeting = a_focal_point_meeting(sessions=2, status=M.HELD)
        meeting_id, first = meeting.id, meeting.sessions[0].id
        programme.assign_rapporteur(
            OPERATOR, meeting.sessions[0], an_account("ruth@example.org", "Ruth Okello")
        )
    office = signed_in(app, Role.ORGANIZER)
    status = "/meetings/focal/status"
    answer = office.post(status, data={"to": "closed"})
    assert answer.status_code == 409
    page = text_of(answer.text)
    assert "Session 1, Example session" in page and "is not approved (Ruth Okello)" in page
    assert "is not approved (nobody is named to write it)" in page
    assert 'href="/meetings/focal/sessions/1/record"' in answer.text
    clock.set_to(datetime(2026, 12, 11, 9, tzinfo=UTC))
    office = signed_in(app, Role.ORGANIZER)
    assert "late to be handed in (Ruth Okello)" in text_of(office.get("/meetings/focal/edit").text)

    office = signed_in(app, Role.ORGANIZER)
    with work(app):
        meeting = db.session.get_one(Meeting, meeting_id)
        for session in meeting.sessions:
            an_approved_summary(session)
    assert office.post(status, data={"to": "closed"}).status_code == 303
    assert office.post(f"{AGENDA}/points/new", data={"kind": "point", "title": "More"}).status_code == 422
    with work(app):  # nothing is written of its sessions, and no summary is opened again
        session = db.session.get_one(MeetingSession, first)
        summary = find_summary(session)
        assert summary is not None
        for write in (
            lambda: outcomes.add_record(OPERATOR, session, a_record()),
            lambda: outcomes.reopen(OPERATOR, summary),
            lambda: outcomes.correct(OPERATOR, summary, "A mistake."),
        ):
            with pytest.raises(Refused, match="The meeting is closed"):
                write()
    data = {"text": "More.", "paragraph": "5", "theme": ""}
    assert "The meeting is closed." in office.post("/meetings/focal/conclusions/new", data=data).text
    answer = office.post(status, data={"to": "held", "reason": " "})
    assert answer.status_code == 409 and "Say why the meeting is opened again." in answer.text
    assert office.post(status, data={"to": "held", "reason": "A session was forgotten."}).status_code == 303
    assert "A session was forgotten." in office.get("/meetings/focal/edit").text
    assert office.post("/meetings/focal/conclusions/new", data=data).status_code == 303
    with work(app):  # narrowed after its approval, a session stands in the way again
        session = db.session.get_one(MeetingSession, first)
        session.attribution = Attribution.CHATHAM_HOUSE
        assert [one.params["label"] for one in programme.missing_to_close(OPERATOR, session.meeting)] == ["1"]


def test_updates_are_no_part_of_a_session_in_which_nobody_is_named(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_focal_point_meeting()
        session = meeting.sessions[0]
        point = actions.add_point(OPERATOR, meeting, PointDraft("", session_id=session.id), PointKind.UPDATES)
        session.attribution = Attribution.CHATHAM_HOUSE
        actions.attribution_changed(OPERATOR, session)
        db.session.refresh(point)
        assert point.session_id is None
    office = signed_in(app, Role.ORGANIZER)
    data = {"title": "", "session": str(session.id), "version": "1"}
    assert "nobody is named. Choose another." in office.post(f"{AGENDA}/points/{point.id}", data=data).text


def test_conclusions_are_numbered_and_the_page_asks_a_fixed_number_of_statements(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_focal_point_meeting()
        an_asked(meeting)
    office = signed_in(app, Role.ORGANIZER)

    def conclude(text: str) -> None:
        data = {
            "text": text,
            "paragraph": "5",
            "theme": "",
            "owner": "The secretariat",
            "due_on": "2027-03-01",
        }
        assert office.post("/meetings/focal/conclusions/new", data=data).status_code == 303

    conclude("Meet in March.")
    office.get(AGENDA)
    with statements(app) as few:
        page = text_of(office.get(AGENDA).text)
    assert (
        "No. 1 open Meet in March. paragraph 5 · Who is to do it: The secretariat · by 1 March 2027" in page
    )
    for n in range(4):
        conclude(f"Do {n}.")
        with work(app):
            meeting = db.session.get_one(Meeting, meeting.id)
            an_asked(meeting)
            actions.add_point(OPERATOR, meeting, PointDraft(f"Point {n}", session_id=meeting.sessions[0].id))
    with statements(app) as many:
        page = text_of(office.get(AGENDA).text)
    assert "No. 5 open Do 3." in page
    assert len(many) == len(few)
    with work(app):  # the last one is taken out: people have read its number, so the next is not called by it
        key = db.session.scalars(select(OutcomeRecord.key).where(OutcomeRecord.number == 5)).one()
    assert office.post(f"/outcomes/{key}/delete").status_code == 303
    conclude("Do it after all.")
    page = text_of(office.get(AGENDA).text)
    assert "No. 6 open Do it after all." in page and "No. 5" not in page


def test_who_spoke_writes_or_leads_at_the_second_sitting_is_in_the_record_of_both(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        meeting = a_focal_point_meeting()
        for hour in (17, 20):
            actions.repeat(OPERATOR, meeting, datetime(2026, 12, 9, hour))
        of = {s.label: s for s in meeting.sessions}
        clock.set_to(datetime(2026, 12, 9, 22, 30, tzinfo=UTC))
        a_speaker(of["1b"], "Mo Chair", role=SpeakerRole.CHAIR, organization="Forum of Mo")
        a_speaker(of["1b"], "Ruth Writer", role=SpeakerRole.RAPPORTEUR, email="ruth@example.org")
        ben = a_registration(meeting, name="Ben Example", status=RegistrationStatus.APPROVED)
        db.session.add(FloorList(session_id=of["1b"].id))
        db.session.flush()  # who asks refers to it
        had = {"status": AskStatus.DONE, "position": 1, "minutes": 3, "asked_at": NOW, "started_at": NOW}
        db.session.add(FloorAsk(key="k" * 20, session_id=of["1b"].id, registration_id=ben.id, **had))
        second = of["1b"].id
        # Nobody is late before the last sitting is over for a day; then whoever writes at any sitting is asked.
        assert owing(of["1"].ends_at + timedelta(hours=25), 9) == []
        [(_, whom)] = owing(of["1c"].ends_at + timedelta(hours=25), 9)
        assert [one.email for one in whom] == ["ruth@example.org"]
    rapporteur, record = signed_in(app, Role.RAPPORTEUR, second), "/meetings/focal/sessions/1/record"
    page = rapporteur.get("/meetings/focal/sessions/1b/minutes").text
    assert "Ben Example" in page and "Mo Chair" in page
    rapporteur.post("/meetings/focal/sessions/1b/minutes/floor")
    chaired = {"text": "Let us begin.", "attribution": "public", "speaker": "Mo Chair"}
    rapporteur.post("/meetings/focal/sessions/1b/minutes/add", data=chaired)
    rapporteur.post("/meetings/focal/sessions/1b/record/proposal")
    with work(app, writing=False):
        rows = db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.position)).all()
        assert [(p.speaker, p.role, p.organization) for p in rows] == [
            ("Ben Example", None, "Example Forum"),
            ("Mo Chair", SpeakerRole.CHAIR, "Forum of Mo"),
        ]
        paragraphs = [(p.id, p.text) for p in db.session.scalars(select(SummaryParagraph))]
    assert paragraphs[1][1] == "The following took the floor: Mo Chair, Forum of Mo (chair)."
    moved = rapporteur.post(f"{record}/paragraphs/{paragraphs[0][0]}/move", data={"to": "down"})
    shared = {"kind": "practice", "text": "Fees are waived.", "attribution": "public", "paragraph": "8"}
    assert (moved.status_code, rapporteur.post(f"{record}/new", data=shared).status_code) == (303, 303)
    with work(app, writing=False):
        shared_id, key = db.session.execute(select(OutcomeRecord.id, OutcomeRecord.key)).one()
    assert [rapporteur.get(p).status_code for p in (f"{record}/{shared_id}", f"/outcomes/{key}")] == [
        200,
        200,
    ]
    listed = text_of(rapporteur.get("/meetings/focal/outcomes").text)
    assert "Sessions 1 Approved 0" in listed and "1b" not in listed
    # Where the first does not take place, the next one that does has the record of all that are left.
    with work(app):
        meeting = db.session.scalars(select(Meeting)).one()
        for kept in (RecordParagraph, OutcomeRecord, Summary):
            db.session.execute(delete(kept))
        of = {s.label: s for s in meeting.sessions}
        of["1"].cancelled_at = NOW
        db.session.flush()
        assert [kept_with(of[label]).label for label in ("1", "1b", "1c")] == ["1", "1b", "1b"]
        assert [one.session.label for one in lacking(meeting)] == ["1b"]


def test_a_list_of_speakers_of_another_sitting_is_asked_before_it_goes(app: Flask) -> None:
    """One record, one text: also whoever spoke at the second sitting is named no more in the drafter's own words."""
    clock.set_to(NOW)
    with work(app):
        meeting = a_focal_point_meeting()
        actions.repeat(OPERATOR, meeting, datetime(2026, 12, 9, 17))
        of = {s.label: s for s in meeting.sessions}
        clock.set_to(datetime(2026, 12, 9, 22, 30, tzinfo=UTC))
        db.session.add(FloorList(session_id=of["1b"].id, status=ListStatus.ENDED))
        db.session.flush()  # who asks refers to it
        guest = {"name": "Yara Guest", "status": AskStatus.DONE, "position": 1, "minutes": 3}
        db.session.add(FloorAsk(key="k" * 20, session_id=of["1b"].id, asked_at=NOW, started_at=NOW, **guest))
        summary = outcomes.save_summary(OPERATOR, of["1"], "Signs were early.\n\nYara Guest agreed.")
        narrow(of["1"])
        assert [row.text for row in says_more(summary)] == ["Yara Guest agreed."]
