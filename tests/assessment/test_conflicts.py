"""Who does not get in though the role is held; what a blind edition hides everywhere."""

import csv
import io
from datetime import date, timedelta

import docx
import pytest
from flask import Flask
from sqlalchemy import func, select

from meetings.access.actions import give_role
from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.assessment import actions
from meetings.assessment.actions import declare, hand_in_scores
from meetings.assessment.actions.assigning import fill_seats
from meetings.assessment.models import AssessmentAssignment, AssessmentScore, PanelMember, SelectionDecision
from meetings.assessment.queries import ON_A_PAGE, organization_of, scales_of
from meetings.assessment.rules import AssignmentState
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.base.refusals import Refused
from meetings.directory.models import FocalPoint, Organization, PersonAddress
from meetings.directory.rules import Capacity
from meetings.fellowship.models import (
    FellowshipApplication,
    FellowshipEdition,
    FellowshipFile,
)
from meetings.fellowship.rules import ApplicationState, DocumentKind, EditionState
from meetings.outbox.models import OutboxMessage
from tests.assessment.builders import (
    a_member,
    account_of,
    assessed,
    browser_of,
    eligible,
    nominated_by,
    scores,
    seat,
)
from tests.assessment.test_thread import HERE, version_in
from tests.builders import a_person, an_organization
from tests.fellowship.builders import NOW, PDF
from tests.fellowship.test_thread import text_of
from tests.kit_app import signed_in, statements, work

PAGES = ("", "/conflict", "/recuse", "/take-back", "/remarks", "/files/cv")


def with_cv(application: FellowshipApplication) -> None:
    given = files.take("Fellow-1-Example.pdf", PDF, MEGABYTE)
    files.keep(given, PDF)
    row = FellowshipFile(kind=DocumentKind.CV, file=files.refer(given), handed_in_at=clock.now())
    application.files.append(row)
    db.session.flush()


def test_a_conflicted_assessor_and_one_who_was_not_given_it_open_nothing_and_it_is_noted(app: Flask) -> None:
    with work(app):
        edition = assessed()
        application = eligible(edition, 1)
        with_cv(application)
        ada = a_member(edition, "Ada")
        a_member(edition, "Ben")
        own = db.session.scalars(select(Organization).where(Organization.name == "Organization of 1")).one()
        cleo = a_member(edition, "Cleo", chair=True)
        seat(application, cleo)
        cleo.organization = own  # as the directory says only later
        # Dora works elsewhere and is a focal point of it, Elin nominated for an organization of no directory.
        dora, elin = a_member(edition, "Dora", an_organization("Elsewhere")), a_member(edition, "Elin")
        seat(application, dora)
        seat(application, elin)
        person = a_person("Dora", email="dora@example.org", organization_id=dora.organization_id)
        served = FocalPoint(
            person=person, organization=own, capacity=Capacity.PRIMARY, since=date(2020, 1, 1)
        )
        db.session.add(served)
        nominated_by(application, "elin@example.org")
        # Fay signs in by an address that a merge left to the record of whoever applies; who works for it by one, Gil.
        fay, gil = a_member(edition, "Fay"), a_member(edition, "Gil")
        seat(application, fay)
        seat(application, gil)
        for name, email, works_for in (("Fay", application.email, None), ("Gil", "gil@example.com", own)):
            record = a_person(f"{name} Two", email=email, organization=works_for)
            db.session.add(PersonAddress(email=f"{name.lower()}@example.org", person_id=record.id))
        db.session.flush()
        assert organization_of(account_of("Gil")) is own
        row = seat(application, ada)
        row.state, row.conflict = AssignmentState.CONFLICT, True
        key, number, edition.assessors_each = application.key, application.id, 9
        other = eligible(edition, 2, organization=own)
        fill_seats(OPERATOR, edition, [other.id])
        given = (
            select(PanelMember.name)
            .join(AssessmentAssignment)
            .where(AssessmentAssignment.application_id == other.id)
        )
        assert sorted(db.session.scalars(given)) == ["Ada", "Ben", "Elin", "Fay"]
        with pytest.raises(Refused, match="their own organization"):
            actions.give(OPERATOR, other, dora)
    for name in ("Ada", "Ben", "Cleo", "Dora", "Elin", "Fay", "Gil"):
        browser = browser_of(app, name)
        for path in PAGES:
            where = f"{HERE}/assess/{key}{path}"
            answers = [
                browser.get(where).status_code,
                browser.post(where, data={"conflict": "no"}).status_code,
            ]
            reads, writes = path in ("", "/files/cv"), path != "/files/cv"
            assert answers == [403 if reads else 405, 403 if writes else 405]
        assert text_of(browser.get(f"{HERE}/assess").text).count("Fellow 1") == 0
    chair = browser_of(app, "Cleo")
    assert [chair.get(f"{HERE}/selection/{key}{path}").status_code for path in ("", "/remarks")] == [403, 405]
    decided = {"outcome": "selected", "reason": "Ours", "version": "1"}
    assert chair.post(f"{HERE}/selection/{key}", data=decided).status_code == 403
    shortlist = chair.get(f"{HERE}/selection").text
    assert "your conflict of interest" in text_of(shortlist) and f"selection/{key}" not in shortlist
    with work(app, writing=False):
        assert db.session.scalars(select(SelectionDecision)).all() == []
        noted = dict(
            db.session.execute(
                select(AuditRow.actor_name, func.count()).where(AuditRow.verb == "denied").group_by(AuditRow.actor_name)
            ).all()
        )  # fmt: skip
        assert noted == {"Ada": 7, "Ben": 7, "Cleo": 9, "Dora": 7, "Elin": 7, "Fay": 7, "Gil": 7}
    # What became somebody's own after it was given goes to somebody else.
    with work(app):
        actions.pass_on_own()
        rows = select(PanelMember.name, AssessmentAssignment.state).join(AssessmentAssignment.member)
        gone = dict.fromkeys(("Cleo", "Dora", "Elin", "Fay", "Gil"), AssignmentState.LEFT)
        found = dict(db.session.execute(rows.where(AssessmentAssignment.application_id == number)).all())
        assert found == gone | {"Ada": AssignmentState.CONFLICT, "Ben": AssignmentState.ASKED}


