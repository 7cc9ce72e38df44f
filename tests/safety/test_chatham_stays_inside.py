"""What is said and who said it under Chatham House stands in no page, file, mail or log of those whom it is not for."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.calendars import queries as calendars
from meetings.floor.models import FloorAsk, FloorList
from meetings.outbox.models import OutboxMessage
from meetings.outcomes import actions as outcomes
from meetings.outcomes.actions import add_record, save_summary
from meetings.outcomes.gathering import facts_of
from meetings.outcomes.models import OutcomeNamedNoMore, SummaryNamedNoMore
from meetings.outcomes.proposal import Guide, propose
from meetings.programme.models import MeetingSession
from meetings.programme.rules import SpeakerRole
from meetings.record.models import RecordNamedNoMore, RecordParagraph
from meetings.record.queries import recorded, unresolved
from meetings.record.rules import ParagraphKind
from meetings.registration.rules import Category, Listing, RegistrationStatus
from meetings.rounds import actions as rounds
from meetings.rounds.actions import keep_rounds, remind_late
from meetings.rounds.models import ConfirmationRound, RoundAnswer
from tests.builders import a_registration, a_session, an_organization
from tests.calendars.access_rows import a_subscription
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, work
from tests.outcomes.builders import a_held_session, a_record, a_speaker
from tests.record.builders import CHATHAM, HERE, PUBLIC, a_paragraph, a_running_session, narrow
from tests.rounds.builders import in_days, link_to, present, typed
from tests.safety.test_the_draft_stays_inside import browser_of, filled, texts_in

WORD = "zyxwords"  # stands in every text of the record
PERSON, GUEST = "Quendolin Zyxspeaker", "Hedwiga Zyxguest"
FORUM, SHORT = "Zyxland Forum of Rights", "ZXFR"
# Whom the keeper wrote on the list of speakers: nobody knows them any more when it ends.
CALLER, CALLERS = "Roswitha Zyxcaller", "Zyxcall Bureau"
NAMES = (PERSON, GUEST, FORUM, SHORT, "Zyxspeaker", "Zyxguest", CALLER, CALLERS)
TO_RESOLVE = {"record_paragraph", "outcome_record", "summary_paragraph", "summary_paragraph_text"}
# Where these names stand because they are speakers, participants and organizations, whatever was said.
KNOWN_TO = {"speaker", "registration", "organization", "released_session", "person"}


def a_session_that_was_narrowed(app: Flask) -> tuple[dict[str, tuple[str, ...]], list[int]]:
    """Written while statements were public, narrowed since; then names were typed into its texts."""
    with work(app):
        session = a_running_session(attribution=PUBLIC)
        an_organization(FORUM, acronym=SHORT)
        a_speaker(session, PERSON, organization=FORUM)
        hidden = {"category": Category.NGO, "listing": Listing.NONE, "status": RegistrationStatus.APPROVED}
        a_registration(session.meeting, name=GUEST, organization_name=FORUM, **hidden)
        person = an_account("some@example.org", "Some Example")
        db.session.flush()  # their ids are needed
        own = a_registration(session.meeting, account_id=person.id, email=person.email, **hidden)
        db.session.add(FloorList(session_id=session.id, minutes_by={}))
        for name in (PERSON, GUEST):
            a_paragraph(session, f"{WORD} before.", speaker=name, organization=SHORT)
        a_session(session.meeting, label="9")
        known = {
            "slug": (session.meeting.slug,),
            "label": ("3", "9"),
            "key": (own.key,),
            "token": (calendars.token_of(a_subscription(person)),),
            "name": ("agenda.docx", "programme.docx"),
            "number": ("1",),
        }
        ids = [person.id, session.id]
    with work(app):
        session = db.session.get_one(MeetingSession, ids[1])
        narrow(session)
        add_record(OPERATOR, session, a_record(CHATHAM, text=f"{CALLERS} waives fees."))
        save_summary(OPERATOR, session, f"A participant spoke.\n\n{CALLER} agreed.")
        asked = {"key": "k" * 20, "position": 1, "minutes": 3, "asked_at": clock.now()}
        db.session.add(FloorAsk(session_id=session.id, name=CALLER, organization=CALLERS, **asked))
    return known, ids


def rows_of(app: Flask) -> Iterator[tuple[str, str]]:
    """Every row of the database, by table; without the texts that stand, which a person has to resolve."""
    with work(app, writing=False):
        for table in Base.metadata.sorted_tables:
            columns = [c for c in table.columns if c.name != "text" or table.name not in TO_RESOLVE]
            for row in db.session.execute(select(*columns)):
                yield table.name, repr(tuple(row))


@ON_ONE_DATABASE
def test_names_under_chatham_house_are_in_none_of_the_bytes(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    known, (person_id, session_id) = a_session_that_was_narrowed(app)
    with work(app, writing=False):
        rows = db.session.scalars(select(RecordParagraph)).all()
        assert {(r.speaker, r.organization, r.attribution) for r in rows} == {("", "", CHATHAM)}
    writer = signed_in(app, Role.RAPPORTEUR, session_id)
    said = {"attribution": CHATHAM.value}
    for n, name in enumerate(NAMES):
        text = f"{WORD}: {name} said that."
        for refused in ({"speaker": name}, {"organization": name}, {"attribution": PUBLIC.value}):
            assert writer.post(f"{HERE}/add", data=said | {"text": text} | refused).status_code == 422
        assert (
            writer.post(f"{HERE}/add", data=said | {"text": text, "key": f"k{n}", "since": 0}).status_code
            == 200
        )
    with work(app, writing=False):
        session = db.session.get_one(MeetingSession, session_id)
        found = {name for one in unresolved(session) for name in one.names}
        # The family name alone means the speaker.
        assert found == {PERSON, GUEST, FORUM, SHORT, CALLER, CALLERS}
        assert {o.speaker + o.organization for o in recorded(OPERATOR, session)} == {""}
    # The list of speakers ends: a mark at each text that named somebody on it, and no name.
    ended = {"do": "turn", "to": "ended"}
    assert writer.post(f"{HERE.removesuffix('/minutes')}/floor/keep", data=ended).status_code == 303
    with work(app, writing=False):
        kinds = (RecordNamedNoMore, OutcomeNamedNoMore, SummaryNamedNoMore)
        assert [len(db.session.scalars(select(kind)).all()) for kind in kinds] == [2, 1, 1]
    # Who is late is written to: the mail tells of the session, and of nobody who spoke.
    with work(app):
        session = db.session.get_one(MeetingSession, session_id)
        a_speaker(session, "Rae Example", email="rae@example.org", role=SpeakerRole.RAPPORTEUR)
        now = clock.now()
        clock.set_to(session.ends_at + timedelta(hours=25))
        remind_late()
        clock.set_to(now)
    # In nothing that was kept: no column, no line of the trail, no mail.
    assert "outbox_message" in {table for table, _row in rows_of(app)}
    held = {table for table, row in rows_of(app) if any(name in row for name in NAMES)}
    assert held <= KNOWN_TO
    trail = [row for table, row in rows_of(app) if table == "audit_row" and "paragraph" in row]
    assert trail and not any(name in row for row in trail for name in (*NAMES, WORD))
    assert not any(word in caplog.text for word in (*NAMES, WORD))
    # In nothing that others are given; the pages are the same on both databases.
    assert WORD in writer.get(HERE).text
    with work(app):
        if db.engine.dialect.name != "sqlite":
            return
        other_id = db.session.scalars(select(MeetingSession.id).where(MeetingSession.label == "9")).one()
    addresses = sorted(filled(known) | {f"{HERE}?at=1", f"{HERE}/now?since=0", "/people/1/same?q=zyx"})
    others = {
        "anyone": app.test_client(),
        "participant": browser_of(app, person_id),
        "rapporteur of another session": signed_in(app, Role.RAPPORTEUR, other_id),
        "drafter": signed_in(app, Role.DRAFTER),
    }
    leaks = set()
    for who, client in others.items():
        for address in addresses:
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code < 500, address
            if any(word in text for text in texts_in(answer.data) for word in (WORD.encode(), b"Zyxcall")):
                leaks.add((who, address))
    assert leaks == set()
    # Whoever searches, also for staff: on every page that has a field for it, people and organizations are found as the
    # house knows them, what was said and who called never. (What is searched for stands in the field.)
    office, people = signed_in(app, Role.ORGANIZER), (PERSON, GUEST, "Zyxspeaker", "Zyxguest")
    searches = [
        one for one in sorted(filled(known)) if b'name="q"' in office.get(one, follow_redirects=True).data
    ]
    for who, client in {"office": office, **others}.items():
        never = [one.encode() for one in (WORD, "Zyxcall", *(people if who != "office" else ()))]
        for address in searches:
            answer = client.get(address, query_string={"q": "zyx"}, follow_redirects=True)
            if any(word in text for text in texts_in(answer.data) for word in never):
                leaks.add((who, address))
    assert {"/outcomes", "/organizations", "/people"} <= set(searches)
    assert leaks == set()


@ON_ONE_DATABASE
def test_no_mail_of_a_round_names_whoever_spoke(app: Flask) -> None:
    """Opened, reminded, extended, asked anew, decided on, confirmed and frozen: each mail knows its reader alone."""
    speaker, guest = {"email": "speaker@example.org"}, {"email": "guest@example.org"}
    forum = {"organization_name": FORUM}
    with work(app):
        session = a_held_session(title="Signs")
        an_organization(FORUM, acronym=SHORT)
        present(session, PERSON, **speaker, **forum)
        present(session, GUEST, **guest, **forum)
        present(session, "Ann")
        for name in (PERSON, GUEST):
            a_paragraph(
                session,
                f"{WORD} of signs.",
                speaker=name,
                organization=FORUM,
                kind=ParagraphKind.INTERVENTION,
            )
        narrow(session)
        proposed = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        outcomes.hand_in(OPERATOR, proposed)
        of = rounds.open_round(OPERATOR, proposed, in_days(5, proposed))
    office = signed_in(app, Role.ORGANIZER)
    here, anyone = "/meetings/held/sessions/6/round", app.test_client()
    link = link_to(app, guest["email"])
    opened = typed(anyone.get(link).text)
    for words in (f"{PERSON} said that.", f"So said {SHORT}."):
        assert anyone.post(link, data=opened.saying(2, "comment", words).values).status_code == 422
    assert (
        anyone.post(link, data=opened.saying(2, "comment", f"{WORD}: say which.").values).status_code == 303
    )
    with work(app):
        [answer] = db.session.scalars(select(RoundAnswer.id))
    no = {"decision": "declined", "version": "1", "reason": f"{GUEST} is wrong."}
    assert office.post(f"{here}/answers/{answer}", data=no).status_code == 422
    assert office.post(f"{here}/answers/{answer}", data=no | {"reason": "No."}).status_code == 303
    with work(app):
        clock.set_to(clock.now() + timedelta(days=4, hours=12))
        keep_rounds()
        of = db.session.get_one(ConfirmationRound, of.id)
        rounds.extend(OPERATOR, of, in_days(3, of.summary), of.version)
        present(of.summary.session, "Ben")
        rounds.ask_more(OPERATOR, of)
        clock.set_to(clock.now() + timedelta(days=4))
    with work(app):
        of = db.session.get_one(ConfirmationRound, of.id)
        rounds.confirm_round(OPERATOR, of)
        outcomes.freeze(OPERATOR, of.summary)
    own = {speaker["email"]: (PERSON, "Zyxspeaker"), guest["email"]: (GUEST, "Zyxguest")}
    with work(app, writing=False):
        mails = db.session.scalars(select(OutboxMessage)).all()
        kinds = {mail.letter for mail in mails}
        assert kinds >= {"round_opened", "round_reminder", "round_extended", "summary_frozen"}, kinds
        for mail in mails:
            said = "\n".join((mail.subject, mail.text, mail.house_text or "", str(mail.calendar)))
            others = [name for name in (*NAMES, WORD) if name not in own.get(mail.to_email, ())]
            assert [name for name in others if name in said] == [], mail.letter
