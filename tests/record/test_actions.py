"""The verbs of a record do what the pure rules say, on both databases; and names go when a session is narrowed."""

import random
from collections.abc import Callable
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused, Stale
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import AskStatus
from meetings.people.asked import Subject
from meetings.programme import actions as programme
from meetings.programme.models import MeetingSession
from meetings.programme.rules import MeetingStatus, SpeakerRole
from meetings.record import actions
from meetings.record.kept import count, forget, meetings
from meetings.record.models import RecordParagraph
from meetings.record.person import KNOWS
from meetings.record.queries import known_names, name_digest, recorded, unresolved
from meetings.record.rules import ParagraphKind, Said, known_in
from meetings.record.rules.paragraphs import (
    Act,
    BringBack,
    Edit,
    Move,
    Record,
    TakeOut,
    Write,
    apply,
)
from meetings.registration.models import Attendance
from meetings.registration.rules import Category, Listing, Presence, RegistrationStatus
from tests.builders import a_meeting, a_registration, a_session, an_organization
from tests.kit_app import work
from tests.outcomes.builders import a_speaker
from tests.record.builders import APPROVAL, CHATHAM, PUBLIC, RUNS, a_paragraph, a_running_session, narrow


def refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        return True
    return False


def test_the_verbs_do_what_the_rules_say(app: Flask) -> None:
    chance = random.Random(20281010)
    with work(app):
        session_id = a_running_session().id
    model: Record = {}
    act: Act
    for n in range(70):
        with work(app):
            session = db.session.get_one(MeetingSession, session_id)
            rows = list(db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.id)))
            row = chance.choice(rows) if rows else None
            verb = chance.choice(("write", "write", "edit", "edit", "out", "back", "up", "down"))
            version = max(1, row.version - chance.choice((0, 0, 1))) if row else 0
            text = f"Text {n}."
            if verb == "write" or row is None:
                new = a_paragraph(session, text, after=row.id if row else None)
                act = Write(new.id, text, row.id if row else None)
                was_refused = False
            elif verb == "edit":
                act = Edit(row.id, text, version)
                was_refused = refused(partial(actions.edit_text, OPERATOR, row, text, version))
            elif verb == "out":
                act = TakeOut(row.id, version)
                was_refused = refused(partial(actions.take_out, OPERATOR, row, version))
            elif verb == "back":
                act, was_refused = BringBack(row.id), False
                actions.bring_back(OPERATOR, row)
            elif row.out_at is not None:
                continue
            else:
                act, was_refused = Move(row.id, verb == "up"), False
                actions.move(OPERATOR, row, verb == "up")
        try:
            model, said_no = apply(model, act), False
        except Stale:
            said_no = True
        assert was_refused == said_no, act
        with work(app, writing=False):
            stands = {r.id: r.kept for r in db.session.scalars(select(RecordParagraph))}
        assert stands == model
    with work(app, writing=False):
        told = recorded(OPERATOR, db.session.get_one(MeetingSession, session_id))
    standing = sorted((k for k in model.values() if not k.out), key=lambda k: k.position)
    assert [one.text for one in told] == [k.text for k in standing]
    assert [one.position for one in told] == list(range(1, len(standing) + 1))


