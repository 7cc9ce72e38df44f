"""More information, overrides, withdrawal, and two at once: what is asked again, what is kept, what is refused."""

import io
import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetings.access.actor import OPERATOR
from meetings.access.models import AuditRow
from meetings.access.permissions import Role
from meetings.base import clock
from meetings.base.database import db
from meetings.fellowship.actions import close_calls
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition, FellowshipOverride
from meetings.fellowship.rules import ApplicationState, DocumentKind, EditionState, NominationWay, Wanted
from meetings.outbox.models import OutboxMessage
from meetings.questions.actions import add_question, add_section
from meetings.questions.models import Answer, QuestionForm
from meetings.questions.rules import FormAbout, SectionDraft
from tests.fellowship.builders import NOW, PDF, an_application, an_edition, send, token_for, written
from tests.fellowship.test_thread import text_of
from tests.kit_app import ON_ONE_DATABASE, signed_in, work
from tests.questions.builders import a_draft


def submitted(app: Flask) -> tuple[FlaskClient, FlaskClient, str, str]:
    """An application with two answers, submitted: the browsers of office and applicant, and both their pages."""
    clock.set_to(NOW)
    with work(app):
        documents = {DocumentKind.CV: Wanted.REQUIRED, DocumentKind.WORK_SAMPLE: Wanted.OPTIONAL}
        edition = an_edition(nomination=NominationWay.NONE, conditions=(), documents=documents)
        about = FormAbout("edition", edition.id, edition.title, edition, {})
        section = add_section(OPERATOR, about, SectionDraft("Work", ""))
        first, second = (
            add_question(OPERATOR, section, a_draft(wording=w)).id for w in ("First?", "Second?")
        )
        application = an_application(edition)
        here, page = f"/applications/{token_for(application)}", application.key
    visitor = app.test_client()
    answers = {f"q{first}": "one", f"q{second}": "two", "do": "submit"}
    with work(app, writing=False):
        answers["questions_version"] = str(db.session.scalars(select(QuestionForm.version)).one())
    assert send(visitor, here, written(**answers)).location == here
    return (
        signed_in(app, Role.ORGANIZER),
        visitor,
        f"/fellowships/fellowship-2028/applications/{page}",
        here,
    )


def the_application() -> FellowshipApplication:
    return db.session.scalars(select(FellowshipApplication)).one()


def test_exactly_the_named_fields_are_reopened(app: Flask) -> None:
    office, visitor, page, here = submitted(app)
    with work(app):
        version = the_application().version
        second = max(
            int(name[1:]) for name in visitor_fields(office.get(page).text, "fields") if name.startswith("q")
        )
    fields = ["statement", f"q{second}", "languages", "file_work_sample"]
    ask = {"version": str(version), "fields": fields, "note": "Say <b>more</b>."}
    ask["until_on"] = "2028-03-01"
    nothing = office.post(f"{page}/ask-more", data=ask | {"fields": []})
    assert nothing.status_code == 422 and "Choose what the applicant is to write again." in nothing.text
    assert "Say &lt;b&gt;more&lt;/b&gt;." in nothing.text
    assert office.post(f"{page}/ask-more", data=ask).location == page
    with work(app):
        mail = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
        assert (
            mail is not None
            and "Say <b>more</b>.\n\nYou can write this again:\n\nLanguages in which you work\nStatement"
            in mail.text
        )
    form = visitor.get(here).text
    assert 'name="statement"' in form and f'name="q{second}"' in form
    for closed in ("name", "organization", "function", "track", "file_cv", f"q{second - 1}"):
        assert f'name="{closed}"' not in form
    clock.set_to(NOW.replace(month=3))  # the call is over; what was asked for can still be sent
    sent = written(
        statement="Much more",
        name="Another",
        do="submit",
        version=str(version + 1),
        **{f"q{second}": "three"},
    )
    with work(app, writing=False):
        sent["questions_version"] = str(db.session.scalars(select(QuestionForm.version)).one())
    clock.set_to(NOW.replace(month=3, hour=18, minute=15))  # a second after the end of the day in Kathmandu
    asked = ("statement", f"q{second}", "version", "questions_version", "do")
    # A document and a tick are not kept, and nothing says that they are.
    more = {"languages": ["fr"], "file_work_sample": (io.BytesIO(PDF), "sample.pdf")}
    nothing = send(visitor, here, {name: sent[name] for name in asked[2:]} | more)
    assert nothing.status_code == 409 and "is kept" not in text_of(nothing.text)
    more["file_work_sample"] = (io.BytesIO(PDF), "sample.pdf")
    late = send(visitor, here, {name: sent[name] for name in asked} | more)
    assert late.location == here
    with work(app, writing=False):
        stands = the_application()
        assert (stands.languages, stands.track, stands.words) == (["en", "fr"], "fr", 8)
    # It is kept, for whoever wrote it alone, and stands in the form as soon as there is time again.
    kept = visitor.get(here).text
    assert "The time to send what was asked for is over." in kept and "The call is closed" not in kept
    assert "Much more" in kept and "three" in kept and 'name="statement"' not in kept
    assert "Not kept: Languages in which you work, Sample of work." in kept
    assert "Much more" not in signed_in(app, Role.ORGANIZER).get(page).text
    clock.set_to(NOW.replace(month=3))
    form = visitor.get(here).text
    assert "Much more</textarea>" in form and "three" in form
    assert send(visitor, here, sent | {f"q{second - 1}": "changed"}).location == here
    with work(app):
        now = the_application()
        answers = db.session.scalars(select(Answer.shown).order_by(Answer.question_id)).all()
        assert (now.state, now.name, now.statement, now.number) == (
            ApplicationState.SUBMITTED,
            "Tala Example",
            "Much more",
            1,
        )
        assert answers == ["one", "three"] and now.asked_fields == [] and now.late_words == {}


