"""Lists of speakers through the doors that people take: keepers, those who lead, those who ask from a phone."""

import re
import threading
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from meetings.access.models import Account, AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.floor import actions
from meetings.floor.kept import count, forget, meetings
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.person import KNOWS
from meetings.floor.rules import AskStatus, ListStatus
from meetings.people.asked import Subject
from meetings.programme import actions as programme
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution, SessionDraft, SpeakerAnswer, SpeakerRole
from meetings.registration.models import Registration
from meetings.registration.rules import Category, RegistrationStatus
from meetings.speakers import actions as speakers
from tests.builders import a_meeting, a_registration, a_session, the_programme_is_public
from tests.kit_app import ON_ONE_DATABASE, an_actor, signed_in, statements, work
from tests.speakers.kit import a_speaker, link_to, plain

pytestmark = ON_ONE_DATABASE

A, L = AskStatus, ListStatus
HERE = "/meetings/workshop/sessions/3/floor"
BEGINS = datetime(2028, 10, 10, 8, 0, tzinfo=UTC)


@pytest.fixture
def session_id(app: Flask) -> int:
    """A running session of the meeting `workshop`."""
    clock.set_to(BEGINS)
    with work(app):
        return a_session(a_meeting("workshop"), label="3", title="Digital space").id


def admitted(app: Flask, name: str, **given: Any) -> FlaskClient:
    """A browser of somebody who has a place at the meeting."""
    client = signed_in(app, Role.SIGNED_IN)
    with work(app):
        account = db.session.scalars(select(Account).order_by(Account.id.desc()).limit(1)).one()
        meeting = db.session.scalars(select(MeetingSession)).one().meeting
        values = dict(name=name, account_id=account.id, status=RegistrationStatus.APPROVED)
        a_registration(meeting, **values | given)
    return client


def keep(client: FlaskClient, do: str, at: str = HERE, **data: str) -> int:
    return client.post(f"{at}/keep", data={"do": do, **data}).status_code


def on_list(app: Flask) -> list[tuple[str, AskStatus]]:
    with work(app, writing=False):
        rows = db.session.scalars(select(FloorAsk).order_by(FloorAsk.position, FloorAsk.id))
        return [(row.who, row.status) for row in rows]


def key_of(app: Flask, name: str) -> str:
    with work(app, writing=False):
        return next(r.key for r in db.session.scalars(select(FloorAsk)) if r.who == name)


def step(client: FlaskClient, app: Flask, name: str, to: AskStatus) -> int:
    return keep(client, "step", key=key_of(app, name), to=to.value)


def test_a_session_from_opening_to_the_end(app: Flask, session_id: int) -> None:
    organizer, ana, bo = signed_in(app, Role.ORGANIZER), admitted(app, "Ana"), admitted(app, "Bo")
    assert "not open yet" in ana.get(HERE).text
    refused = ana.post(f"{HERE}/ask")
    assert refused.status_code == 409 and "The list of speakers is not open yet." in refused.text
    assert keep(organizer, "turn", to="open") == 303
    assert keep(organizer, "terms", minutes="3", of_ngo="2") == 303
    assert [c.post(f"{HERE}/ask").status_code for c in (ana, bo, ana)] == [303] * 3  # pressed twice
    assert keep(organizer, "add", name="Chidi", organization="Delegation", minutes="") == 303
    assert on_list(app) == [("Ana", A.ASKED), ("Bo", A.ASKED), ("Chidi", A.ASKED)]
    assert "You are number 2 on the list" in bo.get(HERE).text
    # Whoever only asks is told of nobody else.
    assert "Ana" not in plain(bo.get(HERE).text) and "Chidi" not in bo.get(HERE).text
    assert keep(organizer, "move", key=key_of(app, "Chidi"), way="first") == 303
    assert keep(organizer, "minutes", key=key_of(app, "Ana"), minutes="5") == 303
    assert step(organizer, app, "Ana", A.SPEAKING) == 303
    assert "You have the floor" in ana.get(HERE).text
    clock.set_to(BEGINS + timedelta(seconds=70))
    page = organizer.get(HERE).text
    left = int(re.findall(r'data-left="(\d+)"', page)[0])
    assert 220 <= left <= 239 and f">3:{left - 180:02}<" in page  # of five minutes; the clock runs on
    assert step(organizer, app, "Chidi", A.SPEAKING) == 409
    assert step(organizer, app, "Ana", A.DONE) == 303
    assert step(organizer, app, "Chidi", A.PASSED_OVER) == 303
    assert bo.post(f"{HERE}/ask", data={"do": "withdraw"}).status_code == 303
    assert keep(organizer, "turn", to="shut") == 303
    assert bo.post(f"{HERE}/ask").status_code == 409
    assert step(organizer, app, "Chidi", A.ASKED) == 303
    assert on_list(app) == [("Ana", A.DONE), ("Bo", A.WITHDRAWN), ("Chidi", A.ASKED)]
    assert keep(organizer, "turn", to="ended") == 303
    assert on_list(app)[-1] == ("Chidi", A.PASSED_OVER)
    with work(app, writing=False):
        trail = db.session.scalars(
            select(AuditRow).where(AuditRow.on_kind == "session").order_by(AuditRow.id)
        )
        told = [(row.verb, row.after) for row in trail if "floor" in row.verb]
    assert told == [
        ("turn_floor", {"status": "open"}),
        ("set_floor_terms", {"minutes_by": {"ngo": 2}}),
        ("turn_floor", {"status": "shut"}),
        ("turn_floor", {"status": "ended", "rows": 3}),
    ]


