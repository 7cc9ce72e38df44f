"""Beside the panel: an offer that did not arrive, one's own page, and the list of past fellows that is corrected."""

import re
from datetime import date

from flask import Flask
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.assessment.actions.offering import send_offers
from meetings.assessment.models import FellowshipOffer
from meetings.base.database import db
from meetings.fellowship.actions import forget_past
from meetings.fellowship.models import FellowshipApplication, FellowshipPast
from meetings.fellowship.rules import ApplicationState, EditionState
from meetings.outbox.models import OutboxMessage
from meetings.outbox.rules import Delivery
from tests.assessment.builders import a_member, assessed, browser_of, eligible, seat, token_of_offer
from tests.fellowship.test_thread import text_of
from tests.kit_app import an_account, signed_in, work
from tests.letters.reading import mail_on


def _version(page: str) -> str:
    found = re.search(r'name="version" type="hidden" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_an_offer_goes_in_the_words_of_the_edition_and_in_the_language_of_whom_it_is_for(app: Flask) -> None:
    with work(app):
        edition = assessed(places=2, starts_on=date(2028, 6, 5), ends_on=date(2028, 6, 30), place="Genève")
        for number, language in ((1, "en"), (2, "fr")):
            eligible(edition, number, state=ApplicationState.SELECTED, language=language)
        edition.state = EditionState.DECIDED
        here = f"/fellowships/{edition.slug}"
    office = signed_in(app, Role.ORGANIZER)
    page = f"{here}/letters/fellowship_offer"
    typed = {
        "en": ("An offer from Geneva", "{name}, your place until {until}: {link}"),
        "fr": ("Offre de bourse", "Chère {name}, répondez avant le {until} : {link} {when}"),
    }
    for language, (subject, text) in typed.items():
        sent = {"subject": subject, "text": text, "version": "0", "do": "save"}
        assert office.post(f"{page}?language={language}", data=sent).status_code == 303
    # The preview is in the words and in the language of the page, which another's mail leaves alone.
    seen = {language: mail_on(office.get(f"{page}?language={language}")) for language in typed}
    assert (seen["en"][0], seen["fr"][0]) == ("An offer from Geneva", "Offre de bourse")
    assert seen["fr"][1][0].startswith("Chère Amina Example-Okoro, répondez avant le 16 février 2028, 23")
    declined = mail_on(office.get(f"{here}/letters/fellowship_declined?language=fr"))
    assert declined[0] == "You have declined the fellowship: Fellowship 2028"
    assert office.post(f"{here}/selection/offers").status_code == 303
    with work(app, writing=False):
        found = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.letter == "fellowship_offer").order_by(OutboxMessage.id)
        )
        went = [(one.subject, one.text.partition(": [")[0].rstrip(" :\u202f\xa0")) for one in found]
    assert went == [
        ("An offer from Geneva", "Fellow 1 Example, your place until 15 February 2028, 23:59 (Fiji)"),
        ("Offre de bourse", "Chère Fellow 2 Example, répondez avant le 15 février 2028, 23:59 (Fiji)"),
    ]