def visitor_fields(page: str, name: str) -> set[str]:
    """The values that a page offers under a name."""
    return set(re.findall(rf'name="{name}" type="checkbox" value="([^"]+)"', page)) | set(
        re.findall(rf'<input[^>]*name="{name}"[^>]*value="([^"]+)"', page)
    )


@ON_ONE_DATABASE
def test_a_condition_is_overridden_with_a_reason_and_two_at_once_make_one_decision(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        edition = an_edition(nomination=NominationWay.EITHER, documents={})
        application = an_application(
            edition, name="Tala", organization_name="Unknown Forum", state=ApplicationState.SUBMITTED,
            submitted_at=NOW, languages=["en"], track="en", sort_key="tala",
        )  # fmt: skip
        handed_in = {"state": ApplicationState.SUBMITTED, "submitted_at": NOW}
        an_application(edition, "tala@home.example", name="TALA", sort_key="tala", number=7, **handed_in)
        for address, more in (("tala@draft.example", {}), ("mana@example.org", handed_in)):
            an_application(edition, address, name="Other", sort_key="mana" if more else "tala", **more)
        page, version = f"/fellowships/fellowship-2028/applications/{application.key}", application.version
    first, other = signed_in(app, Role.ORGANIZER), signed_in(app, Role.ADMINISTRATOR)
    say = {"condition": "nominated", "met": "yes", "version": str(version)}
    no = first.post(f"{page}/override", data=say | {"reason": " "})
    assert no.status_code == 422
    for condition, reason in (("nominated", "By letter of 3 May"), ("serving_staff", "Seen in their list")):
        data = say | {"condition": condition, "reason": reason, "version": str(version)}
        assert first.post(f"{page}/override", data=data).location == page
        version += 1
    shown = text_of(first.get(page).text)
    assert "Of the same name there is also: No. 7 · tala@home.example · submitted. If" in shown
    assert "The office says: met · By letter of 3 May" in shown
    assert "Unknown Forum has not been asked and has not nominated." in shown
    decide = {"decision": "eligible", "version": str(version)}
    assert first.post(f"{page}/eligibility", data=decide).location == page
    late = other.post(f"{page}/eligibility", data=decide | {"decision": "not_eligible", "reason": "Late"})
    assert late.status_code == 409 and "Somebody changed this while you were writing." in late.text
    with work(app):
        one = db.session.scalars(select(FellowshipApplication).filter_by(email="tala@example.org")).one()
        assert one.state is ApplicationState.ELIGIBLE
        assert db.session.scalars(
            select(FellowshipOverride.reason).order_by(FellowshipOverride.id)
        ).all() == [
            "By letter of 3 May",
            "Seen in their list",
        ]
        verbs = db.session.scalars(
            select(AuditRow.verb).where(AuditRow.on_kind == "application").order_by(AuditRow.id)
        ).all()
    assert verbs == ["override_condition", "override_condition", "move_application"]


@ON_ONE_DATABASE
def test_withdrawn_and_taken_up_again_and_a_second_window_loses_nothing(app: Flask) -> None:
    _office, visitor, _page, here = submitted(app)
    refused = send(visitor, here, written(version="3"))
    assert refused.status_code == 409 and "The application is with the office." in refused.text
    assert visitor.post(f"{here}/withdraw", data={"reason": "Ill"}).location == here
    assert "Withdrawn" in text_of(visitor.get(here).text)
    assert visitor.post(f"{here}/withdraw", data={}).status_code == 409
    assert visitor.post(f"{here}/again").location == here
    with work(app):
        application = the_application()
        assert (application.state, application.number, application.withdrawn_reason) == (
            ApplicationState.DRAFT,
            1,
            "",
        )
        stale = str(application.version - 1)
        answers = {"questions_version": str(db.session.scalars(select(QuestionForm.version)).one())}
    both = send(visitor, here, written(version=stale, statement="Mine", **answers))
    assert both.status_code == 409 and "Another window has saved meanwhile" in both.text
    assert "Mine</textarea>" in both.text and "I want to learn how treaty bodies work." in both.text


def test_time_closes_the_call_and_a_cancelled_edition_is_told(app: Flask) -> None:
    clock.set_to(NOW)
    with work(app):
        edition = an_edition()
        an_application(edition, name="Tala")
        handed_in = {"state": ApplicationState.RESERVE, "submitted_at": NOW, "number": 7}
        reserve = an_application(edition, "noor@example.org", name="Noor", **handed_in)
        link = f"/applications/{token_for(reserve)}"
        last = edition.closes_at
    for at, state in (
        (last.replace(second=59), EditionState.OPEN),
        (last.replace(minute=15), EditionState.CLOSED),
    ):
        clock.set_to(at)
        with work(app):
            close_calls()
            assert db.session.scalars(select(FellowshipEdition)).one().state is state
    office = signed_in(app, Role.ORGANIZER)
    office.post("/fellowships/fellowship-2028/step", data={"to": "cancelled"})
    with work(app):
        letters = db.session.scalars(select(OutboxMessage.letter).order_by(OutboxMessage.id)).all()
    assert letters == ["fellowship_link", "fellowship_link", "fellowship_cancelled", "fellowship_cancelled"]
    assert "State The edition is cancelled" in text_of(app.test_client().get(link).text)
    call = text_of(app.test_client().get("/fellowships/fellowship-2028").text)
    assert "This edition is cancelled." in call
