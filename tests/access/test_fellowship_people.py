"""The people of a fellowship × every route of its rooms: who is let in, and what they read of one application.

The rows of `test_table.py` ask by roles; here stand those who hold the same role, and differ by what they have to do
with this application: whose it is, who nominated it, who judges it, who may not.
"""

import io
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from zipfile import ZipFile

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from meetings.access.actor import OPERATOR, Actor
from meetings.access.permissions import Role
from meetings.access.routes import ROUTES
from meetings.assessment.actions import (
    answer,
    answer_conflict,
    decide,
    declare,
    give,
    hand_in_scores,
    redact,
    remark,
)
from meetings.assessment.actions.offering import _offer
from meetings.assessment.models import AssessmentScore
from meetings.assessment.queries import scales_of
from meetings.assessment.rules import Outcome
from meetings.base import clock, files
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE, FileGiven
from meetings.fellows.actions.following import _ask
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowEntry,
    FellowFollowUp,
    FellowObserved,
    FellowTask,
)
from meetings.fellowship import actions
from meetings.fellowship.actions import PastDraft
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipFile
from meetings.fellowship.rules import ApplicationState, DocumentKind, EditionState
from meetings.questions.actions import add_question, add_section, save_answers
from meetings.questions.models import Answer
from meetings.questions.queries import form_of
from meetings.questions.rules import FormAbout, QuestionKind, SectionDraft
from tests.access.beginning import _file
from tests.access.test_table import let_in
from tests.assessment.builders import a_member, assessed, browser_of, seat, token_of_offer
from tests.builders import an_organization
from tests.fellows.access_rows import with_a_year
from tests.fellows.builders import completed, token_of_follow_up
from tests.fellowship.builders import an_application, token_for, token_of_nomination
from tests.kit_app import ON_ONE_DATABASE, an_account, signed_in, work
from tests.questions.builders import a_draft

# In the order of the letters below. Who applies, or was asked to confirm, has the links mailed to them, too.
PEOPLE = (
    "applicant", "other applicant", "nominating organization", "other organization", "assessor",
    "conflicted assessor", "chair", "conflicted chair", "office", "signed in", "nobody",
)  # fmt: skip
# What is read on an answer: whose the application is, and what the panel says of it.
WHOSE, SAID = b"heliotrope", b"saffron"
# What a POST needs to be looked at; the others answer to one that says nothing.
SENT = {"fellowship.override": {"condition": "nominated"}}
# "GET:" or "POST:" where the two are not alike.
EXPECTED: dict[str, str] = {
    "ooooooooooo": "GET:fellowship.editions GET:fellowship.call fellowship.apply GET:fellowship.link_sent",
    "oooooooooo.": "GET:fellows.alumni search.alumni",
    "......bwb..": "GET:assessment.memo GET:assessment.scores_csv GET:assessment.scores_xlsx",
    "......www..": "GET:assessment.selection search.balance",
    "......b.b..": "assessment.candidate POST:assessment.remark POST:assessment.declare",
    "......o.o..": "GET:assessment.redacted_file",
    "....wo.....": "GET:assessment.assess_list search.assessor",
    "..o.....o..": "POST:fellowship.take_back_nomination",
    "..w.....w..": "fellowship.nominate GET:fellowship.nomination_letter",
    "..wo.......": "fellowship.confirm",
    "o.......o..": "GET:fellows.briefing_file",
    "oo.........": "POST:fellowship.withdraw",
    "w.......w..": """
        GET:fellows.year POST:fellows.consent fellows.task GET:fellows.certificate fellows.evaluation
        fellows.entry fellows.log fellows.observed fellows.briefing fellows.report
    """,
    "wo.........": "fellowship.write POST:fellowship.take_up_again",
    "........b..": """
        GET:fellowship.application POST:fellowship.ask_more POST:fellowship.go_on POST:fellowship.override
        POST:fellowship.decide POST:fellowship.look_again POST:assessment.give POST:assessment.take
        POST:assessment.clear
    """,
    "........o..": """
        GET:fellowship.figures GET:fellowship.figures_csv GET:fellowship.figures_xlsx fellowship.deletion
        fellowship.past_fellows fellowship.past_fellow GET:fellowship.letters POST:fellowship.copy_letters
        POST:fellowship.default_letter fellowship.new_edition fellowship.edit_edition fellowship.edit_criteria
        POST:fellowship.move_edition GET:fellowship.questions POST:fellowship.start_questions
        POST:fellowship.copy_questions fellowship.try_questions fellowship.new_section fellowship.edit_section
        POST:fellowship.move_section POST:fellowship.take_out_section fellowship.new_question
        fellowship.edit_question POST:fellowship.move_question POST:fellowship.take_out_question
        GET:assessment.panel POST:assessment.name_member POST:assessment.assign POST:assessment.leave
        assessment.redact POST:assessment.send_offers POST:assessment.set_blind_questions fellows.invite_alumni
        POST:fellows.placement fellows.checklist
    """,
    "........w..": """
        GET:fellowship.document GET:fellowship.answered fellowship.letter GET:fellowship.applications
        search.office POST:fellows.step GET:fellows.placement POST:fellows.add_task
        GET:fellows.fellows
    """,
    "....o......": "POST:assessment.assess POST:assessment.take_back",
    "....w......": """
        GET:assessment.assess POST:assessment.answer_conflict POST:assessment.recuse POST:assessment.say
        GET:assessment.assess_file GET:assessment.assess_answer
    """,
    "o..........": "fellows.follow_up",
    "w..........": "GET:fellowship.own_file POST:fellowship.take_back_request assessment.offer",
}


