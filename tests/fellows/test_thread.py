"""The whole year: from the offer that is accepted to the certificate, the alumni and the question a year later."""

import io
import re
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.assessment.actions import send_offers
from meetings.assessment.models import FellowshipOffer
from meetings.base import clock
from meetings.base.database import db
from meetings.fellows import actions
from meetings.fellows.models import (
    Fellow,
    FellowEvaluated,
    FellowEvaluation,
    FellowFollowUp,
    FellowLog,
    FellowTask,
)
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState
from meetings.invitations.models import Invitation
from meetings.outbox.models import OutboxMessage
from meetings.programme.actions import release, take_step
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import Attribution, MeetingStatus
from meetings.registration.rules import RegistrationStatus
from tests.assessment.builders import assessed, eligible, token_of_offer
from tests.builders import a_meeting, a_person, a_registration, a_session
from tests.fellows.builders import DURING, FIRST, LAST, browser_for, token_of_follow_up
from tests.fellowship.builders import PDF, send
from tests.fellowship.test_thread import text_of
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, work

FELLOW, SUPERVISOR = "fellow-1@example.org", "sena@example.org"
PLACED = {
    "unit": "Treaty bodies branch",
    "supervisor_email": SUPERVISOR,
    "supervisor_name": "Sena Supervisor",
    "starts_on": FIRST.isoformat(),
    "ends_on": LAST.isoformat(),
    "plan": "Learn how reports are examined.",
}


def version_in(page: str) -> str:
    found = re.search(r'name="version"[^>]* value="(\d+)"', page)
    assert found is not None
    return found[1]


def letters(app: Flask, *ours: str) -> list[tuple[str, str]]:
    with work(app, writing=False):
        rows = db.session.execute(
            select(OutboxMessage.to_email, OutboxMessage.letter)
            .where(OutboxMessage.letter.in_(ours))
            .order_by(OutboxMessage.id)
        )
        return [(to, letter) for to, letter in rows]


def unfolded(feed: str) -> list[str]:
    return feed.replace("\r\n ", "").split("\r\n")


def lines_of(feed: str, *names: str) -> list[str]:
    return [line for line in unfolded(feed) if line.partition(":")[0].partition(";")[0] in names]


def post(client: FlaskClient, path: str, **data: str) -> str:
    """A POST with the version that the page shows; where it led."""
    answer = client.post(path, data={"version": version_in(client.get(path).text)} | data)
    assert answer.status_code == 303, text_of(answer.text)
    return answer.location


def at(app: Flask, when: datetime) -> tuple[FlaskClient, FlaskClient, FlaskClient]:
    """The clock stands there, and office, fellow and supervisor have signed in again."""
    clock.set_to(when)
    return signed_in(app, Role.ORGANIZER), browser_for(app, FELLOW), browser_for(app, SUPERVISOR)


