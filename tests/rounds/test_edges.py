"""Rounds at their edges: names that may not be told, changes of mind, mails, what comes late or too early."""

import re
from datetime import timedelta
from email.message import EmailMessage

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from meetings.access.actions import token_of
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import AuditRow, MailLink
from meetings.access.permissions import Role
from meetings.agenda.models import SittingRepeat
from meetings.agenda.queries import repeated
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.outbox.actions import put
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.outbox.still import HeldMail
from meetings.outcomes import actions as outcomes
from meetings.people.asked import Subject
from meetings.programme import actions as programme
from meetings.programme.models import Speaker
from meetings.programme.rules import Attribution, MeetingStatus, SpeakerAnswer, SpeakerRole
from meetings.registration.models import Attendance, Registration
from meetings.registration.rules import Presence
from meetings.replies.actions import ingest
from meetings.replies.models import ReceivedMail
from meetings.replies.rules import read_mail
from meetings.rounds import actions, kept, mailed, person
from meetings.rounds.models import ConfirmationRound, LateReminder, RoundAnswer, RoundReader
from meetings.rounds.queries.owing import owing
from meetings.rounds.queries.people import present_at
from meetings.rounds.rules import RoundStatus
from meetings.speakers.actions import request_of
from meetings.speakers.letters import ASKED_TO_SPEAK
from meetings.speakers.post import send_link as send_role_link
from tests.builders import a_session, the_programme_is_public
from tests.kit_app import signed_in, statements, work
from tests.outcomes.builders import a_held_meeting, a_held_session, a_speaker, an_approved_summary
from tests.outcomes.test_actions import refused
from tests.rounds.access_rows import a_role
from tests.rounds.builders import (
    a_waiting_summary,
    an_open_round,
    in_days,
    link_to,
    mails,
    plain,
    present,
    typed,
)
from tests.speakers.kit import link_to as role_link

ROUND = "/meetings/held/sessions/6/round"
CHATHAM = Attribution.CHATHAM_HOUSE


def later(app: Flask, **by: float) -> None:
    with work(app, writing=False):
        clock.set_to(clock.now() + timedelta(**by))


def everything(app: Flask) -> str:
    """All that the database holds, but who is registered and how they are written to."""
    holds_people = {"registration", "outbox_message", "speaker", "released_session", "person", "mail_link"}
    with work(app, writing=False):
        rows = [
            repr(tuple(row))
            for table in Base.metadata.sorted_tables
            if table.name not in holds_people
            for row in db.session.execute(select(table))
        ]
    return "\n".join(rows)


def test_under_chatham_house_no_answer_leads_to_a_person(app: Flask) -> None:
    with work(app):
        an_open_round(attribution=CHATHAM)
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    page = browser.get(ann).text
    named = browser.post(ann, data=typed(page).saying(1, "comment", "As Ben Example said.").values)
    assert named.status_code == 422 and "As Ben Example said.</textarea>" in named.text.replace("\r\n", "")
    assert "Nobody may be named here" in named.text
    browser.post(ann, data=typed(page).saying(1, "comment", "Say which signs.").values)
    office = signed_in(app, Role.ORGANIZER)
    seen = plain(office.get(ROUND).text)
    assert "A comment · a participant Say which signs." in seen
    with work(app):
        row = db.session.scalars(select(RoundAnswer)).one()
        assert (row.reader_id, row.kind, len(row.who)) == (None, "comment", 64)
        answer_id = row.id
    office.post(
        f"{ROUND}/answers/{answer_id}", data={"decision": "declined", "reason": "No.", "version": "1"}
    )
    assert "Your words are not taken up No." in plain(browser.get(ann).text)  # she still finds her own
    with work(app):
        assert mails("ann@example.org") == [("round_opened", "ann@example.org")]
    seen = plain(office.get(ROUND).text) + everything(app)
    for name in ("Ann Example", "ann@example.org", "Forum of Ann", "Ben Example"):
        assert name not in seen


def test_a_session_made_stricter_later_forgets_whose_the_answers_were(app: Flask) -> None:
    with work(app):
        of = an_open_round()
        reader = db.session.scalars(select(RoundReader).order_by(RoundReader.id)).first()
        assert reader is not None
        actions.keep_mail(reader, "A comment.")
        session = of.summary.session
        session.attribution = CHATHAM
        outcomes.attribution_changed(OPERATOR, session)
        actions.attribution_changed(OPERATOR, session)
        db.session.expire_all()
        assert db.session.scalars(select(RoundAnswer.reader_id)).all() == [None]
    assert "Ann Example" not in signed_in(app, Role.ORGANIZER).get(ROUND).text


