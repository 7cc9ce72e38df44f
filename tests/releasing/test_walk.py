"""After whatever is done to a programme and answered to it, each address holds what the public version owes it."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.ical import Said
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.programme import actions, releases
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import MeetingDraft, MeetingStatus, SessionDraft, SpeakerAnswer
from meetings.releasing.actions import release
from meetings.replies.actions import ingest
from meetings.replies.models import CalendarAnswer
from meetings.replies.queries import told_last
from meetings.replies.rules import read_mail
from meetings.speakers.actions import answer, ask, correct_address, request_of
from meetings.speakers.rules import AnswerDraft
from tests.kit_app import work
from tests.releasing.kit import NOON, a_world, add, the_meeting
from tests.replies.mails import MAILBOX, R, plain

LONG = int(os.environ.get("WALK", "1"))  # so many walks; more when something in releasing is changed
ADDRESSES = [f"{name}@example.org" for name in ("ana", "bo", "bo2", "cy")]
Key = tuple[str, str]
ASKED, YES, NO = SpeakerAnswer.ASKED, SpeakerAnswer.CONFIRMED, SpeakerAnswer.DECLINED


class Walk:
    """One walk: what is done, by name, and whom each role was last known to be, also one that has gone."""

    def __init__(self, seed: int) -> None:
        self.by, self.trace = Random(seed), [f"seed {seed}"]
        self.roles: dict[int, tuple[str, str, SpeakerAnswer]] = {}

    def one(self, *answers: SpeakerAnswer, least: int = 1) -> Speaker:
        """Somebody in a role who has answered so, but not who was added last: a row's number may be given again."""
        rows = db.session.scalars(select(Speaker).order_by(Speaker.id)).all()[:-1]
        rows = [one for one in rows if not answers or one.answer in answers]
        if len(rows) < least:
            raise Refused("nobody")
        return self.by.choice(rows)

    def session(self) -> MeetingSession:
        return self.by.choice(the_meeting().sessions)

    def edit(self) -> None:
        one, hour = self.session(), self.by.randint(10, 16)
        names = ("label", "kind", "title", "room", "about")
        starts = datetime.combine(the_meeting().starts.date(), time(hour))
        draft = SessionDraft(
            starts=starts, ends=starts + timedelta(hours=1), **{n: getattr(one, n) for n in names}
        )
        actions.edit_session(OPERATOR, one, draft, one.version)

    def move(self) -> None:
        meeting, by = the_meeting(), timedelta(days=self.by.choice([1, -1]))
        names = set(MeetingDraft.__dataclass_fields__) & set(dir(meeting))
        draft = MeetingDraft(**{name: getattr(meeting, name) for name in names})
        draft = replace(draft, starts=draft.starts + by, ends=draft.ends + by)
        actions.edit_meeting(OPERATOR, meeting, draft, meeting.version, move_sessions=True)

    def again(self) -> None:
        """Somebody is added under a name and an address that others may have had, or have."""
        add("Bo", self.by.choice(ADDRESSES), self.by.choice([YES, YES, None]))

    def asks(self) -> None:
        ask(OPERATOR, self.one(ASKED, NO), self.by.choice(ADDRESSES), None)

    def corrects(self) -> None:
        correct_address(OPERATOR, request_of(self.one(ASKED)).id, self.by.choice(ADDRESSES))

    def calendar(self) -> None:
        told = select(OutboxMessage.to_email).where(OutboxMessage.calendar_uid == "two@example").distinct()
        email = self.by.choice(sorted(db.session.scalars(told)))
        said, last = (
            self.by.choice(["ACCEPTED", "DECLINED", "DECLINED", "TENTATIVE"]),
            told_last("two@example", email),
        )
        assert last is not None
        self.trace.append(f"{email} {said} {last.sequence}")
        reply = R(uid="two@example", email=email, said=said, sequence=last.sequence, stamp=clock.now())
        ingest(read_mail(plain(reply)), MAILBOX)

    def deliver(self) -> None:
        waiting = select(OutboxMessage).where(OutboxMessage.delivery == Delivery.WAITING)
        for mail in db.session.scalars(waiting).all():
            mail.delivery = Delivery.SENT

    def acts(self) -> dict[str, Callable[[], object]]:
        meeting, s = the_meeting(), MeetingStatus
        there: dict[str, Callable[[], object]]
        if meeting.status is not s.PUBLISHED:
            again = s.DRAFT if meeting.status is s.CANCELLED else s.PUBLISHED
            there = {"again": lambda: actions.take_step(OPERATOR, meeting, again)}
        else:
            there = {
                "release": lambda: release(OPERATOR, meeting, "", meeting.released),
                "release, too": lambda: release(OPERATOR, meeting, "", meeting.released),
                "take back": lambda: actions.take_step(
                    OPERATOR, meeting, self.by.choice([s.DRAFT, s.CANCELLED])
                ),
            }
        one = self.session()
        stop = actions.cancel_session if one.cancelled_at is None else actions.reinstate_session
        return there | {
            "edit": self.edit,
            "move": self.move,
            "cancel or reinstate": lambda: stop(OPERATOR, one),
            "remove": lambda: actions.remove_speaker(OPERATOR, self.one(least=2)),
            "add again": self.again,
            "ask": self.asks,
            "correct": self.corrects,
            "yes": lambda: answer(request_of(self.one(ASKED, NO)), AnswerDraft(to=YES)),
            "no": lambda: answer(request_of(self.one(YES, ASKED)), AnswerDraft(to=NO)),
            "calendar": self.calendar,
            "calendar, too": self.calendar,
            "deliver": self.deliver,
        }

    def go(self, app: Flask, now: datetime) -> None:
        clock.set_to(now)
        try:
            with work(app):
                acts = self.acts()
                name = self.by.choice(list(acts))
                self.trace.append(name)
                acts[name]()
        except Refused as no:
            self.trace.append(f"({no})")
        with work(app, writing=False):
            self.check()

    def remember(self) -> set[int]:
        """The roles of the draft, by number."""
        rows = db.session.scalars(select(Speaker)).all()
        self.roles |= {one.id: (one.session.uid, one.email, one.answer) for one in rows}
        return {one.id for one in rows}

    def check(self) -> None:
        """The law; what is held is read from the mails, and from what calendars have said to them."""
        rows, meeting = self.remember(), the_meeting()
        if meeting.status is MeetingStatus.DRAFT:
            return
        public = {s.uid: s for s in releases.version_of(OPERATOR, meeting)}
        printed = [p.speaker_id or 0 for s in public.values() if s.takes_place for p in s.people]
        owed = {self.roles[n][:2] for n in printed if n in rows and self.roles[n][2] is YES}
        may = {self.roles[n][:2] for n in printed if self.roles[n][2] is not NO}
        # A calendar that said yes again keeps what that brought back, until the role is public.
        accepted = select(CalendarAnswer.uid, CalendarAnswer.email).where(
            CalendarAnswer.said != Said.DECLINED
        )
        again = {(uid, email) for uid, email in db.session.execute(accepted) if public[uid].takes_place}
        may |= again & {self.roles[n][:2] for n in rows if self.roles[n][2] is not NO}
        held = _held()
        assert owed <= set(held) <= may, (self.trace, owed - set(held), set(held) - may)
        for (uid, email), starts in held.items():
            assert starts == public[uid].starts_at, (self.trace, uid, email)