def given(name: str, content: bytes = b"%PDF-1.7 of Heliotrope") -> FileGiven:
    one = files.take(name, content, MEGABYTE)
    files.keep(one, content)
    return one


def applied(edition: FellowshipEdition, number: int, name: str) -> FellowshipApplication:
    """Submitted with a document and an answer, and confirmed by its organization with a letter."""
    organization = an_organization(f"Organization of {number}")
    about = {"organization_name": organization.name, "number": number, "name": name, "languages": ["en"]}
    about |= {"organization": organization, "track": "en", "statement": f"Botany, says {name}."}
    one = an_application(edition, f"applicant-{number}@example.org", **about)
    cv = FellowshipFile(kind=DocumentKind.CV, file=files.refer(given("cv.pdf")), handed_in_at=clock.now())
    if number == 1:
        one.files.append(cv)
    asked = actions.ask_to_confirm(one, "Amina", f"asked-{number}@example.org")
    actions.confirm(Actor(None, "Amina"), asked, "Amina", True, given("letter.pdf"))
    one.state, one.submitted_at = ApplicationState.ELIGIBLE, clock.now()
    db.session.flush()
    return one


@dataclass
class Before:
    """What the routes are asked of: the values of their addresses, and the links that people hold."""

    app: Flask
    edition: int
    application: int
    values: dict[str, str]
    links: dict[str, dict[int, str]]
    people: list[FlaskClient] = field(default_factory=list)

    def address(self, rule: Rule, person: int) -> str:
        """The address as this person can write it: of a link that they do not hold they know only how it looks."""
        room = rule.endpoint.partition(".")[0]
        known = {"token": self.links.get(rule.rule.split("/")[1], {}).get(person, "made.up")}
        for name in rule.arguments - {"token"}:
            known[name] = self.values.get(f"{rule.endpoint}.{name}") or self.values.get(
                f"{room}.{name}", "cv"
            )
        with self.app.test_request_context():
            return self.app.url_map.bind("").build(rule.endpoint, known)