def test_opening_a_link_changes_nothing_and_answers_can_change(app: Flask) -> None:
    with work(app):
        of = an_open_round()
        first = of.summary.paragraphs[0].id
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    for _ in range(2):
        page = browser.get(ann)
        assert page.status_code == 200
    assert "Whoever says nothing until then agrees." in page.text
    with work(app, writing=False):
        assert db.session.scalars(select(RoundAnswer)).all() == []
    empty = browser.post(ann, data=typed(page.text).saying(1, "comment", " ").values)
    assert empty.status_code == 422 and "Write what you want to say" in empty.text
    both = typed(page.text).saying(1, "agree", "but I have written this")
    assert "You have written something" in browser.post(ann, data=both.values).text
    all_of_it = typed(page.text).saying(2, "comment", "not kept yet").values | {"all": "agree"}
    answer = browser.post(ann, data=all_of_it)
    assert answer.status_code == 422 and "not kept yet</textarea>" in answer.text.replace("\r\n", "")
    browser.post(ann, data=typed(page.text).saying(1, "comment", "First.").values)
    browser.post(ann, data=typed(page.text).saying(1, "comment", "First.").values)  # sent twice
    browser.post(ann, data=typed(browser.get(ann).text).values | {"all": "agree"})
    with work(app):
        said = [(a.paragraph_id == first, a.kind.value) for a in db.session.scalars(select(RoundAnswer))]
        assert said == [(True, "comment"), (True, "agree"), (False, "agree")]
        # What is said of a text that changed meanwhile is kept with the text that was read.
        [paragraph] = [p for p in of_now().summary.paragraphs if p.id == first]
        outcomes.take_wording(OPERATOR, paragraph, "Participants spoke of late signs.", 1)
    browser.post(ann, data=typed(page.text).saying(1, "propose", "Participants spoke of signs.").values)
    office = signed_in(app, Role.ORGANIZER)
    seen = office.get(ROUND).text
    assert "The paragraph has changed since this was said." in seen
    assert re.findall(r"<del>([^<]+)</del><ins>([^<]+)</ins>", seen)[-1] == ("early", "late")
    with work(app):
        answer_id = db.session.scalars(select(RoundAnswer.id).where(RoundAnswer.kind == "propose")).one()
    stale = office.post(f"{ROUND}/answers/{answer_id}", data={"decision": "accepted", "version": "1"})
    assert stale.status_code == 422 and "Somebody changed this" in stale.text
    for path in ("/round/nothing", ann + "x"):
        assert browser.get(path).status_code == 404
    for typed_in in ("a\0b", "x" * 20_001):
        sent = typed(page.text).saying(1, "comment", typed_in).values
        assert browser.post(ann, data=sent).status_code == 422


def of_now() -> ConfirmationRound:
    return db.session.scalars(select(ConfirmationRound)).one()


