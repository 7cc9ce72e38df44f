"""Builders of what tests need: each gives one thing with sensible defaults. Call them inside `work(app)`."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from meetings.base import clock, secrets
from meetings.base.database import db
from meetings.base.zones import wall_to_utc
from meetings.directory.models import Organization, Person
from meetings.mandate.models import Cycle, Resolution
from meetings.programme import entries, releases
from meetings.programme.models import Meeting, MeetingSession
from meetings.programme.rules import MeetingKind, MeetingStatus, Mode, SessionKind
from meetings.programme.rules.released import next_version
from meetings.registration.models import Registration
from meetings.registration.rules import Category, Listing, RegistrationStatus

T = TypeVar("T")
_n = count(1)


def _added(thing: T) -> T:
    db.session.add(thing)
    db.session.flush()  # tests need the ids
    return thing


def a_cycle(symbol: str = "", **given: Any) -> Cycle:
    n = next(_n)
    resolution = Resolution(
        symbol=symbol or f"90/{n}", title="Example cooperation", adopted_on=date(2026, 3, 31)
    )
    values: dict[str, Any] = dict(
        resolution=resolution,
        starts_on=date(2026, 1, 1),
        ends_on=date(2029, 4, 30),
        word="organizations",
        theme="Example theme",
        workshop_year=2028,
        report_session=70,
        report_symbol="A/HRC/70/NN",
        report_title="Report on the workshop",
        agenda_items=[],
        word_limit=8500,
        slots={"freeze": 14, "submission": 10, "issuance": 6},
        current=True,
    )
    return _added(Cycle(**values | given))


def a_meeting(slug: str = "", **given: Any) -> Meeting:
    """A published two-day workshop in Geneva, 10–11 October 2028, unless told otherwise."""
    n = next(_n)
    values: dict[str, Any] = dict(
        slug=slug or f"meeting-{n}",
        uid=secrets.new_key(),
        kind=MeetingKind.WORKSHOP,
        mode=Mode.HYBRID,
        status=MeetingStatus.PUBLISHED,
        title=f"Example workshop {n}",
        zone="Europe/Zurich",
        city="Geneva",
        starts=datetime(2028, 10, 10, 10, 0),
        ends=datetime(2028, 10, 11, 18, 0),
        place="Room XX",
        languages=["en", "fr"],
        places=20,
        registration_closes=datetime(2028, 9, 19, 23, 59),
        changed_at=clock.now(),
        feed_changed_at=clock.now(),
    )
    values |= given
    if "cycle" not in values and "cycle_id" not in values:
        values["cycle"] = a_cycle()
    zone = values["zone"]
    values.setdefault("starts_at", wall_to_utc(values["starts"], zone))
    values.setdefault("ends_at", wall_to_utc(values["ends"], zone))
    closes = values["registration_closes"]
    values.setdefault("registration_closes_at", closes and wall_to_utc(closes, zone))
    return _added(Meeting(**values))


def a_session(meeting: Meeting | None = None, **given: Any) -> MeetingSession:
    """A session of one hour and a half at 10:00 on the first day of its meeting."""
    n = next(_n)
    meeting = meeting or a_meeting()
    starts = given.get("starts", meeting.starts)
    values: dict[str, Any] = dict(
        meeting=meeting,
        uid=secrets.new_key(),
        label=str(n),
        kind=SessionKind.THEMATIC,
        title=f"Example session {n}",
        starts=starts,
        ends=starts + timedelta(minutes=90),
        room="Room XX",
    )
    values |= given
    starts_second, ends_second = values.get("starts_second"), values.get("ends_second")
    values.setdefault("starts_at", wall_to_utc(values["starts"], meeting.zone, second=starts_second))
    values.setdefault("ends_at", wall_to_utc(values["ends"], meeting.zone, second=ends_second))
    session = _added(MeetingSession(**values))
    if meeting.is_public:
        the_programme_is_public(meeting)
    return session


def the_programme_is_public(meeting: Meeting) -> None:
    """What the draft of the programme has now is its version 1 (or whichever is public), as if nobody had been told."""
    db.session.flush()
    db.session.refresh(meeting, ["sessions"])
    meeting.released = meeting.released or 1
    drafts = releases.drafted(meeting, meeting.sessions)
    version = next_version((), drafts, entries.around(meeting), meeting.changed_at)
    releases.write(meeting, meeting.released, version, meeting.changed_at, "")
    db.session.flush()


def an_organization(name: str = "", **given: Any) -> Organization:
    n = next(_n)
    values: dict[str, Any] = dict(
        name=name or f"Example Forum {n}",
        slug=f"example-forum-{n}",
        region="Africa",
        kind="commission",
        formalization="treaty_monitoring_body",
        seat_city="Suva",
        seat_country="Fiji",
        zone="Pacific/Fiji",
    )
    return _added(Organization(**values | given))


def a_person(name: str = "", **given: Any) -> Person:
    n = next(_n)
    values: dict[str, Any] = dict(
        key=secrets.new_key(),
        name=name or f"Person {n}",
        sort_key=f"person {n}",
        email=f"person-{n}@example.org",
    )
    return _added(Person(**values | given))


def a_registration(meeting: Meeting | None = None, **given: Any) -> Registration:
    """A registration that waits for a decision."""
    n = next(_n)
    values: dict[str, Any] = dict(
        key=secrets.new_key(),
        meeting=meeting or a_meeting(),
        name=f"Participant {n}",
        sort_key=f"participant {n}",
        email=f"participant-{n}@example.org",
        organization_name="Example Forum",
        category=Category.REGIONAL,
        languages=["en"],
        listing=Listing.NAME,
        status=RegistrationStatus.SUBMITTED,
        received_at=datetime(2026, 11, 1, tzinfo=UTC),
    )
    values |= given
    if values["status"] is RegistrationStatus.WAITING:
        values.setdefault("waiting_since", values["received_at"])
    if values["status"] is RegistrationStatus.OFFERED:
        values.setdefault("reply_by", clock.now() + timedelta(days=3))
    return _added(Registration(**values))