def expected() -> dict[str, str]:
    """The same by method and route."""
    rows: dict[str, str] = {}
    for letters, names in EXPECTED.items():
        for name in names.split():
            only, colon, endpoint = name.rpartition(":")
            methods = (only,) if colon else ROUTES[name].methods if name in ROUTES else ("GET",)
            rows |= {f"{method} {endpoint}": letters for method in methods}
    return rows


def read(answer: TestResponse) -> str:
    """ "." refused; "o" let in; "w" and reads whose it is; "s" and what the panel says; "b" both."""
    if not let_in(answer):
        return "."
    content = answer.data
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as parts:
            content = b"".join(parts.read(name) for name in parts.namelist())
    content = content.lower()
    return {(0, 0): "o", (1, 0): "w", (0, 1): "s", (1, 1): "b"}[WHOSE in content, SAID in content]


def asked(before: Before, rooms: tuple[str, ...], more: dict[str, str]) -> dict[str, str]:
    """What each reads at each route of the rooms, and at some addresses `more`; nothing stays of what they send."""
    found: defaultdict[str, str] = defaultdict(str)
    copy = sqlite3.connect(":memory:")
    with _file(before.app) as file:
        file.backup(copy)
    rules = [rule for rule in before.app.url_map.iter_rules() if rule.endpoint.startswith(rooms)]
    for rule in rules:
        for method in ROUTES[rule.endpoint].methods:
            for person, client in enumerate(before.people):
                answer = client.open(
                    before.address(rule, person), method=method, data=SENT.get(rule.endpoint)
                )
                found[f"{method} {rule.endpoint}"] += read(answer)
                if method == "POST" and let_in(answer):
                    with _file(before.app) as file:
                        copy.backup(file)
    for what, address in more.items():
        found[f"GET {what}"] = "".join(read(client.get(address)) for client in before.people)
    return dict(found)


def assessing(one: FellowshipApplication, two: FellowshipApplication) -> tuple[str, str]:
    """Ada assesses the one; Ben, with a conflict, the other; Cleo has handed in; Dina and Fay chair, Fay with one.

    The seat of Cleo, and who that is on the panel.
    """
    edition = one.edition
    edition.state = EditionState.ASSESSMENT
    ada, ben, cleo = (a_member(edition, name) for name in ("Ada", "Ben", "Cleo"))
    a_member(edition, "Dina", chair=True, assesses=False)
    fay = a_member(edition, "Fay", chair=True, assesses=False)
    seat(one, ada)
    seat(two, ben)
    answer_conflict(OPERATOR, give(OPERATOR, one, ben), True, "Saffron")
    done = seat(one, cleo)
    for criterion in edition.criteria:
        done.scores.append(AssessmentScore(criterion_id=criterion.id, value=5, reason="Saffron"))
    hand_in_scores(done, scales_of(edition))
    remark(OPERATOR, one, "Saffron")
    decide(OPERATOR, one, Outcome.SHORTLISTED, "Saffron", one.version)
    edition.blind = True
    redact(OPERATOR, one.files[0], given("copy.pdf", b"%PDF-1.7 without a name"))
    edition.blind = False
    declare(OPERATOR, one, fay, "A cousin")
    return done.key, cleo.key