def test_nobody_present_a_cancelled_session_and_a_round_taken_back(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        summary = outcomes.save_summary(OPERATOR, session, "Text.")
        outcomes.hand_in(OPERATOR, summary)
        no = refused(actions.open_round, OPERATOR, summary, in_days(3, summary))
        assert str(no).startswith("Nobody can be asked:")
        a_speaker(session, "Mo Example", email="MO@example.org", role=SpeakerRole.MODERATOR)
        present(session, "Ann", status="declined")
        present(session, "Mo")  # the same address: one person, one link
        of = actions.open_round(OPERATOR, summary, in_days(3, summary))
        assert mails() == [("round_opened", "mo@example.org")]
        refused(actions.open_round, OPERATOR, summary, in_days(3, summary))
        refused(actions.take_back, OPERATOR, of, " ")
        actions.take_back(OPERATOR, of, "A mistake in it.")
        assert summary.status == "submitted"
        assert mails()[1:] == [("round_taken_back", "mo@example.org")]
    link, browser = link_to(app, "mo@example.org"), app.test_client()
    assert "The round was taken back." in browser.get(link).text
    assert browser.post(link, data={"kind_whole": "comment", "text_whole": "Late."}).status_code == 409
    with work(app):
        meeting = of_now().summary.session.meeting
        meeting.status = MeetingStatus.CANCELLED
    assert "The meeting is cancelled." in browser.get(link).text


def test_whoever_is_noted_as_present_later_can_be_asked_and_nobody_asked_is_dropped(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        a_speaker(session, "Mo Example", email="mo@example.org", role=SpeakerRole.MODERATOR)
        an_open_round(days=4, session=session)
    office, browser, ann = signed_in(app, Role.ORGANIZER), app.test_client(), link_to(app, "ann@example.org")
    assert "Ask them too" not in office.get(ROUND).text
    assert office.post(ROUND + "/ask").status_code == 409
    browser.post(ann, data=typed(browser.get(ann).text).saying(1, "comment", "I was there.").values)
    with work(app):
        session = of_now().summary.session
        ann_is = db.session.query(Registration).filter_by(email="ann@example.org").one().id
        db.session.query(Attendance).filter_by(registration_id=ann_is).delete()
        present(session, "Dan")
        present(session, "Mo")  # asked already, by the role: the same address
    page = plain(office.get(ROUND).text)
    assert "Ann Example Forum of Ann has answered not noted as present any more" in page
    assert "1 person was noted as present since the round began, and is not asked. Dan Example" in page
    assert office.post(ROUND + "/ask").status_code == 303
    assert office.post(ROUND + "/ask").status_code == 409
    with work(app):
        assert [to for letter, to in mails() if letter == "round_opened"][4:] == ["dan@example.org"]
    dan = link_to(app, "dan@example.org")
    assert browser.post(dan, data=typed(browser.get(dan).text).values | {"all": "agree"}).status_code == 303
    page = plain(office.get(ROUND).text)
    assert "Asked 5 Answered 2" in page and "I was there." in page
    assert "I was there." in browser.get(ann).text
    with work(app):
        present(of_now().summary.session, "Eva")
    later(app, days=5)
    office = signed_in(app, Role.ORGANIZER)
    assert "Give more time first" in office.get(ROUND).text
    assert "Less than an hour is left" in office.post(ROUND + "/ask").text


def test_more_time_reminders_and_what_came_late(app: Flask) -> None:
    with work(app):
        of = an_open_round(days=4)
        version = of.version
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    browser.post(ann, data=typed(browser.get(ann).text).values | {"all": "agree"})
    later(app, days=3)
    with work(app):
        for _ in range(2):
            actions.keep_rounds()
        assert [to for letter, to in mails() if letter == "round_reminder"] == [
            "ben@example.org",
            "cleo@example.org",
        ]
    later(app, days=2)
    ben = link_to(app, "ben@example.org")
    browser.post(ben, data=typed(browser.get(ben).text).saying(1, "comment", "Too late.").values)
    office = signed_in(app, Role.ORGANIZER)
    assert re.findall(r"<dt>(Wait for an answer|Late)</dt><dd>(\d)</dd>", office.get(ROUND).text) == [
        ("Wait for an answer", "0"),
        ("Late", "1"),
    ]
    with work(app, writing=False):
        day = (clock.now() + timedelta(days=3)).date().isoformat()
    data = {"deadline_on": day, "deadline": "18:00", "version": str(version)}
    assert office.post(ROUND + "/extend", data=data | {"deadline_on": "2025-10-01"}).status_code == 422
    assert office.post(ROUND + "/extend", data=data).status_code == 303
    assert office.post(ROUND + "/extend", data=data).status_code == 422  # a stale page moves nothing again
    assert re.findall(r"<dt>(Wait for an answer|Late)</dt><dd>(\d)</dd>", office.get(ROUND).text) == [
        ("Wait for an answer", "1"),
        ("Late", "0"),
    ]
    with work(app):
        assert len([m for m in mails() if m[0] == "round_extended"]) == 3
        comment = db.session.query(RoundAnswer).filter_by(text="Too late.").one()
        of_now().summary.session.meeting.status = MeetingStatus.CLOSED  # of before such a round kept it open
    further = {**data, "deadline_on": day[:8] + "28", "version": str(version + 1)}
    decision = {"decision": "accepted", "version": "1", "wording": "Other words."}
    for path, sent in (("extend", further), (f"answers/{comment.id}", decision)):
        shut = office.post(f"{ROUND}/{path}", data=sent)
        assert shut.status_code == 422 and "The meeting is closed." in shut.text


def test_a_link_that_went_to_a_wrong_address_ends_with_it(app: Flask) -> None:
    with work(app):
        an_open_round(days=4)
        number = db.session.scalars(
            select(Registration.id).where(Registration.email == "ann@example.org")
        ).one()
    browser, wrong = app.test_client(), link_to(app, "ann@example.org")
    later(app, days=3)
    with work(app):
        actions.keep_rounds()
        mail = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.to_email == "ann@example.org")
        ).all()[-1]
        mail.delivery, key = Delivery.FAILED, mail.key
    office = signed_in(app, Role.ORGANIZER)
    assert office.post(f"/outbox/{key}/mend", data={"email": "right@example.org"}).status_code == 303
    right = link_to(app, "right@example.org")
    assert [browser.get(path).status_code for path in (wrong, right)] == [404, 200]
    with work(app):
        assert (
            db.session.get_one(Registration, number).email == "right@example.org"
        )  # the next one goes there, too
        first = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.to_email == "ann@example.org")
        ).first()
        assert first is not None and first.delivery is Delivery.SUPERSEDED
    # A mail about the registration is mended: the round's link at the old address ends with it, and goes anew.
    with work(app):
        put("right@example.org", "S", "T", about=("registration", number)).delivery = Delivery.FAILED
    assert mended(app, office, "right@example.org", "", "anne@example.org") == 303
    anne = link_to(app, "anne@example.org")
    assert [browser.get(path).status_code for path in (right, anne)] == [404, 200]


