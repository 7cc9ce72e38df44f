"""When whose application it was is deleted, the panel's words go, and its figures stay; so with who assessed."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import MailLink
from meetings.assessment import actions
from meetings.assessment.actions.offering import send_offers
from meetings.assessment.models import (
    AssessmentAssignment,
    AssessmentRemark,
    AssessmentScore,
    FellowshipOffer,
    PanelMember,
    SelectionDecision,
)
from meetings.assessment.rules import OFFER_LINK, AssignmentState, OfferState, Outcome
from meetings.base import clock
from meetings.base.database import db
from meetings.fellows.actions import keep_fellows
from meetings.fellows.models import Fellow
from meetings.fellows.rules import FellowState
from meetings.fellowship.actions import forget_applications, move_edition
from meetings.fellowship.models import FellowshipEdition
from meetings.fellowship.queries import checks_of
from meetings.fellowship.rules import Condition, EditionState, Met
from meetings.people.rules.traces import NAMELESS
from tests.assessment.builders import a_member, assessed, eligible, seat, token_of_offer
from tests.assessment.test_thread import mails, states
from tests.fellowship.builders import an_edition
from tests.fellowship.test_thread import text_of
from tests.kit_app import work


def test_the_words_of_a_panel_go_its_figures_stay_and_the_edition_goes_on(app: Flask) -> None:
    with work(app):
        edition = assessed()
        application = eligible(edition, 1)
        member = a_member(edition, "Ada")
        row = seat(application, member)
        row.scores.append(AssessmentScore(criterion=edition.criteria[0], value=4, reason="Fellow 1 is good"))
        row.state, row.handed_in_at, row.summary = AssignmentState.HANDED_IN, clock.now(), "Fellow 1, yes"
        actions.remark(OPERATOR, application, "I like Fellow 1")
        actions.decide(OPERATOR, application, Outcome.SELECTED, "Fellow 1 it is", application.version)
        reserve = [eligible(edition, number) for number in (2, 3, 4)]
        for one in reserve:
            actions.decide(OPERATOR, one, Outcome.RESERVE, "Next", one.version)
        edition.state = EditionState.DECIDED
        send_offers(OPERATOR, edition)
        forget_applications([application.id, reserve[0].id])
        account = member.account_id
    with work(app):
        score, kept = db.session.scalars(select(AssessmentScore)).one(), AssessmentAssignment
        assert (score.value, score.reason) == (4, "")
        assert db.session.scalars(select(kept.summary)).all() == [""]
        assert db.session.scalars(select(AssessmentRemark)).all() == []
        decision = db.session.get_one(SelectionDecision, application.id)
        assert (decision.outcome, decision.reason) == (Outcome.SELECTED, "")
        offer = db.session.scalars(select(FellowshipOffer)).one()
        assert (offer.zone, offer.state, offer.answered_at) == ("", OfferState.WITHDRAWN, clock.now())
        assert db.session.scalars(select(MailLink).where(MailLink.purpose == OFFER_LINK)).all() == []
        assert account is not None
        assert actions.forget_members([account]) == 1
        left = db.session.scalars(select(PanelMember)).one()
        assert (left.name, left.account_id, left.left_reason) == (NAMELESS, None, "")
        actions.keep_offers()
    # Of whom nothing is kept, neither holds a place nor is written to: the next of the reserve moves up.
    assert states(app) == {1: "withdrawn", 2: "withdrawn", 3: "offered", 4: "reserve"}
    assert mails(app)[-1] == ("fellow-3@example.org", "fellowship_offer_reserve")
    # An edition that is cancelled offers nothing any more, and nobody is told later not to have answered in time.
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        edition.places = 2
        assert send_offers(OPERATOR, edition) == (1, 0)  # nobody is selected any more: it is the reserve’s
        offers = db.session.scalars(select(FellowshipOffer).order_by(FellowshipOffer.id)).all()
        actions.answer(OPERATOR, offers[-1], True)
        link = f"/fellowship-offers/{token_of_offer(offers[-2])}"
        move_edition(OPERATOR, edition, EditionState.CANCELLED)
    page = text_of(app.test_client().get(link).text)
    assert "Your offer: no longer stands" in page and "Accept the fellowship" not in page
    clock.set_to(clock.now() + timedelta(days=16))
    with work(app):
        actions.keep_offers()
        assert not keep_fellows()
        fellow = db.session.scalars(select(Fellow).where(Fellow.application_id == reserve[2].id)).one()
        assert (fellow.state, fellow.end_reason) == (FellowState.ENDED_EARLY, "")
        again = eligible(an_edition(title="Fellowship 2029", year=2029), 9, email="fellow-4@example.org")
        past = [one.met for one in checks_of(again) if one.condition is Condition.NOT_A_PAST_FELLOW]
        assert past == [Met.YES]  # there was no fellowship
    assert {letter for _to, letter in mails(app)[-2:]} == {"fellowship_cancelled"}