def test_a_blind_edition_says_nowhere_whose_it_is(app: Flask) -> None:
    with work(app):
        edition = assessed(blind=True, assessors_each=1)
        application = eligible(
            edition,
            1,
            name="Tala Vea",
            function="Lawyer at Organization of 1",
            statement="I am Tala Vea of Organization of 1. Treaty bodies matter.",
        )
        with_cv(application)
        seat(application, a_member(edition, "Ada"))
        said = seat(application, a_member(edition, "Ben"))
        said.state, said.conflict = AssignmentState.RECUSED, True
        said.reason = "Vea is my cousin"
        a_member(edition, "Dina", chair=True, assesses=False)
        read = seat(application, a_member(edition, "Cleo"))
        read.state, read.handed_in_at = AssignmentState.HANDED_IN, clock.now()
        key = application.key
    ada, dina, office = browser_of(app, "Ada"), browser_of(app, "Dina"), signed_in(app, Role.ORGANIZER)
    where = f"{HERE}/assess/{key}"
    # The office sees names, and writes them.
    page, whose = f"{HERE}/selection/{key}", "Tala Vea of Organization of 1 was here"
    assert office.post(f"{page}/remarks", data={"text": whose}).status_code == 303
    sent = {"outcome": "selected", "reason": whose, "version": version_in(office.get(page).text), "place": ""}
    assert office.post(page, data=sent).status_code == 303
    assert text_of(office.get(page).text).count(whose) == 3
    pages = [ada.get(f"{HERE}/assess").text, ada.get(where).text]
    pages += [dina.get(f"{HERE}/selection?try={key}").text, dina.get(page).text]
    pages.append(browser_of(app, "Cleo").get(where).text)
    assert [text_of(one).count("▮▮▮ of ▮▮▮ was here") for one in pages] == [0, 0, 0, 2, 1]
    memo = docx.Document(io.BytesIO(dina.get(f"{HERE}/selection/memo.docx").data))
    pages.append(" ".join(cell.text for table in memo.tables for row in table.rows for cell in row.cells))
    scored = dina.get(f"{HERE}/selection/scores.csv").data.decode("utf-8-sig")
    rows = [row[:4] + row[9:10] for row in csv.reader(io.StringIO(scored))][1:]
    assert rows == [
        ["1", "", "Assessor 1", "assessing", ""],
        ["1", "", "Assessor 2", "recused", "▮▮▮ is my cousin"],
    ]
    assert "Treaty bodies matter." in text_of(pages[1])
    for page in pages:
        assert "Application 1" in page
        assert [word for word in ("Tala", "Vea", "fellow-1", "Fellow-1-Example") if word in page] == []
        assert "Organization of 1" not in page
    # A search finds what is shown, never what is hidden; no document opens.
    found = [
        ada.get(f"{HERE}/assess?q={q}").text.count(key) for q in ("Treaty", "Tala", "vea", "Organization")
    ]
    assert found == [1, 0, 0, 0]
    assert ada.get(f"{where}/files/cv").status_code == 403
    assert "Tala Vea" in office.get(f"{HERE}/selection").text
    # Also while the call is still open, and eligibility is decided as applications come.
    for state in (EditionState.OPEN, EditionState.CANCELLED, EditionState.ASSESSMENT):
        with work(app):
            db.session.scalars(select(FellowshipEdition)).one().state = state
        assert "Tala" not in dina.get(f"{HERE}/selection").text
    # When it is decided, the chair reads the names that are signed for.
    office.post(f"{HERE}/step", data={"to": "decided"})
    assert "Tala Vea" in dina.get(f"{HERE}/selection").text


