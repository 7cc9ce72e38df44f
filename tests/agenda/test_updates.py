"""Updates of organizations: asked by mail, told by a link, changed, late, forgotten."""

import re
from datetime import UTC, date, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.agenda import actions, kept, still
from meetings.agenda.models import OrganizationUpdate, UpdateAddressee
from meetings.agenda.queries.reading import reported_in
from meetings.agenda.rules import PointDraft, PointKind
from meetings.base import clock
from meetings.base.database import db
from meetings.directory.models import FocalPoint
from meetings.outbox.models import OutboxMessage
from meetings.outbox.still import HeldMail
from meetings.outcomes import following
from meetings.outcomes.comparing import says_more
from meetings.outcomes.models import Summary
from meetings.outcomes.rules import RecordKind, Terms, Where
from meetings.people.asked import Subject, answered
from meetings.programme.models import Meeting
from meetings.programme.rules import Attribution, MeetingStatus
from meetings.record.models import RecordParagraph
from meetings.record.rules import ParagraphKind
from meetings.record.rules.reported import UPDATES as REPORTED
from tests.agenda.builders import NOW, a_focal_point_meeting, a_voice, an_asked, token_for
from tests.builders import a_session, an_organization
from tests.kit_app import signed_in, statements, work
from tests.outcomes.builders import a_record
from tests.outcomes.test_views import text_of
from tests.record.builders import APPROVAL, CHATHAM, PUBLIC, narrow

M = MeetingStatus
SAID = {"kind": ParagraphKind.PARAGRAPH, "text": "Said.", "attribution": PUBLIC, "written_at": NOW}
UPDATES = "/meetings/focal/updates"
TOLD = {
    "text": "We heard forty cases.\n\n<b>Bold</b>",
    "version": "0",
    "dates-0-event": "Hearing",
    "dates-0-first": "2027-03-01",
    "dates-0-last": "2027-03-02",
    "dates-0-place": "Suva",
    "dates-0-zone": "Pacific/Fiji",
    "dates-1-event": "",
    "dates-1-zone": "Pacific/Fiji",
}


def asked(app: Flask) -> tuple[int, int]:
    """A meeting, and an organization with two who speak for it."""
    clock.set_to(NOW)
    with work(app):
        meeting = a_focal_point_meeting()
        court = an_organization("Example Court", acronym="EC")
        a_voice(court, "sela@example.org", "Sela Example")
        a_voice(court, "tomas@example.org", "Tomas Example")
        before = a_focal_point_meeting("before", 2025, status=M.HELD)
        following.add_outcome(
            OPERATOR,
            before,
            a_record(kind=RecordKind.CONCLUSION, text="Share your calendar."),
            Where(numbered=True),
            Terms(owner="Example Court"),
        )
        return meeting.id, court.id


def link(app: Flask, email: str = "") -> str:
    with work(app, writing=False):
        return f"/updates/{token_for(db.session.scalars(select(OrganizationUpdate)).one(), email)}"


def stored(app: Flask) -> tuple[str, int, list[tuple[str, date, date]]]:
    with work(app, writing=False):
        row = db.session.scalars(select(OrganizationUpdate)).one()
        return row.text, row.version, [(d.event, d.first_on, d.last_on) for d in row.dates]


def state(client: FlaskClient) -> str:
    found = re.search(r"Example Court (sent late|sent|not sent yet|late)", text_of(client.get(UPDATES).text))
    assert found
    return found[1]


def composed(office: FlaskClient) -> tuple[list[str], list[str]]:
    """What the proposal says of updates, and which of it stops the approval."""
    assert office.post("/meetings/focal/sessions/1/record/proposal").status_code == 303
    return of_updates(office.application)


def narrowed(app: Flask, attribution: Attribution) -> tuple[list[str], list[str]]:
    with work(app):
        narrow(db.session.scalars(select(Summary)).one().session, attribution)
    return of_updates(app)


def on_record(office: FlaskClient) -> list[str]:
    """What the page of the running record of session 1 shows of updates, and whose."""
    page = html.fromstring(office.get("/meetings/focal/sessions/1/minutes").text)
    assert "Example Court" not in text_of(html.tostring(page, encoding="unicode")) or page.xpath(
        "//*[@id='before']"
    )
    return [": ".join(p.text_content() for p in one.iter("p")) for one in page.xpath("//*[@id='before']//li")]


