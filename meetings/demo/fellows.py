"""The demonstration's fellows: alumni of an edition that has ended, and one in her year. Nobody is written to."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

from docx import Document as open_docx

from meetings.access.actions import make_account
from meetings.access.actor import Actor
from meetings.access.models import Account
from meetings.access.queries import find_account
from meetings.assessment.models import FellowshipOffer
from meetings.assessment.rules import OfferState
from meetings.base import clock, files, secrets
from meetings.base.database import db
from meetings.base.file_kinds import MEGABYTE
from meetings.base.zones import wall_of, wall_to_utc
from meetings.demo.fellowships import cycle_of
from meetings.demo.files import document
from meetings.demo.people import Cast
from meetings.fellows.models import (
    Fellow,
    FellowBriefing,
    FellowEntry,
    FellowEvaluated,
    FellowEvaluation,
    FellowFollowUp,
    FellowLog,
    FellowObserved,
    FellowReport,
    FellowTask,
)
from meetings.fellows.rules import FellowState, Side, TodoBy, Use
from meetings.fellowship import actions
from meetings.fellowship.models import FellowshipApplication, FellowshipEdition
from meetings.fellowship.rules import ApplicationState, EditionDraft, EditionState
from meetings.registration.rules import Gender

ZONE = "Europe/Zurich"


def load_fellows(actor: Actor, cast: Cast) -> None:
    """Two editions with their fellows, entered as they stand: what led there was long ago."""
    given = document("fellows")
    ended = _edition(actor, given["ended"], EditionState.ENDED)
    supervisor = cast.accounts[given["fellow"]["supervisor"]]
    for number, one in enumerate(given["alumnus"], start=1):
        _alumnus(actor, ended, number, one, cast, supervisor)
    for one in given["evaluation"]:
        db.session.add(FellowEvaluation(key=secrets.new_key(), edition_id=ended.id, **one))
    running = _edition(actor, given["running"], EditionState.RUNNING)
    _in_her_year(actor, running, given["fellow"], cast, supervisor)
    db.session.flush()


def _edition(actor: Actor, given: dict[str, Any], state: EditionState) -> FellowshipEdition:
    today = wall_of(clock.now(), ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    starts = today - timedelta(days=given["began_before"])
    starts -= timedelta(days=starts.weekday())
    draft = EditionDraft(
        title=f"{given['title']} {starts.year}",
        year=starts.year,
        opens=starts - timedelta(days=160),
        closes=starts - timedelta(days=120),
        zone=ZONE,
        place="Geneva",
        starts_on=starts.date(),
        ends_on=(starts + timedelta(days=7 * given["weeks"] - 3)).date(),
        duration_weeks=given["weeks"],
        places=4,
        tracks=("en", "fr"),
        cycle_id=cycle_of(actor, starts.year),
    )
    edition = actions.make_edition(actor, draft, demonstration=True)
    edition.state = state
    return edition


def _fellow(
    actor: Actor,
    edition: FellowshipEdition,
    number: int,
    given: dict[str, Any],
    cast: Cast,
    supervisor: Account,
) -> Fellow:
    """The application that was accepted, its offer, the account, and the placement."""
    organization = cast.organizations[given["organization"]]
    begun = edition.closes_at - timedelta(days=20)
    application: FellowshipApplication = actions.new_application(
        edition, given["email"], "en", given["name"], given["function"]
    )
    application.sort_key, application.gender = given["sort_key"], Gender(given["gender"])
    application.organization, application.organization_name = organization, organization.name
    application.number, application.track, application.languages = number, "en", ["en"]
    application.zone, application.begun_at, application.submitted_at = organization.zone, begun, begun
    application.state = ApplicationState.ACCEPTED
    account = find_account(given["email"]) or make_account(
        actor, given["email"], given["name"], demonstration=True
    )
    db.session.flush()
    answered = edition.closes_at + timedelta(days=40)
    deadline = wall_of(answered + timedelta(days=3), organization.zone).replace(hour=23, minute=59)
    offer = FellowshipOffer(
        application_id=application.id,
        language="en",
        zone=organization.zone,
        deadline=deadline,
        deadline_at=wall_to_utc(deadline, organization.zone, second=True),
        state=OfferState.ACCEPTED,
        sent_at=answered - timedelta(days=5),
        answered_at=answered,
    )
    fellow = Fellow(
        key=secrets.new_key(),
        application_id=application.id,
        account=account,
        state=FellowState.IN_PROGRAMME,
        unit=given["unit"],
        supervisor=supervisor,
        supervisor_name=supervisor.name,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        plan=given.get("plan", "").strip(),
        taken_in_at=answered,
    )
    db.session.add_all([offer, fellow])
    return fellow


def _alumnus(
    actor: Actor,
    edition: FellowshipEdition,
    number: int,
    given: dict[str, Any],
    cast: Cast,
    supervisor: Account,
) -> None:
    """Completed a year ago: what was needed for the year alone is deleted already."""
    fellow = _fellow(actor, edition, number, given, cast, supervisor)
    assert edition.ends_on is not None
    ended_at = wall_to_utc(datetime.combine(edition.ends_on, time(17)), ZONE)
    fellow.state, fellow.ended_on = FellowState.COMPLETED, edition.ends_on
    fellow.listed, fellow.listed_at = given["listed"] == "yes", ended_at
    fellow.trimmed_at = ended_at + timedelta(days=60)
    db.session.flush()
    db.session.add(FellowReport(fellow_id=fellow.id, text=given["report"], written_at=ended_at))
    db.session.add_all(FellowEvaluated(fellow_id=fellow.id, side=side) for side in Side)
    if given["use"]:
        asked_at = ended_at + timedelta(days=365)
        answer = {
            "use": Use(given["use"]),
            "text": given["use_text"],
            "answered_at": asked_at + timedelta(days=1),
        }
        db.session.add(FellowFollowUp(fellow_id=fellow.id, year=1, asked_at=asked_at, **answer))


def _in_her_year(
    actor: Actor, edition: FellowshipEdition, given: dict[str, Any], cast: Cast, supervisor: Account
) -> None:
    person = cast.people[given["person"]]
    own = {name: person[name] for name in ("name", "sort_key", "email", "organization", "function")}
    fellow = _fellow(actor, edition, 1, given | own, cast, supervisor)
    db.session.flush()
    first = edition.starts_on
    assert first is not None

    def day(number: int) -> date:
        return first + timedelta(days=number)

    for position, one in enumerate(given["task"]):
        db.session.add(_task(fellow, first, position, one))
    for one in given["entry"]:
        db.session.add(_entry(fellow, day(one["day"]), one))
    for one in given["log"]:
        db.session.add(_log(fellow, day(7 * one["week"] - 3), one))
    for one in given["observed"]:
        values = {"title": one["title"], "on_day": day(one["day"]), "text": one["text"]}
        db.session.add(FellowObserved(key=secrets.new_key(), fellow_id=fellow.id, **values))
    for one in given["briefing"]:
        values = {"title": one["title"], "on_day": day(one["day"]), "to_whom": one["to_whom"]}
        file = _paper(one["title"], person["name"])
        db.session.add(FellowBriefing(key=secrets.new_key(), fellow_id=fellow.id, file_id=file, **values))


def _log(fellow: Fellow, on: date, given: dict[str, Any]) -> FellowLog:
    written_at = wall_to_utc(datetime.combine(on, time(17)), ZONE)
    row = FellowLog(
        fellow_id=fellow.id, week=given["week"], text=given["text"].strip(), written_at=written_at
    )
    if given["answer"]:
        row.answer, row.answered_by = given["answer"], fellow.supervisor_name
        row.answered_by_id = fellow.supervisor_id
        row.answered_at, row.answer_version = written_at + timedelta(hours=16), 1
    return row


def _task(fellow: Fellow, first: date, position: int, given: dict[str, Any]) -> FellowTask:
    before = given.get("days_before")
    due = (
        first - timedelta(days=before) if before is not None else first + timedelta(days=given["days_after"])
    )
    by = TodoBy(given["by"])
    whom = {
        TodoBy.OFFICE: "Ines Marchetti-Kaya",
        TodoBy.FELLOW: fellow.application.name,
        TodoBy.SUPERVISOR: fellow.supervisor_name,
    }
    done = before is not None
    return FellowTask(
        key=secrets.new_key(),
        fellow_id=fellow.id,
        position=position,
        name=given["name"],
        todo_by=by,
        days_before=before,
        due_on=due,
        note=given["note"],
        done_at=wall_to_utc(datetime.combine(due - timedelta(days=2), time(11)), ZONE) if done else None,
        done_by=whom[by] if done else "",
    )


def _entry(fellow: Fellow, on: date, given: dict[str, Any]) -> FellowEntry:
    starts, ends = (datetime.combine(on, time.fromisoformat(given[name])) for name in ("starts", "ends"))
    key, cancelled = secrets.new_key(), given.get("cancelled", False)
    return FellowEntry(
        key=key,
        uid=f"fellow-{key}@programme",
        fellow_id=fellow.id,
        title=given["title"],
        place=given["place"],
        zone=ZONE,
        starts=starts,
        ends=ends,
        starts_at=wall_to_utc(starts, ZONE, second=True),
        ends_at=wall_to_utc(ends, ZONE, second=True),
        cancelled=cancelled,
        sequence=int(cancelled),
        changed_at=clock.now(),
    )


def _paper(title: str, name: str) -> int:
    """An invented briefing that opens in Word."""
    paper, out = open_docx(), io.BytesIO()
    paper.add_heading(title, 0)
    paper.add_paragraph(f"{name}. This briefing is invented.")
    paper.save(out)
    taken = files.take("briefing.docx", out.getvalue(), MEGABYTE)
    files.keep(taken, out.getvalue())
    return files.refer(taken).id