def test_bad_input(app: Flask, session_id: int) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    assert keep(organizer, "add", name="Too early") == 409
    keep(organizer, "turn", to="open")
    for do, data, code in (
        ("dance", {}, 404),
        ("turn", {"to": "nowhere"}, 404),
        ("step", {"to": "nowhere", "key": "x"}, 404),
        ("step", {"to": "speaking", "key": "unknown"}, 409),
        ("step", {"to": "speaking", "key": "a\0b"}, 409),
        ("move", {"way": "sideways", "key": "x"}, 404),
        ("minutes", {"minutes": "0", "key": "x"}, 422),
        ("minutes", {"minutes": "9" * 300, "key": "x"}, 422),
        ("add", {"name": ""}, 422),
        ("add", {"name": "a\0b"}, 422),
        ("add", {"name": "x" * 201}, 422),
        ("add", {"name": "Ana", "minutes": "61"}, 422),
        ("terms", {"minutes": "99"}, 422),
        ("terms", {"minutes": "3", "of_ngo": "none"}, 422),
    ):
        assert keep(organizer, do, **data) == code, (do, data)
    assert on_list(app) == []
    page = organizer.post(f"{HERE}/keep", data={"do": "add", "name": "Ana <b>", "minutes": "61"}).text
    assert "Ana &lt;b&gt;" in page and "A number from 1 to 60." in page
    # Cancelled in the draft is nobody's news: the list goes on until that is released.
    ana, bo = admitted(app, "Ana"), admitted(app, "Bo")
    with work(app):
        one = db.session.get_one(MeetingSession, session_id)
        programme.cancel_session(an_actor(Role.ORGANIZER), one)
    assert ana.post(f"{HERE}/ask").status_code == 303 and "Ask for the floor" in bo.get(HERE).text
    with work(app):
        the_programme_is_public(db.session.get_one(MeetingSession, session_id).meeting)
    assert (bo.post(f"{HERE}/ask").status_code, keep(organizer, "add", name="X")) == (409, 409)
    for page in (bo.get(HERE).text, bo.get(f"{HERE}/now").text, organizer.get(HERE).text):
        assert "does not take place" in page and "Ask for the floor" not in page
        assert "Put on the list" not in page
    assert on_list(app) == [("Ana", A.ASKED)]
    keep(organizer, "turn", to="ended")
    refused = organizer.post(f"{HERE}/keep", data={"do": "turn", "to": "open"})
    assert refused.status_code == 409 and "does not take place" in refused.text