def mended(app: Flask, office: FlaskClient, was: str, purpose: str, email: str) -> int:
    """Let the newest mail to an address fail whose link is for that, and mend it."""
    with work(app):
        found = db.session.scalars(select(OutboxMessage).where(OutboxMessage.to_email == was))
        mail = [m for m in found if (m.link_purpose or "") == purpose][-1]
        mail.delivery, key = Delivery.FAILED, mail.key
    return office.post(f"/outbox/{key}/mend", data={"email": email}).status_code


def test_links_of_a_role_and_of_a_round_end_together_at_a_wrong_address(app: Flask) -> None:
    wrong, right, new = (f"{name}@example.org" for name in ("wrong", "zoe", "new"))
    with work(app):
        summary = a_waiting_summary()
        zoe = a_speaker(summary.session, "Zoe", email=wrong, answer=SpeakerAnswer.ASKED)
        send_role_link(request_of(zoe), zoe, wrong, ASKED_TO_SPEAK)
        actions.open_round(OPERATOR, summary, in_days(5, summary))
    browser, office = app.test_client(), signed_in(app, Role.ORGANIZER)
    role, round_ = role_link(app, wrong), link_to(app, wrong)
    assert mended(app, office, wrong, "round", right) == 303
    assert [browser.get(path).status_code for path in (role, round_, link_to(app, right))] == [404, 404, 200]
    with work(app):
        zoe = db.session.scalars(select(Speaker).where(Speaker.name == "Zoe")).one()
        send_role_link(request_of(zoe), zoe, right, ASKED_TO_SPEAK)
        assert [to for letter, to in mails(right) if letter == "round_opened"] == [right]
    role, round_ = role_link(app, right), link_to(app, right)
    assert mended(app, office, right, "role", new) == 303
    assert [browser.get(path).status_code for path in (role, round_)] == [404, 404]
    assert [browser.get(path).status_code for path in (role_link(app, new), link_to(app, new))] == [200, 200]


def test_all_roles_of_a_person_follow_when_the_address_was_wrong(app: Flask) -> None:
    wrong, right = "wrong@example.org", "zoe@example.org"
    with work(app):
        session = a_held_session()
        present(session, "Zoe", email=wrong)
        other = a_session(session.meeting, starts=clock.now().replace(tzinfo=None) + timedelta(days=9))
        # As she reads in the round, under her name, and somebody else of the same office.
        for of, name in ((session, "Z. Example"), (other, "Zoe  example"), (other, "Ben Example")):
            speaker = a_speaker(of, name, email=wrong, answer=SpeakerAnswer.ASKED)
            send_role_link(request_of(speaker), speaker, wrong, ASKED_TO_SPEAK)
        summary = a_waiting_summary(session)
        actions.open_round(OPERATOR, summary, in_days(5, summary))
        keys = db.session.scalars(
            select(OutboxMessage.link_key)
            .where(OutboxMessage.link_purpose == "role")
            .order_by(OutboxMessage.id)
        )
        paths = ["/speaking/" + token_of(db.session.get_one(MailLink, key)) for key in keys]
    browser, office = app.test_client(), signed_in(app, Role.ORGANIZER)
    assert [browser.get(path).status_code for path in paths] == [200, 200, 200]
    assert mended(app, office, wrong, "round", right) == 303
    assert [browser.get(path).status_code for path in paths] == [404, 404, 200]
    assert (
        browser.get(role_link(app, right)).status_code == 200
    )  # what is still to be answered is asked there
    with work(app, writing=False):
        held = db.session.scalars(select(Speaker.email).order_by(Speaker.id)).all()
    assert held == [right, right, wrong]