def of_updates(app: Flask) -> tuple[list[str], list[str]]:
    with work(app, writing=False):
        summary = db.session.scalars(select(Summary)).one()
        rows = [row for row in summary.paragraphs if row.source.startswith(REPORTED)]
        return [row.text for row in rows], [row.text for row in says_more(summary) if row in rows]


def test_an_organization_is_asked_tells_and_changes_it_until_the_meeting_begins(app: Flask) -> None:
    _meeting_id, court_id = asked(app)
    office, anyone, other = signed_in(app, Role.ORGANIZER), app.test_client(), app.test_client()
    for due_on, hour in (
        ("2026-12-10", "09:00"),
        ("2026-11-19", "09:00"),
        ("9999-12-31", "09:00"),
        ("2026-12-01", "9"),
    ):
        data = {"due_on": due_on, "due_hour": hour, "words": "200", "version": "0"}
        assert office.post(UPDATES + "/terms", data=data).status_code == 422
    data = {
        "due_on": "2026-12-01",
        "due_hour": "18:00",
        "words": "200",
        "note": "Tell of hearings.",
        "version": "0",
    }
    assert office.post(UPDATES + "/terms", data=data).status_code == 303
    assert office.post(UPDATES + "/terms", data=data).status_code == 422  # on an older page
    page = office.get(UPDATES).text
    assert "Sela Example" in page and "sela@example.org" not in page
    answer = office.post(UPDATES + "/ask", data={"chosen": [str(court_id), "x", "7" * 12]})
    assert answer.headers["Location"].startswith("/outbox/batches/") or answer.status_code == 303
    with work(app, writing=False):
        mails = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.to_email)).all()
        assert [(m.to_email, m.letter, m.delivery.value) for m in mails] == [
            ("sela@example.org", "ask_update", "held"), ("tomas@example.org", "ask_update", "held"),
        ]  # fmt: skip
        assert "It is due by 2 December 2026, 05:00 (Fiji)." in mails[0].text
        assert "Tell of hearings." in mails[0].text and "[personal link]" in mails[0].text
    own, theirs = link(app, "sela@example.org"), link(app, "tomas@example.org")
    assert stored(app) == ("", 0, [])
    page = text_of(anyone.get(own).text)
    assert stored(app) == ("", 0, []) and state(office) == "not sent yet"
    assert "18:00 Geneva" in page and "What you had taken on" in page and "Share your calendar." in page
    bad = [
        (TOLD | {"text": "", "dates-0-event": ""}, "Write what happens then."),
        (TOLD | {"dates-0-first": "2027-02-30"}, "There is no such day."),
        (TOLD | {"dates-0-first": ""}, "Give the first day."),
        (TOLD | {"dates-0-last": "2027-02-28"}, "the last day is before the first"),
        (TOLD | {"dates-0-zone": "Mars/Olympus"}, "Choose a time zone"),
        (TOLD | {"text": "a\x00"}, "cannot be shown"),
        (TOLD | {"text": "x" * 8001}, "At most 8000 characters."),
        ({"text": " ", "version": "0"}, "Write your update, or give a date."),
    ]
    for data, sentence in bad:
        answer = anyone.post(own, data=data)
        assert (answer.status_code in (409, 422), sentence in answer.text) == (True, True), sentence
    assert (
        anyone.post(own, data=TOLD | {"dates-0-first": "2027-02-30"}).text.count("We heard forty cases.") == 1
    )
    answer = anyone.post(own, data=TOLD)
    assert (answer.status_code, answer.headers["Location"]) == (303, own)
    assert stored(app) == (
        TOLD["text"].replace("\r", ""),
        1,
        [("Hearing", date(2027, 3, 1), date(2027, 3, 2))],
    )
    answer = other.post(theirs, data={"text": "Ours, too.", "version": "0"})  # the page of before
    assert answer.status_code == 409
    assert "Somebody of your organization has changed it meanwhile" in answer.text
    assert "&lt;b&gt;Bold" in answer.text and ">\r\nOurs, too.</textarea>" in answer.text
    assert 'name="version" type="hidden" value="1"' in answer.text
    assert other.post(theirs, data={"text": "Both.", "version": "1"}).status_code == 303
    assert stored(app) == ("Both.", 2, [])
    clock.set_to(datetime(2026, 12, 9, 7, tzinfo=UTC))  # 08:00 in Geneva
    office = signed_in(app, Role.ORGANIZER)
    answer = anyone.post(own, data={"text": "Too late.", "version": "2"})
    assert (
        answer.status_code == 409 and "The meeting has begun." in answer.text and "Too late." in answer.text
    )
    assert stored(app)[0] == "Both." and "Both." in office.get("/meetings/focal/agenda").text