def test_who_keeps_and_who_may_only_ask(app: Flask, session_id: int) -> None:
    clock.set_to(BEGINS - timedelta(hours=1))
    with work(app):
        one = db.session.get_one(MeetingSession, session_id)
        chair = a_speaker(one, role=SpeakerRole.CHAIR, name="Cha Chair", email="chair@example.org")
        speakers.ask(an_actor(Role.ORGANIZER), chair, "chair@example.org", None)
        by_account = an_actor(Role.SIGNED_IN, email="mo@example.org")
        a_speaker(one, role=SpeakerRole.MODERATOR, email=by_account.email, answer=SpeakerAnswer.CONFIRMED)
    link, anybody = f"{link_to(app, 'chair@example.org')}/floor", app.test_client()
    assert anybody.get(link).status_code == 404  # not before the role was taken
    anybody.post(link.removesuffix("/floor"), data={"answer": "yes"})
    assert keep(anybody, "turn", at=link, to="open") == 303
    ana = admitted(app, "Ana", category=Category.NGO)
    waits = admitted(app, "Waits", status=RegistrationStatus.SUBMITTED)
    ana.post(f"{HERE}/ask")
    assert "Ana" in anybody.get(link).text
    assert keep(anybody, "step", at=link, key=key_of(app, "Ana"), to="speaking") == 303
    assert keep(ana, "step", key=key_of(app, "Ana"), to="done") == 404
    assert (waits.get(HERE).status_code, waits.post(f"{HERE}/ask").status_code) == (404, 404)
    with work(app, writing=False):
        own = db.session.scalars(select(Registration).where(Registration.name == "Ana")).one().key
    answer = ana.get(f"/my/registrations/{own}/floor")
    assert (answer.status_code, answer.headers["Location"]) == (303, HERE)
    with work(app):
        from meetings.access.actions import begin_session

        token = begin_session(
            db.session.scalars(select(Account).where(Account.email == "mo@example.org")).one()
        )
    moderator = app.test_client()
    with moderator.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert keep(moderator, "step", key=key_of(app, "Ana"), to="done") == 303
    assert on_list(app) == [("Ana", A.DONE)]
    # Until it is released that the draft has them no more, both lead on.
    for there in (303, 404):
        with work(app):
            one = db.session.get_one(MeetingSession, session_id)
            the_programme_is_public(one.meeting)
            for speaker in list(one.speakers):
                programme.remove_speaker(an_actor(Role.ORGANIZER), speaker)
        assert [keep(who, "add", at=at, name="X") for who, at in ((moderator, HERE), (anybody, link))] == [
            there
        ] * 2


def test_participants_find_the_session_as_it_was_released(app: Flask, session_id: int) -> None:
    organizer, ana = signed_in(app, Role.ORGANIZER), admitted(app, "Ana")
    keep(organizer, "turn", to="open")
    with work(app):
        one = db.session.get_one(MeetingSession, session_id)
        registration = db.session.scalars(select(Registration)).one().key
        one.label, one.title = "22", "Drafted title"
        times = {name: getattr(one, name) for name in ("starts", "ends", "starts_at", "ends_at", "kind")}
        new = MeetingSession(meeting=one.meeting, uid="new", label="33", title="New title", **times)
        db.session.add(new)
        db.session.flush()
        db.session.add(FloorList(session_id=new.id, minutes_by={}))
    mine = ana.get(f"/my/registrations/{registration}/floor")
    assert (mine.status_code, mine.headers["Location"]) == (303, HERE)  # the new one is not offered
    drafted, unreleased = HERE.replace("/3/", "/22/"), HERE.replace("/3/", "/33/")
    assert ana.post(f"{HERE}/ask").headers["Location"] == HERE
    assert "3 · Digital space" in plain(ana.get(HERE).text)
    for path in (drafted, unreleased):
        assert (ana.get(path).status_code, ana.post(f"{path}/ask").status_code) == (404, 404)
    # Whoever sees the draft comes by both numbers; where they are two sessions, by the released one.
    assert "3 · Digital space" in plain(organizer.get(drafted).text)
    assert "33 · New title" in plain(organizer.get(unreleased).text)
    with work(app):
        db.session.get_one(MeetingSession, new.id).label = "3"
    assert "3 · Digital space" in plain(organizer.get(HERE).text)


def test_what_changes_is_asked_for_cheaply(app: Flask, session_id: int) -> None:
    organizer, ana = signed_in(app, Role.ORGANIZER), admitted(app, "Ana")
    keep(organizer, "turn", to="open")
    keep(organizer, "add", name="Chidi")
    counted = []
    for _ in range(2):
        with statements(app) as seen:
            answer = organizer.get(f"{HERE}/now")
        counted.append(len(seen))
        for number in range(5):
            keep(organizer, "add", name=f"More {number}")
    assert counted[0] == counted[1] and counted[0] <= 5
    assert "<html" not in answer.text and "Chidi" in answer.text
    tag = organizer.get(f"{HERE}/now").headers["ETag"]
    assert [unescape(t) for t in re.findall(r'data-tag="([^"]+)"', organizer.get(HERE).text)] == [tag]
    with statements(app) as seen:
        again = organizer.get(f"{HERE}/now", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, len(seen)) == (304, b"", counted[0] - 1)
    assert (
        ana.get(f"{HERE}/now", headers={"If-None-Match": tag}).status_code == 200
    )  # another's is not theirs
    ana.post(f"{HERE}/ask")
    changed = organizer.get(f"{HERE}/now", headers={"If-None-Match": tag})
    assert changed.status_code == 200 and "Ana" in changed.text