def a_reply(app: Flask, to: str, body: str, sender: str = "") -> None:
    """A mail that answers the newest one to this address."""
    with work(app):
        query = select(OutboxMessage).where(OutboxMessage.to_email == to).order_by(OutboxMessage.id.desc())
        sent = db.session.scalars(query).first()
        assert sent is not None
        mail = EmailMessage()
        mail["From"], mail["Subject"] = sender or to, "Re: summary"
        mail["In-Reply-To"] = f"<{sent.key}@example.org>"
        mail["Message-ID"] = f"<{len(body)}.{sender or to}>"
        mail.set_content(body)
        ingest(read_mail(mail.as_bytes()), "secretariat@example.org")


def test_a_reply_is_a_comment_on_the_whole(app: Flask) -> None:
    with work(app):
        an_open_round(attribution=CHATHAM)
        public = a_waiting_summary(a_held_session(a_held_meeting(slug="open"), label="1"))
        for one in db.session.scalars(
            select(Registration).where(Registration.meeting_id == public.session.meeting_id)
        ):
            one.email = "open-" + one.email
        actions.open_round(OPERATOR, public, in_days(5, public))
    a_reply(app, "ann@example.org", "The text is good.\n\n> you were present\n")
    a_reply(app, "open-ann@example.org", "We agree.")
    a_reply(app, "ben@example.org", "I am somebody else.", "other@example.org")
    with work(app):
        said = db.session.scalars(select(RoundAnswer).order_by(RoundAnswer.id)).all()
        assert [(a.text, a.by_mail, a.reader_id is None) for a in said] == [
            ("The text is good.", True, True),
            ("We agree.", True, False),
        ]
        kept_mails = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)).all()
        assert [(m.open, m.text.strip()) for m in kept_mails] == [
            (False, ""),  # under the Chatham House Rule the words do not stay beside the address
            (False, "We agree."),
            (True, "I am somebody else."),
        ]
    assert "by mail The text is good." in plain(signed_in(app, Role.ORGANIZER).get(ROUND).text)


