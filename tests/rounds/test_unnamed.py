"""Where nobody may be named no reason, reply or mail of a round leads to a person, also if it was narrowed later."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import Base, db
from meetings.base.refusals import Refused
from meetings.floor.models import FloorAsk, FloorList
from meetings.floor.rules import AskStatus, ListStatus
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from meetings.outcomes import actions as outcomes
from meetings.outcomes.comparing import says_more
from meetings.outcomes.gathering import facts_of
from meetings.outcomes.models import ParagraphText, Summary, SummaryParagraph
from meetings.outcomes.proposal import Guide, Part, propose
from meetings.outcomes.queries import approved_summaries
from meetings.outcomes.rules import RecordKind
from meetings.programme.models import MeetingSession
from meetings.programme.rules import Attribution
from meetings.record import actions as minutes
from meetings.record.models import RecordParagraph
from meetings.record.rules import ParagraphKind, Said
from meetings.registration.rules import Category, RegistrationStatus
from meetings.replies.models import ReceivedMail
from meetings.rounds import actions
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.queries.page import AnswerOf
from meetings.rounds.rules import Decision
from tests.builders import a_registration, an_organization
from tests.kit_app import signed_in, work
from tests.outcomes.builders import a_held_session, a_record, an_approved_summary
from tests.record.builders import a_paragraph, narrow
from tests.rounds.builders import PEOPLE, an_open_round, in_days, link_to, mails, plain, present, typed
from tests.rounds.test_edges import a_reply, later

ROUND = "/meetings/held/sessions/6/round"
CHATHAM = Attribution.CHATHAM_HOUSE
NAMES = ("Ben Example", "Forum of Ben")


def naming(app: Flask) -> list[str]:
    """The tables in which a name stands that no answer may lead to; not those of who is registered and written to."""
    people = {"registration", "speaker", "released_session", "person", "mail_link", "outbox_message"}
    with work(app, writing=False):
        return [
            table.name
            for table in Base.metadata.sorted_tables
            if table.name not in people
            for row in db.session.execute(select(table)).mappings()
            if any(name in repr(row) for name in NAMES)
        ]


def test_no_reason_and_no_reply_names_anybody(app: Flask) -> None:
    with work(app):
        an_open_round(attribution=CHATHAM)
    a_reply(app, "ann@example.org", "As Ben Example said.")
    a_reply(
        app, "ann@example.org", "Say which signs.\n\nAnn E.\nForum of Ann\n-- \nAnn Example\nForum of Ann"
    )
    with work(app):
        named, taken = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id))
        # One that names somebody is no answer: the office asks for it by the link.
        assert (named.open, named.about_id, "nobody may be named" in named.why) == (True, None, True)
        kept = (taken.open, taken.from_name, taken.from_email, taken.text, taken.about_kind, taken.about_id)
        assert kept == (False, "", "", "", "", None)  # nothing says whose the answer is that was taken over
        [said] = db.session.scalars(select(RoundAnswer))
        assert said.text == "Say which signs."
        db.session.delete(named)
        number = said.id
    office = signed_in(app, Role.ORGANIZER)
    data = {"decision": "declined", "reason": "Ben Example disagrees.", "version": "1"}
    for path, sent in (
        (f"/answers/{number}", data),
        ("/take-back", {"reason": "Forum of Ben asked for it."}),
    ):
        no = office.post(ROUND + path, data=sent)
        assert no.status_code == 422 and "Nobody may be named" in no.text and sent["reason"] in no.text
    assert naming(app) == []
    # A word that is also the family name of somebody else who takes part is asked about before links show it.
    with work(app):
        meeting = db.session.scalars(select(ConfirmationRound)).one().summary.session.meeting
        a_registration(meeting, name="Sela Okafor", status=RegistrationStatus.APPROVED)
    browser, cleo = app.test_client(), link_to(app, "cleo@example.org")
    wanted, opened = "Participants of Okafor spoke of early signs.", typed(browser.get(cleo).text)
    for naming_it in (opened.saying(1, "propose", wanted), opened.saying(1, "comment", "Say so. Cleo")):
        assert browser.post(cleo, data=naming_it.values).status_code == 422
    assert browser.post(cleo, data=opened.saying(1, "comment", "Say where.").values).status_code == 303
    accepted = {"decision": "accepted", "version": "1", "wording": wanted}
    with work(app, writing=False):
        wording = max(db.session.scalars(select(RoundAnswer.id)))
    no = office.post(f"{ROUND}/answers/{wording}", data=accepted)
    assert (
        no.status_code == 422
        and "people who take part: Okafor" in no.text
        and 'name="nobody_meant"' in no.text
    )
    assert office.post(f"{ROUND}/answers/{wording}", data=accepted | {"nobody_meant": "y"}).status_code == 303
    office.post(f"{ROUND}/answers/{number}", data=data | {"reason": "No."})
    office.post(f"{ROUND}/take-back", data={"reason": "A mistake in it."})
    with work(app, writing=False):
        # A mail at the second of a decision would say whose words were decided on: the page of the link tells it.
        assert {letter for letter, _ in mails()} == {"round_opened", "round_taken_back"}
        taken_back = AuditRow.verb == "take_back_round", AuditRow.on_kind == "confirmation_round"
        assert db.session.scalars(select(AuditRow.after).where(*taken_back)).all() == [None]


def test_narrowed_later_a_round_keeps_no_words_that_name(app: Flask) -> None:
    with work(app):
        first = an_open_round()
        actions.take_back(OPERATOR, first, "Forum of Ben asked for it.")
        of = actions.open_round(OPERATOR, first.summary, in_days(3, first.summary))
        reader = db.session.scalars(select(RoundReader).where(RoundReader.round_id == of.id)).first()
        assert reader is not None
        for words in ("As Ben Example said.", "Say which signs."):
            actions.keep_mail(reader, words)
        for row in db.session.scalars(select(RoundAnswer)):
            actions.decide(OPERATOR, AnswerOf(row, of), Decision.DECLINED, "Ben Example disagrees.", 1)
        session = of.summary.session
        session.attribution = CHATHAM
        for follows in (outcomes.attribution_changed, actions.attribution_changed):
            follows(OPERATOR, session)
    assert naming(app) == []
    with work(app, writing=False):
        rows = db.session.scalars(select(RoundAnswer).order_by(RoundAnswer.id)).all()
        assert [(a.text, a.reason) for a in rows] == [("", ""), ("Say which signs.", "")]
        # What still waits to be sent is not sent: it would say whose words were decided on, or name somebody.
        waits = select(OutboxMessage.letter).where(OutboxMessage.delivery == Delivery.WAITING)
        assert set(db.session.scalars(waits)) == {"round_opened"}
        assert [r.closed_because for r in db.session.scalars(select(ConfirmationRound))] == ["", ""]
    office = signed_in(app, Role.ORGANIZER)
    assert "What was said named somebody and is not kept." in plain(office.get(ROUND).text)
    assert "An answer to what you said" not in office.get("/outbox").text


def test_in_a_public_session_what_nobody_said_is_nobodys_in_the_round_too(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        for name in PEOPLE:
            present(session, name)
        a_paragraph(session, "Courts are slow.", attribution=CHATHAM)
        summary = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        outcomes.add_paragraphs(OPERATOR, session, "Others agreed.", summary.paragraphs[-1].id, 0)
        outcomes.hand_in(OPERATOR, summary)
        with pytest.raises(Refused, match="Nobody may be named"):
            outcomes.give_back(OPERATOR, summary, "Ben Example did not say so.")
        actions.open_round(OPERATOR, summary, in_days(5, summary))
        silent = next(p.id for p in summary.paragraphs if p.source.startswith("record:"))
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    office, named = signed_in(app, Role.ORGANIZER), "It was Ben Example of Forum of Ben."

    opened = typed(browser.get(ann).text)
    for naming_it in (opened.saying(str(silent), "propose", named), opened.saying("whole", "comment", named)):
        assert browser.post(ann, data=naming_it.values).status_code == 422
    a_reply(app, "ann@example.org", named)
    with work(app):
        [mail] = db.session.scalars(select(ReceivedMail))
        assert (mail.open, "nobody may be named" in mail.why) == (True, True)
        db.session.delete(mail)
        other = db.session.scalars(select(SummaryParagraph.id).where(SummaryParagraph.source == "")).one()
    # Of the paragraphs that name people it is told who said what; of the others not.
    both = opened.saying(str(silent), "comment", "Too short.").saying(
        str(other), "comment", "Ask Ben Example."
    )
    assert browser.post(ann, data=both.values).status_code == 303
    with work(app, writing=False):
        rows = db.session.scalars(select(RoundAnswer).order_by(RoundAnswer.id)).all()
        # One mark stands on both, so neither row names her.
        assert [(a.paragraph_id, a.reader_id) for a in rows] == [(silent, None), (other, None)]
        of_nobody = rows[0].id
    page = plain(office.get(ROUND).text)
    assert re.findall("A comment · (a participant|Ann Example)", page) == ["a participant", "Ann Example"]
    accepted = {"decision": "accepted", "version": "1"}
    for data in ({"reason": "Ben Example said it."}, {"wording": named}):
        assert office.post(f"{ROUND}/answers/{of_nobody}", data=accepted | data).status_code == 422
    assert office.post(f"{ROUND}/answers/{of_nobody}", data=accepted | {"reason": "Yes."}).status_code == 303
    with work(app):
        assert {letter for letter, _ in mails()} == {"round_opened"}
        row = db.session.get_one(SummaryParagraph, silent)
        row.text = named  # what was taken up before this was looked at
    assert "Ben Example" not in browser.get(link_to(app, "cleo@example.org")).text


def test_an_intervention_that_is_to_name_nobody_later_names_nobody_anywhere(app: Flask) -> None:
    words = "Courts are slow."
    with work(app):
        session = a_held_session()
        for name in PEOPLE:
            present(session, name)
        # One who is known to the house, and one who is not.
        known = {"speaker": "Ben Example", "organization": "Forum of Ben"}
        unknown = {"speaker": "Zoe Unlisted", "organization": "Unlisted Group"}
        said = [
            a_paragraph(session, words, kind=ParagraphKind.INTERVENTION, **who) for who in (known, unknown)
        ]
        shared = outcomes.add_record(OPERATOR, session, a_record(organization="Forum of Ben"))
        ids, cycle = [one.id for one in said], session.meeting.cycle_id
        summary = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        outcomes.edit_record(OPERATOR, shared, a_record(CHATHAM), shared.version)
        outcomes.hand_in(OPERATOR, summary)
        # The list of outcomes was made while one of them had a name.
        with pytest.raises(Refused, match="words that the record has changed since"):
            outcomes.approve(OPERATOR, summary, because="Read out.")
        outcomes.give_back(OPERATOR, summary, "Compose it again.")
        outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        outcomes.hand_in(OPERATOR, summary)
        zoe = next(p for p in summary.paragraphs if p.text.startswith("Unlisted Group"))
        actions.open_round(OPERATOR, summary, in_days(5, summary))
        outcomes.take_wording(OPERATOR, zoe, "Unlisted Group said: Courts are slow.", zoe.version)
        of_ben, of_zoe = (p.id for p in summary.paragraphs if p.source.startswith("record:"))
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    answers = typed(browser.get(ann).text).saying(str(of_ben), "comment", "Ben Example said fast.")
    browser.post(ann, data=answers.saying(str(of_zoe), "comment", "Miss Unlisted is right.").values)
    office = signed_in(app, Role.ORGANIZER)
    narrowed = {"text": words, "intervention": "y", "attribution": "chatham_house", "version": "1"}
    for one in ids:
        assert office.post(f"/meetings/held/sessions/6/minutes/{one}", data=narrowed).status_code == 303
    assert re.findall("Forum of Ben|Unlisted Group", browser.get(ann).text) == []
    with work(app):
        rows = db.session.scalars(select(RoundAnswer)).all()
        assert [(a.reader_id, a.text, a.read_text) for a in rows] == [(None, "", ""), (None, "", "")]
        summary = db.session.scalars(select(Summary)).one()
        outcomes.out_of_round(OPERATOR, summary, "Somebody is to be named no more.")
        # Neither who is known is approved nor who is not, until it is composed again.
        for row in summary.paragraphs[1:3]:
            with pytest.raises(Refused, match=r"names Forum of Ben|named somebody"):
                outcomes.check_paragraph(row)
        outcomes.give_back(OPERATOR, summary, "Compose it again.")
        outcomes.compose(OPERATOR, summary.session, propose(facts_of(OPERATOR, summary.session), Guide()))
        zoe = summary.paragraphs[2]  # words of one's own stay until other ones are taken
        with pytest.raises(Refused, match="named somebody who may not be named"):
            outcomes.check_paragraph(zoe)
        outcomes.answer_offer(OPERATOR, zoe, True, zoe.version)
        assert [p.text for p in summary.paragraphs[1:3]] == [f"A participant stated: {words}"] * 2
        # Of one that was frozen the approval does not hold any more, and its version shows that paragraph no more.
        third, fourth = (
            a_paragraph(summary.session, text, kind=ParagraphKind.INTERVENTION, **known).id
            for text in ("Fees too.", "Courts hear.")
        )
        facts = facts_of(OPERATOR, summary.session)
        kept = outcomes.compose(OPERATOR, summary.session, propose(facts, Guide()))
        outcomes.hand_in(OPERATOR, kept)
        outcomes.approve(OPERATOR, kept, because="Read out.")
        outcomes.freeze(OPERATOR, kept)
        assert "Forum of Ben stated: Fees too." in approved_summaries(OPERATOR, cycle)[0].text
    old = "/meetings/held/sessions/6/record/versions/1"
    office.post(f"/meetings/held/sessions/6/minutes/{third}", data=narrowed | {"text": "Fees too."})
    assert re.findall("Forum of Ben stated: [^.]*", office.get(old).text) == [
        "Forum of Ben stated: Courts hear"
    ]
    with work(app):
        assert approved_summaries(OPERATOR, cycle) == []
        # Also one that the correction has no more.
        summary = db.session.scalars(select(Summary)).one()
        outcomes.correct(OPERATOR, summary, "Somebody is not to be named.")
        [gone] = [p for p in summary.paragraphs if "Courts hear." in p.text]
        outcomes.delete_paragraph(OPERATOR, gone, gone.version)
    office.post(f"/meetings/held/sessions/6/minutes/{fourth}", data=narrowed | {"text": "Courts hear."})
    assert "Forum of Ben" not in office.get(old).text


def test_a_summary_says_no_more_than_would_be_proposed_now(app: Flask) -> None:
    """Whatever narrowed it: on approval, no intervention any more, another kind of outcome, taken out."""
    home = "/meetings/held/sessions/6"
    agreed = {"text": "Courts hear.", "intervention": "y", "attribution": "on_approval"}
    agreed |= {"speaker": "Ben Example", "organization": "Forum of Ben"}
    with work(app):
        session = a_held_session()
        who = {"speaker": "Ben Example", "organization": "Forum of Ben"}
        of_ben = a_paragraph(session, "Courts hear.", kind=ParagraphKind.INTERVENTION, **who)
        who = {"speaker": "Zoe Unlisted", "organization": "Unlisted Group"}
        of_zoe = a_paragraph(session, "Courts are slow.", kind=ParagraphKind.INTERVENTION, **who)
        kinds = (RecordKind.PRACTICE, RecordKind.CHALLENGE, RecordKind.CONCLUSION)
        names = ("Forum of Ben", "Unlisted Group", "Forum of Ann")
        shared = [
            outcomes.add_record(OPERATOR, session, a_record(kind=kind, organization=name))
            for kind, name in zip(kinds, names, strict=True)
        ]
        ids, cycle = (of_ben.id, of_zoe.id), session.meeting.cycle_id
        summary = approved(session)
        outcomes.freeze(OPERATOR, summary)
        outcomes.correct(OPERATOR, summary, "A typing error.")
        practice, challenge, conclusion = shared
        moved = a_record(CHATHAM, kind=RecordKind.LESSON_LEARNED)
        outcomes.edit_record(OPERATOR, practice, moved, practice.version)
        outcomes.edit_record(
            OPERATOR, challenge, a_record(CHATHAM, kind=RecordKind.CHALLENGE), challenge.version
        )
        outcomes.delete_record(OPERATOR, challenge)
        waits = a_record(Attribution.ON_APPROVAL, kind=RecordKind.CONCLUSION, organization="Forum of Ann")
        outcomes.edit_record(OPERATOR, conclusion, waits, conclusion.version)
    office = signed_in(app, Role.ORGANIZER)
    narrowed = {"text": "Courts are slow.", "attribution": "chatham_house", "version": "1"}
    for number, data in zip(ids, (agreed | {"version": "1"}, narrowed), strict=True):
        assert office.post(f"{home}/minutes/{number}", data=data).status_code == 303
    page = plain(office.get(f"{home}/record").text)
    assert "has each of them approved it? Paragraph 2: Forum of Ben Paragraph 6: Forum of Ann" in page
    # What was frozen names those no more who may not be named at all.
    old = office.get(f"{home}/record/versions/1").text
    assert re.findall("Forum of (?:Ben|Ann)|Unlisted Group", old) == ["Forum of Ben", "Forum of Ann"]
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        narrowed_rows = summary.paragraphs[1:]
        assert says_more(summary) == narrowed_rows
        outcomes.hand_in(OPERATOR, summary)
        with pytest.raises(Refused, match="Paragraph 2 of the summary was proposed from words"):
            outcomes.approve(OPERATOR, summary, because="Read out.")
        outcomes.give_back(OPERATOR, summary, "Compose it again.")
        for row in [
            row for row in narrowed_rows if row.source in ("outcomes:practice", "outcomes:challenge")
        ]:
            outcomes.delete_paragraph(OPERATOR, row, row.version)
        texts = [p.text for p in approved(summary.session).paragraphs]
        assert texts[1:3] == ["A participant stated: Courts hear.", "Courts are slow."]
        assert not re.search("Forum|Unlisted", " ".join(texts))
        older = db.session.scalars(select(ParagraphText.text)).all()
        assert [text for text in older if "Unlisted" in text] == []
        # Words may be corrected; whoever agrees is named, and is named no more when they take it back.
        said = db.session.get_one(RecordParagraph, ids[0])
        minutes.edit_text(OPERATOR, said, "Courts do hear.", said.version)
        assert says_more(summary) == []
    for approves, reads in (({"naming_approved": "y"}, 1), ({}, 0)):
        with work(app, writing=False):
            version = db.session.get_one(RecordParagraph, ids[0]).version
        data = agreed | {"version": str(version)} | approves
        assert office.post(f"{home}/minutes/{ids[0]}", data=data).status_code == 303
        with work(app):
            summary = db.session.scalars(select(Summary)).one()
            if approves:
                outcomes.reopen(OPERATOR, summary)
                approved(summary.session)
            told = [one.text.count("Forum of Ben stated:") for one in approved_summaries(OPERATOR, cycle)]
            assert told == [1] * reads
        # One that has lapsed is called approved no more.
        assert plain(office.get(f"{home}/record").text).count("records are read-only") == reads


def test_what_the_record_corrects_while_others_read_the_summary_changes_nothing_in_its_round(
    app: Flask,
) -> None:
    """Also where nobody may be named; nor an outcome more, another way to begin the list, another name of a forum."""
    with work(app):
        session = a_held_session(title="Signs")
        for name in PEOPLE:
            present(session, name)
        said = [
            a_paragraph(session, "Courts are slwo.", attribution=CHATHAM, kind=ParagraphKind.INTERVENTION),
            a_paragraph(session, "The host stated: fees are hihg.", attribution=Attribution.ON_APPROVAL),
            # Nobody’s intervention: whose words they are stands in the record itself.
            a_paragraph(session, "The Ministr stated: fees fall.", attribution=Attribution.ON_APPROVAL),
        ]
        mended = ("Courts are slow.", "The host stated: fees are high.", "The Minister stated: fees fall.")
        waits = a_record(Attribution.ON_APPROVAL, organization="Forum of Ben")
        outcomes.add_record(OPERATOR, session, waits)
        forum = an_organization("Forum of Dee")
        outcomes.add_record(OPERATOR, session, a_record(organization=forum.name))
        summary = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        outcomes.add_record(
            OPERATOR, session, a_record(text="Courts sit at night.", organization="Forum of Ann")
        )
        outcomes.hand_in(OPERATOR, summary)
        of = actions.open_round(OPERATOR, summary, in_days(5, summary))
        for row, text in zip(said, mended, strict=True):
            minutes.edit_text(OPERATOR, row, text, 1)
        outcomes.set_guide(OPERATOR, session.meeting.kind, Guide({Part.OUTCOMES: "It was shared:"}), 0)
        forum.name = "Forum of Deeds"
        key = of.id
    page = app.test_client().get(link_to(app, "ann@example.org")).text
    assert "Courts are slwo." in page and "fees are hihg." in page and "The Ministr stated" in page
    later(app, days=6)
    with work(app):
        actions.confirm_round(OPERATOR, db.session.get_one(ConfirmationRound, key))
        outcomes.freeze(OPERATOR, db.session.scalars(select(Summary)).one())


def test_a_session_made_stricter_names_those_no_more_who_were_in_no_list(app: Flask) -> None:
    """The record, the outcomes and the list of speakers know them until that moment, and the house forgets them.

    Whoever was there and is told of by nothing is known as before, and found again.
    """
    with work(app):
        session = a_held_session(title="Signs")
        for name in PEOPLE:
            present(session, name)
        who = {"speaker": "Zoe Unlisted", "organization": "Unlisted Group"}
        of_zoe = a_paragraph(session, "Courts are slow.", kind=ParagraphKind.INTERVENTION, **who)
        outcomes.add_record(OPERATOR, session, a_record(organization="Unlisted Trust"))
        db.session.add(FloorList(session_id=session.id, status=ListStatus.ENDED))
        db.session.flush()  # who asks refers to it
        guest = {"name": "Yara Guest", "organization": "Bureau of Dee", "status": AskStatus.DONE}
        asked = {"key": "k" * 20, "position": 1, "minutes": 3, "asked_at": clock.now()}
        db.session.add(FloorAsk(session_id=session.id, **guest, **asked, started_at=clock.now()))
        outcomes.freeze(OPERATOR, approved(session))
        summary = db.session.scalars(select(Summary)).one()
        outcomes.correct(OPERATOR, summary, "A typing error.")
        words = (
            "Bureau of Dee saw signs.",
            "Unlisted Group spoke of slow courts.",
            "Unlisted Trust waives fees.",
        )
        for row, text in zip(summary.paragraphs, words, strict=True):
            outcomes.edit_paragraph(OPERATOR, row, text, row.version)
        outcomes.add_paragraphs(OPERATOR, session, "Forum of Ben agreed.", 0, 0)
        outcomes.hand_in(OPERATOR, summary)
        actions.open_round(OPERATOR, summary, in_days(5, summary))
        assert of_zoe.attribution is Attribution.PUBLIC
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    answers = typed(browser.get(ann).text).saying(1, "comment", "Ask Zoe Unlisted.")
    assert browser.post(ann, data=answers.values).status_code == 303
    office, told = signed_in(app, Role.ORGANIZER), "Nobody who was asked sees the text"
    assert told not in office.get(ROUND).text
    with work(app):
        narrow(db.session.scalars(select(MeetingSession)).one())
    assert "Unlisted" not in browser.get(ann).text
    assert told in office.get(ROUND).text
    with work(app, writing=False):
        tables = [t for t in Base.metadata.sorted_tables if t.name != "outbox_message"]
        held = [
            (t.name, repr(row))
            for t in tables
            for row in db.session.execute(select(t))
            if re.search("Unlisted|Bureau of Dee", repr(row))
        ]
        # What stands is for its writer to change, and is approved only then.
        assert {name for name, _row in held} == {"summary_paragraph", "summary_paragraph_text"}
        assert len(held) == 6
        summary = db.session.scalars(select(Summary)).one()
        assert [row.position for row in says_more(summary)] == [1, 2, 3]


def test_a_paragraph_narrowed_and_reworded_in_one_form_is_shown_to_nobody(app: Flask) -> None:
    """Whom the words named that were replaced nobody knows; they stand in the summary still, and go with it."""
    with work(app):
        session = a_held_session(title="Signs")
        for name in PEOPLE:
            present(session, name)
        texts = ("Zoe Unlisted was thanked.", "Courts are slow.", "Nia Unlisted agreed.")
        said = [a_paragraph(session, text).id for text in texts]
        summary = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        outcomes.hand_in(OPERATOR, summary)
        actions.open_round(OPERATOR, summary, in_days(5, summary))
    browser, office = app.test_client(), signed_in(app, Role.ORGANIZER)
    narrowed = {"attribution": CHATHAM.value, "version": "1"}
    here = "/meetings/held/sessions/6/minutes"
    assert office.post(f"{here}/{said[1]}", data=narrowed | {"text": "Courts are slow."}).status_code == 303
    assert "Zoe Unlisted" in browser.get(link_to(app, "ann@example.org")).text
    told = {"text": "A participant was thanked."}
    assert office.post(f"{here}/{said[0]}", data=narrowed | told).status_code == 303
    assert "Zoe Unlisted" not in browser.get(link_to(app, "ann@example.org")).text
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        [row] = says_more(summary)
        assert row.text == "Zoe Unlisted was thanked."
        outcomes.take_wording(OPERATOR, row, told["text"], 1)
        with pytest.raises(Refused, match="Take the name out, and say") as no:
            outcomes.check_paragraph(row)
        assert no.value.field == "wording"  # where the office can tick that nobody is named
        outcomes.dismiss_names(OPERATOR, summary, summary.version, row)
        outcomes.check_paragraph(row)
    assert told["text"] in browser.get(link_to(app, "ann@example.org")).text
    # Narrowed with one save, reworded with the next: nobody has looked at what was shown until then.
    for version, words in enumerate(("Nia Unlisted agreed.", "A participant agreed."), 1):
        assert "Nia Unlisted" in browser.get(link_to(app, "ann@example.org")).text
        sent = narrowed | {"text": words, "version": str(version)}
        assert office.post(f"{here}/{said[2]}", data=sent).status_code == 303
    assert "Nia Unlisted" not in browser.get(link_to(app, "ann@example.org")).text
    with work(app, writing=False):
        rows = says_more(db.session.scalars(select(Summary)).one())
        assert [row.text for row in rows] == ["Nia Unlisted agreed."]


def test_own_words_that_tell_of_several_stand_while_something_else_is_told_of_the_same(app: Flask) -> None:
    with work(app):
        session = a_held_session(title="Signs")
        cycle, who = session.meeting.cycle_id, {"organization": "Unlisted Union"}
        said = [
            a_paragraph(session, text, kind=ParagraphKind.INTERVENTION, **who) for text in ("One.", "Two.")
        ]
        summary = an_approved_summary(session, "Unlisted Union and others spoke of signs.")
        found = []
        for row in said:
            of_nobody = Said(row.text, CHATHAM, ParagraphKind.INTERVENTION)
            minutes.edit(OPERATOR, row, of_nobody, row.version)
            found.append((len(approved_summaries(OPERATOR, cycle)), len(says_more(summary))))
        assert found == [(1, 0), (0, 1)]


def test_an_outcome_that_waits_for_approval_is_named_by_no_other_of_the_same_organization(app: Flask) -> None:
    with work(app):
        session = a_held_session(title="Signs")
        shared = outcomes.add_record(OPERATOR, session, a_record(organization="Forum of Ben"))
        summary = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        waits = a_record(Attribution.ON_APPROVAL, organization="Forum of Ben")
        outcomes.edit_record(OPERATOR, shared, waits, shared.version)
        other = a_record(text="Courts sit at night.", organization="Forum of Ben")
        outcomes.add_record(OPERATOR, session, other)
        outcomes.hand_in(OPERATOR, summary)
        with pytest.raises(Refused, match="has changed since"):
            outcomes.approve(OPERATOR, summary, because="Read out.")
        outcomes.give_back(OPERATOR, summary, "Compose it again.")
        assert "cannot pay; Courts sit at night (Forum of Ben)." in approved(session).text


def test_a_session_that_is_opened_again_brings_no_approval_back(app: Flask) -> None:
    with work(app):
        session = a_held_session(title="Signs")
        cycle, said = session.meeting.cycle_id, {"kind": ParagraphKind.INTERVENTION}
        present(session, "Ben")
        a_paragraph(session, "Courts are slow.", organization="Forum of Ben", **said)
        a_paragraph(session, "You are welcome.", organization="The Office", **said)
        # Who had the floor stands in the record as nobody yet; the host hears everybody.
        cleo = present(session, "Cleo")
        host = {"organization_name": "The Office", "category": Category.OHCHR_STAFF}
        a_registration(session.meeting, name="Dee Host", status=RegistrationStatus.APPROVED, **host)
        # Somebody ticked that they are staff of the Office; the office has declined that.
        host |= {"organization_name": "Forum of Ben", "status": RegistrationStatus.DECLINED}
        a_registration(session.meeting, name="Abe Nobody", email="abe@example.org", **host)
        db.session.add(FloorList(session_id=session.id, status=ListStatus.ENDED))
        db.session.flush()  # who asks refers to it
        asked = {"key": "k" * 20, "position": 1, "minutes": 3, "asked_at": clock.now()}
        asked |= {"registration_id": cleo.id, "status": AskStatus.DONE, "started_at": clock.now()}
        db.session.add(FloorAsk(session_id=session.id, **asked))
        words = ("Forum of Ben spoke.", "Cleo Example agreed.", "The Office listened.", "Dee Host, too.")
        outcomes.save_summary(OPERATOR, session, "\n\n".join(words))
        approved(session)
        told = []
        for attribution in (CHATHAM, Attribution.PUBLIC):
            narrow(session, attribution)
            told.append(len(approved_summaries(OPERATOR, cycle)))
        assert told == [0, 0]
        summary = db.session.scalars(select(Summary)).one()
        outcomes.reopen(OPERATOR, summary)
        outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
        assert [row.text for row in says_more(summary)] == ["Forum of Ben spoke.", "Cleo Example agreed."]


def approved(session: MeetingSession) -> Summary:
    """The summary of the session, composed, handed in and approved."""
    summary = outcomes.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), Guide()))
    outcomes.hand_in(OPERATOR, summary)
    outcomes.approve(OPERATOR, summary, because="Read out.")
    return summary