def test_who_is_late_is_reminded_once_a_day_and_links_say_how_it_stands(app: Flask) -> None:
    meeting_id, court_id = asked(app)
    office, anyone = signed_in(app, Role.ORGANIZER), app.test_client()
    data = {"due_on": "2026-12-01", "due_hour": "18:00", "words": "200", "version": "0"}
    office.post(UPDATES + "/terms", data=data)
    office.post(UPDATES + "/ask", data={"chosen": [str(court_id)]})
    own = link(app, "sela@example.org")
    assert "less than 24 hours ago" in office.post(UPDATES + "/remind", follow_redirects=True).text
    clock.set_to(datetime(2026, 12, 2, 9, tzinfo=UTC))
    office = signed_in(app, Role.ORGANIZER)
    assert state(office) == "late"
    with work(app):  # who no longer speaks for it is not written to, and the link is shut
        point = db.session.scalars(select(FocalPoint).order_by(FocalPoint.id)).first()
        assert point is not None
        point.until = date(2026, 12, 1)
    office.post(UPDATES + "/remind")
    with work(app):
        mails = db.session.scalars(select(OutboxMessage).where(OutboxMessage.letter == "remind_update")).all()
        assert [m.to_email for m in mails] == ["tomas@example.org"]
        ids = [
            HeldMail(m.id, m.about_id or 0, m.letter, False)
            for m in db.session.scalars(select(OutboxMessage))
        ]
        assert sorted(still.of_updates(ids).values()) == [
            "You no longer speak for this organization. Whoever does has a link of their own."
        ]
    answer = anyone.post(own, data={"text": "Mine.", "version": "0"})
    assert answer.status_code == 409 and "You no longer speak for this organization." in answer.text
    assert stored(app) == ("", 0, [])
    theirs = link(app, "tomas@example.org")
    assert anyone.post(theirs, data={"text": "Here.", "version": "0"}).status_code == 303
    assert state(office) == "sent late"
    with work(app):
        found = [
            HeldMail(m.id, m.about_id or 0, m.letter, False)
            for m in db.session.scalars(select(OutboxMessage))
        ]
        assert sorted(still.of_updates(found).values())[1:] == ["sent", "sent"]
        db.session.get_one(Meeting, meeting_id).status = M.CANCELLED
    assert "The meeting is cancelled." in anyone.get(theirs).text
    assert anyone.get("/updates/unknown").status_code == 404
    assert anyone.get(theirs[:-3] + "xxx").status_code == 404
    assert office.post(f"{UPDATES}/ask", data={"chosen": [str(court_id)]}).status_code == 409