def in_assessment(app: Flask) -> Before:
    """Two applications of two organizations before a panel."""
    with work(app):
        edition = assessed(places=2, assessors_each=1)
        edition.state = EditionState.OPEN
        one, two = applied(edition, 1, "Tala Heliotrope"), applied(edition, 2, "Somebody Else")
        about = FormAbout("edition", edition.id, edition.title, edition, {"slug": edition.slug})
        section = add_section(OPERATOR, about, SectionDraft("Work", ""))
        question = add_question(OPERATOR, section, a_draft(QuestionKind.FILE))
        form, handed_in = form_of("edition", edition.id), {question.id: given("thesis.pdf")}
        save_answers(OPERATOR, form, "application", one.id, handed_in)
        answered = db.session.scalars(select(Answer).where(Answer.question_id == question.id)).one().file
        done, cleo = assessing(one, two)
        of_one, of_two = one.nominations[0], two.nominations[0]
        assert answered is not None and one.organization is not None and two.organization is not None
        values = {
            "fellowship.slug": edition.slug, "assessment.slug": edition.slug, "fellows.slug": edition.slug,
            "fellowship.key": one.key, "assessment.key": one.key, "fellowship.org_slug": one.organization.slug,
            "fellowship.take_back_request.key": of_one.key, "fellowship.take_back_nomination.key": of_one.key,
            "fellowship.nomination_letter.key": of_one.key,
            "fellowship.past_fellow.key": actions.add_past_fellow(OPERATOR, PastDraft("Somebody", 2019)).key,
            "fellowship.section_id": str(section.id), "fellowship.question_id": str(question.id),
            "fellowship.file_key": answered.key, "assessment.file_key": answered.key,
            "fellowship.letter.kind": "fellowship_received", "fellowship.default_letter.kind": "fellowship_received",
            "assessment.seat": done, "assessment.leave.key": cleo,
        }  # fmt: skip
        links = {
            "applications": {0: token_for(one), 1: token_for(two)},
            "fellowship-nominations": {2: token_of_nomination(of_one), 3: token_of_nomination(of_two)},
        }
        organizations = [one.organization.id, two.organization.id]
        for number in (1, 2):
            an_account(f"applicant-{number}@example.org", f"Applicant {number}")
        before = Before(app, edition.id, one.id, values, links)
    before.people += [browser_of(app, f"Applicant {number}") for number in (1, 2)]
    before.people += [signed_in(app, Role.FOCAL_POINT, id_) for id_ in organizations]
    before.people += [browser_of(app, name) for name in ("Ada", "Ben", "Dina", "Fay")]
    before.people += [signed_in(app, role) for role in (Role.ORGANIZER, Role.SIGNED_IN, None)]
    return before


def a_year_later(before: Before) -> None:
    """The one was selected, has accepted, and has completed the year."""
    with work(before.app):
        one = db.session.get_one(FellowshipApplication, before.application)
        one.state, one.edition.state = ApplicationState.SELECTED, EditionState.DECIDED
        offer = _offer(OPERATOR, one, from_reserve=False)
        before.links["fellowship-offers"] = {0: token_of_offer(offer)}
        answer(OPERATOR, offer, True)
        one.edition.state = EditionState.RUNNING
        fellow = with_a_year(db.session.scalars(select(Fellow)).one(), 1)
        completed(fellow, on=fellow.starts_on or clock.now().date())
        _ask(fellow, 1)
        before.links["fellow-follow-ups"] = {
            0: token_of_follow_up(db.session.scalars(select(FellowFollowUp)).one())
        }
        before.values |= {"fellows.key": fellow.key, "fellows.week": "1"}
        tables: dict[str, Any] = {
            "task": FellowTask,
            "entry": FellowEntry,
            "observed": FellowObserved,
            "briefing": FellowBriefing,
        }
        for name, table in tables.items():
            before.values[f"fellows.{name}_key"] = db.session.scalars(select(table.key)).first() or ""


@ON_ONE_DATABASE
def test_each_of_the_people_of_a_fellowship_reads_what_is_theirs(app: Flask) -> None:
    before = in_assessment(app)
    here = f"/fellowships/{before.values['fellowship.slug']}"
    searches = {
        "search.assessor": f"{here}/assess?q=botany",
        "search.office": f"{here}/applications?q=applicant-1",
        "search.balance": f"{here}/selection?try={before.values['assessment.key']}",
    }
    found = asked(before, ("fellowship.", "assessment."), searches)
    a_year_later(before)
    later = ("fellows.", "assessment.offer", "assessment.send_offers")
    found |= asked(before, later, {"search.alumni": "/fellowships/alumni?q=tala"})
    assert len(before.people) == len(PEOPLE)
    assert found == expected()