def test_who_spoke_is_recognized_and_goes_when_the_session_is_narrowed(app: Flask) -> None:
    with work(app):
        session = a_running_session()
        a_speaker(session, "Ana Example", role=SpeakerRole.MODERATOR, organization="Example Court")
        forum = an_organization("Example Forum", acronym="EXF")
        of_bo = a_registration(session.meeting, name="Bo Floor", status=RegistrationStatus.APPROVED)
        quiet = a_registration(session.meeting, name="Quiet One", listing=Listing.NONE)
        db.session.add(FloorList(session_id=session.id, minutes_by={}))
        db.session.flush()  # those who ask stand on it
        for n, (registration, name, status) in enumerate(
            [
                (of_bo, "", AskStatus.DONE),
                (quiet, "", AskStatus.DONE),
                (None, "Cy", AskStatus.DONE),
                (None, "Waits", AskStatus.ASKED),
            ]
        ):
            db.session.add(
                FloorAsk(
                    key=f"ask-{n}",
                    session_id=session.id,
                    registration_id=registration.id if registration else None,
                    name=name,
                    position=n,
                    status=status,
                    minutes=3,
                    asked_at=clock.now(),
                    started_at=clock.now(),
                )
            )
        db.session.flush()
        a_paragraph(session, "Opened.", speaker="ana EXAMPLE")
        a_paragraph(session, "Agreed.", organization="exf", attribution=APPROVAL, naming_approved=True)
        assert len(actions.take_over(OPERATOR, session)) == 3
        assert actions.take_over(OPERATOR, session) == []
        told = [
            (o.speaker, o.organization, o.role, o.kind, o.naming_approved)
            for o in recorded(OPERATOR, session)
        ]
        p, i = ParagraphKind.PARAGRAPH, ParagraphKind.INTERVENTION
        assert told == [
            ("ana EXAMPLE", "Example Court", SpeakerRole.MODERATOR, p, False),
            ("", "Example Forum", None, p, True),
            ("Bo Floor", "Example Forum", None, i, False),
            ("", "", None, i, False),
            ("Cy", "", None, i, False),
        ]
        rows = list(db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.position)))
        assert [row.organization_id for row in rows[1:3]] == [forum.id, forum.id]
        assert rows[2].registration_id == of_bo.id
        # It is in the copy of one's data, and goes when these are deleted.
        subject = Subject(None, frozenset(), frozenset({of_bo.email}))
        [own] = KNOWS.told(subject).tables["record_paragraph"]
        assert (own["speaker"], own["text"], own["session"]) == ("Bo Floor", "", "Digital space")
        assert [(f.number, f.stays) for f in KNOWS.goes(subject)] == [(1, False), (0, True)]
        # With the other personal data of the meeting the names from the floor go; the programme is public.
        assert (meetings(), count(session.meeting_id)) == ([session.meeting_id], 2)
        assert (forget(session.meeting_id, 1), forget(session.meeting_id, 5), meetings()) == (1, 1, [])
        rows[2].speaker = "Bo Floor"
        session_id = session.id
    with work(app):
        session = db.session.get_one(MeetingSession, session_id)
        versions = [
            row.version for row in db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.id))
        ]
        narrow(session)
    with work(app, writing=False):
        session = db.session.get_one(MeetingSession, session_id)
        assert {
            (o.speaker, o.organization, o.role, o.attribution, o.naming_approved)
            for o in recorded(OPERATOR, session)
        } == {("", "", None, CHATHAM, False)}
        now = [
            row.version for row in db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.id))
        ]
        assert now == [version + 1 for version in versions]
    with work(app):
        session = db.session.get_one(MeetingSession, session_id)
        wide, named = Said("T.", PUBLIC), Said("T.", CHATHAM, speaker="Ana")
        for said in (wide, named, Said("T.", CHATHAM, organization="X")):
            with pytest.raises(Refused):
                actions.write(OPERATOR, session, said)
        with pytest.raises(Refused):
            actions.take_over(OPERATOR, session)
    for column, value in (("speaker", "Ana"), ("organization", "EXF"), ("role", SpeakerRole.CHAIR)):
        with pytest.raises(IntegrityError), work(app):
            setattr(db.session.scalars(select(RecordParagraph)).first(), column, value)