def test_no_longer_asked_and_what_the_office_writes_down(app: Flask) -> None:
    _meeting_id, court_id = asked(app)
    office, anyone = signed_in(app, Role.ORGANIZER), app.test_client()
    office.post(UPDATES + "/ask", data={"chosen": [str(court_id)]})
    own = link(app)
    with work(app, writing=False):
        key = db.session.scalars(select(OrganizationUpdate.key)).one()
    assert office.post(f"{UPDATES}/{key}/remove").status_code == 303
    with work(app, writing=False):
        left = {m.delivery.value for m in db.session.scalars(select(OutboxMessage))}
        assert left & {"held", "waiting"} == set()
    assert anyone.get(own).status_code == 404  # its link went with whom it was sent to
    office.post(UPDATES + "/ask", data={"chosen": [str(court_id)]})
    with work(app, writing=False):
        key = db.session.scalars(select(OrganizationUpdate.key)).one()
    clock.set_to(datetime(2026, 12, 9, 9, tzinfo=UTC))  # told at the meeting
    office = signed_in(app, Role.ORGANIZER)
    assert office.post(f"{UPDATES}/{key}", data=TOLD | {"text": "By telephone."}).status_code == 303
    assert office.post(f"{UPDATES}/{key}", data=TOLD).status_code == 422
    assert office.post(f"{UPDATES}/{key}/remove").status_code == 409
    focal = signed_in(app, Role.FOCAL_POINT, court_id)
    page = text_of(focal.get("/meetings/focal/joint-calendar").text)
    assert "1 March 2027 – 2 March 2027 Hearing Example Court Suva Pacific/Fiji" in page
    calendar = focal.get("/meetings/focal/joint-calendar.ics").text.replace("\r\n", "\n")
    assert "DTSTART;VALUE=DATE:20270301\nDTEND;VALUE=DATE:20270303\n" in calendar
    assert "SUMMARY:Hearing (EC)" in calendar
    # It is a part of the record: its page and the summary say it, by name only while that may be said.
    told = "reported before the meeting: By telephone."
    named, unnamed = f"Example Court {told}", f"An organization {told}"
    by_name, nobodys = ["Example Court: By telephone."], ["An organization: By telephone."]
    assert (composed(office), on_record(office)) == (([named], []), by_name)
    assert (narrowed(app, APPROVAL), on_record(office)) == (([named], [named]), nobodys)
    assert composed(office) == ([unnamed], [])
    # Own words that say whose it was are asked about: the update itself was proposed without a name.
    own = "Example Court spoke of hearings."
    assert office.post("/meetings/focal/sessions/1/record/paragraphs", data={"text": own}).status_code == 303
    page = text_of(office.get("/meetings/focal/sessions/1/record").text)
    assert "Named here: has each of them approved it? Paragraph 3: Example Court" in page
    assert (narrowed(app, PUBLIC), on_record(office)) == (([unnamed], []), by_name)
    assert composed(office) == ([named], [])
    assert (narrowed(app, CHATHAM), on_record(office)) == (([named], [named]), [])
    assert composed(office) == ([named], [named])  # a person takes it out
    assert (narrowed(app, PUBLIC), on_record(office)) == (([named], [named]), by_name)
    with work(app):  # it stands in the record of one session: the first, or that of the point
        first = db.session.scalars(select(Summary)).one().session
        second = a_session(first.meeting, label="2", starts=first.starts + timedelta(hours=2))
        assert [len(reported_in(one)) for one in (first, second)] == [1, 0]
        actions.add_point(OPERATOR, first.meeting, PointDraft("", session_id=second.id), PointKind.UPDATES)
        assert [len(reported_in(one)) for one in (first, second)] == [0, 1]
        now = clock.now()
        clock.set_to(NOW)
        for n in range(40):
            actions.tell_for(
                OPERATOR, an_asked(first.meeting, an_organization(f"Court {n}")), f"Told {n}.", [], 0
            )
        clock.set_to(now)
        db.session.add_all(
            RecordParagraph(session_id=second.id, key=f"k{n}", position=n, mark=1, version=1, **SAID)
            for n in range(101)
        )
    assert on_record(office) == []
    with statements(app) as asked_once:
        first_part = office.get("/meetings/focal/sessions/2/minutes?part=1").text
    assert first_part.count("Told ") == 40 and len(asked_once) == 13, "\n".join(asked_once)
    # Of a long record the first part holds them.
    later = office.get("/meetings/focal/sessions/2/minutes").text
    assert "41 updates, before the first paragraph" in later and "Told 1." not in later


def test_whom_organizations_named_is_told_deleted_and_purged_while_the_update_stays(app: Flask) -> None:
    meeting_id, court_id = asked(app)
    with work(app):
        update = an_asked(db.session.get_one(Meeting, meeting_id), None)
        email = update.addressees[0].email
        actions.tell(update.addressees[0], "Told.", [], 0)
        knows, subject = answered()["agenda"], Subject(None, frozenset(), frozenset({email}))
        rows = knows.told(subject).tables["update_addressee"]
        assert [(row["email"], row["meeting"]) for row in rows] == [(email, "Focal points 2026")]
        assert [figure.number for figure in knows.goes(subject)] == [1]
        knows.forget(OPERATOR, subject)
        assert knows.told(subject).tables["update_addressee"] == []
        actions.ask_many(OPERATOR, db.session.get_one(Meeting, meeting_id), [court_id])
        assert (kept.meetings(), kept.count(meeting_id)) == ([meeting_id], 2)
        assert (kept.forget(meeting_id, 1), kept.forget(meeting_id, 5), kept.forget(meeting_id, 5)) == (
            1,
            1,
            0,
        )
        assert db.session.scalars(select(UpdateAddressee)).all() == []
        texts = select(OrganizationUpdate.text).order_by(OrganizationUpdate.id)
        assert list(db.session.scalars(texts)) == ["Told.", ""]