def test_whoever_leads_agrees_or_gives_back_by_the_link_to_the_role(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        token = a_role(session)
        # Taken off in the draft alone, which is nobody's news yet: they lead on.
        the_programme_is_public(session.meeting)
        programme.remove_speaker(OPERATOR, session.speakers[0])
        summary = outcomes.save_summary(OPERATOR, session, "Text of it.")
        outcomes.hand_in(OPERATOR, summary)
        assert [m for m in mails() if m[0] == "summary_to_moderate"] == [
            ("summary_to_moderate", "ana@example.org")
        ]
    browser, page = app.test_client(), f"/speaking/{token}/summary"
    assert "Text of it." in browser.get(page).text
    assert browser.post(page, data={"step": "agree"}).status_code == 303
    assert "You have agreed to it" in browser.get(page).text
    assert "Ana Example, who led the session, agrees to it." in plain(
        signed_in(app, Role.ORGANIZER).get("/meetings/held/sessions/6/record").text
    )
    assert browser.post(page, data={"step": "give_back", "reason": " "}).status_code == 422
    browser.post(page, data={"step": "give_back", "reason": "Name the court."})
    assert "Text of it." not in browser.get(page).text  # it is being written again
    assert browser.post(page, data={"step": "agree"}).status_code == 409
    with work(app):
        ours = select(AuditRow).where(AuditRow.on_kind == "summary").order_by(AuditRow.id.desc())
        rows = db.session.scalars(ours).all()
        assert [(r.verb, r.actor_name) for r in rows[:2]] == [
            ("give_back_summary", "Ana Example"),
            ("moderator_agrees", "Ana Example"),
        ]


def test_what_is_kept_of_people_is_copied_and_goes(app: Flask) -> None:
    with work(app):
        of = an_open_round(attribution=CHATHAM)
        meeting_id = of.summary.session.meeting_id
        readers = db.session.scalars(select(RoundReader).order_by(RoundReader.id)).all()
        for reader in readers:
            actions.keep_mail(reader, f"Said by reader {reader.id}.")
        ann = Subject(None, frozenset(), frozenset({"ann@example.org"}))
        told = person.KNOWS.told(ann).tables
        assert [row["text"] for row in told["round_answer"]] == [f"Said by reader {readers[0].id}."]
        assert [f.number for f in person.KNOWS.goes(ann)] == [1]
        person.KNOWS.forget(Actor(), ann)
        assert kept.count(meeting_id) == 2 and kept.meetings() == [meeting_id]
        hers = select(OutboxMessage.blank_after).where(OutboxMessage.to_email == "ann@example.org")
        assert db.session.scalars(hers).all() == [True]
        assert [kept.forget(meeting_id, 1), kept.forget(meeting_id, 5), kept.forget(meeting_id, 5)] == [
            1,
            1,
            0,
        ]
        assert db.session.scalars(select(RoundAnswer)).all() == [] and kept.meetings() == []
        assert db.session.scalars(select(ConfirmationRound.status)).all() == ["open"]


def test_who_is_late_is_reminded_once_a_day(app: Flask) -> None:
    with work(app):
        session = a_held_session(a_held_meeting())
        a_speaker(session, "Rae Example", email="rae@example.org", role=SpeakerRole.RAPPORTEUR)
        a_speaker(session, "Mo Example", email="mo@example.org", role=SpeakerRole.MODERATOR)
        ends = session.ends_at
        clock.set_to(ends + timedelta(hours=23))
        actions.remind_late()
        assert mails() == []
        clock.set_to(ends + timedelta(hours=25))
        for _ in range(2):
            actions.remind_late()
        assert mails() == [("summary_late", "rae@example.org")]
        clock.set_to(ends + timedelta(hours=50))
        actions.remind_late()
        assert len(mails()) == 2
        outcomes.hand_in(OPERATOR, outcomes.save_summary(OPERATOR, session, "Text."))
        clock.set_to(ends + timedelta(days=9))
        actions.remind_late()
        assert mails()[2:] == [("summary_late", "mo@example.org")]
        clock.set_to(ends + timedelta(days=31))
        actions.remind_late()
        assert len(mails()) == 3 and db.session.query(LateReminder).count() == 1


def test_what_repeats_a_session_owes_nothing_and_an_approval_that_lapsed_does(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        again = a_held_session(session.meeting, label="6b")
        db.session.add(SittingRepeat(session_id=again.id, of_id=session.id, sitting=2))
        a_speaker(session, "Mo Example", email="mo@example.org", role=SpeakerRole.MODERATOR)
        an_approved_summary(session)
        present(session, "Ann")
        present(again, "Ben")
        a_speaker(again, "Lea Example", email="lea@example.org", role=SpeakerRole.MODERATOR)
        names = ["Ann Example", "Ben Example", "Lea Example", "Mo Example"]
        assert [one.name for one in present_at(session).asked] == names
        assert repeated([session.id, again.id]) == {again.id}
        now = session.ends_at + timedelta(days=9)
        assert owing(now, 9) == []
        session.attribution = CHATHAM
        db.session.flush()
        [(late, whom)] = owing(now, 9)
        assert (late.label, [one.email for one in whom]) == ("6", ["mo@example.org", "lea@example.org"])


def test_who_writes_the_second_sitting_does_in_one_record_what_is_offered(app: Flask) -> None:
    with work(app):
        of = an_open_round()
        session = of.summary.session
        again = a_held_session(session.meeting, label="6b")
        db.session.add(SittingRepeat(session_id=again.id, of_id=session.id, sitting=2))
        reader = db.session.scalars(select(RoundReader).where(RoundReader.round_id == of.id)).first()
        assert reader is not None
        actions.keep_mail(reader, "Say which signs.")
        number = db.session.scalars(select(RoundAnswer.id)).one()
        second = again.id
    writer = signed_in(app, Role.RAPPORTEUR, second)
    said = f"{ROUND}/answers/{number}"
    assert said in writer.get(ROUND).text
    assert (
        writer.post(said, data={"decision": "declined", "reason": "No.", "version": "1"}).status_code == 303
    )
    # The pages that each sitting has for itself are those of the one that is theirs.
    offered = re.compile(r'href="(/meetings/held/sessions/6b?/(?:attendance|floor))"')
    for page in ("record", "minutes"):
        [own] = offered.findall(writer.get(f"/meetings/held/sessions/6b/{page}").text)
        assert own in (f"/meetings/held/sessions/6b/{one}" for one in ("attendance", "floor"))


def test_pages_ask_a_fixed_number_of_statements(app: Flask) -> None:
    with work(app):
        of = an_open_round()
        session_id = of.summary.session_id
    office, browser, ann = signed_in(app, Role.ORGANIZER), app.test_client(), link_to(app, "ann@example.org")

    def counted() -> list[int]:
        found = []
        for client, path in ((office, ROUND), (browser, ann)):
            client.get(path)
            with statements(app) as sent:
                client.get(path)
            found.append(len(sent))
        return found

    few = counted()
    with work(app):
        of = of_now()
        for p in of.summary.paragraphs:
            outcomes.take_wording(OPERATOR, p, p.text + " More.", 1)
        for reader in db.session.scalars(select(RoundReader)):
            for n in range(3):
                actions.keep_mail(reader, f"Comment {n}.")
    assert counted() == few and max(few) <= 16
    with work(app, writing=False):
        counts = db.session.execute(text("SELECT count(*) FROM round_answer")).scalar_one()
        assert (counts, session_id) == (9, session_id)


def test_all_rounds_at_once_are_one_mail_a_person_from_which_each_is_reached(app: Flask) -> None:
    with work(app):
        meeting = a_held_meeting()
        sessions = [a_held_session(meeting, label=label, title=f"Of {label}") for label in ("5", "6", "7")]
        ann = present(sessions[0], "Ann")
        for session in sessions[1:]:
            also = Attendance(session_id=session.id, registration_id=ann.id, presence=Presence.ONLINE)
            also.noted_by, also.noted_at = "Ines", clock.now()
            db.session.add(also)
        present(sessions[1], "Ben")
        a_speaker(sessions[2], "Mo Example", email="mo@example.org")
        for session in sessions:
            outcomes.hand_in(OPERATOR, outcomes.save_summary(OPERATOR, session, f"Text of {session.label}."))
        slug, day = meeting.slug, (clock.now() + timedelta(days=5)).date().isoformat()
    office, browser = signed_in(app, Role.ORGANIZER), app.test_client()
    data = {"deadline_on": day, "deadline": "18:00"}
    assert office.post(f"/meetings/{slug}/outcomes/rounds", data=data).status_code == 303
    with work(app):
        assert sorted(mails()) == [
            ("round_opened", "ben@example.org"),
            ("round_opened", "mo@example.org"),
            ("rounds_opened", "ann@example.org"),
        ]
        body = db.session.scalars(
            select(OutboxMessage.text).where(OutboxMessage.letter == "rounds_opened")
        ).one()
        assert "session 5: Of 5\nsession 6: Of 6\nsession 7: Of 7" in body
    page = browser.get(link_to(app, "ann@example.org")).text
    links = re.findall(r'<li><a href="(/round/[^"]+)">', page)
    assert "Text of 5." in page and len(links) == 2
    assert [f"Text of {n}." in browser.get(link).text for n, link in zip("67", links, strict=True)] == [
        True,
        True,
    ]
    browser.post(links[0], data=typed(browser.get(links[0]).text).values | {"all": "agree"})
    assert "answered" in plain(browser.get(links[1]).text)
    assert "You are also asked" not in browser.get(link_to(app, "ben@example.org")).text
    a_reply(
        app, "ann@example.org", "All fine."
    )  # of which session it speaks nobody knows: the office reads it
    with work(app):
        mail = db.session.query(OutboxMessage).filter_by(letter="rounds_opened").one()
        held = [HeldMail(mail.id, mail.about_id or 0, mail.letter, False)]
        assert db.session.query(RoundAnswer).filter_by(by_mail=True).count() == 0
        assert mailed.still_together(held) == {}
        for of in db.session.query(ConfirmationRound):
            of.status = RoundStatus.TAKEN_BACK
        db.session.flush()
        assert mailed.still_together(held) == {mail.id: mailed.ENDED}
        actions.forget_registered([ann.id])
        db.session.refresh(mail)
        assert mail.blank_after  # it waits still, and is blanked once it has gone