@ON_ONE_DATABASE
def test_the_whole_year(app: Flask) -> None:
    with work(app):
        edition = assessed(starts_on=FIRST, ends_on=LAST)
        application = eligible(edition, 1, state=ApplicationState.SELECTED)
        edition.state = EditionState.DECIDED
        send_offers(OPERATOR, edition)
        offer = f"/fellowship-offers/{token_of_offer(db.session.scalars(select(FellowshipOffer)).one())}"
        assert actions.take_in(OPERATOR, application) is None  # it is offered, not accepted
    assert app.test_client().post(offer, data={"answer": "accept"}).status_code == 303
    with work(app):
        fellow = db.session.scalars(select(Fellow)).one()
        assert actions.take_in(OPERATOR, fellow.application) is fellow and not actions.keep_fellows()
        year, slug = f"/fellows/{fellow.key}", fellow.application.edition.slug
        fellow.application.edition.state = EditionState.RUNNING
        due = {t.name: str(t.due_on) for t in db.session.scalars(select(FellowTask))}
        assert (due["Visa letter"], due["Travel"]) == ("2028-04-10", "2028-05-08")
        meeting = a_meeting(
            "observed", starts=datetime(2028, 6, 12, 9), ends=datetime(2028, 6, 13, 17), zone="Europe/Zurich"
        )
        a_session(meeting, label="1", title="Opening of the observed meeting")
        a_session(meeting, label="2", title="A closed talk", attribution=Attribution.CHATHAM_HOUSE)
        a_registration(meeting, name="Noor Haddad-Silence", status=RegistrationStatus.APPROVED)
    ours = (
        "fellow_welcome",
        "fellow_supervisor",
        "fellow_log_missing",
        "fellow_log_written",
        "fellow_log_answered",
        "fellow_certificate",
    )
    assert letters(app, *ours) == [(FELLOW, "fellow_welcome")]
    office, fellow_browser = signed_in(app, Role.ORGANIZER), browser_for(app, FELLOW)
    assert "Your year: Fellowship 2028" in text_of(fellow_browser.get("/my").text)

    # The placement: wrong days are told beside the field; it cannot begin without; the supervisor is told once.
    wrong = office.post(f"{year}/placement", data=PLACED | {"ends_on": "2028-06-01", "version": "1"})
    assert wrong.status_code == 422 and "The last day is before the first." in text_of(wrong.text)
    assert 'value="Sena Supervisor"' in wrong.text
    begin = {"to": "in_programme", "version": "1"}
    assert "Fill in the placement first" in text_of(office.post(f"{year}/step", data=begin).text)
    themselves = office.post(f"{year}/placement", data=PLACED | {"supervisor_email": FELLOW, "version": "1"})
    assert "Nobody supervises themselves." in text_of(themselves.text)
    assert post(office, f"{year}/placement", **PLACED) == year
    stale = office.post(f"{year}/placement", data=PLACED | {"plan": "Mine", "version": "1"})
    assert stale.status_code == 409 and "Mine" in stale.text and PLACED["plan"] in stale.text
    assert letters(app, *ours)[1:] == [(SUPERVISOR, "fellow_supervisor")]
    supervisor = browser_for(app, SUPERVISOR)
    assert "You supervise Fellow 1 Example" in text_of(supervisor.get("/my").text)

    # The checklist: due in the office's list, done by whose it is, one more, one not needed.
    office, fellow_browser, supervisor = at(app, datetime(2028, 4, 1, 9, tzinfo=UTC))
    assert "Arrange 1 thing for Fellow 1 Example" in text_of(office.get("/home").text)
    with work(app, writing=False):
        keys = {t.name: t.key for t in db.session.scalars(select(FellowTask))}
    assert fellow_browser.post(f"{year}/checklist", data={"name": "Bicycle"}).status_code == 403
    office.post(f"{year}/checklist", data={"name": "Badge", "todo_by": "office", "due_on": "2028-06-01"})
    not_mine = fellow_browser.post(
        f"{year}/checklist/{keys['Visa letter']}", data={"do": "done", "version": "1"}
    )
    assert not_mine.status_code == 409 and "somebody else to do" in text_of(not_mine.text)
    post(fellow_browser, f"{year}/checklist/{keys['Insurance']}", do="done", note="Policy 12")
    post(office, f"{year}/checklist/{keys['Visa letter']}", do="done", note="")
    post(office, f"{year}/checklist/{keys['Accommodation']}", do="drop")
    with work(app, writing=False):
        rows = {
            t.name: (t.done_by, t.note, t.dropped)
            for t in db.session.scalars(select(FellowTask))
            if t.done_at or t.dropped
        }
        assert rows == {
            "Insurance": ("Fellow 1 Example", "Policy 12", False),
            "Visa letter": ("Organizer Example", "", False),
            "Accommodation": ("", "", True),
        }
    assert "things for Fellow" not in text_of(office.get("/home").text)

    # The programme as a feed behind a secret address: a move counts, another word does not, a cancellation is told.
    office.post(f"{year}/step", data={"to": "in_programme", "version": version_in(office.get(year).text)})
    office, fellow_browser, supervisor = at(app, datetime(2028, 6, 6, 9, tzinfo=UTC))
    entry = {
        "title": "Introduction", "starts_on": "2028-06-07", "starts": "10:00", "ends": "11:00",
        "zone": "Europe/Zurich", "place": "Room 1", "link": "https://example.org/join", "version": "0",
    }  # fmt: skip
    assert fellow_browser.get(f"{year}/programme/new").status_code == 404
    backwards = supervisor.post(f"{year}/programme/new", data=entry | {"ends": "09:00"})
    assert backwards.status_code == 422 and "It ends before it begins." in text_of(backwards.text)
    assert supervisor.post(f"{year}/programme/new", data=entry).location == f"{year}#programme"
    made = fellow_browser.post("/my/calendars/subscribe", data={"kind": "fellowship", "organization": ""})
    address = re.search(r"/calendar/my/[^\"<?]+\.ics", fellow_browser.get(made.location).text)
    assert address is not None
    names = ("UID", "SEQUENCE", "STATUS", "DTSTART", "SUMMARY")
    first = app.test_client().get(address[0])
    assert first.headers["Referrer-Policy"] == "no-referrer"
    uid = lines_of(first.text, "UID")[0]
    told = [uid, "SEQUENCE:0", "DTSTART:20280607T080000Z", "SUMMARY:Introduction", "STATUS:CONFIRMED"]
    assert sorted(lines_of(first.text, *names)) == sorted(told)
    assert "https://example.org/join" in first.text
    with work(app, writing=False):
        where = f"{year}/programme/{db.session.scalars(select(Fellow)).one().entries[0].key}"
    post(supervisor, where, **{k: v for k, v in entry.items() if k != "version"} | {"title": "Welcome"})
    again = app.test_client().get(address[0]).text
    assert (lines_of(again, "SEQUENCE"), lines_of(again, "SUMMARY")) == (["SEQUENCE:0"], ["SUMMARY:Welcome"])
    moved = {k: v for k, v in entry.items() if k != "version"} | {"starts": "10:30", "ends": "11:30"}
    post(supervisor, where, **moved)
    post(office, where, do="cancel")
    gone = lines_of(app.test_client().get(address[0]).text, "SEQUENCE", "STATUS", "UID", "SUMMARY")
    assert sorted(gone) == sorted([uid, "SEQUENCE:2", "STATUS:CANCELLED", "SUMMARY:CANCELLED: Introduction"])

    # An entry that is a session goes where the released session goes.
    session = {"session": "observed/1", "starts_on": "2028-06-12", "starts": "09:00", "ends": "10:30"}
    post(supervisor, where, **moved | session | {"place": "Room XX"})
    for hours, cancelled, sequence in ((2, False, "4"), (0, True, "5"), (0, False, "5")):
        with work(app):
            held = db.session.scalars(select(MeetingSession).where(MeetingSession.label == "1")).one()
            held.cancelled_at, held.room = clock.now() if cancelled else None, "Room 2"
            for name in ("starts", "ends", "starts_at", "ends_at"):
                setattr(held, name, getattr(held, name) + timedelta(hours=hours))
            release(OPERATOR, held.meeting)
        gone = lines_of(app.test_client().get(address[0]).text, "SEQUENCE", "STATUS", "DTSTART", "LOCATION")
        assert "DTSTART:20280612T090000Z" in gone and "LOCATION:Room 2" in gone
        assert sorted(gone)[2:] == [
            f"SEQUENCE:{sequence}",
            f"STATUS:{'CONFIRMED' if sequence == '4' else 'CANCELLED'}",
        ]
    # So it is with the whole meeting.
    post(supervisor, where, **moved | session)
    assert "STATUS:CONFIRMED" in app.test_client().get(address[0]).text
    with work(app):
        meeting = db.session.scalars(select(Meeting).where(Meeting.slug == "observed")).one()
        take_step(OPERATOR, meeting, MeetingStatus.CANCELLED)
        meeting.status = MeetingStatus.PUBLISHED  # it is observed below
    assert "STATUS:CANCELLED" in app.test_client().get(address[0]).text

    # The log: the fellow writes, the supervisor answers, nobody else; both texts of two at once; what is missing.
    office, fellow_browser, supervisor = at(app, DURING)
    log = {"text": "I read three reports.", "version": "0"}
    assert fellow_browser.get(f"{year}/log/4").status_code == 404
    assert supervisor.post(f"{year}/log/1", data=log).status_code == 409
    assert fellow_browser.post(f"{year}/log/1", data=log).location == f"{year}#log"
    twice = fellow_browser.post(f"{year}/log/1", data=log | {"text": "Another window."})
    assert twice.status_code == 409 and "Another window." in twice.text and log["text"] in twice.text
    nobody = office.post(f"{year}/log/1", data={"text": "The office writes.", "version": "1"})
    assert nobody.status_code == 409 and "The office writes." in nobody.text
    post(supervisor, f"{year}/log/1", text="Well done.")
    post(supervisor, f"{year}/log/1", text="Well done, truly.")
    with work(app):
        row = db.session.scalars(select(FellowLog)).one()
        assert (row.text, row.answer, row.answered_by) == (
            log["text"],
            "Well done, truly.",
            "Sena Supervisor",
        )
        fellow, sena = db.session.scalars(select(Fellow)).one(), row.answered_by_id
        fellow.supervisor_id = an_account("successor@example.org").id
    # What the former supervisor has answered their successor reads, and does not write over.
    successor, over = browser_for(app, "successor@example.org"), {"text": "Not so.", "version": "2"}
    assert "Keep the answer" not in successor.get(f"{year}/log/1").text
    kept = successor.post(f"{year}/log/1", data=over)
    assert kept.status_code == 409 and "Sena Supervisor has answered this log" in text_of(kept.text)
    assert "Well done, truly." in kept.text and "Not so." in kept.text
    with work(app):
        db.session.scalars(select(Fellow)).one().supervisor_id = sena
        for _twice in range(2):
            actions.remind_of_logs()
    assert letters(app, *ours)[2:] == [
        (SUPERVISOR, "fellow_log_written"),
        (FELLOW, "fellow_log_answered"),
        (FELLOW, "fellow_log_missing"),
    ]
    assert "Week 2 missing" in text_of(fellow_browser.get(year).text)

    # Sessions of a released programme; under Chatham House nobody is named, and what was typed is kept.
    seen = {"session": "observed/1", "text": "How a meeting is opened.", "version": "0"}
    assert supervisor.get(f"{year}/observed/new").status_code == 404
    assert fellow_browser.post(f"{year}/observed/new", data=seen).location == f"{year}#observed"
    nothing = fellow_browser.post(f"{year}/observed/new", data={"text": "Something", "version": "0"})
    assert nothing.status_code == 422 and "Choose a session, or write" in text_of(nothing.text)
    naming = {"session": "observed/2", "text": "Noor Haddad-Silence said that it is hard.", "version": "0"}
    named = fellow_browser.post(f"{year}/observed/new", data=naming)
    assert named.status_code == 422 and "This text names Noor Haddad-Silence." in text_of(named.text)
    assert "said that it is hard" in named.text
    page = text_of(supervisor.get(year).text)
    assert "Opening of the observed meeting 12 June 2028 · " in page and "session 1" in page
    paper = {"title": "What I learned", "on_day": "2028-06-20", "to_whom": "The branch", "version": "0"}
    bad = send(fellow_browser, f"{year}/briefings/new", paper | {"link": "ftp://x"})
    assert bad.status_code == 422 and "beginning with https://" in text_of(bad.text)
    with_file = paper | {"file": (io.BytesIO(PDF), "briefing.pdf")}
    assert send(fellow_browser, f"{year}/briefings/new", with_file).location == f"{year}#briefings"
    link = re.search(rf"{year}/briefings/[\w-]+/file", supervisor.get(year).text)
    assert link is not None and supervisor.get(link[0]).data == PDF

    # The end: report, evaluation both ways without a name, completion with the certificate.
    done = fellow_browser.post(f"{year}/report", data={"text": "A good month.", "version": "0"})
    assert done.location == f"{year}#report"
    values = {"met": "5", "used": "4", "time": "5", "arranged": "3", "words": "More time"}
    half = fellow_browser.post(f"{year}/evaluation", data=values | {"met": "9"})
    assert half.status_code == 422 and "More time" in half.text
    assert fellow_browser.post(f"{year}/evaluation", data=values).location == year
    assert fellow_browser.post(f"{year}/evaluation", data=values).status_code == 409
    assert office.post(f"{year}/evaluation", data=values).status_code == 409
    asked = dict.fromkeys(("gained", "unit", "plan", "prepared"), "4")
    assert supervisor.post(f"{year}/evaluation", data=asked).location == year
    with work(app, writing=False):
        assert sorted(db.session.scalars(select(FellowEvaluated.side))) == ["fellow", "supervisor"]
        said = {
            one.side.value: (one.scores, one.words) for one in db.session.scalars(select(FellowEvaluation))
        }
        assert said["fellow"] == ({"met": 5, "used": 4, "time": 5, "arranged": 3}, "More time")
        about = [str(row.after) for row in db.session.scalars(select(AuditRow))]
        assert not [text for text in about if "More time" in text]
    listed = text_of(office.get(f"/fellowships/{slug}/fellows").text)
    assert "More time" not in listed and "1 answer Not shown." in listed
    assert fellow_browser.get(f"{year}/certificate.pdf").status_code == 404
    office, fellow_browser, supervisor = at(app, datetime(2028, 7, 3, 9, tzinfo=UTC))
    early = office.post(f"/fellowships/{slug}/step", data={"to": "ended"})
    assert early.status_code == 409 and "The year of Fellow 1 Example is not over yet" in text_of(early.text)
    step = {"to": "completed", "on": "2028-08-01", "version": version_in(office.get(year).text)}
    ahead = office.post(f"{year}/step", data=step)
    assert ahead.status_code == 422 and "This day is still to come." in text_of(ahead.text)
    assert office.post(f"{year}/step", data=step | {"on": LAST.isoformat()}).location == year
    assert letters(app, *ours)[-1] == (FELLOW, "fellow_certificate")
    certificate = fellow_browser.get(f"{year}/certificate.pdf")
    assert certificate.data[:5] == b"%PDF-" and certificate.headers["Cache-Control"] == "no-store"
    assert fellow_browser.post(f"{year}/log/2", data=log).status_code == 409

    # What has ended with its edition is not opened again.
    reopened = {"to": "in_programme", "reason": "A slip", "version": version_in(office.get(year).text)}
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        was, edition.state = edition.state, EditionState.ENDED
    ended = office.post(f"{year}/step", data=reopened)
    assert (
        ended.status_code == 409 and "The edition is ended" in text_of(ended.text) and "A slip" in ended.text
    )
    assert "Take the end back" not in office.get(year).text
    with work(app):
        db.session.scalars(select(FellowshipEdition)).one().state = was

    # Alumni: named only when they agreed, found in the directory, invited, asked once a year, never after a no.
    stranger = signed_in(app, Role.SIGNED_IN)
    assert "Fellow 1 Example" not in stranger.get("/fellowships/alumni").text
    assert fellow_browser.post(f"{year}/alumni", data={"listed": "yes"}).location == year
    assert "Fellow 1 Example" in stranger.get("/fellowships/alumni?q=fellow&year=2028").text
    with work(app):
        organization = db.session.scalars(select(Fellow)).one().application.organization
        assert organization is not None
        of = f"/organizations/{organization.slug}"
        a_meeting("next-one", starts=datetime(2028, 10, 10, 9), ends=datetime(2028, 10, 11, 17))
        key = year.rpartition("/")[2]
        a_person("Fellow 1 Example", email=FELLOW)
        a_person("Somebody Else", email="else@example.org")
    assert "Fellow 1 Example" in stranger.get(of).text
    only = text_of(office.get("/people?only=alumni").text)
    assert "Fellow 1 Example" in only and "Somebody Else" not in only
    invite = {
        "meeting": "next-one", "person": key, "deadline": "2028-09-01", "subject": "Come",
        "text": "Dear {name}, {link}",
    }  # fmt: skip
    nobody = office.post("/fellowships/alumni/invite", data=invite | {"person": ""})
    assert nobody.status_code == 422 and "Tick at least one person." in text_of(nobody.text)
    assert office.post("/fellowships/alumni/invite", data=invite).location == "/meetings/next-one/invitations"
    with work(app):
        assert [one.email for one in db.session.scalars(select(Invitation))] == [FELLOW]
        actions.ask_alumni()
        assert db.session.scalars(select(FellowFollowUp)).all() == []
    office, _fellow, _supervisor = at(app, datetime(2029, 6, 30, 9, tzinfo=UTC))
    for _twice in range(2):
        with work(app):
            actions.ask_alumni()
    with work(app):
        question = db.session.scalars(select(FellowFollowUp)).one()
        link_of = f"/fellow-follow-ups/{token_of_follow_up(question)}"
    visitor = app.test_client()
    assert "Do you use in your work what you learned?" in text_of(visitor.get(link_of).text)
    assert visitor.post(link_of, data={"do": "answer"}).status_code == 422
    answered = visitor.post(link_of, data={"do": "answer", "use": "often", "text": "Every week"})
    assert answered.location == link_of
    assert "Yes, often: 1" in text_of(office.get(f"/fellowships/{slug}/fellows").text)
    visitor.post(link_of, data={"do": "no_more"})
    clock.set_to(datetime(2030, 7, 1, 9, tzinfo=UTC))
    with work(app):
        actions.ask_alumni()
        assert [row.year for row in db.session.scalars(select(FellowFollowUp))] == [1]
    back = browser_for(app, FELLOW)
    back.post(f"{year}/alumni", data={"listed": "no"})
    stranger = signed_in(app, Role.SIGNED_IN)
    assert "Fellow 1 Example" not in stranger.get("/fellowships/alumni").text + stranger.get(of).text
