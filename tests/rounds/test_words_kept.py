"""What a round was asked of does not change behind it: who may change the words, and what a link still shows."""

import re
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.permissions import Role
from meetings.agenda import actions as agenda
from meetings.agenda.models import AgendaPoint
from meetings.agenda.rules import PointDraft
from meetings.base import clock
from meetings.base.database import db
from meetings.outcomes import actions as outcomes
from meetings.outcomes import following
from meetings.outcomes.models import OutcomeFollowup, Summary, SummaryParagraph
from meetings.outcomes.rules import FollowupDraft, OutcomeState, RecordKind, Where
from meetings.programme.rules import Attribution
from meetings.rounds import actions
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from tests.kit_app import signed_in, work
from tests.outcomes.builders import a_record
from tests.rounds.access_rows import a_role
from tests.rounds.builders import an_open_round, in_days, link_to, plain, typed

ROUND = "/meetings/held/sessions/6/round"
RECORD = "/meetings/held/sessions/6/record"


def later(app: Flask, **by: float) -> None:
    with work(app, writing=False):
        clock.set_to(clock.now() + timedelta(**by))


def texts(app: Flask) -> list[str]:
    with work(app, writing=False):
        return list(db.session.scalars(select(SummaryParagraph.text).order_by(SummaryParagraph.position)))


def test_in_a_round_words_change_only_by_what_was_said_of_them(app: Flask) -> None:
    with work(app):
        first = an_open_round().summary.paragraphs[0].id
    before = texts(app)
    browser, ann, ben = app.test_client(), link_to(app, "ann@example.org"), link_to(app, "ben@example.org")
    halves = "First half.\n\nSecond half."
    browser.post(ann, data=typed(browser.get(ann).text).saying(1, "propose", halves).values)
    browser.post(ben, data=typed(browser.get(ben).text).saying(2, "comment", "Name no courts.").values)
    cleo = link_to(app, "cleo@example.org")
    browser.post(cleo, data=typed(browser.get(cleo).text).values | {"all": "agree"})
    later(app, days=6)
    office = signed_in(app, Role.ORGANIZER)
    alone = {"text": "Words of the writer alone.", "version": "1"}
    no = office.post(f"{RECORD}/paragraphs/{first}", data=alone)
    assert no.status_code == 422 and "by what the round says of it" in no.text
    assert texts(app) == before
    for path in (ROUND, RECORD):
        assert f"/paragraphs/{first}" not in office.get(path).text
    with work(app, writing=False):
        wording, comment, *_agreed = db.session.scalars(select(RoundAnswer.id).order_by(RoundAnswer.id))
    accepted = {"decision": "accepted", "version": "1"}
    # An empty line makes no paragraph of which nobody was asked.
    assert office.post(f"{ROUND}/answers/{wording}", data=accepted).status_code == 303
    reworded = accepted | {"wording": "Others agreed."}
    # Behind the deadline nobody would read what the writer puts in by a comment.
    no = office.post(f"{ROUND}/answers/{comment}", data=reworded)
    assert (
        no.status_code == 422 and "give more time first" in no.text and "Others agreed.</textarea>" in no.text
    )
    until = (clock.now() + timedelta(days=3)).date().isoformat()
    office.post(f"{ROUND}/extend", data={"deadline_on": until, "deadline": "18:00", "version": "1"})
    assert office.post(f"{ROUND}/answers/{comment}", data=reworded | {"version": "9"}).status_code == 422
    assert office.post(f"{ROUND}/answers/{comment}", data=reworded).status_code == 303
    assert texts(app) == ["First half. Second half.", "Others agreed."]
    assert "Your words are taken up" in plain(browser.get(ben).text)
    # Cleo has agreed to neither: only once more, to what stands there now.
    stands = re.compile(r"Agreed: (\d)(?: · agreed to an earlier wording: (\d))?")
    assert stands.findall(plain(office.get(ROUND).text)) == [("0", "1"), ("0", "1")]
    browser.post(cleo, data=typed(browser.get(cleo).text).saying(1, "agree").saying(2, "agree").values)
    assert stands.findall(plain(office.get(ROUND).text)) == [("1", ""), ("1", "")]


