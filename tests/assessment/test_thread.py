"""From a panel that is named to a fellow who accepts, through the doors of office, assessors, chair and fellow."""

import io
import re
from datetime import timedelta

import docx
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from meetings.access.actions import end_role
from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.assessment import actions
from meetings.assessment.models import (
    AssessmentAssignment,
    AssessmentScore,
    FellowshipOffer,
    PanelMember,
    SelectionDecision,
)
from meetings.assessment.rules import AssignmentState, OfferState
from meetings.base import clock
from meetings.base.database import db
from meetings.fellowship.actions import withdraw
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionState, NominationState
from meetings.outbox.models import OutboxMessage
from meetings.people.rules.traces import NAMELESS
from tests.assessment.builders import (
    a_member,
    account_of,
    assessed,
    browser_of,
    eligible,
    nominated_by,
    scores,
    token_of_offer,
)
from tests.fellowship.access_rows import TERMS
from tests.fellowship.builders import an_edition
from tests.fellowship.test_thread import text_of
from tests.kit_app import signed_in, work

HERE = "/fellowships/fellowship-2028"


def keys(app: Flask) -> dict[int, str]:
    with work(app, writing=False):
        rows = db.session.execute(select(FellowshipApplication.number, FellowshipApplication.key))
        return {number: key for number, key in rows if number is not None}