def test_two_keepers_at_once_and_one_speaks(app: Flask, session_id: int) -> None:
    first = signed_in(app, Role.ORGANIZER)
    keep(first, "turn", to="open")
    names = [f"Speaker {n}" for n in range(6)]
    for name in names:
        keep(first, "add", name=name)
    keepers = [signed_in(app, Role.ORGANIZER) for _ in names]
    keys = [key_of(app, name) for name in names]
    codes: list[int] = []

    def start(client: FlaskClient, key: str) -> None:
        codes.append(keep(client, "step", key=key, to="speaking"))

    threads = [threading.Thread(target=start, args=pair) for pair in zip(keepers, keys, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [303, 409, 409, 409, 409, 409]
    assert [state for _who, state in on_list(app)].count(A.SPEAKING) == 1
    assert [who for who, _state in on_list(app)] == names
    # And if the rules were ever passed by, the database takes no second one.
    with work(app):
        other = db.session.scalars(select(FloorAsk).where(FloorAsk.status == A.ASKED).limit(1)).one()
        other.status, other.started_at = A.SPEAKING, clock.now()
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_under_chatham_house_nobody_stays(app: Flask, session_id: int) -> None:
    organizer, ana = signed_in(app, Role.ORGANIZER), admitted(app, "Ana")
    keep(organizer, "turn", to="open")
    ana.post(f"{HERE}/ask")
    step(organizer, app, "Ana", A.SPEAKING)
    with work(app):
        _be(app, session_id, Attribution.CHATHAM_HOUSE)
    assert "Chatham House: who spoke is not kept" in ana.get(HERE).text
    assert on_list(app) == [("Ana", A.SPEAKING)]  # while it runs
    keep(organizer, "turn", to="ended")
    assert on_list(app) == []
    # A list that nobody ended, and one that had ended before the attribution was changed.
    keep(organizer, "turn", to="open")
    keep(organizer, "add", name="Chidi")
    clock.set_to(BEGINS + timedelta(hours=13, minutes=29))
    with work(app):
        actions.keep_floors()
    assert on_list(app) == [("Chidi", A.ASKED)]
    clock.set_to(BEGINS + timedelta(hours=13, minutes=31))
    with work(app):
        actions.keep_floors()
        assert db.session.scalars(select(FloorList)).one().status is L.ENDED
    assert on_list(app) == []
    with work(app):
        _be(app, session_id, Attribution.PUBLIC)
        db.session.scalars(select(FloorList)).one().status = L.OPEN
    clock.set_to(BEGINS)
    organizer = signed_in(app, Role.ORGANIZER)
    keep(organizer, "add", name="Chidi")
    keep(organizer, "turn", to="ended")
    assert on_list(app) == [("Chidi", A.PASSED_OVER)]
    with work(app):
        _be(app, session_id, Attribution.CHATHAM_HOUSE)
    assert on_list(app) == []
    with work(app, writing=False):  # nor does the trail say who spoke
        assert not [r for r in db.session.scalars(select(AuditRow)) if "Chidi" in str((r.before, r.after))]


def _be(app: Flask, session_id: int, attribution: Attribution) -> None:
    """Change the session's attribution by its form's verb."""
    session = db.session.get_one(MeetingSession, session_id)
    names = ("label", "kind", "title", "starts", "ends", "about", "room")
    draft = SessionDraft(**{n: getattr(session, n) for n in names}, attribution=attribution)
    programme.edit_session(an_actor(Role.ORGANIZER), session, draft, session.version)


def test_names_go_with_the_meeting_and_with_the_person(app: Flask, session_id: int) -> None:
    organizer = signed_in(app, Role.ORGANIZER)
    keep(organizer, "turn", to="open")
    for name in ("Ana", "Bo"):
        admitted(app, name, email=f"{name.lower()}@example.org").post(f"{HERE}/ask")
    keep(organizer, "add", name="Chidi")
    ana = Subject(None, frozenset(), frozenset({"ana@example.org"}))
    with work(app):
        assert [row["status"] for row in KNOWS.told(ana).tables["floor_ask"]] == ["asked"]
        assert [(f.label, f.number) for f in KNOWS.goes(ana)] == [("requests for the floor", 1)]
        KNOWS.forget(an_actor(Role.ADMINISTRATOR), ana)
    assert [who for who, _state in on_list(app)] == ["Bo", "Chidi"]
    with work(app):
        [meeting_id] = meetings()
        assert (count(meeting_id), forget(meeting_id, 1), forget(meeting_id, 5), forget(meeting_id, 5)) == (
            2,
            1,
            1,
            0,
        )
        assert meetings() == []
