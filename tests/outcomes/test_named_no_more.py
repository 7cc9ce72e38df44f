"""Words that named somebody stop nothing silently when the house forgets the name: a person looks at them first."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.directory import actions as directory
from meetings.directory.models import Organization
from meetings.floor import actions as floor
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import AskStatus, ListStatus
from meetings.outcomes import actions as outcomes
from meetings.outcomes import following
from meetings.outcomes.models import (
    OutcomeNamedNoMore,
    OutcomeRecord,
    Summary,
    SummaryNamedNoMore,
    SummaryParagraph,
)
from meetings.outcomes.rules import RecordKind, Where
from meetings.programme import actions as programme
from meetings.programme.models import MeetingSession, Speaker
from meetings.programme.rules import MeetingStatus, SpeakerDraft
from meetings.record import actions as minutes
from meetings.record import kept as record_kept
from meetings.record.models import NameNoMore, RecordNamedNoMore, RecordParagraph
from meetings.record.queries import name_digest, unresolved
from meetings.record.rules import KnownNames, ParagraphKind
from meetings.registration import actions as registrations
from meetings.registration.models import Registration
from meetings.registration.rules import Correction, Presence, RegistrationStatus
from tests.builders import a_registration, an_organization
from tests.directory.test_actions import draft_of
from tests.kit_app import signed_in, work
from tests.outcomes.builders import a_held_session, a_record, a_speaker
from tests.record.builders import CHATHAM, PUBLIC, a_paragraph, narrow
from tests.rounds.builders import plain, present

HOME = "/meetings/held/sessions/6"
GUEST, BUREAU = "Yara Guest", "Bureau of Dee"
NO_ROUND = {"step": "approve", "because": "Read out."}


def a_guest(session: MeetingSession) -> None:
    """Whom the keeper wrote on the list of speakers, and nobody else knows."""
    db.session.add(FloorList(session_id=session.id, status=ListStatus.OPEN, minutes_by={}))
    db.session.flush()  # who asks refers to it
    asked = {"key": "k" * 20, "position": 1, "minutes": 3, "asked_at": clock.now(), "status": AskStatus.DONE}
    db.session.add(FloorAsk(session_id=session.id, name=GUEST, organization=BUREAU, **asked))


def approving(office: FlaskClient) -> tuple[int, str]:
    """What the office is answered that approves the summary as it stands."""
    office.post(f"{HOME}/record/hand-in")
    with office.application.app_context():
        version = db.session.scalars(select(Summary.version)).one()
    answer = office.post(f"{HOME}/record/decision", data=NO_ROUND | {"version": version})
    return answer.status_code, plain(answer.text)


def given_back(office: FlaskClient) -> None:
    office.post(f"{HOME}/record/decision", data={"step": "give_back", "reason": "Look at it again."})


def waits(app: Flask) -> list[tuple[int | None, tuple[str, ...], bool]]:
    with work(app, writing=False):
        session = db.session.scalars(select(MeetingSession)).one()
        return [(one.number, one.names, one.marked) for one in unresolved(session)]


@pytest.mark.parametrize("by_the_worker", [False, True])
def test_a_guest_whose_list_of_speakers_ends_is_not_named_without_somebody_looking(
    app: Flask, by_the_worker: bool
) -> None:
    with work(app):
        session = a_held_session(attribution=CHATHAM)
        said = a_paragraph(session, f"{GUEST} of {BUREAU} asked.").id
        a_paragraph(session, "Nobody is named.")
        taken = a_paragraph(session, f"{BUREAU} agreed.")
        minutes.take_out(OPERATOR, taken, 1)
        shared = outcomes.add_record(OPERATOR, session, a_record(CHATHAM, text=f"{BUREAU} waives fees."))
        summary = outcomes.save_summary(OPERATOR, session, f"Signs were early.\n\n{GUEST} agreed with that.")
        a_guest(session)
        out, record, told = taken.id, shared.id, summary.paragraphs[1].id
    assert waits(app) == [(1, (GUEST, BUREAU), False), (None, (BUREAU,), False)]
    office = signed_in(app, Role.ORGANIZER)
    if by_the_worker:
        with work(app):
            assert floor.keep_floors() is False
    else:
        assert office.post(f"{HOME}/floor/keep", data={"do": "turn", "to": "ended"}).status_code == 303
    with work(app, writing=False):
        assert db.session.scalars(select(FloorAsk)).all() == []
    assert waits(app) == [(1, (), True), (None, (), True)]
    page = plain(office.get(f"{HOME}/minutes").text)
    assert "Paragraph 1 : somebody who may not be named" in page
    assert "To be resolved: this named somebody who may not be named." in page
    # The running record, the outcomes, the summary: one after the other stops the approval.
    code, answer = approving(office)
    assert (code, "Paragraph 1 of the running record named somebody" in answer) == (422, True)
    given_back(office)
    # Words put to it, another place, in and out again: the name may stand there still.
    with work(app):
        row = db.session.get_one(RecordParagraph, said)
        minutes.edit_text(OPERATOR, row, f"Yes.\n\n{GUEST} of {BUREAU} asked, and asked again.", row.version)
        minutes.take_out(OPERATOR, row, row.version)
        minutes.bring_back(OPERATOR, row)
        minutes.move(OPERATOR, row, up=False)
    assert [marked for _number, _names, marked in waits(app)] == [True, True]
    with work(app, writing=False):
        split, rest = db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.id)).all()[::3]
        assert (split.text, rest.text[:10]) == ("Yes.", GUEST)
        parted = f"{HOME}/minutes/{rest.id}"
    assert "This named somebody who may not be named" in plain(office.get(parted).text)
    stale = office.post(f"{parted}/nobody", data={"version": "9"})
    assert (stale.status_code, "changed this paragraph meanwhile" in stale.text) == (409, True)
    # Nor is a letter that is mended, half a word that is saved while somebody types, or one of two names that goes.
    texts = (
        f"{GUEST} of {BUREAU} asked, and as",
        f"{GUEST} of {BUREAU} asked, askd",
        f"One of {BUREAU} asked.",
    )
    for version, text in enumerate((*texts, "A participant asked."), 1):
        sent = {"text": text, "version": str(version), "since": "0"}
        assert office.post(f"{parted}/text", data=sent).status_code == 200
        assert [marked for _number, _names, marked in waits(app)] == [True, True]
    assert office.post(f"{parted}/nobody", data={"version": "5"}).status_code == 303
    assert office.post(f"{HOME}/minutes/{out}/wipe", data={"version": "2"}).status_code == 303
    assert waits(app) == []
    code, answer = approving(office)
    assert (code, "Record 1 named somebody who may not be named" in answer) == (422, True)
    assert f"{HOME}/record/{record}" in office.get(f"{HOME}/record").text
    form = {
        "kind": "practice",
        "text": f"{BUREAU} waives fees.",
        "attribution": CHATHAM.value,
        "paragraph": "8",
    }
    given_back(office)
    assert "tick that nobody is named there." in plain(office.get(f"{HOME}/record/{record}").text)
    assert office.post(f"{HOME}/record/{record}", data=form | {"version": "1"}).status_code == 303
    assert approving(office)[0] == 422
    given_back(office)
    form |= {"version": "2", "nobody_meant": "y"}
    assert office.post(f"{HOME}/record/{record}", data=form).status_code == 303
    code, answer = approving(office)
    assert (code, "Paragraph 2 of the summary named somebody who may not be named." in answer) == (422, True)
    assert "Somebody was named here who may not be named" in answer
    with work(app, writing=False):
        version = db.session.scalars(select(Summary.version)).one()
    assert office.post(f"{HOME}/record/names", data={"version": version}).status_code == 303
    with work(app, writing=False):
        # Who said it, and when; no name.
        [one], [other] = (
            db.session.scalars(select(m)).all() for m in (OutcomeNamedNoMore, SummaryNamedNoMore)
        )
        assert [(m.of_id, bool(m.said_by), m.said_at is not None) for m in (one, other)] == [
            (record, True, True),
            (told, True, True),
        ]
        assert [m.said_at is not None for m in db.session.scalars(select(RecordNamedNoMore))] == [True]
        verbs = set(db.session.scalars(select(AuditRow.verb)))
        assert "dismiss_names" in verbs
    assert approving(office)[0] == 303


def test_a_name_that_was_copied_or_cut_before_somebody_looked_is_found_where_it_went(app: Flask) -> None:
    """Copied in one save and cut in the next; cut with one and pasted with the next; typed anew, behind a letter."""
    with work(app):
        session = a_held_session(attribution=CHATHAM)
        first = a_paragraph(session, f"Signs are early. {GUEST} of {BUREAU} asked.").id
        second = a_paragraph(session, "Nobody is named.").id
        third = a_paragraph(session, f"{BUREAU} agreed.").id
        shared = outcomes.add_record(OPERATOR, session, a_record(CHATHAM, text="Fees are waived.")).id
        summary = outcomes.save_summary(OPERATOR, session, "Signs were early.")
        own, a_session_id = summary.paragraphs[0].id, session.id
        a_guest(session)
    office = signed_in(app, Role.ORGANIZER)
    assert office.post(f"{HOME}/floor/keep", data={"do": "turn", "to": "ended"}).status_code == 303
    assert waits(app) == [(1, (), True), (3, (), True)]

    def saved(paragraph: int, text: str) -> None:
        sent = {"text": text, "version": version_of(app, paragraph), "since": "0"}
        assert office.post(f"{HOME}/minutes/{paragraph}/text", data=sent).status_code == 200

    def nobody(paragraph: int) -> None:
        sent = {"version": version_of(app, paragraph)}
        assert office.post(f"{HOME}/minutes/{paragraph}/nobody", data=sent).status_code == 303

    saved(second, f"Nobody is named. {GUEST} asked.")
    saved(first, "Signs are early.")
    nobody(first)
    assert waits(app) == [(2, (), True), (3, (), True)]
    # What somebody has looked at is not asked about again as long as it names nobody anew, also when it is parted.
    nobody(second)
    saved(second, f"Nobody is named.\n\n{GUEST} asked, and more.")
    assert waits(app) == [(4, (), True)]
    assert office.post(f"{HOME}/minutes/{third}/out", data={"version": "1"}).status_code == 303
    assert office.post(f"{HOME}/minutes/{third}/wipe", data={"version": "2"}).status_code == 303
    assert waits(app) == []
    for text, marked in (
        ("The bureau of Dee agreed.", True),
        ("A guest agreed.", False),
        ("Y. GUEST agreed.", True),
    ):
        said = {"text": text, "attribution": CHATHAM.value, "since": "0"}
        answer = office.post(f"{HOME}/minutes/add", data=said).get_json()
        assert bool(waits(app)) is marked, text
        if marked:
            nobody(answer["id"])
    form = {
        "kind": "practice",
        "text": f"{BUREAU} waives fees.",
        "attribution": CHATHAM.value,
        "paragraph": "8",
    }
    assert office.post(f"{HOME}/record/{shared}", data=form | {"version": "1"}).status_code == 303
    with work(app):
        paragraph = db.session.get_one(SummaryParagraph, own)
        outcomes.edit_paragraph(OPERATOR, paragraph, f"{GUEST} saw early signs.", paragraph.version)
    with work(app, writing=False):
        found = [
            list(db.session.scalars(select(kind.of_id).where(kind.said_at.is_(None))))
            for kind in (OutcomeNamedNoMore, SummaryNamedNoMore)
        ]
        assert found == [[shared], [own]]
        # Nothing of the name is held by which it could be read, and nothing at all when the meeting is closed.
        assert {len(trace.digest) for trace in db.session.scalars(select(NameNoMore))} == {64}
    for over in (MeetingStatus.CLOSED, MeetingStatus.CANCELLED, None):  # None: the personal data are deleted
        with work(app):
            session = db.session.get_one(MeetingSession, a_session_id)
            session.meeting.status = MeetingStatus.HELD
            lost = KnownNames(speakers=(GUEST,))
            minutes.keep_traces(session, lost, [f"{GUEST} saw early signs."])
            db.session.flush()
            assert db.session.scalars(select(NameNoMore)).all() != []
            session.meeting.status = over or MeetingStatus.HELD
            if over:
                minutes.forget_traces(OPERATOR, session.meeting, MeetingStatus.HELD)
                minutes.keep_traces(session, lost, [f"{GUEST} saw early signs."])
            else:
                record_kept.forget(session.meeting_id, 100)
            assert db.session.scalars(select(NameNoMore)).all() == []


def version_of(app: Flask, paragraph: int) -> int:
    with work(app, writing=False):
        return db.session.get_one(RecordParagraph, paragraph).version


def test_narrowed_before_a_summary_is_begun_nobody_is_forgotten_in_the_words(app: Flask) -> None:
    """Of the record, also if what was said is taken out; of outcomes; and what is made of them in own words."""
    with work(app):
        session = a_held_session(attribution=PUBLIC)
        who = {"speaker": "Zoe Unlisted", "organization": "Group of Zed"}
        a_paragraph(session, "We see signs.", kind=ParagraphKind.INTERVENTION, **who)
        named = ("Zoe Unlisted was thanked.", "Trust of Uma waives fees.")
        numbers = [a_paragraph(session, text).id for text in named]
        shared = a_record(text="Group of Zed hears people.", organization="Trust of Uma")
        outcomes.add_record(OPERATOR, session, shared)
        narrow(session)
        session_id = session.id
    assert waits(app) == [(2, (), True), (3, (), True)]
    # Opened again, what was said is of nobody still.
    with work(app):
        narrow(db.session.get_one(MeetingSession, session_id), PUBLIC)
    assert waits(app) == [(2, (), True), (3, (), True)]
    office = signed_in(app, Role.ORGANIZER)
    office.post(f"{HOME}/record/proposal")
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        [row] = [row for row in summary.paragraphs if "Zoe Unlisted" in row.text]
        outcomes.edit_paragraph(OPERATOR, row, f"It was a long day. {row.text}", row.version)
        assert db.session.scalars(select(SummaryNamedNoMore.of_id)).all() == [row.id]
        texts = [one.text for one in summary.paragraphs]
        texts[0] = "It was early."
        outcomes.save_summary(OPERATOR, summary.session, "\n\n".join(texts), summary.version)
        # Written at another place, it is marked there; what is mended with it, and has words in common, is not.
        texts.append(texts.pop(row.position - 1))
        for early in ("It was very early.", "It was too early."):
            texts[0] = early
            outcomes.save_summary(OPERATOR, summary.session, "\n\n".join(texts), summary.version)
            last = summary.paragraphs[-1]
            assert db.session.scalars(select(SummaryNamedNoMore.of_id)).all() == [last.id]
            texts[-1] = texts[-1].replace("thanked", "thanket")
    for number in numbers:
        assert approving(office)[0] == 422
        given_back(office)
        changed = {"text": "A participant was thanked.", "attribution": CHATHAM.value, "version": "2"}
        assert office.post(f"{HOME}/minutes/{number}", data=changed).status_code == 303
    nobody = office.post(f"{HOME}/minutes/{numbers[0]}/nobody", data={"version": "3"})
    assert (nobody.status_code, waits(app)) == (303, [])
    code, answer = approving(office)
    assert (code, "Record 1 named somebody" in answer) == (422, True)
    given_back(office)
    with work(app):
        [record] = db.session.scalars(select(OutcomeRecord))
        outcomes.edit_record(OPERATOR, record, a_record(CHATHAM), record.version)
        assert db.session.scalars(select(OutcomeNamedNoMore)).all() == []
    office.post(f"{HOME}/record/proposal")
    code, answer = approving(office)
    assert (code, "of the summary named somebody" in answer) == (422, True)
    given_back(office)
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        last = summary.paragraphs[-1]
        outcomes.edit_paragraph(OPERATOR, last, "A participant was thanked.", last.version)
    assert approving(office)[0] == 422
    given_back(office)
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        outcomes.dismiss_names(OPERATOR, summary, summary.version)
    assert approving(office)[0] == 303


def test_an_intervention_narrowed_by_itself_does_not_say_in_its_words_whose_it_was(app: Flask) -> None:
    with work(app):
        session = a_held_session(attribution=PUBLIC)
        who = {"speaker": "Zoe Unlisted", "organization": "Group of Zed"}
        said = {"kind": ParagraphKind.INTERVENTION}
        a_paragraph(session, "Courts hear, Group of Zed told us.", attribution=CHATHAM, **said)
        mine = a_paragraph(session, "We, Group of Zed, see signs.", **said, **who).id
        a_paragraph(session, "Group of Zed was thanked.")  # where everybody may be named
        record = outcomes.add_record(
            OPERATOR, session, a_record(text="Group of Zed waives fees.", organization="Group of Zed")
        ).id
    office = signed_in(app, Role.ORGANIZER)
    text = "We, Group of Zed, see signs.\n\nGroup of Zed will come again."
    narrowed = {"text": text, "intervention": "y", "attribution": CHATHAM.value, "version": "1"}
    assert office.post(f"{HOME}/minutes/{mine}", data=narrowed).status_code == 303
    assert waits(app) == [(1, (), True), (2, (), True), (3, (), True)]
    # An outcome is refused at once: its form stands before whoever narrows it.
    form = {"kind": "practice", "text": "Group of Zed waives fees.", "attribution": CHATHAM.value}
    no = office.post(f"{HOME}/record/{record}", data=form | {"paragraph": "8", "version": "1"})
    assert (no.status_code, "This text names Group of Zed." in plain(no.text)) == (422, True)
    with work(app):
        words: dict[str, Any] = {"text": "Group of Zed is to host.", "kind": RecordKind.CONCLUSION}
        meeting = db.session.scalars(select(MeetingSession)).one().meeting
        of_all = following.add_outcome(
            OPERATOR, meeting, a_record(organization="Group of Zed", **words), Where()
        )
        with pytest.raises(Refused, match="names"):
            following.edit_outcome(OPERATOR, of_all, a_record(CHATHAM, **words), Where(), of_all.version)
    office.post(f"{HOME}/record/proposal")
    assert approving(office)[0] == 422
    with work(app, writing=False):
        rows = db.session.scalars(select(RecordParagraph).order_by(RecordParagraph.position)).all()
        versions = {row.id: row.version for row in rows[:3]}
    for number, version in versions.items():
        assert office.post(f"{HOME}/minutes/{number}/nobody", data={"version": version}).status_code == 303
    assert waits(app) == []
    with work(app, writing=False):
        noted = db.session.scalars(select(RecordNamedNoMore).order_by(RecordNamedNoMore.of_id)).all()
        assert [(m.of_id, bool(m.said_by), m.said_at is not None) for m in noted] == [
            (n, True, True) for n in sorted(versions)
        ]
    assert approving(office)[0] == 303


def test_who_is_deleted_and_what_is_renamed_is_not_named_without_somebody_looking(app: Flask) -> None:
    """A registration deleted on request, an organization of the directory under another name (and acronym).

    And who is taken out of the programme, or spelt otherwise there.
    """
    with work(app):
        session = a_held_session(attribution=CHATHAM)
        of = {"status": RegistrationStatus.APPROVED, "organization_name": BUREAU}
        gone = a_registration(session.meeting, name=GUEST, email="yara@example.org", **of).key
        slug = an_organization("Group of Zed", acronym="GOZ").slug
        texts = [f"{GUEST} asked.", "GOZ agreed.", "Group of Zed heard.", f"{BUREAU} spoke."]
        texts += ["Zoe Gest opened.", "Mr. Panel closed.", "All agreed."]
        for name in ("Zoe Gest", "Pia Panel"):
            a_speaker(session, name)
        for text in texts:
            a_paragraph(session, text)
        # A town: somebody has said so, in the record and in the summary, and need not say it again.
        present(session, "Ann")
        town = a_registration(
            session.meeting, name="Sela Okafor", email="sela@example.org", status=RegistrationStatus.APPROVED
        ).key
        said = a_paragraph(session, "Courts in Okafor are slow.")
        minutes.dismiss(OPERATOR, said, name_digest(said.id, "Okafor"), 1, "It is a town.")
        summary = outcomes.save_summary(OPERATOR, session, "Courts in Okafor are slow.")
        outcomes.dismiss_names(OPERATOR, summary, summary.version)
    assert [(number, marked) for number, _names, marked in waits(app)] == [(n, False) for n in range(1, 7)]
    office = signed_in(app, Role.ADMINISTRATOR)
    with work(app):
        organization = db.session.scalars(select(Organization).where(Organization.slug == slug)).one()
        draft = draft_of(organization, name="Group of Zeta", acronym="GZT")
        directory.edit_organization(OPERATOR, organization, draft, organization.version)
        for key in (gone, town):
            registration = db.session.scalars(select(Registration).where(Registration.key == key)).one()
            registrations.forget(OPERATOR, registration)
        assert db.session.scalars(select(SummaryNamedNoMore)).all() == []
        spelt, out = db.session.scalars(select(Speaker).order_by(Speaker.id))
        programme.edit_speaker(OPERATOR, spelt, SpeakerDraft("Zoe Geest", spelt.role))
        programme.remove_speaker(OPERATOR, out)
    assert waits(app) == [(n, (), True) for n in range(1, 7)]
    assert office.get(f"{HOME}/minutes").text.count("this named") == 6


def test_who_withdraws_or_is_corrected_is_not_named_without_somebody_looking(app: Flask) -> None:
    """A place given up, a name and an organization corrected, an attendance taken back; never who was not taken in."""
    with work(app):
        session = a_held_session(attribution=CHATHAM)
        people = {
            name: a_registration(
                session.meeting, name=name, email=f"{n}@example.org", organization_name=of, **state
            )
            for n, (name, of, state) in enumerate(
                (
                    ("Nia Wale", "Wale Fund", {"status": RegistrationStatus.APPROVED}),
                    ("Ode Rill", "Rill Trust", {"status": RegistrationStatus.APPROVED}),
                    ("Tom Green", "Green Club", {"status": RegistrationStatus.SUBMITTED}),
                )
            )
        }
        dee = present(session, "Dee", status=RegistrationStatus.DECLINED)
        for text in (
            "Nia Wale asked.",
            "Mr. Rill agreed.",
            "Rill Trust heard.",
            "Tom Green spoke.",
            "Dee Example left.",
        ):
            a_paragraph(session, text)
    assert [number for number, _names, _marked in waits(app)] == [1, 2, 3, 5]
    with work(app):
        session = db.session.scalars(select(MeetingSession)).one()
        nia, ode, tom = (db.session.get_one(Registration, person.id) for person in people.values())
        registrations.withdraw(OPERATOR, nia)
        registrations.decline(OPERATOR, tom)
        corrected = ("Ode Reel", "Reel Trust", "", ode.category, ("en",), ode.listing, ode.zone)
        registrations.correct(OPERATOR, ode, Correction(*corrected), ode.version)
        was = Presence.IN_PERSON
        registrations.note(OPERATOR, session, db.session.get_one(Registration, dee.id), None, was.value)
    assert waits(app) == [(n, (), True) for n in (1, 2, 3, 5)]
    # Corrected back, the name is known again; the mark stays until somebody has looked.
    with work(app):
        ode = db.session.get_one(Registration, ode.id)
        corrected = ("Ode Rill", *corrected[1:])
        registrations.correct(OPERATOR, ode, Correction(*corrected), ode.version)
    assert waits(app)[1] == (2, ("Ode Rill",), True)


def test_a_word_names_nobody_who_was_not_in_the_room(app: Flask) -> None:
    """Whoever others missed there is met by the whole name, and by a family name that is no common word."""
    with work(app):
        session = a_held_session(attribution=CHATHAM)
        approved = {"status": RegistrationStatus.APPROVED}
        page, _ben = present(session, "Ann"), present(session, "Ben")
        page.name = "Ann Page"
        tom = a_registration(session.meeting, name="Tom Green", email="t@example.org", **approved)
        sela = a_registration(session.meeting, name="Sela Okafor", email="s@example.org", **approved)
        texts = (
            "A Green Paper was read.",
            "Ms. Green asked.",
            "Okafor asked.",
            "Tom Green came.",
            "Page came.",
        )
        for text in texts:
            a_paragraph(session, text)
    there = [(2, ("Tom Green",)), (3, ("Okafor",)), (4, ("Tom Green",)), (5, ("Ann Page",))]
    assert waits(app) == [(*one, False) for one in there]
    corrected = ("Other Club", "", tom.category, ("en",), tom.listing, tom.zone)
    with work(app):  # of another organization it is the same person
        tom = db.session.get_one(Registration, tom.id)
        registrations.correct(OPERATOR, tom, Correction(tom.name, *corrected), tom.version)
    assert waits(app) == [(*one, False) for one in there]
    with work(app):
        session = db.session.scalars(select(MeetingSession)).one()
        tom, sela, page = (db.session.get_one(Registration, one.id) for one in (tom, sela, page))
        registrations.correct(OPERATOR, tom, Correction("Tom Verde", *corrected), tom.version)
        registrations.withdraw(OPERATOR, sela)
        was = Presence.IN_PERSON
        registrations.note(OPERATOR, session, page, None, was.value)
        for text in ("Green Papers.", "Okafor again.", "TOM GREEN again.", "Page again."):
            a_paragraph(session, text)
    assert [number for number, _names, marked in waits(app) if marked] == [2, 3, 4, 5, 7, 8, 9]
