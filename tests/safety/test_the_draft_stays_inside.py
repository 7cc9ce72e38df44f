"""What the office has in the draft of a programme and has not released stands on no page and in no file of others."""

import io
import re
import zipfile
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actions import begin_session
from meetings.access.models import Account
from meetings.access.routes import ROUTES
from meetings.base.database import db
from meetings.calendars import queries as calendars
from meetings.floor.models import FloorList
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import SpeakerAnswer, SpeakerRole
from meetings.registration.rules import RegistrationStatus
from tests.access.rows import a_world
from tests.builders import a_registration, the_programme_is_public
from tests.calendars.access_rows import a_subscription
from tests.documents.builders import a_document
from tests.kit_app import ON_ONE_DATABASE, an_account, work
from tests.safety.kit import GETS
from tests.speakers.access_rows import a_link
from tests.speakers.kit import a_speaker

WORD, MOVED, NEW = "zyxquagga", "Q77X", "Q88X"
# Text in PDF is packed its own way; the same is in the other kind of file.
PAPERS = ("agenda.docx", "programme.docx")


def browser_of(app: Flask, account_id: int | None) -> FlaskClient:
    client = app.test_client()
    if account_id is not None:
        with work(app):
            token = begin_session(db.session.get_one(Account, account_id))
        with client.session_transaction() as session:
            session["_user_id"] = token
    return client


def plant(session: MeetingSession, number: str) -> None:
    session.title, session.about, session.room = f"Title {WORD}", f"About {WORD}", f"Room {WORD}"
    session.label = number


def texts_in(content: bytes) -> Iterator[bytes]:
    """The bytes, and those of all that is packed in them; lines of calendars unfolded (RFC 5545, 3.1)."""
    yield content.replace(b"\r\n ", b"")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from texts_in(packed.read(name))


def filled(known: dict[str, tuple[str, ...]]) -> set[str]:
    """Every address of a route that reads, as far as it can be written with what these people know."""
    found: set[str] = set()
    for route in ROUTES.values():
        if "GET" in route.methods:
            made = [re.sub(r"<\w+:(\w+)>", r"<\1>", route.url)]
            for part, values in known.items():
                made = [one.replace(f"<{part}>", value) for one in made for value in values]
            found |= {one for one in made if "<" not in one}
    return found


def a_house(app: Flask) -> tuple[set[str], dict[str, str], list[int]]:
    """A public meeting whose draft has moved on; the addresses to try, what they open to whom, the accounts."""
    with work(app):
        world = a_world()
        meeting_id, session_id = world.meeting.id, world.session.id
        of_table = {row.own(a_world()) for row in GETS}  # some want a world of their own
        token = a_link(world)
    with work(app):
        meeting = db.session.get_one(Meeting, meeting_id)
        session = db.session.get_one(MeetingSession, session_id)
        person, leader = (an_account(f"{one}@example.org", f"{one} Example") for one in ("some", "lead"))
        db.session.flush()
        approved = RegistrationStatus.APPROVED
        own = a_registration(meeting, account_id=person.id, email=person.email, status=approved).key
        chairs = {"role": SpeakerRole.CHAIR, "answer": SpeakerAnswer.CONFIRMED}
        a_speaker(session, email=leader.email, **chairs)
        old = session.label
        the_programme_is_public(meeting)
        if db.session.get(FloorList, session.id) is None:  # a row of the table may have opened it
            db.session.add(FloorList(session_id=session.id, minutes_by={}))
        feeds = [calendars.token_of(a_subscription(one)) for one in (person, leader)]
        a_document(meeting, session_id=session.id)
        # Now the draft moves on; not by the builder, which releases what it makes.
        new = MeetingSession(
            meeting=meeting,
            uid="new-one",
            kind=session.kind,
            **{name: getattr(session, name) for name in ("starts", "ends", "starts_at", "ends_at")},
        )
        plant(new, NEW)
        db.session.add(new)
        plant(session, MOVED)
        for other in db.session.scalars(
            select(MeetingSession).where(MeetingSession.label.not_in((MOVED, NEW)))
        ):
            plant(other, f"Q{other.id}")
        db.session.flush()
        db.session.add(FloorList(session_id=new.id, minutes_by={}))
        a_document(meeting, session_id=new.id)
        known = {
            "slug": (meeting.slug,),
            "label": (old, MOVED, NEW),
            "token": (token, *feeds),
            "key": (own,),
            "name": PAPERS,
            "number": ("1", "2"),
        }
        asked = {f"/meetings/{meeting.slug}/documents?session={one}" for one in (old, MOVED, NEW)}
        places = {"released": f"/meetings/{meeting.slug}/sessions/{old}/floor", "link": f"/speaking/{token}"}
        return of_table | filled(known) | asked, places | {"token": token}, [person.id, leader.id]


@ON_ONE_DATABASE
def test_the_draft_is_in_none_of_the_bytes(app: Flask) -> None:
    addresses, at, (person, leader) = a_house(app)
    seen: dict[str, set[int]] = {}
    found = set()
    for account in (None, person, leader):
        client = browser_of(app, account)
        for address in sorted(addresses):
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code < 500, address
            seen.setdefault(address, set()).add(answer.status_code)
            # What was asked for is said again.
            words = [w.encode() for w in (WORD, MOVED, NEW) if w not in address]
            if any(word in text for text in texts_in(answer.data) for word in words):
                found.add((account, address.replace(at["token"], "…")))
    assert found == set()
    # It was looked at: these open to those whom they are for.
    for address in (
        at["released"],
        f"{at['released']}/now",
        at["link"],
        f"{at['link']}/briefing",
        f"{at['link']}/floor",
    ):
        assert 200 in seen[address], address