def _held() -> dict[Key, datetime]:
    """What stands in calendars: by the last mail of each entry that went or goes, and when that begins."""
    last: dict[Key, OutboxMessage] = {}
    mails = select(OutboxMessage).where(OutboxMessage.calendar_uid.in_(["one@example", "two@example"]))
    for mail in db.session.scalars(mails.order_by(OutboxMessage.id)):
        key = (mail.calendar_uid or "", mail.to_email)
        before = last.get(key)
        assert before is None or (mail.calendar_sequence or 0) > (before.calendar_sequence or 0)
        last[key] = mail
    said_no = {
        (one.uid, one.email): one.sequence
        for one in db.session.scalars(select(CalendarAnswer).where(CalendarAnswer.said == Said.DECLINED))
    }
    shown = {
        key: Calendar.from_ical(mail.calendar or b"").walk("VEVENT")[0]
        for key, mail in last.items()
        if mail.calendar_method == "REQUEST" and said_no.get(key, -1) < (mail.calendar_sequence or 0)
    }
    return {key: event.decoded("DTSTART") for key, event in shown.items()}


@pytest.mark.parametrize("seed", range(1, 1 + LONG))
def test_whatever_happens_each_address_holds_what_it_is_owed(app: Flask, seed: int) -> None:
    a_world(app)
    walk = Walk(seed)
    with work(app):
        add("Cy", "cy@example.org", YES)
        walk.remember()
    for number in range(40):
        walk.go(app, NOON + timedelta(minutes=10 * number))