def test_a_chair_who_assesses_judges_alone_first_and_what_is_withdrawn_closes(app: Flask) -> None:
    with work(app):
        edition = assessed()
        application = eligible(edition, 1)
        dina, ada = a_member(edition, "Dina", chair=True), a_member(edition, "Ada")
        mine, row = seat(application, dina), seat(application, ada)
        for criterion, value in zip(edition.criteria, (5, 10), strict=True):
            row.scores.append(AssessmentScore(criterion_id=criterion.id, value=value, reason="Ada’s reason"))
        hand_in_scores(row, scales_of(edition))
        key, number, id_ = application.key, mine.id, application.id
    chair = browser_of(app, "Dina")
    where = (f"{HERE}/selection", f"{HERE}/selection/{key}")

    def seen() -> list[bool]:
        return ["100.0" in text_of(chair.get(page).text) for page in where]

    def memo() -> bool:
        tables = docx.Document(io.BytesIO(chair.get(f"{HERE}/selection/memo.docx").data)).tables
        return "100.0" in [cell.text for table in tables for row in table.rows for cell in row.cells]

    def table() -> list[list[str]]:
        sent = chair.get(f"{HERE}/selection/scores.csv").data.decode("utf-8-sig")
        return [[row[0], *row[2:4], *row[5:]] for row in csv.reader(io.StringIO(sent))][1:]

    assert (seen(), memo()) == ([False, False], False)
    empty = ["", "", "", "", "", "–", "–", "–"]
    assert table() == [["1", "Dina", "assessing", *empty], ["1", "Ada", "handed in", *empty]]
    with work(app):
        own = db.session.get_one(AssessmentAssignment, number)
        own.state, own.handed_in_at = AssignmentState.HANDED_IN, clock.now()
        own.scores.append(AssessmentScore(criterion_id=row.scores[0].criterion_id, value=1, reason="=no"))
    assert (seen(), memo()) == ([True, True], True)
    assert table() == [
        ["1", "Dina", "handed in", "40", "1", "1", "5", "'=no", "–", "100.0", "–"],
        ["1", "Ada", "handed in", "40", "5", "1", "5", "Ada’s reason", "100.0", "100.0", "–"],
        ["1", "Ada", "handed in", "60", "10", "0", "10", "Ada’s reason", "100.0", "100.0", "–"],
    ]
    assert browser_of(app, "Ada").get(f"{HERE}/selection/scores.csv").status_code == 403
    assert chair.get(f"{HERE}/assess/{key}").status_code == 200
    # A chair who does not assess says on the page of the application that they have a conflict: it closes there.
    with work(app):
        a_member(db.session.scalars(select(FellowshipEdition)).one(), "Fay", chair=True, assesses=False)
    fay, door = browser_of(app, "Fay"), f"{where[1]}/conflict"
    assert door in fay.get(where[1]).text and door not in chair.get(where[1]).text
    assert fay.post(door, data={"reason": " "}).status_code == 422
    assert chair.post(door, data={"reason": "A friend"}).status_code == 409
    assert signed_in(app, Role.ORGANIZER).post(door, data={"reason": "A friend"}).status_code == 409
    assert fay.post(door, data={"reason": "My cousin"}).location == where[0]
    listed = text_of(fay.get(where[0]).text)
    assert "your conflict of interest" in listed and "100.0" not in listed
    sent = {"outcome": "selected", "reason": "The best", "version": "1"}
    assert [fay.get(where[1]).status_code, fay.post(where[1], data=sent).status_code] == [403, 403]
    said = docx.Document(io.BytesIO(chair.get(f"{HERE}/selection/memo.docx").data)).tables[-1].rows[1].cells
    assert [cell.text for cell in said][1:5:3] == ["Fay", "My cousin"]
    # Said by mistake: the office takes it back with a reason, which stays with what was said; then they decide.
    with work(app):
        mistake = db.session.scalars(
            select(AssessmentAssignment).where(AssessmentAssignment.reason == "My cousin")
        ).one()
        cleared = f"{where[1]}/cleared/{mistake.key}"
    office = signed_in(app, Role.ORGANIZER)
    assert cleared in office.get(where[1]).text
    assert [fay.post(cleared, data={"reason": "A slip"}).status_code, chair.post(cleared).status_code] == [
        403,
        403,
    ]
    assert office.post(cleared, data={"reason": " "}).status_code == 422
    assert office.post(cleared, data={"reason": "A namesake of the cousin"}).location == where[1]
    assert office.post(cleared, data={"reason": "Twice"}).status_code == 409
    opened = text_of(fay.get(where[1]).text)
    assert "Fay conflict taken back A namesake" in opened and "My cousin" not in opened
    with work(app, writing=False):
        kept = db.session.scalars(select(AuditRow).where(AuditRow.verb == "clear_conflict")).one()
        assert kept.before == {"state": "conflict", "reason": "My cousin"}
        assert kept.after == {"assessor": "Fay", "reason": "A namesake of the cousin"}
    assert fay.post(door, data={"reason": "My cousin indeed"}).location == where[0]
    # Of the office, too, they keep the panel, and neither decide on it nor speak of it there.
    with work(app):
        give_role(OPERATOR, account_of("Fay"), Role.ORGANIZER)
    with work(app):
        ben = a_member(db.session.scalars(select(FellowshipEdition)).one(), "Ben")
        declare(OPERATOR, db.session.get_one(FellowshipApplication, id_), ben, "Her brother")
    assert chair.post(f"{where[1]}/remarks", data={"text": "A gem"}).status_code == 303
    reads = [[said in one.get(where[1]).text for said in ("Her brother", "A gem")] for one in (chair, fay)]
    assert reads == [[True, True], [False, False]]
    trail = where[1].replace("/selection/", "/applications/")
    assert ["Her brother" in one.get(trail).text for one in (office, fay)] == [True, False]
    assert fay.get(trail).status_code == 200
    page = fay.get(where[1])
    assert (
        page.status_code == 200 and "Decide</button>" not in page.text and "Say it</button>" not in page.text
    )
    sent["version"] = version_in(chair.get(where[1]).text)
    for answer, typed in (
        (fay.post(where[1], data=sent), "The best"),
        (fay.post(f"{where[1]}/remarks", data={"text": "Take her"}), "Take her"),
    ):
        assert answer.status_code == 409 and typed in answer.text
        assert "You have a conflict of interest: others decide." in text_of(answer.text)
    # Off the panel they take the conflict along; nor do they take it back.
    with work(app):
        member = db.session.scalars(select(PanelMember).where(PanelMember.name == "Fay")).one()
        actions.leave(OPERATOR, member, "Too much to do")
    assert fay.post(where[1], data=sent).status_code == 409
    assert fay.post(cleared, data={"reason": "Now I can"}).status_code == 409
    assert cleared not in fay.get(where[1]).text
    with work(app):
        db.session.get_one(FellowshipApplication, id_).state = ApplicationState.WITHDRAWN
    assert chair.get(f"{HERE}/assess/{key}").status_code == 403
    assert key not in chair.get(f"{HERE}/assess").text


