"""A summary by paragraphs through the doors: nothing typed is lost, what is frozen stays, a correction says why."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.base.refusals import Refused
from meetings.outcomes import actions
from meetings.outcomes.gathering import facts_of
from meetings.outcomes.models import ParagraphText, Summary, SummaryParagraph, SummaryVersion
from meetings.outcomes.proposal import propose
from meetings.outcomes.queries import guide_of
from meetings.outcomes.rules import Terms
from meetings.programme.rules import Attribution, SpeakerRole
from meetings.record import actions as record
from meetings.record.queries import name_digest, named_in
from meetings.record.rules import Said
from meetings.registration.models import Attendance
from meetings.registration.rules import Presence, RegistrationStatus
from tests.builders import a_registration
from tests.kit_app import signed_in, work
from tests.outcomes.builders import NO_ROUND, a_held_session, a_record, a_speaker, an_approved_summary
from tests.outcomes.test_actions import refused
from tests.outcomes.test_views import PAGE, a_rapporteur, text_of

THREE = "One.\n\nTwo.\n\nThree."


def texts(app: Flask) -> list[tuple[str, int]]:
    """The paragraphs as they stand, each with its version."""
    with work(app, writing=False):
        rows = db.session.scalars(select(SummaryParagraph).order_by(SummaryParagraph.position)).all()
        return [(row.text, row.version) for row in rows]


def ids(app: Flask) -> list[int]:
    with work(app, writing=False):
        return list(db.session.scalars(select(SummaryParagraph.id).order_by(SummaryParagraph.position)))


def test_paragraphs_are_changed_added_moved_and_taken_out(app: Flask) -> None:
    writer = a_rapporteur(app)
    writer.post(PAGE, data={"text": THREE, "version": "0", "save": "yes"})
    one, two, three = ids(app)
    at = f"{PAGE}/paragraphs/{two}"
    assert "Two.</textarea>" in writer.get(at).text.replace("\r\n", "")
    assert writer.post(at, data={"text": "Second.", "version": "1"}).headers["Location"] == f"{PAGE}#p{two}"
    stale = writer.post(at, data={"text": "Mine.", "version": "1"})
    assert stale.status_code == 422 and "Mine.</textarea>" in stale.text.replace("\r\n", "")
    assert "Kept now, by Rapporteur Example Second. Yours, not kept yet Mine." in text_of(stale.text)
    assert re.findall(r"<del>([^<]+)</del><ins>([^<]+)</ins>", stale.text) == [("Second.", "Mine.")]
    assert writer.post(at, data={"text": " ", "version": "2"}).status_code == 422
    writer.post(f"{PAGE}/paragraphs", data={"text": "Two a.\n\nTwo b.", "after": str(two)})
    writer.post(f"{PAGE}/paragraphs", data={"text": "Four.", "after": "0"})
    writer.post(f"{PAGE}/paragraphs/{three}/move", data={"to": "up"})
    writer.post(f"{PAGE}/paragraphs/{one}/move", data={"to": "up"})  # it is the first: it stays
    assert writer.post(f"{PAGE}/paragraphs/{one}/delete", data={"version": "9"}).status_code == 409
    writer.post(f"{PAGE}/paragraphs/{one}/delete", data={"version": "1"})
    assert texts(app) == [("Second.", 2), ("Two a.", 1), ("Three.", 1), ("Two b.", 1), ("Four.", 1)]
    assert writer.get(f"{PAGE}/paragraphs/{one}").status_code == 404
    # Typed in a paragraph that somebody has taken out: both are told apart, and the words go where it stood.
    late = writer.post(f"{PAGE}/paragraphs/{ids(app)[1]}/delete", data={"version": "1"})
    assert late.status_code == 303
    gone = {"text": "Two a, mine.", "version": "1", "after": str(two), "place": "2"}
    told = writer.post(f"{PAGE}/paragraphs/{one}", data=gone)
    assert told.status_code == 422 and "Two a, mine.</textarea>" in told.text.replace("\r\n", "")
    assert "Somebody took this paragraph out while you were writing." in told.text
    assert f'action="{PAGE}/paragraphs"' in told.text and "Save as a new paragraph" in told.text
    assert re.findall(r'name="(after|place)"[^>]*value="(\d+)"', told.text) == [
        ("after", str(two)),
        ("place", "2"),
    ]
    writer.post(f"{PAGE}/paragraphs", data={**gone, "text": "Two a."})
    writer.post(f"{PAGE}/paragraphs", data={"text": "Zero.", "after": str(one), "place": "1"})
    writer.post(f"{PAGE}/paragraphs/{ids(app)[0]}/delete", data={"version": "1"})
    # The whole text written over it: what stays keeps its row.
    with work(app):
        version = db.session.scalars(select(Summary.version)).one()
    kept = ids(app)
    writer.post(PAGE, data={"text": "Second.\n\nThree!\n\nFour.", "version": str(version)})
    assert texts(app)[0] == ("Second.", 2) and [ids(app)[0], ids(app)[2]] == [kept[0], kept[4]]
    with work(app):
        assert db.session.get_one(ParagraphText, (kept[0], 1)).text == "Two."
    for typed in ("a\0b", "x" * 100_001):
        assert writer.post(f"{PAGE}/paragraphs", data={"text": typed}).status_code == 422


def test_two_drafters_in_two_paragraphs_lose_nothing_and_in_one_are_told(app: Flask) -> None:
    writer = a_rapporteur(app)
    writer.post(PAGE, data={"text": THREE, "version": "0", "save": "yes"})
    with writer.session_transaction() as cookie:
        token = cookie["_user_id"]

    def save(number: int) -> int:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
        path = f"{PAGE}/paragraphs/{ids(app)[number % 3]}"
        return client.post(path, data={"text": f"By {number}.", "version": "1"}).status_code

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(save, range(6)))
    assert answers == [303] * 3 + [422] * 3
    assert [(int(text[3]) % 3, version) for text, version in texts(app)] == [(0, 2), (1, 2), (2, 2)]


def test_a_proposal_is_laid_under_what_is_written(app: Flask) -> None:
    with work(app):
        session = a_held_session(title="Early signs")
        a_speaker(session, "Ada Example", role=SpeakerRole.MODERATOR)
        actions.add_record(OPERATOR, session, a_record())
        session_id = session.id
    writer = signed_in(app, Role.RAPPORTEUR, session_id)
    writer.post(PAGE + "/proposal")
    first = [text for text, _ in texts(app)]
    assert first == [
        "The session considered the following subject: Early signs.",
        "The following took the floor: Ada Example (moderator).",
        "Participants shared the following: Best practice: Fees are waived for applicants who cannot pay.",
    ]
    opening, speakers, shared = ids(app)
    writer.post(f"{PAGE}/paragraphs/{speakers}", data={"text": "Ada Example led.", "version": "1"})
    writer.post(f"{PAGE}/paragraphs/{opening}/delete", data={"version": "1"})
    with work(app):
        session = db.session.get_one(type(session), session_id)
        a_speaker(session, "Ben Example")
        actions.add_record(OPERATOR, session, a_record(text="Courts are told."))
    writer.post(PAGE + "/proposal")
    assert [text for text, _ in texts(app)] == [
        "Ada Example led.",
        first[2].rstrip(".") + "; Courts are told.",
    ]
    page = writer.get(PAGE).text
    assert "The record now gives other words:" in page and "proposed, then changed by Rapporteur" in page
    writer.post(f"{PAGE}/paragraphs/{speakers}/offer", data={"take": "no", "version": "2"})
    assert "The record now gives other words:" not in writer.get(PAGE).text
    assert writer.post(f"{PAGE}/paragraphs/{speakers}/offer", data={"version": "2"}).status_code == 409
    assert shared in ids(app)


def test_a_frozen_summary_is_corrected_by_a_new_version(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        summary = an_approved_summary(session, THREE)
        actions.freeze(OPERATOR, summary)
        first = summary.paragraphs[0]
        for call, given in (
            (actions.save_summary, (OPERATOR, session, "x", summary.version)),
            (actions.edit_paragraph, (OPERATOR, first, "x", 1)),
            (actions.delete_paragraph, (OPERATOR, first, 1)),
            (actions.add_record, (OPERATOR, session, a_record())),
        ):
            assert str(refused(call, *given)).startswith("The summary is frozen.")
    with pytest.raises(RuntimeError, match="never changed"), work(app):  # nor by code that asks nobody
        db.session.scalars(select(SummaryParagraph)).first().text = "x"  # type: ignore[union-attr]
    office = signed_in(app, Role.ORGANIZER)
    assert office.post(PAGE + "/decision", data={"step": "correct", "reason": " "}).status_code == 422
    office.post(PAGE + "/decision", data={"step": "correct", "reason": "The court was left out."})
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        actions.edit_paragraph(OPERATOR, summary.paragraphs[1], "Two courts.", 1)
        actions.hand_in(OPERATOR, summary)
        actions.approve(OPERATOR, summary, because=NO_ROUND)
        actions.freeze(OPERATOR, summary)
    page = office.get(PAGE + "/versions/2").text
    assert re.findall(r"<(del|ins)>([^<]+)<", page) == [("del", "Two."), ("ins", "Two courts.")]
    assert "The court was left out." in page
    assert '<p dir="auto">Two.</p>' in office.get(PAGE + "/versions/1").text
    assert office.get(PAGE + "/versions/3").status_code == 404
    with work(app):
        db.session.scalars(select(Summary)).one().session.attribution = Attribution.CHATHAM_HOUSE
    assert "Two courts." not in office.get(PAGE + "/versions/2").text  # it may name somebody now
    with work(app):
        versions = db.session.scalars(select(SummaryVersion).order_by(SummaryVersion.number)).all()
        assert [(v.number, v.reason, len(v.paragraphs)) for v in versions] == [
            (1, "", 3),
            (2, "The court was left out.", 3),
        ]


def test_a_session_made_stricter_keeps_no_name_behind_its_text(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        a_speaker(session, "Ada Strand")
        summary = actions.compose(
            OPERATOR, session, propose(facts_of(OPERATOR, session), guide_of(session.meeting.kind)[0])
        )
        actions.hand_in(OPERATOR, summary)
        actions.approve(OPERATOR, summary, because=NO_ROUND)
        actions.freeze(OPERATOR, summary)
        actions.correct(OPERATOR, summary, "Nobody should be named.")
        actions.edit_paragraph(OPERATOR, summary.paragraphs[1], "One person spoke.", 1)
        session.attribution = Attribution.CHATHAM_HOUSE
        actions.attribution_changed(OPERATOR, session)
        # What is typed afterwards and mended leaves no trace either.
        actions.edit_paragraph(OPERATOR, summary.paragraphs[1], "Ms. Strand spoke.", 2)
        actions.edit_paragraph(OPERATOR, summary.paragraphs[1], "One person spoke.", 3)
    with work(app, writing=False):
        kept = [
            str(tuple(row))
            for table in (Summary, SummaryParagraph, ParagraphText, SummaryVersion)
            for row in db.session.execute(select(table.__table__))
        ]
    assert [row for row in kept if "Strand" in row] == [] and len(kept) > 5
    assert "Not shown any more" in signed_in(app, Role.ORGANIZER).get(PAGE + "/versions/1").text


def test_reasons_name_nobody_where_nobody_may_be_named(app: Flask) -> None:
    named = "Ada Strand wants it."
    with work(app):
        session = a_held_session()
        a_speaker(session, "Ada Strand")
        summary = actions.save_summary(OPERATOR, session, "One.")
        actions.hand_in(OPERATOR, summary)
        actions.give_back(OPERATOR, summary, named)
        session.attribution = Attribution.CHATHAM_HOUSE
        actions.attribution_changed(OPERATOR, session)
        actions.hand_in(OPERATOR, summary)
        for call, field in ((actions.give_back, "reason"), (actions.approve, "because")):
            no = refused(call, OPERATOR, summary, *((named,) if field == "reason" else (None, named)))
            assert no.field == field and "Ada Strand" in str(no)
        actions.approve(OPERATOR, summary, because=NO_ROUND)
        actions.freeze(OPERATOR, summary)
        refused(actions.correct, OPERATOR, summary, named)
        actions.correct(OPERATOR, summary, "A word is missing.")
    with work(app, writing=False):
        rows = [str(tuple(r)) for r in db.session.execute(select(AuditRow.__table__))]
        assert [r for r in rows if "Strand" in r or "missing" in r or NO_ROUND in r] == []
        assert db.session.scalars(select(Summary.correcting)).all() == ["A word is missing."]


def test_what_was_said_by_nobody_is_by_nobody_in_the_summary_of_a_public_session(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        a_speaker(session, "Ada Strand", role=SpeakerRole.RAPPORTEUR)
        silent = Said("It was said.", Attribution.CHATHAM_HOUSE)
        row = record.write(OPERATOR, session, silent)

        def compose() -> Summary:
            guide = guide_of(session.meeting.kind)[0]
            return actions.compose(OPERATOR, session, propose(facts_of(OPERATOR, session), guide))

        def refuses() -> str:
            actions.hand_in(OPERATOR, summary)
            no = str(refused(actions.approve, OPERATOR, summary, None, NO_ROUND))
            actions.give_back(OPERATOR, summary, "Again.")
            return no

        summary = compose()
        record.edit_text(OPERATOR, row, "As one said.", 1)
        assert refuses().startswith("Paragraph 2 of the summary was proposed from words")
        record.edit_text(OPERATOR, row, "As Ada Strand said.", 2)
        compose()
        assert refuses().startswith("Paragraph 1 of the running record names")
        record.edit_text(OPERATOR, row, "As one said.", 3)
        assert refuses().startswith("Paragraph 2 of the summary names Ada Strand")
        actions.edit_paragraph(OPERATOR, summary.paragraphs[1], "As Ms. Strand said.", 2)
        assert refuses().startswith("Paragraph 2 of the summary names Ada Strand")
        actions.edit_paragraph(OPERATOR, summary.paragraphs[1], "As one said.", 3)
        actions.hand_in(OPERATOR, summary)
        actions.approve(OPERATOR, summary, because=NO_ROUND)
        texts = db.session.scalars(select(ParagraphText.text)).all()
        assert [one for one in texts if "Strand" in one] == []


def test_without_a_round_only_with_a_reason_and_the_guide_is_the_offices(app: Flask) -> None:
    with work(app):
        session = a_held_session()
        summary = actions.save_summary(OPERATOR, session, THREE)
        actions.hand_in(OPERATOR, summary)
        assert refused(actions.approve, OPERATOR, summary).field == "because"
    office = signed_in(app, Role.ORGANIZER)
    terms = "/meetings/held/outcomes/terms"
    with work(app):  # of one session nobody may be named, so the reason of all names nobody
        meeting = db.session.scalars(select(Summary)).one().session.meeting
        a_speaker(a_held_session(meeting, label="7", attribution=Attribution.CHATHAM_HOUSE), "Ada Strand")
    named = {"without_rounds": "y", "because": "Ada Strand wants none.", "version": "0"}
    no = office.post(terms, data=named)
    assert no.status_code == 422 and "This text names Ada Strand." in no.text
    assert office.post(terms, data={"without_rounds": "y", "version": "0"}).status_code == 422
    sent = {"without_rounds": "y", "because": "Agreed in the room.", "version": "0"}
    assert office.post(terms, data=sent).status_code == 303
    assert office.post(terms, data=sent).status_code == 422  # a stale page
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        actions.approve(OPERATOR, summary)
        assert summary.without_round == "Agreed in the room."
    guide = "/outcomes/guides/workshop"
    good = {"opening": "On {title}.", "words": "300", "version": "0"}
    assert office.post(guide, data=good | {"words": "1e9"}).status_code == 422
    assert office.post(guide, data=good).status_code == 303
    assert office.post(guide, data=good).status_code == 422
    assert office.get("/outcomes/guides/nothing").status_code == 404
    assert "of 300 wanted" in text_of(office.get(PAGE).text)
    with work(app):
        session = db.session.scalars(select(Summary)).one().session
        assert propose(facts_of(OPERATOR, session), guide_of(session.meeting.kind)[0])[0].text.startswith(
            "On "
        )


def test_a_long_summary_is_usable(app: Flask) -> None:
    """60,000 words in 500 paragraphs."""
    writer = a_rapporteur(app)
    words = "\n\n".join(f"{n} " + "word " * 119 for n in range(500))
    assert writer.post(PAGE, data={"text": words, "version": "0", "save": "yes"}).status_code == 303
    shown = writer.get(PAGE).text
    assert len(texts(app)) == 500 and "60000" in shown
    # The buttons of all paragraphs are those of one form.
    assert shown.count("<form") < 10 and shown.count('form="one"') == 3 * 500 - 2
    middle = ids(app)[250]
    assert (
        writer.post(f"{PAGE}/paragraphs/{middle}", data={"text": "Short.", "version": "1"}).status_code == 303
    )
    with pytest.raises(Refused), work(app):
        actions.edit_paragraph(OPERATOR, db.session.get_one(SummaryParagraph, middle), "x", 1)


def test_what_is_typed_while_the_summary_is_sent_on_stands_on_the_answer(app: Flask) -> None:
    writer = a_rapporteur(app)
    writer.post(PAGE, data={"text": THREE, "version": "0", "save": "yes"})
    shown = writer.get(f"{PAGE}/paragraphs/{ids(app)[0]}").text
    assert re.findall(r'name="(after|place)"[^>]*value="(\d+)"', shown) == [("after", "0"), ("place", "1")]
    writer.post(f"{PAGE}/hand-in")
    whole = writer.post(PAGE, data={"text": "My <whole> text.", "version": "1", "save": "yes"})
    assert whole.status_code == 422 and "My &lt;whole&gt; text.</textarea>" in whole.text
    assert "The summary waits for approval." in whole.text and "could not be kept" in whole.text
    one = writer.post(f"{PAGE}/paragraphs/{ids(app)[0]}", data={"text": "Mine.", "version": "1"})
    assert one.status_code == 422 and "Mine.</textarea>" in one.text.replace("\r\n", "")
    assert "could not be kept" not in writer.get(PAGE).text


def test_the_family_name_of_somebody_who_takes_part_is_asked_about_where_nobody_may_be_named(
    app: Flask,
) -> None:
    with work(app):
        session = a_held_session(attribution=Attribution.CHATHAM_HOUSE)
        for name, here in (("Ada Lindqvist", True), ("Sela Okafor", False), ("Ben Young", False)):
            there = a_registration(
                session.meeting,
                name=name,
                email=f"{name[:3].lower()}@example.org",
                status=RegistrationStatus.APPROVED,
            )
            if here:
                noted = {"presence": Presence.ONLINE, "noted_by": "Ines", "noted_at": clock.now()}
                db.session.add(Attendance(session_id=session.id, registration_id=there.id, **noted))
        session_id = session.id
        row = record.write(OPERATOR, session, Said("Okafor asked. Young people agreed.", session.attribution))
        assert named_in(session, [row]) == {row.id: ("Okafor",)}
        for terms in (Terms(owner="Okafor"), Terms(evidence="Letter of Okafor")):
            with pytest.raises(Refused, match="also family names"):
                actions.add_record(OPERATOR, session, a_record(session.attribution), terms)
        with pytest.raises(Refused, match="The reason names somebody"):
            record.dismiss(OPERATOR, row, name_digest(row.id, "Okafor"), row.version, "Okafor is a town.")
        record.dismiss(OPERATOR, row, name_digest(row.id, "Okafor"), row.version, "A town.")
        summary = actions.save_summary(OPERATOR, session, "The town of Okafor. Young people.\n\nOthers.")
        actions.hand_in(OPERATOR, summary)
        no = str(refused(actions.approve, OPERATOR, summary, None, NO_ROUND))
        assert (
            no.startswith("Paragraph 1 of the summary has words that are also family names")
            and "Okafor" in no
        )
        version = summary.version
    writer = signed_in(app, Role.RAPPORTEUR, session_id)
    shown = text_of(writer.get(PAGE).text)
    assert "Is somebody meant by these words?" in shown and "Paragraph 1: Okafor Nobody is meant" in shown
    # So is one in an outcome, and in a reason.
    outcome = {
        "kind": "recommendation",
        "attribution": "chatham_house",
        "paragraph": "8",
        "text": "Okafor asks.",
    }
    answer = signed_in(app, Role.ORGANIZER).post(
        PAGE + "/decision", data={"step": "give_back", "reason": "Okafor did not."}
    )
    assert (
        answer.status_code == 422
        and "use other words" in answer.text
        and "Okafor did not.</textarea>" in answer.text
    )
    with work(app):
        actions.give_back(OPERATOR, db.session.scalars(select(Summary)).one(), "A word is missing.")
    answer = writer.post(PAGE + "/new", data=outcome)
    assert answer.status_code == 422 and "family names of people who take part: Okafor" in answer.text
    assert 'name="nobody_meant"' in answer.text
    assert writer.post(PAGE + "/new", data=outcome | {"nobody_meant": "y"}).status_code == 303
    with work(app):
        actions.hand_in(OPERATOR, summary := db.session.scalars(select(Summary)).one())
        version = summary.version
    assert writer.post(PAGE + "/names", data={"version": str(version - 1)}).status_code == 409
    assert writer.post(PAGE + "/names", data={"version": str(version)}).status_code == 303
    assert "Is somebody meant" not in writer.get(PAGE).text
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        actions.approve(OPERATOR, summary, because=NO_ROUND)
        actions.reopen(OPERATOR, summary)
        actions.edit_paragraph(OPERATOR, summary.paragraphs[0], "Okafor asked for it.", 1)
        actions.hand_in(OPERATOR, summary)
        assert "Okafor" in str(refused(actions.approve, OPERATOR, summary, None, NO_ROUND))
