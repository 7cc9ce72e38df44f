"""What the rounds need in rooms above the programme: documents, replies, a merge, calendars, an unreleased draft."""

from datetime import UTC, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from meetings.access.actions import make_link, token_of
from meetings.access.actor import OPERATOR, Actor
from meetings.access.models import Account, MailLink
from meetings.access.queries import actor_of
from meetings.base import clock
from meetings.base.database import db
from meetings.calendars.actions import subscribe
from meetings.calendars.rules import FeedKind
from meetings.directory.models import Person
from meetings.documents.actions import add_issue, withdraw_document
from meetings.documents.rules import Visibility
from meetings.outbox.actions import Invitation, put
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.people.actions import ask_proof, merge
from meetings.people.queries import own_side_for
from meetings.programme.actions import edit_session
from meetings.programme.models import Meeting
from meetings.programme.rules import SessionDraft
from meetings.registration.rules import RegistrationStatus
from meetings.replies.actions import ingest
from meetings.replies.models import ReceivedMail
from meetings.replies.rules import read_mail
from tests.builders import a_person, a_registration
from tests.documents.builders import a_document, a_file
from tests.replies.mails import R, google

SENT = datetime(2028, 9, 11, 9, 0, tzinfo=UTC)


def kept(meeting: Meeting, office: str, participant: str) -> dict[str, str]:
    """Make all of it; the keys and addresses that lead there. The rooms keep to what the two readers may see."""
    admitted = a_registration(
        meeting, name="Malia Admitted", email="malia@example.org", status=RegistrationStatus.APPROVED
    )
    joining = token_of(make_link("join", admitted.id, timedelta(days=1)))
    found = {"joining": f"/registrations/join/{joining}", **_replies(admitted.id, admitted.email)}
    found |= _documents(meeting) | _merged(participant)
    found["own_calendar"] = subscribe(_actor(participant), FeedKind.PROGRAMME).key
    found["office_calendar"] = subscribe(_actor(office), FeedKind.DEADLINES).key
    _change(meeting)
    return found


def _actor(email: str) -> Actor:
    account = db.session.scalars(select(Account).where(Account.email == email)).one()
    return actor_of(account, clock.now().date())


def _documents(meeting: Meeting) -> dict[str, str]:
    """One in two languages, of which one was issued anew; one for each circle of readers; one that is withdrawn."""
    session = next(s for s in meeting.sessions if s.label == "4")
    note = a_document(meeting, title="Concept note", session_id=session.id)
    replaced = note.issues[0].file.key
    for language in ("en", "fr"):
        add_issue(OPERATOR, note, language, a_file(), note.version)
    for title, who in (("Practical guide", Visibility.PARTICIPANTS), ("Seating", Visibility.STAFF)):
        a_document(meeting, title=title, visibility=who)
    gone = a_document(meeting, title="List of speakers")
    withdraw_document(OPERATOR, gone, "It named somebody who does not come.", gone.version)
    return {
        "document": str(note.number),
        "withdrawn": str(gone.number),
        "replaced": f"/documents/files/{replaced}",
    }


def _replies(number: int, email: str) -> dict[str, str]:
    """An answer of the invited person, one from another address, one to something else."""
    entry = Invitation(b"", "REQUEST", "entry@example", 0)
    told = put(email, "Invitation", "Text", about=("registration", number), invitation=entry)
    told.delivery = Delivery.SENT
    db.session.flush()
    answer = R("entry@example", email, "TENTATIVE", stamp=SENT)
    settings = current_app.config["SETTINGS"]
    for one in (
        answer,
        answer.at(said="DECLINED", sender="deputy@example.org", stamp=SENT + timedelta(hours=1)),
        answer.at(uid="another@example", said="ACCEPTED"),
    ):
        assert ingest(read_mail(google(one)), settings.mailbox) is not None
    by_outcome = {mail.outcome.value: mail.key for mail in db.session.scalars(select(ReceivedMail)).all()}
    return {
        "applied": by_outcome["applied"],
        "other_sender": by_outcome["other_sender"],
        "unknown": by_outcome["unknown"],
    }


def _merged(email: str) -> dict[str, str]:
    """The participant's record was made one with an older one; the link that shows that both addresses are theirs."""
    own = db.session.scalars(select(Person).where(Person.email == email)).one()
    old = a_person(own.name, email="laila.before@example.org", demonstration=own.demonstration)
    made = merge(OPERATOR, own, old, {}, (own.version, old.version))
    actor = _actor(email)
    side = own_side_for(actor, made.id)
    ask_proof(actor, side, side.addresses[0], "en")
    db.session.flush()
    mail = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.link_purpose == "prove_address")
    ).one()
    link = db.session.get_one(MailLink, mail.link_key)
    return {"merge": str(made.id), "own_address": f"{mail.link_path}{token_of(link)}"}


def _change(meeting: Meeting) -> None:
    """Two sessions of the draft differ from what is released: one is later, one is called otherwise."""
    for label, later, title in (("5", 15, ""), ("2", 0, "What has changed since 2025")):
        session = next(s for s in meeting.sessions if s.label == label)
        by = timedelta(minutes=later)
        draft = SessionDraft(
            session.label,
            session.kind,
            title or session.title,
            session.starts + by,
            session.ends + by,
            session.about,
            session.room,
            session.attribution,
        )
        edit_session(OPERATOR, session, draft, session.version)
