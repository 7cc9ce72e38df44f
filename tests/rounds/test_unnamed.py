"""Where nobody may be named no reason, reply or mail of a round leads to a person, also if it was narrowed later."""

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base.database import Base, db
from meetings.outbox.models import OutboxMessage
from meetings.outcomes import actions as outcomes
from meetings.programme.rules import Attribution
from meetings.replies.models import ReceivedMail
from meetings.rounds import actions
from meetings.rounds.models import ConfirmationRound, RoundAnswer, RoundReader
from meetings.rounds.queries.page import AnswerOf
from meetings.rounds.rules import Decision
from tests.kit_app import signed_in, work
from tests.rounds.builders import an_open_round, in_days, mails, plain
from tests.rounds.test_edges import a_reply

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
    a_reply(app, "ann@example.org", "Say which signs.\n\n-- \nAnn Example\nForum of Ann")
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
        told = select(OutboxMessage.to_email, OutboxMessage.letter).where(OutboxMessage.blank_after)
        assert {letter for _, letter in db.session.execute(told)} == {"round_answer", "round_taken_back"}
        assert [r.closed_because for r in db.session.scalars(select(ConfirmationRound))] == ["", ""]
    seen = plain(signed_in(app, Role.ORGANIZER).get(ROUND).text)
    assert "What was said named somebody and is not kept." in seen