def test_the_shortlist_takes_as_many_statements_for_forty_as_for_four(app: Flask) -> None:
    with work(app):
        edition = assessed()
        members = [a_member(edition, name) for name in ("Ada", "Ben")]
    office, seen, number = signed_in(app, Role.ORGANIZER), [], 0
    for more in (4, 36):
        with work(app):
            edition = db.session.merge(edition)
            for _one in range(more):
                number += 1
                application = eligible(edition, number)
                for member in members:
                    row = seat(application, db.session.merge(member))
                    row.state, row.handed_in_at = AssignmentState.HANDED_IN, clock.now()
        office.get(f"{HERE}/selection")
        with statements(app) as sent:
            page = office.get(f"{HERE}/selection")
        assert page.text.count("/selection/") >= min(number, ON_A_PAGE)
        seen.append(len(sent))
    assert seen[0] == seen[1] <= 20


def test_an_assessor_who_is_late_is_reminded_of_all_in_one_mail(app: Flask) -> None:
    with work(app):
        edition = assessed(assess_by=date(2028, 2, 10), assessors_each=1)
        member = a_member(edition, "Ada")
        for number in (1, 2):
            seat(eligible(edition, number), member)
    for days in (0, 7, 8, 10, 11):
        clock.set_to(NOW + timedelta(days=days))
        with work(app):
            actions.remind_late()
    with work(app, writing=False):
        sent = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.letter == "assessor_late").order_by(OutboxMessage.id)
        ).all()
        assert [f"{mail.created_at:%d}" for mail in sent] == ["08", "11"]
        assert "you still have 2 applications" in sent[0].text