def test_a_link_shows_no_text_that_is_not_for_its_reader(app: Flask) -> None:
    """In the round, and approved or frozen while the approval holds; and what is sent too late is given back."""
    with work(app):
        of = an_open_round(text="Ben Example spoke of early signs.\n\nOthers agreed.")
        key = of.id
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    opened = typed(browser.get(ann).text)

    def shown() -> bool:
        return "Ben Example" in browser.get(ann).text

    def narrowed(to: Attribution) -> None:
        with work(app):
            session = db.session.get_one(ConfirmationRound, key).summary.session
            session.attribution = to
            for follows in (outcomes.attribution_changed, actions.attribution_changed):
                follows(OPERATOR, session)

    found = [shown()]
    narrowed(Attribution.CHATHAM_HOUSE)  # the text names somebody: it is looked through first
    found.append(shown())
    narrowed(Attribution.PUBLIC)
    later(app, days=6)
    with work(app):
        actions.confirm_round(OPERATOR, db.session.get_one(ConfirmationRound, key))
    sent = browser.post(ann, data=opened.saying(1, "comment", "Typed <long>.").saying(2, "agree").values)
    assert sent.status_code == 409 and "Typed &lt;long&gt;.</textarea>" in sent.text.replace("\r\n", "")
    found.append(shown())
    narrowed(Attribution.CHATHAM_HOUSE)
    found.append(shown())
    narrowed(Attribution.PUBLIC)
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        outcomes.freeze(OPERATOR, summary)
        outcomes.correct(OPERATOR, summary, "A mistake.")
    page = browser.get(ann).text
    assert "The summary is being written." in page and "The summary is confirmed." not in page
    assert [*found, shown()] == [True, False, True, False, False]


def test_what_was_typed_for_something_that_is_gone_stands_on_the_answer(app: Flask) -> None:
    mine = "Words that took me ten minutes."
    with work(app):
        of = an_open_round()
        meeting, token = of.summary.session.meeting, a_role(of.summary.session)
        point = agenda.add_point(OPERATOR, meeting, PointDraft("Other business"))
        shared = a_record(kind=RecordKind.RECOMMENDATION)
        outcome = following.add_outcome(OPERATOR, meeting, shared, Where())
        told = following.add_followup(OPERATOR, outcome, FollowupDraft(2026, "Begun.", OutcomeState.OPEN))
        gone = [
            f"/meetings/held/agenda/points/{point.id}",
            f"/outcomes/{outcome.key}/followups/{told.key}",
        ]
    browser, ann = app.test_client(), link_to(app, "ann@example.org")
    both = typed(browser.get(ann).text).saying(1, "comment", "Say which.").saying(2, "comment", "Say where.")
    browser.post(ann, data=both.values)
    office = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        first, second = db.session.scalars(select(RoundAnswer.id).order_by(RoundAnswer.id))
    decided = {"decision": "declined", "reason": mine, "wording": mine, "version": "1"}

    def shows(path: str, code: int, sent: dict[str, str], by: FlaskClient = office) -> None:
        answer = by.post(path, data=sent)
        assert (answer.status_code, f"{mine}</textarea>" in answer.text) == (code, True), path

    office.post(f"{ROUND}/answers/{first}", data=decided)
    shows(f"{ROUND}/answers/{first}", 422, decided)  # somebody else has decided it
    with work(app):
        of = db.session.scalars(select(ConfirmationRound)).one()
        actions.take_back(OPERATOR, of, "A mistake.")
        agenda.delete_point(OPERATOR, db.session.scalars(select(AgendaPoint)).one())
        following.delete_followup(OPERATOR, db.session.scalars(select(OutcomeFollowup)).one())
    shows(f"{ROUND}/answers/{second}", 422, decided)
    shows(f"{ROUND}/take-back", 422, {"reason": mine})
    for path in gone:
        shows(path, 404, {"title": "x", "about": mine, "text": mine, "year": "2026", "version": "1"})
    with work(app):
        summary = db.session.scalars(select(Summary)).one()
        actions.open_round(OPERATOR, summary, in_days(5, summary))
    shows(f"{ROUND}/answers/{second}", 404, decided)  # of the round before
    shows(f"{RECORD}/decision", 422, {"step": "give_back", "reason": mine})
    shows(f"/speaking/{token}/summary", 409, {"step": "give_back", "reason": mine}, browser)
    with work(app):
        actions.forget_readers(db.session.scalars(select(RoundReader.id)).all())
    shows(ann, 404, {"text_whole": mine}, browser)
    # Signed out meanwhile: no way round by the sign-in page, which shows no words.
    for path in (RECORD, f"{RECORD}/paragraphs", f"{RECORD}/new"):
        shows(path, 403, {"text": mine, "version": "1"}, browser)
    assert browser.post(f"{RECORD}/paragraphs", data={"version": "1"}).status_code == 303