def test_a_name_in_a_text_is_resolved_by_a_person(app: Flask) -> None:
    with work(app):
        session = a_running_session(attribution=CHATHAM)
        a_speaker(session, "Ana Marsh")
        an_organization("Example Forum", acronym="EXF")
        row = a_paragraph(session, "They waded through the Marsh; EXF paid.")
        a_paragraph(session, "Nobody is named.")
        gone = a_paragraph(session, "Ana Marsh said it.")
        actions.take_out(OPERATOR, gone, 1)
        session_id, row_id, gone_id = session.id, row.id, gone.id
        marsh, exf = name_digest(row.id, "Ana Marsh"), name_digest(row.id, "EXF")
        told = [(u.number, u.names) for u in unresolved(session)]
        assert told == [(1, ("Ana Marsh", "EXF")), (None, ("Ana Marsh",))]
    for digest, version, reason in (
        (marsh, 1, "It is not Ana Marsh."),
        (marsh, 1, " "),
        (marsh, 2, "Wet ground."),
        ("x", 1, "Wet ground."),
    ):
        with pytest.raises(Refused), work(app):
            actions.dismiss(OPERATOR, db.session.get_one(RecordParagraph, row_id), digest, version, reason)
    with work(app):
        row = db.session.get_one(RecordParagraph, row_id)
        actions.dismiss(OPERATOR, row, marsh, 1, "Wet ground is meant.")
        assert [(u.number, u.names) for u in unresolved(row.session)] == [
            (1, ("EXF",)),
            (None, ("Ana Marsh",)),
        ]
        # What was taken out must not keep the name either.
        actions.wipe(OPERATOR, db.session.get_one(RecordParagraph, gone_id), 2)
    with work(app):
        row = db.session.get_one(RecordParagraph, row_id)
        # It was said of that version alone.
        actions.edit_text(OPERATOR, row, "They waded through the Marsh; a fund paid.", 1)
        assert [u.names for u in unresolved(row.session)] == [("Ana Marsh",)]
        actions.dismiss(OPERATOR, row, name_digest(row.id, "Ana Marsh"), 2, "Wet ground is meant.")
        assert unresolved(row.session) == []
        assert exf != marsh
    with work(app, writing=False):
        trail = db.session.scalars(select(AuditRow).where(AuditRow.on_id == session_id).order_by(AuditRow.id))
        noted = [(r.verb, r.before, r.after) for r in trail if r.on_kind == "session"]
        assert "Marsh" not in repr(noted) and "EXF" not in repr(noted)
        assert [verb for verb, _, _ in noted] == [
            *["write_paragraph"] * 3,
            "take_paragraph_out",
            "dismiss_name",
            "wipe_paragraph",
            "dismiss_name",
        ]


def test_a_session_with_a_record_is_not_deleted(app: Flask) -> None:
    with work(app):
        session = a_session(a_meeting(status=MeetingStatus.DRAFT))  # no version tells of it
        clock.set_to(RUNS)
        a_paragraph(session)
        with pytest.raises(Refused, match="running record"):
            programme.delete_session(OPERATOR, session)


def test_whoever_was_in_the_room_is_known_by_the_family_name(app: Flask) -> None:
    with work(app):
        session = a_running_session(attribution=CHATHAM)
        gone = RegistrationStatus.WITHDRAWN
        # Who ticked that they are staff of the Office, which has not approved that, is not the host.
        claims = {"category": Category.OHCHR_STAFF, "organization_name": "Group of Zed"}
        there = a_registration(session.meeting, name="Sela Okafor", status=gone, **claims)
        a_registration(session.meeting, name="Nobody Atall", status=gone)
        a_registration(session.meeting, name="Wei Green", status=RegistrationStatus.APPROVED)
        db.session.add(FloorList(session=session))
        db.session.flush()
        guest = {"key": "guest", "name": "Ana Vega", "organization": "Lagoon Court", "status": AskStatus.DONE}
        db.session.add(FloorAsk(session_id=session.id, position=1, minutes=3, asked_at=clock.now(), **guest))
        everybody = "Okafor, Atall, Green, Vega of the Lagoon Court; Ms. Green."

        def known(text: str) -> tuple[str, ...]:
            db.session.flush()
            return known_in(text, known_names(session))

        assert known(everybody) == ("Ana Vega", "Wei Green", "Lagoon Court")
        assert known("Green") == ("Wei Green",)  # as long as nobody was noted, everybody may have been there
        noted = {"noted_by": "Ines", "noted_at": clock.now(), "presence": Presence.IN_PERSON}
        db.session.add(Attendance(session_id=session.id, registration_id=there.id, **noted))
        assert known(everybody) == ("Ana Vega", "Sela Okafor", "Wei Green", "Lagoon Court")
        assert known("Green") == ()
        assert known("The Group of Zed, too.") == ("Group of Zed",)