def test_an_offer_that_did_not_arrive_goes_to_the_right_address_and_stays_one_offer(app: Flask) -> None:
    with work(app):
        edition = assessed(places=2)
        member = a_member(edition, "Ada")
        for number in (1, 2):
            seat(eligible(edition, number), member)
        application = eligible(edition, 3, state=ApplicationState.SELECTED)
    ada = browser_of(app, "Ada")
    mine = text_of(ada.get("/my").text)
    assert "Applications to assess Fellowship 2028 2 to hand in 2 applications for you" in mine
    with work(app):
        application = db.session.merge(application)
        application.edition.state = EditionState.DECIDED
        send_offers(OPERATOR, application.edition)
        offer = db.session.scalars(select(FellowshipOffer)).one()
        old, deadline = f"/fellowship-offers/{token_of_offer(offer)}", offer.deadline_at
        mail = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.letter == "fellowship_offer")
        ).one()
        mail.delivery, mail.last_error, key = Delivery.FAILED, "550 no such mailbox", mail.key
        an_account("right@example.org", "Fellow")
    assert "to hand in" not in text_of(ada.get("/my").text)
    office = signed_in(app, Role.ORGANIZER)
    taken = office.post(f"/outbox/{key}/mend", data={"email": "fellow-1@example.org"})
    assert taken.status_code == 422 and "has an application already" in text_of(taken.text)
    assert office.post(f"/outbox/{key}/mend", data={"email": "right@example.org"}).status_code == 303
    with work(app, writing=False):
        offer = db.session.scalars(select(FellowshipOffer)).one()
        assert (offer.application.email, offer.deadline_at, offer.state.value) == (
            "right@example.org",
            deadline,
            "open",
        )
        mails = db.session.scalars(select(OutboxMessage).where(OutboxMessage.letter == "fellowship_offer"))
        assert [(one.to_email, one.delivery.value) for one in mails] == [
            ("fellow-3@example.org", "superseded"),
            ("right@example.org", "waiting"),
        ]
        link = f"/fellowship-offers/{token_of_offer(offer)}"
    visitor = app.test_client()
    assert visitor.get(old).status_code == 404
    told = text_of(browser_of(app, "Fellow").get("/my").text)
    assert "My applications to the fellowship Fellowship 2028 A fellowship is offered to you" in told
    assert visitor.post(link, data={"answer": "accept"}).location == link
    # What is answered is corrected no more.
    with work(app):
        mail = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.letter == "fellowship_accepted")
        ).one()
        mail.delivery, mail.last_error, key = Delivery.FAILED, "550 no such mailbox", mail.key
    late = office.post(f"/outbox/{key}/mend", data={"email": "third@example.org"})
    assert late.status_code == 422 and "takes no answer any more" in text_of(late.text)
    with work(app, writing=False):
        assert db.session.scalars(select(FellowshipApplication.email)).all().count("third@example.org") == 0


def test_the_list_of_past_fellows_is_corrected_with_a_reason(app: Flask) -> None:
    office, second = signed_in(app, Role.ORGANIZER), signed_in(app, Role.ADMINISTRATOR)
    for name in ("Nandi Mokena", "Tala Vea"):
        office.post(
            "/fellowships/past", data={"name": name, "year": "2021", "email": f"{name[:4]}@example.org"}
        )
    page = office.get("/fellowships/past").text
    where = re.findall(r'href="(/fellowships/past/[^"]+)"', page)[0]
    shown = office.get(where)
    sent = {"name": "Nandi Mokoena", "year": "2022", "version": _version(shown.text), "reason": "A slip"}
    for bad, told in (
        ({"reason": " "}, "Say why"),
        ({"year": "1066"}, "Write a whole number from"),
        ({"name": "Tala Vea", "year": "2021"}, "This name is on the list for that year."),
        ({"name": ""}, "Fill this in."),
    ):
        answer = office.post(where, data=sent | bad)
        assert answer.status_code == 422 and told in text_of(answer.text), told
        assert "A slip" in answer.text or "reason" in bad
    assert office.post(where, data=sent).location == "/fellowships/past"
    stale = second.post(where, data=sent | {"name": "Nandi M.", "reason": "Mine"})
    assert stale.status_code == 409
    assert "Nandi Mokoena, 2022" in text_of(stale.text) and "Nandi M." in stale.text
    again = sent | {"do": "remove", "version": _version(stale.text)}
    with work(app, writing=False):
        row = db.session.scalars(select(AuditRow).where(AuditRow.verb == "correct_past_fellow")).one()
        assert (row.before or {})["name"] == "Nandi Mokena" and (row.after or {})["reason"] == "A slip"
    assert second.post(where, data=again).status_code == 303 and second.get(where).status_code == 404
    with work(app):
        assert db.session.scalars(select(FellowshipPast.name)).all() == ["Tala Vea"]
        assert forget_past({"tala@example.org"}) == 1