def test_nasty_scores_and_decisions_are_told_no_and_kept(app: Flask) -> None:
    with work(app):
        edition = assessed()
        application = eligible(edition, 1)
        seat(application, a_member(edition, "Ada"))
        key, whole = application.key, scores(edition, 5, 10)
        first = edition.criteria[0].id
    ada = browser_of(app, "Ada")
    where = f"{HERE}/assess/{key}"
    sent = whole | {"version": version_in(ada.get(where).text)}
    for name, value in (
        (f"score_{first}", "9" * 400),
        (f"score_{first}", "five"),
        (f"score_{first}", "-1"),
        (f"reason_{first}", "a\0b"),
        (f"reason_{first}", "x" * 3001),
        ("summary", "\u202e back"),
    ):
        answer = ada.post(where, data=sent | {name: value})
        assert answer.status_code == 422, (name, value[:9])
        assert "10" in answer.text
    assert ada.post(where, data=sent | {"version": "x"}).status_code == 409
    office = signed_in(app, Role.ORGANIZER)
    for bad in ({"outcome": "king"}, {"reason": "x" * 3001}, {"place": "9" * 99, "outcome": "reserve"}):
        page = office.get(f"{HERE}/selection/{key}")
        decision = {"outcome": "reserve", "reason": "Good", "version": version_in(page.text), "place": ""}
        answer = office.post(f"{HERE}/selection/{key}", data=decision | bad)
        assert answer.status_code in (303, 422)
    # Handed in from one window, closed while somebody writes in another: what was typed stands on the answer.
    lost = []
    sent["version"] = version_in(ada.get(where).text)
    assert ada.post(where, data=sent).status_code == 303
    behind = {"version": version_in(office.get(f"{HERE}/selection/{key}").text), "outcome": "reserve"}
    with work(app):
        edition = db.session.scalars(select(FellowshipEdition)).one()
        edition.state = EditionState.DECIDED
        one = db.session.scalars(select(AssessmentAssignment.key)).one()
    for browser, address, data in (
        (ada, where, sent | {"summary": "Long words"}),
        (ada, f"{where}/remarks", {"text": "Long words"}),
        (ada, f"{where}/recuse", {"reason": "Long words"}),
        (ada, f"{where}/conflict", {"conflict": "yes", "reason": "Long words"}),
        (office, f"{HERE}/selection/{key}", behind | {"reason": "Long words", "place": ""}),
        (office, f"{HERE}/selection/{key}/remarks", {"text": "Long words"}),
        (office, f"{HERE}/selection/{key}/take/{one}", {"reason": "Long words"}),
    ):
        answer = browser.post(address, data=data)
        if answer.status_code not in (409, 422) or "Long words</textarea>" not in answer.text:
            lost.append(address)
    assert lost == []