def version_in(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def states(app: Flask) -> dict[int, str]:
    with work(app, writing=False):
        rows = db.session.execute(select(FellowshipApplication.number, FellowshipApplication.state))
        return {number: state.value for number, state in rows if number is not None}


def mails(app: Flask) -> list[tuple[str, str]]:
    with work(app, writing=False):
        rows = db.session.execute(
            select(OutboxMessage.to_email, OutboxMessage.letter).order_by(OutboxMessage.id)
        )
        return [(to, letter) for to, letter in rows]


def test_from_the_panel_to_a_fellow(app: Flask) -> None:
    with work(app):
        edition = assessed()
        own = eligible(edition, 1).organization
        for number in (2, 3):
            eligible(edition, number)
        assert own is not None
        own_name = own.name
    office = signed_in(app, Role.ORGANIZER)
    key = keys(app)

    # The office names the panel; whoever is of an organization never gets its application.
    for name, organization in (("Ada", own_name), ("Ben", ""), ("Cleo", "")):
        named = office.post(
            f"{HERE}/panel/name",
            data={
                "email": f"{name.lower()}@example.org",
                "name": name,
                "does": "assesses",
                "languages": ["en"],
                "organization": organization,
            },
        )
        assert named.location == f"{HERE}/panel"
    chair = {"email": "dina@example.org", "name": "Dina", "does": "chair", "organization": ""}
    assert office.post(f"{HERE}/panel/name", data=chair).status_code == 303
    nowhere = office.post(
        f"{HERE}/panel/name", data=chair | {"organization": "Nowhere", "email": "e@example.org"}
    )
    assert nowhere.status_code == 422 and "The directory knows no such organization." in nowhere.text
    assert office.post(f"{HERE}/panel/assign").location == f"{HERE}/panel"
    assert office.post(f"{HERE}/panel/assign").status_code == 409
    with work(app, writing=False):
        seats = db.session.scalars(select(AssessmentAssignment)).all()
        load = [sum(one.member.name == name for one in seats) for name in ("Ada", "Ben", "Cleo")]
        assert (len(seats), load) == (6, [2, 2, 2])
        assert {one.application.number for one in seats if one.member.name == "Ada"} == {2, 3}
    assert [letter for _to, letter in mails(app)].count("assessor_given") == 3

    # An assessor answers first; the own organization's file is refused, and the no is noted.
    ada = browser_of(app, "Ada")
    assert ada.get(f"{HERE}/assess/{key[1]}").status_code == 403
    with work(app, writing=False):
        denied = db.session.scalars(select(AuditRow).where(AuditRow.verb == "denied")).all()
        assert [(row.actor_name, row.after) for row in denied] == [("Ada", {"page": "assessment.assess"})]
    first = ada.get(f"{HERE}/assess/{key[2]}")
    assert "First: a conflict of interest?" in text_of(first.text) and "treaty bodies" not in first.text
    assert ada.post(f"{HERE}/assess/{key[2]}", data={"version": "1"}).status_code == 409
    no_answer = ada.post(f"{HERE}/assess/{key[2]}/conflict", data={})
    assert no_answer.status_code == 422
    for name in ("Ada", "Ben", "Cleo"):
        browser = browser_of(app, name)
        for number in (1, 2, 3):
            browser.post(f"{HERE}/assess/{key[number]}/conflict", data={"conflict": "no"})
    assert "treaty bodies" in ada.get(f"{HERE}/assess/{key[2]}").text

    # Scores: outside the scale is told beside the field and kept; a draft is kept; handing in needs all of it.
    with work(app, writing=False):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        whole, high = scores(edition, 5, 10), scores(edition, 6, 10)
    page = ada.get(f"{HERE}/assess/{key[2]}")
    sent = {"version": version_in(page.text)}
    outside = ada.post(f"{HERE}/assess/{key[2]}", data=high | sent)
    assert outside.status_code == 422 and "Give a whole number from 1 to 5." in text_of(outside.text)
    assert 'value="6"' in outside.text
    draft = {name: text for name, text in whole.items() if not name.startswith("reason")}
    half = ada.post(f"{HERE}/assess/{key[2]}", data=draft | sent)
    assert half.location == f"{HERE}/assess/{key[2]}?check=1"
    missing = ada.get(half.location)
    assert text_of(missing.text).count("Say why.") == 4 and 'value="10"' in missing.text
    stale = ada.post(f"{HERE}/assess/{key[2]}", data=whole | sent)
    assert stale.status_code == 409 and "Motivation: 5" in stale.text
    for name, given in (("Ada", (5, 10)), ("Ben", (3, 5)), ("Cleo", (1, 0))):
        browser = browser_of(app, name)
        for number in (1, 2, 3):
            page = browser.get(f"{HERE}/assess/{key[number]}")
            if page.status_code == 200:
                with work(app, writing=False):
                    filled = scores(db.session.scalars(select(FellowshipEdition)).one(), *given)
                sent = {"version": version_in(page.text)}
                done = browser.post(f"{HERE}/assess/{key[number]}", data=filled | sent)
                assert done.location == f"{HERE}/assess/{key[number]}"

    # The shortlist; the chair decides, and of two at once the second is told what the first decided.
    dina = browser_of(app, "Dina")
    shortlist = text_of(dina.get(f"{HERE}/selection").text)
    assert "Fellow 2 Example" in shortlist and "100.0" in text_of(ada.get(f"{HERE}/assess/{key[2]}").text)
    read = {number: version_in(dina.get(f"{HERE}/selection/{key[number]}").text) for number in key}
    with work(app, writing=False):
        before = db.session.scalars(select(SelectionDecision)).all()
        assert before == []
    tried = text_of(dina.get(f"{HERE}/selection?try={key[3]}").text)
    assert "If also these 1" in tried and states(app) == {1: "eligible", 2: "eligible", 3: "eligible"}
    nothing = office.post(f"{HERE}/step", data={"to": "decided"})
    assert nothing.status_code == 409 and "The panel has decided nothing yet." in text_of(nothing.text)
    decided = {"outcome": "selected", "reason": "The best of all", "version": read[2]}
    unreasoned = dina.post(f"{HERE}/selection/{key[2]}", data=decided | {"reason": ""})
    assert unreasoned.status_code == 422 and "Say why" in unreasoned.text
    assert dina.post(f"{HERE}/selection/{key[2]}", data=decided).location == f"{HERE}/selection"
    second = office.post(
        f"{HERE}/selection/{key[2]}", data=decided | {"outcome": "not_selected", "reason": "No, Ben"}
    )
    assert second.status_code == 409 and "The best of all" in second.text and "No, Ben" in second.text
    full = dina.post(f"{HERE}/selection/{key[3]}", data=decided | {"version": read[3]})
    assert full.status_code == 422 and "All 1 places are taken" in full.text
    for number, place in ((1, ""), (3, "1")):
        sent = {"outcome": "reserve", "reason": f"Reserve {number}", "place": place, "version": read[number]}
        assert dina.post(f"{HERE}/selection/{key[number]}", data=sent).status_code == 303
    with work(app, writing=False):
        places = {row.application.number: row.place for row in db.session.scalars(select(SelectionDecision))}
        assert places == {1: 2, 2: None, 3: 1}

    # The memo for signature.
    answer = dina.get(f"{HERE}/selection/memo.docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="panel-memo-fellowship-2028.docx"'
    memo = docx.Document(io.BytesIO(answer.data))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in memo.tables]
    assert tables[0][1][1:3] == ["2", "Fellow 2 Example, Organization of 2"]
    # Points and spread of both, of a hundred; the balance, as the page shows it.
    assert [tables[at][1][4:6] for at in (0, 1)] == [["75.0", "50.0"], ["50.0", "100.0"]]
    assert [row[2:] for row in tables[3] if row[0] == "Language"] == [["1", "3"]]
    assert [row[1] for row in tables[1][1:]] == ["3", "1"]
    assert "Dina, chair" in [one.text for one in memo.paragraphs]

    # Whose organization takes its nomination back now stands so wherever the offer is decided on and signed for.
    with work(app):
        chosen = db.session.scalars(select(FellowshipApplication).filter_by(number=2)).one()
        nominated_by(chosen, "voice@example.org", state=NominationState.WITHDRAWN, serving_staff=True)
    sign = "nomination taken back"
    for where in ("", f"/{key[2]}"):
        assert text_of(dina.get(f"{HERE}/selection{where}").text).count(sign) == 1
    memo = docx.Document(io.BytesIO(dina.get(f"{HERE}/selection/memo.docx").data))
    assert [row.cells[6].text for row in memo.tables[0].rows[1:]] == [
        "Nomination taken back. The best of all"
    ]
    assert sign.capitalize() not in " ".join(cell.text for row in memo.tables[1].rows for cell in row.cells)

    # Offers go when the selection is closed; a lapse asks the reserve, once, and the worker does it.
    assert office.post(f"{HERE}/selection/offers").status_code == 409
    # Nobody stays behind whose eligibility is looked at again; whom the panel has not taken up stands in the memo so.
    with work(app):
        eligible(db.session.scalars(select(FellowshipEdition)).one(), 4, state=ApplicationState.SUBMITTED)
    again = office.post(f"{HERE}/step", data={"to": "decided"})
    assert again.status_code == 409 and "Of 1 applications the eligibility is not decided" in text_of(
        again.text
    )
    for to, looked_at in (
        ("decided", ApplicationState.ELIGIBLE),
        ("assessment", ApplicationState.SUBMITTED),
        ("decided", ApplicationState.ELIGIBLE),
    ):
        with work(app):
            fourth = db.session.scalars(select(FellowshipApplication).filter_by(number=4)).one()
            fourth.state = looked_at
        assert office.post(f"{HERE}/step", data={"to": to}).location == HERE
    memo = docx.Document(io.BytesIO(office.get(f"{HERE}/selection/memo.docx").data))
    assert [memo.tables[2].rows[1].cells[at].text for at in (1, 6)] == ["4", "Not taken up by the panel."]
    assert "Not decided yet" not in [one.text for one in memo.paragraphs]
    with work(app):
        db.session.delete(db.session.scalars(select(FellowshipApplication).filter_by(number=4)).one())
    assert office.post(f"{HERE}/selection/offers").location == f"{HERE}/selection"
    assert office.post(f"{HERE}/selection/offers").status_code == 409
    back = office.post(f"{HERE}/step", data={"to": "assessment"})
    assert back.status_code == 409 and "Offers have gone out" in text_of(back.text)
    with work(app):
        offer = db.session.scalars(select(FellowshipOffer)).one()
        assert f"{offer.deadline:%Y-%m-%d %H:%M} {offer.zone}" == "2028-02-15 23:59 Pacific/Fiji"
        link, end = f"/fellowship-offers/{token_of_offer(offer)}", offer.deadline_at + timedelta(minutes=1)
        actions.keep_offers()
    visitor = app.test_client()
    assert "A fellowship is offered to you" in text_of(visitor.get(link).text)
    assert visitor.post(link, data={"answer": "perhaps"}).status_code == 409
    clock.set_to(end)
    late = visitor.post(link, data={"answer": "accept"})
    assert late.status_code == 409 and "The time to answer" in text_of(late.text)
    for _twice in range(2):
        with work(app):
            actions.keep_offers()
    assert states(app) == {1: "reserve", 2: "lapsed", 3: "offered"}
    office = signed_in(app, Role.ORGANIZER)
    assert office.post(f"{HERE}/step", data={"to": "running"}).location == HERE
    early = office.post(f"{HERE}/step", data={"to": "ended"})
    assert early.status_code == 409 and "3 Example has not answered the offer" in text_of(early.text)
    with work(app):
        second_offer = db.session.scalars(select(FellowshipOffer).order_by(FellowshipOffer.id.desc())).first()
        assert second_offer is not None and second_offer.from_reserve
        link = f"/fellowship-offers/{token_of_offer(second_offer)}"
    declined = visitor.post(link, data={"answer": "decline", "reason": "Another post"})
    assert declined.location == link and states(app) == {1: "offered", 2: "lapsed", 3: "declined"}
    with work(app):
        third = db.session.scalars(select(FellowshipOffer).order_by(FellowshipOffer.id.desc())).first()
        assert third is not None
        link = f"/fellowship-offers/{token_of_offer(third)}"
        third_email = third.application.email
    # Of two editions at once one is accepted; the other is not, until the first is no fellowship any more.
    with work(app):
        elsewhere = an_edition(EditionState.DECIDED, title="The other one", year=2027)
        same = {"email": third_email, "state": ApplicationState.ACCEPTED}
        eligible(elsewhere, 9, **same)
    no = visitor.post(link, data={"answer": "accept"})
    assert no.status_code == 409 and "accepted another fellowship: The other one." in text_of(no.text)
    with work(app):
        other = db.session.scalars(select(FellowshipEdition).where(FellowshipEdition.year == 2027)).one()
        db.session.delete(other)
    visitor.post(link, data={"answer": "accept"})
    again = visitor.post(link, data={"answer": "decline"})
    assert again.status_code == 409 and "You have accepted" in text_of(again.text)
    assert states(app) == {1: "accepted", 2: "lapsed", 3: "declined"}
    with work(app, writing=False):
        ended = [
            one.state for one in db.session.scalars(select(FellowshipOffer).order_by(FellowshipOffer.id))
        ]
        assert ended == [OfferState.LAPSED, OfferState.DECLINED, OfferState.ACCEPTED]
    assert mails(app)[-8:-6] == [(f"fellow-{n}@example.org", "fellowship_on_reserve") for n in (1, 3)]
    assert [letter for _to, letter in mails(app)][-9:] == [
        "fellowship_offer",
        "fellowship_on_reserve",
        "fellowship_on_reserve",
        "fellowship_lapsed",
        "fellowship_offer_reserve",
        "fellowship_declined",
        "fellowship_offer_reserve",
        "fellowship_accepted",
        "fellow_welcome",
    ]


def test_nobody_is_selected_and_who_has_a_free_place_when_the_reserve_is_used_up(app: Flask) -> None:
    with work(app):
        edition = assessed()
        for number in (1, 2, 3):
            eligible(edition, number)
        a_member(edition, "Dina", chair=True, assesses=False)
    office, key = signed_in(app, Role.ORGANIZER), keys(app)

    def decide(number: int, outcome: str, reason: str) -> TestResponse:
        where = f"{HERE}/selection/{key[number]}"
        with work(app, writing=False):
            found = select(FellowshipApplication.version).where(FellowshipApplication.number == number)
            version = db.session.scalars(found).one()
        return office.post(where, data={"outcome": outcome, "reason": reason, "version": version})

    def step(to: str) -> int:
        return office.post(f"{HERE}/step", data={"to": to}).status_code

    def offers() -> tuple[int, list[tuple[str, str]]]:
        had = len(mails(app))
        code = office.post(f"{HERE}/selection/offers").status_code
        return code, [(to[7:8], letter.removeprefix("fellowship_")) for to, letter in mails(app)[had:]]

    # Nobody is selected: everybody is told, once; whom the panel has not taken up reads so with the office, too.
    assert (decide(1, "not_selected", "Too early").status_code, step("decided")) == (303, 303)
    assert offers() == (303, [(number, "not_selected") for number in "123"])
    assert offers() == (409, [])
    with work(app, writing=False):
        letter = db.session.scalars(select(OutboxMessage.text).order_by(OutboxMessage.id.desc())).first()
        assert letter is not None and "The panel has not selected it this time." in letter
    assert "the panel has decided" in text_of(app.test_client().get(HERE).text)
    for page in (f"{HERE}/selection", f"{HERE}/applications", f"{HERE}/selection/{key[2]}"):
        shown = text_of(office.get(page).text)
        assert "not selected" in shown and " eligible " not in shown.partition("Before the panel")[2]
    # Back in the terms there are not fewer places than people selected.
    assert step("assessment") == 303
    with work(app):
        db.session.scalars(select(FellowshipEdition)).one().places = 2
    assert [decide(number, "selected", "Good").status_code for number in (2, 3)] == [303, 303]
    assert step("closed") == 303
    with work(app, writing=False):
        version = str(db.session.scalars(select(FellowshipEdition.version)).one())
    fewer = office.post(f"{HERE}/terms", data=TERMS | {"places": "1", "version": version})
    assert fewer.status_code == 422 and "Selected already: Fellow 2 Example, Fellow 3 Example." in text_of(
        fewer.text
    )
    assert step("assessment") == 303
    assert decide(3, "not_selected", "After all").status_code == 303
    with work(app):
        db.session.scalars(select(FellowshipEdition)).one().places = 1
    assert step("decided") == 303
    late = decide(1, "selected", "Now")
    assert (
        late.status_code == 409
        and "No place is free." in text_of(late.text)
        and "Now</textarea>" in late.text
    )
    assert "Everybody else before the panel is told" in text_of(office.get(f"{HERE}/selection").text)
    assert offers() == (303, [("2", "offer")])
    assert "Everybody else before the panel is told" not in text_of(office.get(f"{HERE}/selection").text)
    # Declined, and nobody is on the reserve: the place goes to somebody not selected, with a reason, and only one.
    with work(app):
        link = f"/fellowship-offers/{token_of_offer(db.session.scalars(select(FellowshipOffer)).one())}"
    assert "A place is free" not in text_of(office.get(f"{HERE}/selection").text)
    app.test_client().post(link, data={"answer": "decline"})
    assert "A place is free" in text_of(office.get(f"{HERE}/selection").text)
    page = office.get(f"{HERE}/selection/{key[3]}").text
    assert "A place is free" in text_of(page) and 'value="reserve"' not in page
    assert decide(2, "selected", "Again").status_code == 409
    assert decide(3, "selected", " ").status_code == 422
    assert decide(3, "selected", "The place of the second").status_code == 303
    assert decide(1, "selected", "Me, too").status_code == 409
    # The wrong one: until the offer goes it is taken back, with a reason; and nobody is left without one at the end.
    page = office.get(f"{HERE}/selection/{key[3]}").text
    assert 'value="not_selected"' in page and 'value="selected"' not in page
    assert decide(3, "reserve", "No").status_code == 422
    assert decide(3, "not_selected", "It was to be the first").status_code == 303
    assert decide(3, "not_selected", "Twice").status_code == 409
    assert (states(app)[3], decide(3, "selected", "The place of the second").status_code) == (
        "not_selected",
        303,
    )
    assert step("running") == 303
    early = office.post(f"{HERE}/step", data={"to": "ended"})
    assert early.status_code == 409 and "Fellow 3 Example is selected and has no offer" in text_of(early.text)
    assert offers() == (303, [("3", "offer")])
    # Who is a fellow by what was decided elsewhere stands in the memo as selected, too.
    with work(app):
        eligible(db.session.scalars(select(FellowshipEdition)).one(), 4, state=ApplicationState.ACCEPTED)
    memo = docx.Document(io.BytesIO(office.get(f"{HERE}/selection/memo.docx").data))
    chosen = [[row.cells[at].text for at in (1, 6)] for row in memo.tables[0].rows[1:]]
    assert chosen == [["2", "Good (declined the offer)"], ["3", "The place of the second"], ["4", ""]]
    assert "Not decided yet" not in [one.text for one in memo.paragraphs]
    # Who withdraws with an offer holds no place, also before the worker has come.
    with work(app):
        rows = {row.number: row for row in db.session.scalars(select(FellowshipApplication))}
        db.session.delete(rows[4])
        withdraw(OPERATOR, rows[3])
    # A chair who has a conflict with whom a place is free for says so now, and then does not decide on them.
    dina, page = browser_of(app, "Dina"), f"{HERE}/selection/{key[1]}"
    assert f"{page}/conflict" in dina.get(page).text
    assert dina.post(f"{page}/conflict", data={"reason": "My cousin"}).location == f"{HERE}/selection"
    assert dina.post(page, data={"outcome": "selected", "reason": "Good", "version": "1"}).status_code == 403
    assert decide(1, "selected", "After the third").status_code == 303
    assert offers() == (303, [("1", "offer")])


def test_a_conflict_a_recusal_and_somebody_who_leaves_free_a_seat_and_keep_the_scores(app: Flask) -> None:
    with work(app):
        edition = assessed(assessors_each=1)
        application = eligible(edition, 1)
        for name in ("Ada", "Ben", "Cleo", "Dora"):
            a_member(edition, name)
        actions.assign_all(OPERATOR, edition)
        key = application.key

    def seated() -> list[tuple[str, str]]:
        with work(app, writing=False):
            rows = db.session.scalars(select(AssessmentAssignment).order_by(AssessmentAssignment.id))
            return [(one.member.name, one.state.value) for one in rows]

    where = f"{HERE}/assess/{key}"
    first = browser_of(app, "Ada")
    unsaid = first.post(f"{where}/conflict", data={"conflict": "yes"})
    assert unsaid.status_code == 422 and "Say why" in unsaid.text and seated() == [("Ada", "asked")]
    first.post(f"{where}/conflict", data={"conflict": "yes", "reason": "My cousin"})
    assert seated() == [("Ada", "conflict"), ("Ben", "asked")]
    assert [first.get(where).status_code, first.post(where, data={}).status_code] == [403, 403]

    ben = browser_of(app, "Ben")
    ben.post(f"{where}/conflict", data={"conflict": "no"})
    with work(app, writing=False):
        draft = scores(db.session.scalars(select(FellowshipEdition)).one(), 4, 7, do="save")
    ben.post(where, data=draft | {"version": version_in(ben.get(where).text)})
    ben.post(f"{where}/recuse", data={"reason": "I know the statement"})
    assert ben.get(where).status_code == 403
    assert seated() == [("Ada", "conflict"), ("Ben", "recused"), ("Cleo", "asked")]

    # Back at the eligibility: criteria that were saved again unchanged, or changed, leave every score where it is.
    again = signed_in(app, Role.ORGANIZER)
    assert again.post(f"{HERE}/step", data={"to": "closed"}).status_code == 303
    with work(app, writing=False):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        form = {"version": str(edition.version)}
        for n, one in enumerate(edition.criteria):
            kept = {name: getattr(one, name) for name in ("name", "about", "weight", "lowest", "highest")}
            form |= {f"criteria-{n}-{name}": str(value) for name, value in kept.items()}
    assert again.post(f"{HERE}/criteria", data=form).status_code == 303
    changed = again.post(f"{HERE}/criteria", data=form | {"criteria-0-weight": "41"})
    assert changed.status_code == 422 and 'value="41"' in changed.text
    assert "Assessors have scored by these criteria: they stay as they are." in text_of(changed.text)
    with work(app, writing=False):
        given = db.session.scalars(select(AssessmentScore.value).order_by(AssessmentScore.id)).all()
        assert given == [4, 7]
    assert again.post(f"{HERE}/step", data={"to": "assessment"}).status_code == 303

    cleo = browser_of(app, "Cleo")
    cleo.post(f"{where}/conflict", data={"conflict": "no"})
    cleo.post(where, data=draft | {"version": version_in(cleo.get(where).text)})
    office = signed_in(app, Role.ORGANIZER)
    with work(app, writing=False):
        row = db.session.scalars(
            select(AssessmentAssignment).order_by(AssessmentAssignment.id.desc())
        ).first()
        assert row is not None
        member = row.member.key
    office.post(f"{HERE}/panel/{member}/leave", data={"reason": "Ill"})
    assert seated()[2:] == [("Cleo", "left"), ("Dora", "asked")]
    assert cleo.get(where).status_code == 403
    with work(app, writing=False):
        left = db.session.scalars(
            select(AssessmentAssignment).where(AssessmentAssignment.state == AssignmentState.LEFT)
        ).one()
        assert [(one.value, one.reason) for one in left.scores] == [
            (4, "Motivation: 4"),
            (7, "Use for the organization: 7"),
        ]
    page = text_of(office.get(f"{HERE}/selection/{key}").text)
    assert "These scores are kept and do not count." in page and "My cousin" in page
    # Whoever comes back can be given it again by hand, with those scores.
    with work(app):
        a_member(db.session.scalars(select(FellowshipEdition)).one(), "Cleo")
    assert office.post(f"{HERE}/selection/{key}/give", data={"member": member}).status_code == 303
    assert seated()[2:] == [("Cleo", "asked"), ("Dora", "asked")]
    office.post(f"{HERE}/panel/{member}/leave", data={"reason": "Ill again"})
    memo = docx.Document(io.BytesIO(office.get(f"{HERE}/selection/memo.docx").data))
    recusals = [[cell.text for cell in row.cells][1:3] for row in memo.tables[-1].rows[1:]]
    assert recusals == [["Ada", "conflict of interest"], ["Ben", "recused"]]

    # So it is when the role ends on the page of the account, and when the account is deleted or disabled.
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        for name in ("Elin", "Fay", "Gus", "Hal"):
            a_member(edition, name, chair=name == "Elin")
        dora = account_of("Dora")
        page, number = f"/accounts/{dora.id}", dora.holdings[0].id
    administrator = signed_in(app, Role.ADMINISTRATOR)
    assert administrator.post(f"{page}/roles/{number}/end").location == page
    assert seated()[3:] == [("Dora", "left"), ("Elin", "asked")]
    with work(app):
        elin = account_of("Elin")
        end_role(OPERATOR, next(one for one in elin.holdings if one.role is Role.ASSESSOR))
    assert seated()[4:] == [("Elin", "left"), ("Fay", "asked")]
    with work(app):
        actions.forget_members([account_of("Fay").id])
    assert seated()[5:] == [(NAMELESS, "left"), ("Gus", "asked")]
    with work(app):
        gus = f"/accounts/{account_of('Gus').id}"
    assert administrator.post(f"{gus}/disabled", data={"disabled": "1"}).location == gus
    assert seated()[6:] == [("Gus", "left"), ("Hal", "asked")]
    with work(app, writing=False):
        members = db.session.scalars(select(PanelMember).order_by(PanelMember.id)).all()
        gone = [(one.name, one.chair, one.assesses) for one in members if one.left_at is None]
        assert gone == [
            ("Ada", False, True),
            ("Ben", False, True),
            ("Elin", True, False),
            ("Hal", False, True),
        ]
        hal = members[-1].key

    # When nothing is assessed any more, nobody else is asked.
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        a_member(edition, "Ivy")
        edition.state = EditionState.DECIDED
    assert office.post(f"{HERE}/panel/{hal}/leave", data={"reason": "Retired"}).status_code == 303
    assert seated()[7:] == [("Hal", "left")]
