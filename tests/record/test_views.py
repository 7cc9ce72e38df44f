"""The record of a session through the doors that people take."""

import gzip
import re
import threading
from datetime import timedelta
from random import Random
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from meetings.access.actions import begin_session, token_of
from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.programme.models import Meeting, MeetingSession, Speaker
from meetings.programme.rules import Attribution, SpeakerAnswer, SpeakerRole
from meetings.record.models import RecordParagraph
from meetings.record.queries import recorded
from meetings.record.rules import ParagraphKind
from meetings.record.rules.places import STEP
from meetings.registration.rules import RegistrationStatus
from meetings.speakers import actions as speakers
from tests.builders import a_registration, a_session
from tests.kit_app import an_account, signed_in, statements, work
from tests.record.builders import HERE, RUNS, a_paragraph, a_running_session
from tests.speakers.kit import a_speaker as a_leader

SAID = {"attribution": "public"}


def told(answer: TestResponse) -> Any:
    return answer.get_json()


def texts(app: Flask) -> list[str]:
    with work(app, writing=False):
        session = db.session.scalars(select(MeetingSession).where(MeetingSession.label == "3")).one()
        return [one.text for one in recorded(OPERATOR, session)]


def id_of(app: Flask, text: str) -> int:
    with work(app, writing=False):
        return db.session.scalars(select(RecordParagraph.id).where(RecordParagraph.text == text)).one()


def many(session: MeetingSession, number: int) -> None:
    """So many paragraphs of a hundred words each, none like another, behind those that are there."""
    values = {"session_id": session.id, "kind": ParagraphKind.PARAGRAPH}
    values |= {
        "attribution": session.attribution,
        "mark": 9,
        "written_at": clock.now(),
        "written_by": "Somebody",
    }
    chosen = Random(5)
    texts = [" ".join(f"word{chosen.randrange(9000)}" for _ in range(100)) for _ in range(number)]
    rows = [
        values | {"key": f"many-{n}", "position": (n + 900) * STEP, "text": text}
        for n, text in enumerate(texts)
    ]
    db.session.execute(insert(RecordParagraph), rows)


def a_running_session_of(meeting: Meeting, label: str) -> str:
    return a_session(meeting, label=label).label


def browser_of(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    with work(app):
        token = begin_session(an_account(email))
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def test_a_record_from_the_first_word(app: Flask) -> None:
    with work(app):
        session_id = a_running_session().id
    ana, bo = signed_in(app, Role.RAPPORTEUR, session_id), signed_in(app, Role.RAPPORTEUR, session_id)
    assert ana.post(f"{HERE}/add", data=SAID | {"text": "One.\n\nTwo.", "key": "k1"}).status_code == 303
    assert (
        ana.post(f"{HERE}/add", data=SAID | {"text": "One.\n\nTwo.", "key": "k1"}).status_code == 303
    )  # again
    one = id_of(app, "One.")
    assert bo.post(f"{HERE}/add", data=SAID | {"text": "Between.", "after": one}).status_code == 303
    assert texts(app) == ["One.", "Between.", "Two."]
    # Both write in one paragraph: the second sees both texts, and keeps either or both.
    assert ana.post(f"{HERE}/{one}", data=SAID | {"text": "One, said Ana.", "version": 1}).status_code == 303
    both = bo.post(f"{HERE}/{one}", data=SAID | {"text": "One, said Bo.", "version": 1})
    assert both.status_code == 409
    assert "One, said Ana." in both.text and "One, said Bo." in both.text
    assert texts(app) == ["One, said Ana.", "Between.", "Two."]
    sent = SAID | {"text": "One, said Bo.", "version": 2, "keep": "both"}
    assert bo.post(f"{HERE}/{one}", data=sent).status_code == 303
    assert texts(app) == ["One, said Ana.\nOne, said Bo.", "Between.", "Two."]
    # What somebody has changed meanwhile is not taken out unread.
    assert ana.post(f"{HERE}/{one}/out", data={"version": 2}).status_code == 409
    assert ana.post(f"{HERE}/{one}/out", data={"version": 3}).status_code == 303
    assert ana.post(f"{HERE}/{id_of(app, 'Two.')}/move", data={"way": "up"}).status_code == 303
    assert texts(app) == ["Two.", "Between."]
    assert bo.post(f"{HERE}/{one}/back").status_code == 303
    assert texts(app) == ["One, said Ana.\nOne, said Bo.", "Two.", "Between."]
    # What was kept with a name is put under the Chatham House Rule, and nobody is named there any more.
    named = {"speaker": "Ana Marsh", "organization": "Forum of Ana", "intervention": "y"}
    assert bo.post(f"{HERE}/{one}", data=SAID | named | {"text": "One.", "version": 5}).status_code == 303
    silent = {"attribution": "chatham_house", "intervention": "y", "text": "One.", "version": 6}
    assert bo.post(f"{HERE}/{one}", data=silent | {"speaker": "", "organization": ""}).status_code == 303
    with work(app, writing=False):
        row = db.session.get_one(RecordParagraph, one)
        kept = (row.version, row.attribution, row.speaker, row.organization)
        assert kept == (7, Attribution.CHATHAM_HOUSE, "", "")


def test_a_browser_that_keeps_the_page(app: Flask) -> None:
    """What record.mjs sends and asks for; statement counts do not grow with the record."""
    with work(app):
        session = a_running_session()
        session_id, one = session.id, a_paragraph(session, "One.").id
    ana, bo = signed_in(app, Role.RAPPORTEUR, session_id), signed_in(app, Role.ORGANIZER)
    # Saved on a version; sent twice because the answer was lost, it is the same.
    for _ in range(2):
        saved = ana.post(f"{HERE}/{one}/text", data={"text": "One, by Ana.", "version": 1, "since": 1})
        assert (saved.status_code, told(saved)["id"], told(saved)["version"], told(saved)["gone"]) == (
            200,
            one,
            2,
            [],
        )
    assert "One, by Ana." in told(saved)["rows"] and saved.headers["Cache-Control"] == "no-store"
    both = bo.post(f"{HERE}/{one}/text", data={"text": "One, by Bo.", "version": 1, "since": 1})
    assert both.status_code == 409
    assert (told(both)["kept"], told(both)["version"], told(both)["out"]) == ("One, by Ana.", 2, False)
    assert (
        bo.post(f"{HERE}/{one}/text", data={"text": "x" * 10_001, "version": 2, "since": 1}).status_code
        == 422
    )
    # Without a script the same is a page, and what was typed stands on it.
    page = bo.post(f"{HERE}/{one}/text", data={"text": "One, by Bo.", "version": 1})
    assert page.status_code == 409 and "One, by Bo." in page.text and "One, by Ana." in page.text
    # What is new, and nothing when nothing is.
    new = bo.get(f"{HERE}/now?since=1")
    assert new.status_code == 200 and told(new)["mark"] == 2
    with statements(app) as unchanged:
        again = bo.get(f"{HERE}/now?since=2", headers={"If-None-Match": new.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    added = SAID | {"text": "Two.\n\nThree.", "key": "k", "since": 2}
    for _ in range(2):
        answer = ana.post(f"{HERE}/add", data=added)
        assert answer.status_code == 200
    assert texts(app) == ["One, by Ana.", "Two.", "Three."]
    # Typed on before the answer came: the same paragraph, not another.
    ana.post(f"{HERE}/add", data=added | {"text": "Two, and more.", "key": "k"})
    assert texts(app) == ["One, by Ana.", "Two, and more.", "Three."]
    two = id_of(app, "Two, and more.")
    assert bo.post(f"{HERE}/{two}/out", data={"version": 1, "since": 2}).status_code == 409
    gone = bo.post(f"{HERE}/{two}/out", data={"version": 2, "since": 2})
    assert told(gone)["gone"] == [two]
    late = ana.post(f"{HERE}/{two}/text", data={"text": "Two, typed meanwhile.", "version": 2, "since": 2})
    assert (late.status_code, told(late)["kept"], told(late)["out"]) == (409, "Two, and more.", True)
    ana.post(f"{HERE}/{two}/text", data={"text": "Two, typed meanwhile.", "version": 3, "since": 2})
    assert texts(app) == ["One, by Ana.", "Two, typed meanwhile.", "Three."]
    # A page for 3 is made with as many statements as one for 600, of 60,000 words, and each of its parts is light.
    with statements(app) as few:
        bo.get(HERE)
    with work(app):
        session = db.session.get_one(MeetingSession, session_id)
        many(session, 600)
    with statements(app) as lots:
        first = bo.get(HERE)
    with statements(app) as news:
        bo.get(f"{HERE}/now?since=2")
    assert len(few) == len(lots) == 11, "\n".join(lots)
    assert (len(news), len(unchanged)) == (6, 4), "\n".join([*news, "-", *unchanged, "-", *lots])
    assert ">601–603</a>" in first.text and 'start="601"' in first.text
    parts = [bo.get(f"{HERE}?part={number}") for number in range(1, 8)]
    assert [part.text.count("<li id=") for part in parts] == [100] * 6 + [3]
    words = sum(len(re.findall(r"\bword\d+", part.text)) for part in parts)
    assert words == 60_000
    assert max(len(gzip.compress(part.data)) for part in parts) < 100_000
    at = bo.get(f"{HERE}?at={one}").text
    assert f'id="p{one}"' in at and 'start="1"' in at


def test_bad_input_is_kept_and_told(app: Flask) -> None:
    with work(app):
        session = a_running_session()
        one, label = a_paragraph(session, "One.").id, session.label
        other = a_running_session_of(session.meeting, "9")
    assert label != other
    bo = signed_in(app, Role.ORGANIZER)
    for path, data, code in (
        ("/add", SAID, 422),
        ("/add", SAID | {"text": "a\0b"}, 422),
        ("/add", {"text": "Text.", "attribution": "nobody"}, 422),
        ("/add", {"text": "Text."}, 422),
        ("/add", SAID | {"text": "Text.", "speaker": "x" * 201}, 422),
        ("/add", SAID | {"text": "Text.", "key": "x" * 41}, 422),
        ("/add", SAID | {"text": "Text.", "after": "9" * 30}, 303),
        (f"/{one}", SAID | {"text": "", "version": 1}, 422),
        (f"/{one}", SAID | {"text": "Text.", "version": "x" * 9}, 409),
        (f"/{one}/move", {"way": "sideways"}, 404),
        (f"/{one}/out", {"version": "9" * 300}, 409),
        (f"/{one}/names", {"name": "x", "version": 1, "reason": ""}, 422),
        (f"/{one}/names", {"name": "x", "version": 1, "reason": "Why."}, 422),
        (f"/{one}/wipe", {"version": 1}, 409),
        ("/99999/back", {}, 404),
    ):
        assert bo.post(HERE + path, data=data).status_code == code, (path, data)
    page = bo.post(f"{HERE}/add", data=SAID | {"text": "Typed <b>", "speaker": "x" * 201})
    assert "Typed &lt;b&gt;" in page.text and "At most 200 characters." in page.text
    assert bo.get(f"/meetings/workshop/sessions/9/minutes/{one}").status_code == 404  # of another session
    for odd in ("?part=0", "?part=x", "?part=99999999999", "?at=x", "?after=99", "/now?since=x"):
        assert bo.get(HERE + odd).status_code == 200, odd
    assert texts(app) == ["One.", "Text."]
    clock.set_to(RUNS - timedelta(hours=3))
    early = bo.post(f"{HERE}/add", data=SAID | {"text": "Too early."})
    assert early.status_code == 422 and "Too early." in early.text and "half an hour before" in early.text


def test_whoever_leads_the_session_reads_and_nobody_else(app: Flask) -> None:
    with work(app):
        session = a_running_session()
        a_paragraph(session, "It was said.")
        leader = a_leader(session, email="lead@example.org", role=SpeakerRole.MODERATOR)
        clock.set_to(RUNS - timedelta(days=30))
        request = speakers.ask(OPERATOR, leader, leader.email, None)
        clock.set_to(RUNS)
        db.session.flush()  # the link stands in its row
        found = select(MailLink).where(MailLink.purpose == "role", MailLink.subject_id == request.id)
        token = token_of(db.session.scalars(found).one())
        leader.answer, leader_id = SpeakerAnswer.CONFIRMED, leader.id
        a_registration(session.meeting, email="somebody@example.org", status=RegistrationStatus.APPROVED)
    by_account = browser_of(app, "lead@example.org")
    for client, at in ((by_account, HERE), (app.test_client(), f"/speaking/{token}/minutes")):
        page = client.get(at)
        assert page.status_code == 200 and "It was said." in page.text
        assert "What is said next" not in page.text and ">Change<" not in page.text
        assert "It was said." in told(client.get(f"{at}/now?since=0"))["rows"]
    assert by_account.post(f"{HERE}/add", data=SAID | {"text": "Text."}).status_code in (403, 404)
    assert signed_in(app, Role.DRAFTER).get(HERE).status_code == 404
    assert browser_of(app, "somebody@example.org").get(HERE).status_code == 404
    with work(app):
        db.session.get_one(Speaker, leader_id).answer = SpeakerAnswer.DECLINED
    assert by_account.get(HERE).status_code == 404
    assert app.test_client().get(f"/speaking/{token}/minutes").status_code == 404


def test_names_are_shown_at_once_and_resolved_on_the_page(app: Flask) -> None:
    with work(app):
        session = a_running_session(attribution=Attribution.CHATHAM_HOUSE)
        a_registration(session.meeting, name="Ana Marsh", status=RegistrationStatus.APPROVED)
        session_id, one = session.id, a_paragraph(session, "Nobody.").id
    bo = signed_in(app, Role.RAPPORTEUR, session_id)
    sent = {"attribution": "chatham_house", "text": "Ana Marsh spoke.", "version": 1}
    refused = bo.post(f"{HERE}/{one}", data=sent | {"speaker": "Ana Marsh"})
    assert refused.status_code == 422 and "Leave the field empty." in refused.text
    assert texts(app)[0] == "Nobody."
    saved = bo.post(f"{HERE}/{one}/text", data=sent | {"since": 0})
    assert "To be resolved" in told(saved)["rows"] and "Ana Marsh" in told(saved)["rows"]
    page = bo.get(HERE).text
    assert (
        "Names to be resolved" in page
        and 'name="speaker"' not in page
        and "From the list of speakers" not in page
    )
    form = bo.get(f"{HERE}/{one}").text
    digest = re.findall(r'name="name" value="([0-9a-f]{64})"', form)[0]
    named = {"name": digest, "version": 2}
    again = bo.post(f"{HERE}/{one}/names", data=named | {"reason": "Not ana marsh."})
    assert again.status_code == 422 and "Not ana marsh." in again.text and "names somebody" in again.text
    assert (
        bo.post(f"{HERE}/{one}/names", data=named | {"reason": "Wet ground.", "version": 1}).status_code
        == 409
    )
    assert bo.post(f"{HERE}/{one}/names", data=named | {"reason": "Wet ground."}).status_code == 303
    assert "Names to be resolved" not in bo.get(HERE).text
    # Of a paragraph that was taken out the name goes, too.
    bo.post(f"{HERE}/{one}/text", data={"text": "Ana Marsh went.", "version": 2})
    bo.post(f"{HERE}/{one}/out", data={"version": 3})
    assert "A paragraph that was taken out" in bo.get(HERE).text
    assert bo.post(f"{HERE}/{one}/wipe", data={"version": 4}).status_code == 303
    assert "Ana Marsh" not in bo.get(f"{HERE}/taken-out").text
    assert "Names to be resolved" not in bo.get(HERE).text


def test_many_at_once_lose_nothing(app: Flask) -> None:
    """Eight browsers: six write at the end, two change the same paragraph; what comes twice is there once."""
    with work(app):
        session = a_running_session()
        session_id, one = session.id, a_paragraph(session, "One.").id
    clients = [signed_in(app, Role.RAPPORTEUR, session_id) for _ in range(8)]
    sent = [
        (f"{HERE}/add", SAID | {"text": f"Added {n}.", "key": f"k{n // 2}", "since": 0}) for n in range(6)
    ]
    sent += [(f"{HERE}/{one}/text", {"text": f"Changed {n}.", "version": 1, "since": 0}) for n in range(2)]
    codes: list[int] = [0] * 8

    def send(n: int) -> None:
        codes[n] = clients[n].post(sent[n][0], data=sent[n][1]).status_code

    threads = [threading.Thread(target=send, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes[6:]) == [200, 409]
    assert codes[:6] == [200] * 6  # of two with one key the second went on writing
    changed, *added = texts(app)
    assert changed in ("Changed 0.", "Changed 1.") and len(added) == 3
    assert {text[:-2] for text in added} == {"Added "}
    with work(app, writing=False):
        marks = db.session.scalars(select(RecordParagraph.mark)).all()
    assert len(set(marks)) == 4
